import type { BoundExpr, BoundSort, BoundWindow } from "../../../../plan/bound.js";
import { keyword, listOf } from "../../../printers/python/build.js";
import type { PyExpr, PyKeyword } from "../../../printers/python/nodes.js";
import { binary, boolean, cast, integer, lit, method, pl } from "./build.js";
import { type At, refused } from "./context.js";
import { INT32 } from "./types.js";

type Write = (e: BoundExpr, at: At) => PyExpr;

/**
 * `row_number`, `lag` and `lead` in an order; which of several equal rows comes first is left to chance there and here. Frames and
 * ranks are refused: Polars' are others.
 */
export function windowExpression(e: BoundWindow, at: At, write: Write): PyExpr {
	const { fn } = e;
	if (fn.kind === "aggregateCall") return refused(at, `${fn.fn} over a window`);
	if (e.ignoreNulls) return refused(at, `${fn.fn} that ignores NULL`);
	const order = orderOf(e.orderBy, at, write);
	if (!order)
		return refused(at, "A window's order in two directions", "Polars takes one direction for all columns");
	const over = (value: PyExpr): PyExpr => method(value, "over", [listOf(partition(e, at, write))], order);
	switch (fn.fn) {
		case "row_number":
			return cast(over(pl("int_range", integer(1), binary("+", pl("len"), integer(1)))), INT32);
		case "lag":
		case "lead": {
			const [value, offset, missing] = fn.args;
			const isPlain = !missing || (missing.kind === "literal" && missing.value === null);
			if (!isPlain || (offset && offset.kind !== "literal")) return refused(at, `${fn.fn} with a default`);
			const by = Number(offset?.kind === "literal" ? offset.value : 1);
			const shifted = method(write(value as BoundExpr, at), "shift", [integer(fn.fn === "lag" ? by : -by)]);
			return over(shifted);
		}
		default:
			return refused(at, `${fn.fn} over a window`);
	}
}

const partition = (e: BoundWindow, at: At, write: Write): PyExpr[] =>
	e.partitionBy.length === 0 ? [lit(integer(1))] : e.partitionBy.map((p) => write(p, at));

function orderOf(orderBy: readonly BoundSort[], at: At, write: Write): PyKeyword[] | undefined {
	const [first] = orderBy;
	if (!first) return undefined;
	if (orderBy.some((s) => s.direction !== first.direction || s.nulls !== first.nulls)) return undefined;
	return [
		keyword("order_by", listOf(orderBy.map((s) => write(s.input, at)))),
		keyword("descending", boolean(first.direction === "desc")),
		keyword("nulls_last", boolean(first.nulls === "last")),
	];
}
