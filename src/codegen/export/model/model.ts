import { relative, sep } from "node:path";
import { flowsByTarget } from "../../../graph/flowsByTarget.js";
import type { Dataset, Flow, Graph, Place } from "../../../graph/graph.js";
import { allLines, NO_REMARKS, type Remarks } from "./remarks.js";
import type { Sources } from "./sources.js";

/** A pipeline as its author laid it out: one module per file, items in the order of their declarations. */
export interface ModuleModel {
	/** Absolute; empty for what no file declares. */
	readonly file: string;
	/** The file's path in the project without its ending, as a path of Python names: `gold/daily_revenue`. */
	readonly path: string;
	/** What the file says about itself. */
	readonly about?: string;
	/** Paragraphs of comments in front of everything else in the file. */
	readonly header: readonly string[];
	readonly items: readonly ModelItem[];
	/** Paragraphs of comments behind the last definition. */
	readonly after: readonly string[];
}

export type ModelItem = DatasetItem | FlowItem;

/** A data set with the query that defines it, if it has one of its own. */
export interface DatasetItem {
	readonly kind: "dataset";
	readonly dataset: Dataset;
	readonly query?: Flow;
	readonly remarks: Remarks;
	/** Paragraphs of comments above it that are about something else. */
	readonly before: readonly string[];
}

/** A flow into a data set that is declared elsewhere, or nowhere. */
export interface FlowItem {
	readonly kind: "flow";
	readonly flow: Flow;
	readonly dataset: Dataset;
	readonly remarks: Remarks;
	readonly before: readonly string[];
}

/** Lays a graph out as its files have it. */
export function modelOf(graph: Graph, projectDir: string, sources: Sources): ModuleModel[] {
	const byFile = new Map<string, Entry[]>();
	const add = (place: Place | undefined, item: BareItem): void => {
		const file = place?.file ?? "";
		const module = place && sources.annotated(file);
		const remarks = (place && module?.remarks(place.range.start)) ?? NO_REMARKS;
		const order = place && module ? module.offset(place.range.start) : (place?.range.start.line ?? 0);
		const entry = { order, place, item: { ...item, remarks } };
		const entries = byFile.get(file);
		if (entries) entries.push(entry);
		else byFile.set(file, [entry]);
	};
	const flowsOf = flowsByTarget(graph);
	for (const dataset of graph.datasets) {
		const flows = flowsOf.get(dataset.key) ?? [];
		const query = flows.find((f) => isOwnQuery(f, dataset));
		add(dataset.place, { kind: "dataset", dataset, ...(query ? { query } : {}) });
		for (const flow of flows) if (flow !== query) add(flow.place, { kind: "flow", flow, dataset });
	}
	const paths = new Set<string>();
	return [...byFile].map(([file, entries]) => {
		const module = sources.annotated(file);
		const about = module?.about;
		const starts = entries.flatMap(({ place }) => (place ? [place.range.start] : []));
		const { header, between } = module?.loose(starts) ?? { header: [], between: [] };
		const left = [...between];
		const above = (order: number): string[] => {
			const end = left.findIndex(({ pos }) => pos > order);
			return left.splice(0, end === -1 ? left.length : end).map(({ text }) => text);
		};
		return {
			file,
			path: uniquePath(modulePath(file, projectDir, graph.name), paths),
			...(about === undefined ? {} : { about }),
			header,
			items: entries
				.sort((a, b) => a.order - b.order)
				.map(({ order, item }) => ({ ...item, before: above(order) })),
			after: left.map(({ text }) => text),
		};
	});
}

/** An item without what its file says. */
type BareItem =
	| { readonly kind: "dataset"; readonly dataset: Dataset; readonly query?: Flow }
	| { readonly kind: "flow"; readonly flow: Flow; readonly dataset: Dataset };

interface Entry {
	readonly order: number;
	readonly place: Place | undefined;
	readonly item: BareItem & { readonly remarks: Remarks };
}

const remarksAt = (place: Place | undefined, sources: Sources): Remarks =>
	(place && sources.annotated(place.file)?.remarks(place.range.start)) ?? NO_REMARKS;

/** What is said of a data set and of the flows that its one query is made of. */
export function united({ dataset, remarks }: DatasetItem, flows: readonly Flow[], sources: Sources): Remarks {
	const others = flows
		.filter(({ place }) => place !== dataset.place && !samePlace(place, dataset.place))
		.map(({ place }) => remarksAt(place, sources));
	if (others.length === 0) return remarks;
	return {
		...remarks,
		inside: [...remarks.inside, ...others.flatMap(allLines)],
		query: [remarks, ...others].flatMap(({ query = [] }) => query),
	};
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
