import type { BoundExpr, BoundRelation } from "../bound.js";
import { boundExpressionsOf, walkBound, walkBoundExpr } from "../boundWalk.js";
import { childrenOf, type Expr } from "../expr.js";
import {
	expressionsOf,
	type JoinHow,
	type JoinRelation,
	type Relation,
	type SetRelation,
} from "../relation.js";
import type { Analysis } from "./analysis.js";
import { hasAggregate } from "./registry.js";
import type { Analysed } from "./scope.js";

/** True when new rows come in through this relation. A static query inside an expression does not make a stream. */
export function isStreaming(plan: BoundRelation): boolean {
	return walkBound(plan).some((n) => n.kind === "scan" && n.streaming);
}

/** What an operation on a stream would need, and why that cannot be. */
interface Refusal {
	readonly operation: string;
	readonly reason: string;
	/** Where it stands; absent: the relation itself. */
	readonly at?: Expr;
}

const LATER = "not available in this version";
const ALL_ROWS = "it needs all rows at once, and a stream has no end";

/**
 * Reports what a streaming query in append mode cannot do. What is left works row by row, or keeps a state that only
 * grows with distinct keys (distinct, dropDuplicates).
 */
export function checkStreaming(root: Analysed, analysis: Analysis): void {
	const seen = new Set<Relation>();
	const told = new Set<BoundExpr>();
	const visit = (analysed: Analysed): void => {
		// The relabelled second use of a frame has the frame's node; its inputs are the frame itself.
		if (seen.has(analysed.node)) return;
		seen.add(analysed.node);
		for (const input of analysed.inputs) visit(input);
		for (const { at, ...params } of [...refusals(analysed), ...inExpressions(analysed, told)])
			analysis.within(analysed.node, () => analysis.report("PLAN_STREAMING", params, at ?? analysed.node));
	};
	visit(root);
}

const streaming = new WeakMap<Analysed, boolean>();
const watermarked = new WeakMap<Analysed, boolean>();

/** Whether `test` holds here or below; a shared relation is looked at once. */
function anywhere(
	analysed: Analysed,
	known: WeakMap<Analysed, boolean>,
	test: (a: Analysed) => boolean,
): boolean {
	const before = known.get(analysed);
	if (before !== undefined) return before;
	const result = test(analysed) || analysed.inputs.some((i) => anywhere(i, known, test));
	known.set(analysed, result);
	return result;
}

/** Streams that come in through the inputs, not through subqueries. */
function streams(analysed: Analysed | undefined): boolean {
	return (
		analysed !== undefined &&
		anywhere(
			analysed,
			streaming,
			({ bound, inputs }) => inputs.length === 0 && bound.kind === "scan" && bound.streaming,
		)
	);
}

function refusals(analysed: Analysed): readonly Refusal[] {
	const { node } = analysed;
	const [left, right] = analysed.inputs;
	if (node.kind === "join") return joinRefusals(node, streams(left), streams(right));
	if (node.kind === "set") return setRefusals(node, analysed);
	if (node.kind === "recursive" && (streams(left) || streams(right)))
		return [{ operation: "WITH RECURSIVE", reason: ALL_ROWS }];
	if (!streams(left)) return [];
	switch (node.kind) {
		case "aggregate":
			if (node.pivot) return [{ operation: "pivot", reason: ALL_ROWS }];
			return [aggregation(left, node.columns.find(hasAggregate))];
		case "project": {
			const at = node.columns.find(hasAggregate);
			return at ? [aggregation(left, at)] : [];
		}
		case "sort":
			return node.global ? [{ operation: "Sorting", reason: ALL_ROWS }] : [];
		case "limit":
			return [{ operation: "limit", reason: `it would count over all runs; ${LATER}` }];
		case "offset":
			return [{ operation: "offset", reason: ALL_ROWS }];
		case "sample":
			return [
				{ operation: "sample", reason: "which rows are drawn would depend on how they are cut into batches" },
			];
		case "distinct":
		case "dropDuplicates":
			return deduplication(node, left);
		case "watermark":
			return hasWatermark(left) ? [{ operation: "A second watermark", reason: "a query may have one" }] : [];
		default:
			return [];
	}
}

function aggregation(input: Analysed | undefined, at: Expr | undefined): Refusal {
	const reason = hasWatermark(input)
		? `aggregation with a watermark is ${LATER}`
		: "without a watermark no group is ever finished, so nothing could be appended";
	return { operation: "Aggregation", reason, ...(at ? { at } : {}) };
}

