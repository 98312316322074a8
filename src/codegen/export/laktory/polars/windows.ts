import type { BoundExpr, BoundSort, BoundWindow } from "../../../../plan/bound.js";
import { keyword, listOf } from "../../../printers/python/build.js";
import type { PyExpr, PyKeyword } from "../../../printers/python/nodes.js";
import { alias, binary, boolean, cast, integer, isNull, lit, method, pl } from "./build.js";
import { type At, refused } from "./context.js";
import { inEveryRow, readsColumns } from "./rows.js";
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
			const input = inEveryRow(write(value as BoundExpr, at), value as BoundExpr);
			return over(method(input, "shift", [integer(fn.fn === "lag" ? by : -by)]));
		}
		default:
			return refused(at, `${fn.fn} over a window`);
	}
}

const partition = (e: BoundWindow, at: At, write: Write): PyExpr[] =>
	e.partitionBy.length === 0 ? [lit(integer(1))] : e.partitionBy.map((p) => write(p, at));

/** A constant orders nothing. Undefined: Polars cannot order so. */
function orderOf(orderBy: readonly BoundSort[], at: At, write: Write): PyKeyword[] | undefined {
	const sorts = orderBy.filter((s) => readsColumns(s.input));
	const [first] = sorts;
	if (!first) return [];
	if (sorts.some((s) => s.direction !== first.direction)) return undefined;
	const values = sorts.length === 1 ? [write(first.input, at)] : keys(sorts, at, write);
	return [
		keyword("order_by", listOf(values)),
		keyword("descending", boolean(first.direction === "desc")),
		keyword("nulls_last", boolean(first.nulls === "last")),
	];
}

/** Several columns are ordered as one struct: NULL is the smallest there, whatever `nulls_last` says, and each needs a name. */
function keys(sorts: readonly BoundSort[], at: At, write: Write): PyExpr[] {
	const values = sorts.flatMap(({ input, direction, nulls }) => {
		const value = write(input, at);
		const isUsual = (nulls === "first") === (direction === "asc");
		// Last when ascending, first when descending: true is the largest either way.
		return isUsual || !input.nullable ? [value] : [isNull(value), value];
	});
	return values.map((value, i) => alias(value, `key ${i}`));
}
