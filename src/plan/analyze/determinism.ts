import type { BoundExpr, BoundRelation } from "../bound.js";
import type { FunctionSpec } from "../functionSpec.js";
import { FUNCTIONS } from "../functions.js";
import { boundExpressionsOf, walkBound, walkBoundExpr } from "../rewrite/mapBound.js";

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