function deduplication(node: Relation, input: Analysed | undefined): readonly Refusal[] {
	const watermark = hasWatermark(input);
	if (node.kind === "dropDuplicates" && node.withinWatermark)
		return [
			{
				operation: "dropDuplicatesWithinWatermark",
				reason: watermark ? LATER : "it needs a watermark, and the query has none",
			},
		];
	return watermark ? [{ operation: "dropDuplicates with a watermark", reason: LATER }] : [];
}

function hasWatermark(analysed: Analysed | undefined): boolean {
	return analysed !== undefined && anywhere(analysed, watermarked, ({ node }) => node.kind === "watermark");
}

const STATIC_SIDE: Readonly<Record<"left" | "right", ReadonlySet<JoinHow>>> = {
	left: new Set<JoinHow>(["inner", "cross", "left", "left_semi", "left_anti"]),
	right: new Set<JoinHow>(["inner", "cross", "right"]),
};

function joinRefusals(node: JoinRelation, left: boolean, right: boolean): readonly Refusal[] {
	if (!left && !right) return [];
	if (left && right) return [{ operation: "Joining a stream with a stream", reason: LATER }];
	const side = left ? "left" : "right";
	if (STATIC_SIDE[side].has(node.how)) return [];
	return [
		{
			operation: `A ${node.how.replace("_", " ")} join with the stream on the ${side}`,
			reason:
				"a row of the other side could find its partner in any later batch; keep the rows of the stream instead",
		},
	];
}

function setRefusals(node: SetRelation, analysed: Analysed): readonly Refusal[] {
	// INTERSECT and EXCEPT keep only the left input for names; the plan has both.
	const bound = analysed.bound.kind === "distinct" ? analysed.bound.input : analysed.bound;
	if (bound.kind !== "set") return [];
	const left = isStreaming(bound.left);
	const right = isStreaming(bound.right);
	if (!left && !right) return [];
	if (node.op !== "union")
		return [{ operation: node.op === "intersect" ? "INTERSECT" : "EXCEPT", reason: ALL_ROWS }];
	if (left && right) return [];
	return [
		{
			operation: "A union of a stream with a batch",
			reason: "the rows of the batch would come again with every run",
		},
	];
}

/** Window functions, row numbers, and streams inside of subqueries. */
function inExpressions(analysed: Analysed, told: Set<BoundExpr>): readonly Refusal[] {
	const own = [...ownNodes(analysed)].flatMap((n) => boundExpressionsOf(n));
	const found: Refusal[] = [];
	const stream = streams(analysed);
	for (const expr of own.flatMap((e) => [...walkBoundExpr(e)])) {
		if (told.has(expr)) continue;
		told.add(expr);
		if (expr.kind === "subquery" && isStreaming(expr.plan))
			found.push({
				operation: "A subquery over a stream",
				reason: "its result would change with every batch",
				...first(analysed, "subquery"),
			});
		if (!stream) continue;
		if (expr.kind === "window")
			found.push({
				operation: `The window function ${expr.fn.fn}`,
				reason: ALL_ROWS,
				...first(analysed, "window"),
			});
		if (expr.kind === "call" && expr.fn === "monotonically_increasing_id")
			found.push({
				operation: "monotonically_increasing_id()",
				reason: "it would start anew with every batch",
			});
	}
	return found;
}

/** The bound nodes that this relation added on top of its inputs. */
function* ownNodes(analysed: Analysed): Generator<BoundRelation> {
	const below = new Set(analysed.inputs.flatMap((i) => walkBound(i.bound)));
	const pending: BoundRelation[] = [analysed.bound];
	for (let node = pending.pop(); node; node = pending.pop()) {
		if (below.has(node)) continue;
		yield node;
		if ("input" in node) pending.push(node.input);
		if ("left" in node) pending.push(node.left, node.right);
	}
}

function first(analysed: Analysed, kind: Expr["kind"]): { readonly at?: Expr } {
	const at = expressionsOf(analysed.node).find((e) => holds(e, kind));
	return at ? { at } : {};
}

function holds(expr: Expr, kind: Expr["kind"]): boolean {
	return expr.kind === kind || childrenOf(expr).some((c) => holds(c, kind));
}
