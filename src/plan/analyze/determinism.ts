import type { BoundExpr, BoundRelation } from "../bound.js";
import { eachBoundChild, eachBoundExpression, walkBound } from "../boundWalk.js";
import type { FunctionSpec } from "../functionSpec.js";
import { FUNCTIONS } from "../functions.js";

/** Whether the value depends on nothing but the row: no chance, no clock. */
export function deterministic(expr: BoundExpr): boolean {
	return !holds(expr, isUndetermined);
}

function isUndetermined(expr: BoundExpr): boolean {
	if (expr.kind === "currentTime") return true;
	if (expr.kind === "subquery") return !deterministicPlan(expr.plan);
	if (expr.kind !== "call" && expr.kind !== "aggregateCall") return false;
	const spec: FunctionSpec = FUNCTIONS[expr.fn];
	return spec.deterministic === false;
}

/** Whether two runs over the same input give the same rows. A sample without a seed does not. */
export function deterministicPlan(plan: BoundRelation): boolean {
	return !walkBound(plan).some(
		(node) => (node.kind === "sample" && node.seed === undefined) || standsOn(node, isUndetermined),
	);
}

/** Whether it calls a function of the user's, whose code is in no plan. */
export function callsUdf(expr: BoundExpr): boolean {
	return holds(expr, isUdf);
}

const isUdf = (expr: BoundExpr): boolean =>
	expr.kind === "udf" || (expr.kind === "subquery" && planCallsUdf(expr.plan));

/** Whether any expression of the plan calls a function of the user's. */
export function planCallsUdf(plan: BoundRelation): boolean {
	return walkBound(plan).some((node) => standsOn(node, isUdf));
}

function holds(expr: BoundExpr, test: (part: BoundExpr) => boolean): boolean {
	let found = false;
	const visit = (part: BoundExpr): void => {
		found ||= test(part);
		if (!found) eachBoundChild(part, visit);
	};
	visit(expr);
	return found;
}

function standsOn(node: BoundRelation, test: (part: BoundExpr) => boolean): boolean {
	let found = false;
	eachBoundExpression(node, (expr) => {
		found ||= holds(expr, test);
	});
	return found;
}
