import { relative, sep } from "node:path";
import { flowsByTarget } from "../../../graph/flowsByTarget.js";
import type { Dataset, Flow, Graph, Place } from "../../../graph/graph.js";
import type { Remarks, Sources } from "./sources.js";

/** A pipeline as its author laid it out: one module per file, items in the order of their declarations. */
export interface ModuleModel {
	/** Absolute; empty for what no file declares. */
	readonly file: string;
	/** The file's path in the project without its ending, as a path of Python names: `gold/daily_revenue`. */
	readonly path: string;
	/** What the file says about itself. */
	readonly about?: string;
	readonly items: readonly ModelItem[];
}

export type ModelItem = DatasetItem | FlowItem;

/** A data set with the query that defines it, if it has one of its own. */
export interface DatasetItem {
	readonly kind: "dataset";
	readonly dataset: Dataset;
	readonly query?: Flow;
	readonly remarks: Remarks;
}

/** A flow into a data set that is declared elsewhere, or nowhere. */
export interface FlowItem {
	readonly kind: "flow";
	readonly flow: Flow;
	readonly dataset: Dataset;
	readonly remarks: Remarks;
}

/** Lays a graph out as its files have it. */
export function modelOf(graph: Graph, projectDir: string, sources: Sources): ModuleModel[] {
	const byFile = new Map<string, { order: number; item: ModelItem }[]>();
	const add = (place: Place | undefined, make: (remarks: Remarks) => ModelItem): void => {
		const file = place?.file ?? "";
		const module = place && sources.module(place.file);
		const remarks = (place && module?.remarks(place.range.start)) ?? { above: [], inside: [] };
		const order = place && module ? module.offset(place.range.start) : (place?.range.start.line ?? 0);
		const entry = { order, item: make(remarks) };
		const entries = byFile.get(file);
		if (entries) entries.push(entry);
		else byFile.set(file, [entry]);
	};
	const flowsOf = flowsByTarget(graph);
	for (const dataset of graph.datasets) {
		const flows = flowsOf.get(dataset.key) ?? [];
		const query = flows.find((f) => isOwnQuery(f, dataset));
		add(dataset.place, (remarks) => ({ kind: "dataset", dataset, ...(query ? { query } : {}), remarks }));
		for (const flow of flows)
			if (flow !== query) add(flow.place, (remarks) => ({ kind: "flow", flow, dataset, remarks }));
	}
	const paths = new Set<string>();
	return [...byFile].map(([file, entries]) => {
		const about = sources.module(file)?.about;
		return {
			file,
			path: uniquePath(modulePath(file, projectDir, graph.name), paths),
			...(about === undefined ? {} : { about }),
			items: entries.sort((a, b) => a.order - b.order).map((e) => e.item),
		};
	});
}

/** The query of the definition itself; what `appendFlow` adds has a place of its own. */
function isOwnQuery(flow: Flow, dataset: Dataset): boolean {
	if (dataset.declaredAs === "implicit" || flow.kind === "once") return false;
	return flow.place === dataset.place || samePlace(flow.place, dataset.place);
}

const samePlace = (a: Place | undefined, b: Place | undefined): boolean =>
	a !== undefined &&
	b !== undefined &&
	a.file === b.file &&
	a.range.start.line === b.range.start.line &&
	a.range.start.col === b.range.start.col;

/** `src/gold/daily-revenue.ts` becomes `gold/daily_revenue`: a folder of sources is no part of a module's name. */
function modulePath(file: string, projectDir: string, fallback: string): string {
	if (file === "") return pythonName(fallback);
	const inside = relative(projectDir, file).split(sep);
	if (inside[0] === "src" && inside.length > 1) inside.shift();
	const last = (inside.pop() as string).replace(/\.[^.]+$/, "");
	return [...inside, last].map(pythonName).join("/");
}

/** Letters, digits and underscores, beginning with a letter. */
function pythonName(text: string): string {
	const name = text.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
	return /^[A-Za-z]/.test(name) ? name : `m_${name}`;
}

/** Two files may have the same name in Python's letters. */
function uniquePath(path: string, taken: Set<string>): string {
	let unique = path;
	while (taken.has(unique.toLowerCase())) unique += "_too";
	taken.add(unique.toLowerCase());
	return unique;
}
