import type { Expr } from "./expr.js";

// Beside the plan, as places are: it changes no value, only the name that Spark gives to a column without an alias.
const shown = new WeakMap<Expr, Expr>();

/** Notes what a front end lowered: in names the node prints as `original` (`between(a, 1, 2)` and not two comparisons). */
export function showAs<T extends Expr>(node: T, original: Expr): T {
	shown.set(node, original);
	return node;
}

/** The expression that stands for this one in names, when it is another one. */
export function shownAs(expr: Expr): Expr | undefined {
	return shown.get(expr);
}
