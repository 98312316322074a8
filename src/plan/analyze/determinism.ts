import type { BoundExpr, BoundRelation } from "../bound.js";
import { boundExpressionsOf, walkBound, walkBoundExpr } from "../boundWalk.js";
import type { FunctionSpec } from "../functionSpec.js";
import { FUNCTIONS } from "../functions.js";

/** Whether the value depends on nothing but the row: no chance, no clock. */
export function deterministic(expr: BoundExpr): boolean {
	for (const e of walkBoundExpr(expr)) {
		if (e.kind === "currentTime") return false;
		if (e.kind === "call" || e.kind === "aggregateCall") {
			const spec: FunctionSpec = FUNCTIONS[e.fn];
			if (spec.deterministic === false) return false;
		}
		if (e.kind === "subquery" && !deterministicPlan(e.plan)) return false;
	}
	return true;
}

/** Whether two runs over the same input give the same rows. A sample without a seed does not. */
export function deterministicPlan(plan: BoundRelation): boolean {
	return walkBound(plan).every(
		(node) =>
			boundExpressionsOf(node).every(deterministic) && (node.kind !== "sample" || node.seed !== undefined),
	);
}

/** Whether it calls a function of the user's, whose code is in no plan. */
export function callsUdf(expr: BoundExpr): boolean {
	for (const e of walkBoundExpr(expr)) {
		if (e.kind === "udf") return true;
		if (e.kind === "subquery" && planCallsUdf(e.plan)) return true;
	}
	return false;
}

/** Whether any expression of the plan calls a function of the user's. */
export function planCallsUdf(plan: BoundRelation): boolean {
	return walkBound(plan).some((node) => boundExpressionsOf(node).some(callsUdf));
}
