import type { Dataset, Graph } from "../../run/api.js";
import { kindLabel } from "./report.js";
import type { Style } from "./style.js";

interface Edges {
	/** Data set key → keys of what it reads, of those shown. */
	readonly reads: ReadonlyMap<string, readonly string[]>;
	readonly readers: ReadonlyMap<string, readonly string[]>;
	/** What a data set reads from outside the pipeline. */
	readonly outside: ReadonlyMap<string, readonly string[]>;
}

function edgesOf(graph: Graph): Edges {
	const shown = new Set(graph.datasets.map((d) => d.key));
	const reads = new Map<string, string[]>();
	const readers = new Map<string, string[]>();
	const outside = new Map<string, string[]>();
	const add = (to: Map<string, string[]>, key: string, value: string): void => {
		const list = to.get(key) ?? [];
		if (!list.includes(value)) to.set(key, [...list, value]);
	};
	for (const flow of graph.flows) {
		if (!shown.has(flow.target)) continue;
		for (const read of flow.reads)
			if (read.inside && shown.has(read.key)) {
				add(reads, flow.target, read.key);
				add(readers, read.key, flow.target);
			} else if (!read.inside) add(outside, flow.target, read.key);
		for (const source of fileSources(flow.plan.root)) add(outside, flow.target, source);
	}
	return { reads, readers, outside };
}

function fileSources(root: Graph["flows"][number]["plan"]["root"]): string[] {
	const seen = new Set<object>();
	const found: string[] = [];
	const visit = (node: typeof root): void => {
		if (seen.has(node)) return;
		seen.add(node);
		if (node.kind === "scan" && node.source.kind === "files") found.push(...node.source.paths);
		if ("input" in node) visit(node.input);
		if ("left" in node) {
			visit(node.left);
			visit(node.right);
		}
	};
	visit(root);
	return found;
}

/** Sources at the top, readers below; a data set with several inputs hangs under the first, the others are named. */
function tree(graph: Graph, style: Style): string[] {
	const { reads, readers, outside } = edgesOf(graph);
	const byKey = new Map(graph.datasets.map((d) => [d.key, d]));
	const name = (key: string): string => byKey.get(key)?.display ?? key;
	const lines: string[] = [];
	const label = (d: Dataset, parent: string | undefined): string => {
		const others = (reads.get(d.key) ?? []).filter((k) => k !== parent).map(name);
		const from = [
			...(outside.get(d.key) ?? []),
			...(others.length > 0 && parent !== undefined ? [`also reads ${others.join(", ")}`] : []),
		];
		const rules = d.expectations.length > 0 ? `  rules ${d.expectations.length}` : "";
		return `${style.bold(d.display)} ${style.dim(`(${kindLabel(d.kind)})`)}${rules}${from.length > 0 ? `  ${style.dim(from.join(", "))}` : ""}`;
	};
	const visit = (d: Dataset, parent: string | undefined, head: string, indent: string): void => {
		lines.push(head + label(d, parent));
		const children = (readers.get(d.key) ?? []).filter((k) => reads.get(k)?.[0] === d.key);
		children.forEach((key, i) => {
			const child = byKey.get(key);
			const last = i === children.length - 1;
			if (child && child.key !== d.key)
				visit(child, d.key, `${indent}${last ? "└─ " : "├─ "}`, `${indent}${last ? "   " : "│  "}`);
		});
	};
	for (const d of graph.datasets) if ((reads.get(d.key) ?? []).length === 0) visit(d, undefined, "", "");
	return lines;
}

function mermaid(graph: Graph): string[] {
	const { reads, outside } = edgesOf(graph);
	const ids = new Map(graph.datasets.map((d, i) => [d.key, `d${i}`]));
	const sources = new Map<string, string>();
	const text = (t: string): string =>
		`"${t.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`;
	const shapes = {
		streaming_table: ["[[", "]]"],
		materialized_view: ["[", "]"],
		temporary_view: ["(", ")"],
	} as const;
	const lines = ["graph LR"];
	for (const d of graph.datasets)
		lines.push(`  ${ids.get(d.key)}${shapes[d.kind][0]}${text(d.display)}${shapes[d.kind][1]}`);
	for (const d of graph.datasets) {
		for (const source of outside.get(d.key) ?? []) {
			if (!sources.has(source)) {
				sources.set(source, `s${sources.size}`);
				lines.push(`  ${sources.get(source)}[(${text(source)})]`);
			}
			lines.push(`  ${sources.get(source)} --> ${ids.get(d.key)}`);
		}
		for (const key of reads.get(d.key) ?? []) lines.push(`  ${ids.get(key)} --> ${ids.get(d.key)}`);
	}
	return lines;
}

function dot(graph: Graph): string[] {
	const { reads, outside } = edgesOf(graph);
	const quote = (t: string): string => `"${t.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
	const byKey = new Map(graph.datasets.map((d) => [d.key, d.display]));
	const shapes = {
		streaming_table: "cylinder",
		materialized_view: "box",
		temporary_view: "ellipse",
	} as const;
	const lines = ["digraph pipeline {", "  rankdir=LR;"];
	for (const d of graph.datasets) lines.push(`  ${quote(d.display)} [shape=${shapes[d.kind]}];`);
	for (const d of graph.datasets) {
		for (const source of outside.get(d.key) ?? [])
			lines.push(`  ${quote(source)} -> ${quote(d.display)} [style=dashed];`);
		for (const key of reads.get(d.key) ?? [])
			lines.push(`  ${quote(byKey.get(key) ?? key)} -> ${quote(d.display)};`);
	}
	return [...lines, "}"];
}

/** The graph as one document: what tools read. */
function json(graph: Graph): string[] {
	const { reads, outside } = edgesOf(graph);
	const byKey = new Map(graph.datasets.map((d) => [d.key, d.display]));
	const document = {
		name: graph.name,
		datasets: graph.datasets.map((d) => ({
			name: d.display,
			kind: d.kind,
			declaredAs: d.declaredAs,
			schema: d.schema.fields,
			reads: (reads.get(d.key) ?? []).map((k) => byKey.get(k)),
			sources: outside.get(d.key) ?? [],
			flows: d.flows,
			expectations: d.expectations.map((e) => ({ name: e.name, action: e.action, condition: e.text })),
			options: d.options,
			...(d.place ? { place: d.place } : {}),
		})),
	};
	return [JSON.stringify(document, null, 2)];
}

export const graphFormats: Readonly<
	Record<"tree" | "mermaid" | "dot" | "json", (graph: Graph, style: Style) => string[]>
> = { tree, mermaid, dot, json };

/** Data sets level by level: those of one stage read only earlier stages, so they may run side by side. */
export function stagesText(graph: Graph, asJson: boolean): string[] {
	const { reads } = edgesOf(graph);
	const stages: string[][] = [];
	const placed = new Set<string>();
	let left = [...graph.datasets];
	while (left.length > 0) {
		const ready = left.filter((d) => (reads.get(d.key) ?? []).every((k) => placed.has(k) || k === d.key));
		const stage = ready.length > 0 ? ready : left;
		stages.push(stage.map((d) => d.display));
		for (const d of stage) placed.add(d.key);
		left = left.filter((d) => !placed.has(d.key));
	}
	return asJson
		? [JSON.stringify(stages, null, 2)]
		: stages.map((names, i) => `${i + 1}  ${names.join("  ")}`);
}
