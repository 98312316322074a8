import type { CallExpr, Expr } from "../expr.js";
import { eachChild } from "../expr.js";
import type { FunctionSpec } from "../functionSpec.js";
import { lookupFunction } from "../functions.js";

export function kindOfFunction(name: string): FunctionSpec["kind"] | undefined {
	return lookupFunction(name)?.spec.kind;
}

export const isAggregateCall = (expr: Expr): expr is CallExpr =>
	expr.kind === "call" && kindOfFunction(expr.fn) === "aggregate";

/** A function that makes rows and must stand by itself (`explode`). `window()` may stand anywhere: it is lifted out. */
export function generatorOf(expr: Expr): CallExpr | undefined {
	if (expr.kind !== "call") return undefined;
	const spec = lookupFunction(expr.fn)?.spec;
	return spec?.kind === "generator" && !spec.lifted ? expr : undefined;
}

/** Whether an aggregate function stands in the expression, outside of window functions and subqueries. */
export function hasAggregate(expr: Expr): boolean {
	// Most are these.
	if (expr.kind === "column" || expr.kind === "literal") return false;
	if (isAggregateCall(expr)) return true;
	if (expr.kind === "window") {
		const fn = expr.fn.kind === "call" ? expr.fn.args : [];
		return [...fn, ...expr.partitionBy, ...expr.orderBy].some(hasAggregate);
	}
	let found = false;
	eachChild(expr, (child) => {
		found ||= hasAggregate(child);
	});
	return found;
}
