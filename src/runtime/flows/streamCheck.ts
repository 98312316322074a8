import { AqueduckError, diagnostic, fault } from "../../core/errors/index.js";
import type { Dataset, Flow } from "../../graph/graph.js";
import { type BoundRelation, boundInputs } from "../../plan/bound.js";
import { walkBound } from "../../plan/boundWalk.js";

/** True when new rows come in through this relation (a static subquery does not make a stream). */
export function isStream(relation: BoundRelation): boolean {
	if (relation.kind === "scan") return relation.streaming;
	return boundInputs(relation).some(isStream);
}

/** Operators that remember keys over batches. */
export type StatefulNode = Extract<BoundRelation, { kind: "distinct" | "deduplicate" }>;

export function isStateful(node: BoundRelation): node is StatefulNode {
	return (node.kind === "distinct" || node.kind === "deduplicate") && isStream(node.input);
}

/**
 * Refuses what cannot be run batch by batch with the same result as over the whole stream: without this guard such
 * a query would give rows, and wrong ones.
 */
export function checkStreaming(dataset: Dataset, flow: Flow, root: BoundRelation): void {
	const problems = walkBound(root).flatMap((node) => {
		const problem = isStream(node) ? problemOf(node) : undefined;
		return problem === undefined ? [] : [problem];
	});
	const [first, ...others] = [...new Set(problems)].map((feature) =>
		diagnostic("DEFINITION_NOT_YET", { feature }, { object: dataset.display, ...(flow.place ?? {}) }),
	);
	if (first) throw new AqueduckError(first, { others });
	if (walkBound(root).some((node) => node.kind === "scan" && node.streaming)) return;
	if (flow.kind === "append")
		throw fault("GRAPH_BATCH_IN_STREAMING_TABLE", { name: dataset.display }, { ...(flow.place ?? {}) });
}

function problemOf(node: BoundRelation): string | undefined {
	switch (node.kind) {
		case "aggregate":
			return "aggregation of a stream (watermarks with windowed aggregation)";
		case "sort":
			return "sorting a stream";
		case "limit":
			return "limit on a stream";
		case "sample":
			return "sample of a stream";
		case "project":
			return node.columns.some((c) => holdsWindow(c.expr)) ? "window functions over a stream" : undefined;
		case "set":
			if (node.op !== "union" || !node.all) return `${node.op} of a stream`;
			return isStream(node.left) && isStream(node.right) ? undefined : "union of a stream with a batch";
		case "join":
			return joinProblem(isStream(node.left), isStream(node.right), node.how);
		case "deduplicate":
		case "distinct":
			return walkBound(node.input).some((n) => n.kind === "watermark")
				? "dropDuplicates on a stream with a watermark"
				: undefined;
		case "recursive":
			return "WITH RECURSIVE over a stream";
		case "recursiveRead":
		case "scan":
		case "values":
		case "range":
		case "filter":
		case "generate":
		case "watermark":
			return undefined;
	}
}

function joinProblem(left: boolean, right: boolean, how: string): string | undefined {
	if (left && right) return "joining a stream with a stream";
	const kept = {
		left: ["inner", "cross", "left", "left_semi", "left_anti"],
		right: ["inner", "cross", "right"],
	};
	return kept[left ? "left" : "right"].includes(how)
		? undefined
		: `a ${how.replace("_", " ")} join with the stream on the ${left ? "left" : "right"}`;
}

function holdsWindow(value: unknown): boolean {
	if (typeof value !== "object" || value === null) return false;
	if ("kind" in value && value.kind === "window") return true;
	// A subquery's plan is static: windows in it see all of their rows.
	if ("kind" in value && value.kind === "subquery") return false;
	return Object.values(value).some(holdsWindow);
}
