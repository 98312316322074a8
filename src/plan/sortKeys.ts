import { node } from "./calls.js";
import type { Expr, SortExpr } from "./expr.js";

/** A sort key: ascending unless `.desc()` said otherwise. */
export function sortKey(expr: Expr): SortExpr {
	return expr.kind === "sort" ? expr : node({ kind: "sort", input: expr, direction: "asc" });
}
