import { sameType } from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { eachBoundChild, walkBoundExpr } from "../../../plan/boundWalk.js";
import { mayLoseValue } from "../../../plan/coercion.js";
import { FUNCTIONS, type FunctionName } from "../../../plan/functions.js";
import type { DuckDbFunction } from "./types.js";

/** Functions that take any values of their types: none of them is an error. */
const CALM: ReadonlySet<FunctionName> = new Set<FunctionName>([
	"=",
	"<=>",
	"<",
	"<=",
	">",
	">=",
	"and",
	"or",
	"not",
	"in",
	"isnull",
	"isnotnull",
	"isnan",
	"like",
	"ilike",
	"coalesce",
	"ifnull",
	"nullif",
	"nvl2",
	"if",
	"equal_null",
	"greatest",
	"least",
	"concat",
	"concat_ws",
	"upper",
	"lower",
	"length",
	"trim",
	"ltrim",
	"rtrim",
	"substring",
	"left",
	"right",
	"replace",
	"contains",
	"startswith",
	"endswith",
	"try_add",
	"try_subtract",
	"try_multiply",
	"try_divide",
	"size",
	"array_contains",
	"named_struct",
	"array",
	"year",
	"month",
	"dayofmonth",
	"hour",
	"minute",
	"date_diff",
]);

const known = new WeakMap<BoundExpr, boolean>();

/** Whether the expression may raise for some row. What is computed before (aggregates, windows, subqueries) does not. */
export function mayRaise(expr: BoundExpr): boolean {
	const before = known.get(expr);
	if (before !== undefined) return before;
	let found = raisesItself(expr);
	if (!found && expr.kind !== "window" && expr.kind !== "aggregateCall" && expr.kind !== "subquery")
		eachBoundChild(expr, (child) => {
			found ||= mayRaise(child);
		});
	known.set(expr, found);
	return found;
}

function raisesItself(expr: BoundExpr): boolean {
	switch (expr.kind) {
		case "call":
			return !CALM.has(expr.fn);
		case "udf":
			return true;
		case "cast": {
			const [from, to] = [expr.input.type, expr.type];
			if (expr.mode === "try" || to.kind === "string" || sameType(from, to)) return false;
			const integers = ["bigint", "int", "smallint", "tinyint", "boolean"];
			const [a, b] = [integers.indexOf(from.kind), integers.indexOf(to.kind)];
			return a >= 0 && b >= 0 ? a < b : mayLoseValue(from, to);
		}
		default:
			return false;
	}
}

/** The conditions of which all (any) must hold, in order. */
export function operandsOf(fn: "and" | "or", expr: BoundExpr): readonly BoundExpr[] {
	const found: BoundExpr[] = [];
	const pending = [expr];
	for (let one = pending.pop(); one; one = pending.pop()) {
		if (one.kind === "call" && one.fn === fn) pending.push(...[...one.args].reverse());
		else found.push(one);
	}
	return found;
}

/**
 * AND and OR: DuckDB evaluates both sides in every row, Spark the right one only where the left one decides nothing. So a
 * right side that may raise stands behind COALESCE, which looks at it where `left AND NULL` is NULL. Within AND, OR and
 * CASE DuckDB takes no common parts out, which would be evaluated always.
 */
export const logical = (fn: "and" | "or"): DuckDbFunction => ({
	lambda: (call: BoundCall, context) => {
		const word = fn.toUpperCase();
		const operands = operandsOf(fn, call);
		let raises = false;
		let text = "";
		for (let i = operands.length - 1; i >= 0; i--) {
			const operand = operands[i] as BoundExpr;
			const own = context.emit(operand);
			if (text === "") text = own;
			else if (!raises || !isRepeatable(operand)) text = `(${own} ${word} ${text})`;
			else if (operand.nullable) text = `(${own} ${word} coalesce(${own} ${word} NULL, ${text}))`;
			else text = `(CASE WHEN ${own} THEN ${fn === "and" ? `${text} ELSE FALSE` : `TRUE ELSE ${text}`} END)`;
			raises ||= mayRaise(operand);
		}
		return text;
	},
});

/** Whether it may stand there twice: it gives the same both times and costs no query of its own. */
function isRepeatable(expr: BoundExpr): boolean {
	for (const part of walkBoundExpr(expr)) {
		if (part.kind === "subquery" || part.kind === "udf") return false;
		if (part.kind === "call" && FUNCTIONS[part.fn].deterministic === false) return false;
	}
	return true;
}
