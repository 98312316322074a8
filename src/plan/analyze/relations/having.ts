import type { BoundColumn, BoundExpr, BoundRelation } from "../../bound.js";
import { boundChildren, walkBoundExpr } from "../../boundWalk.js";
import { mapBoundExpr } from "../../rewrite/mapBound.js";
import { passThrough, project } from "../boundNodes.js";
import { deterministic } from "../determinism.js";
import { exprKey } from "../exprKey.js";
import type { Analysed } from "../scope.js";
import type { Grouped } from "./grouping.js";

/** HAVING: between the groups and the window functions of their select list. */

export const holdsWindow = (expr: BoundExpr): boolean =>
	walkBoundExpr(expr).some((part) => part.kind === "window");

const windowed = (column: BoundColumn): boolean => holdsWindow(column.expr);

/** The columns of a grouped query that are computed from window functions. */
export function windowColumns({ bound }: Analysed): ReadonlySet<number> {
	let relation = bound;
	const found = new Set<number>();
	for (; relation.kind === "project" || relation.kind === "generate"; relation = relation.input)
		if (relation.kind === "project")
			for (const c of relation.columns) if (windowed(c)) found.add(c.output.id);
	return found;
}

/** The condition under the window functions of a select list, and above all else that it computes. */
export function havingFilter(bound: BoundRelation, condition: BoundExpr): BoundRelation {
	const filter = (input: BoundRelation): BoundRelation =>
		Object.freeze({ kind: "filter", input, condition, output: input.output });
	if (bound.kind !== "project" || !bound.columns.some(windowed)) return filter(bound);
	const { input, columns } = bound;
	const early = columns.filter((c) => !windowed(c) && !isPassed(c));
	const base = early.length > 0 ? project(input, [...input.output.map(passThrough), ...early]) : input;
	return project(
		filter(base),
		columns.map((c) => (early.includes(c) ? passThrough(c.output) : c)),
	);
}

/** The condition as far down as its columns are known, under generators and the window functions below them. */
export function sunkFilter(bound: BoundRelation, condition: BoundExpr): BoundRelation {
	const lower = lowered(bound, condition);
	if (lower && (bound.kind === "project" || bound.kind === "generate"))
		return Object.freeze({ ...bound, input: sunkFilter(bound.input, lower) });
	return Object.freeze({ kind: "filter", input: bound, condition, output: bound.output });
}

/** The condition in terms of what a node is made from. */
function lowered(bound: BoundRelation, condition: BoundExpr): BoundExpr | undefined {
	const parts = walkBoundExpr(condition);
	if (parts.some((e) => e.kind === "subquery")) return undefined;
	const names = (id: number): boolean => parts.some((e) => e.kind === "attribute" && e.id === id);
	if (bound.kind === "generate") return bound.generated.some((a) => names(a.id)) ? undefined : condition;
	if (bound.kind !== "project") return undefined;
	const used = new Map(bound.columns.filter((c) => names(c.output.id)).map((c) => [c.output.id, c.expr]));
	if ([...used.values()].some((expr) => holdsWindow(expr) || !deterministic(expr))) return undefined;
	return mapBoundExpr(condition, (e) => (e.kind === "attribute" && !e.outer ? (used.get(e.id) ?? e) : e));
}

/** Whether a condition looks at an aggregate, by itself or by the name of a selected column. */
export function readsAggregate(condition: BoundExpr, { bound }: Analysed, grouped: Grouped): boolean {
	const made = new Set([...grouped.aggregates.values()].map((a) => a.id));
	if (grouped.groupingId) made.add(grouped.groupingId.id);
	const reads = (expr: BoundExpr): boolean =>
		walkBoundExpr(expr).some((e) => e.kind === "attribute" && made.has(e.id));
	if (bound.kind === "project")
		for (const c of bound.columns) if (!holdsWindow(c.expr) && reads(c.expr)) made.add(c.output.id);
	return reads(condition);
}

const isPassed = ({ expr, output }: BoundColumn): boolean =>
	expr.kind === "attribute" && expr.id === output.id;

/** Whether all of an expression stands in the select list already: nothing more is computed from the groups for it. */
export function isShown(expr: BoundExpr, input: Analysed): boolean {
	const { bound, columns } = input;
	const shown = new Set(bound.kind === "project" ? bound.columns.map((c) => exprKey(c.expr)) : []);
	const ids = new Set(columns.map((c) => c.attribute.id));
	const covered = (e: BoundExpr): boolean => {
		if (shown.has(exprKey(e))) return true;
		if (e.kind === "attribute") return e.outer === true || ids.has(e.id);
		return boundChildren(e).every(covered);
	};
	return covered(expr);
}
