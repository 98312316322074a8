import type { TableEngine } from "../engines/tableEngine.js";
import type { Dataset, Graph } from "../graph/graph.js";
import type { BoundPlan, BoundRelation } from "../plan/bound.js";
import { boundInputs } from "../plan/bound.js";
import { inlineViews } from "../runtime/rewrite/inlineViews.js";

/** How one flow of a data set is made. */
export interface Explanation {
	readonly dataset: string;
	readonly flow: string;
	readonly kind: string;
	readonly reads: readonly string[];
	/** The analysed plan as indented lines, inputs below what reads them. */
	readonly plan: readonly string[];
	readonly engine: string;
	/** The engine's own text. */
	readonly text: string;
}

export async function explainDataset(
	graph: Graph,
	dataset: Dataset,
	engine: TableEngine,
	explainPlan: (plan: BoundPlan) => Promise<string>,
): Promise<Explanation[]> {
	const byKey = new Map(graph.datasets.map((d) => [d.key, d.display]));
	const found: Explanation[] = [];
	for (const flow of graph.flows.filter((f) => f.target === dataset.key)) {
		const root = await inlineViews(graph, flow);
		found.push({
			dataset: dataset.display,
			flow: flow.name,
			kind: flow.kind,
			reads: flow.reads.map((r) => `${byKey.get(r.key) ?? r.key}${r.streaming ? " (stream)" : ""}`),
			plan: planLines(root),
			engine: `${engine.name} ${engine.version}`,
			text: await explainPlan({ ...flow.plan, root }),
		});
	}
	return found;
}

function planLines(relation: BoundRelation, depth = 0): string[] {
	const columns = relation.output.map((a) => a.name).join(", ");
	const what = relation.kind === "scan" ? `scan ${scanText(relation)}` : relation.kind;
	return [
		`${"  ".repeat(depth)}${what} → ${columns}`,
		...boundInputs(relation).flatMap((r) => planLines(r, depth + 1)),
	];
}

function scanText(scan: Extract<BoundRelation, { kind: "scan" }>): string {
	const { source } = scan;
	const stream = scan.streaming ? " as a stream" : "";
	switch (source.kind) {
		case "files":
			return `${source.format} ${source.paths.join(", ")}${stream}`;
		case "table":
		case "view":
			return `${source.kind} ${source.name.table}${stream}`;
		case "staged":
			return `staged ${source.name}`;
	}
}
