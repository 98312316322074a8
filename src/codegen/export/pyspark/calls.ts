import type { CallExpr, Expr, SortExpr } from "../../../plan/expr.js";
import { call, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { fittingArguments, parametersOf, sinceOf } from "./arguments.js";
import { nameOrColumn } from "./expressions.js";
import { hasSignature, rowOf, signatureOf } from "./functions/rows.js";
import { lastResort } from "./sqlText.js";
import type { Scope, Writer } from "./writer.js";

/** A call of a function, an operator or an aggregate. */
export function writeCall(expr: CallExpr, writer: Writer, scope: Scope): PyExpr {
	const plain = withoutClauses(expr, writer);
	if (plain) return plainCall(plain, writer, scope);
	return lastResort(expr, writer, scope) ?? writer.refuse(expr, clauseOf(expr), NO_CLAUSE);
}

function plainCall(expr: CallExpr, writer: Writer, scope: Scope): PyExpr {
	if (expr.distinct) return distinctCall(expr, writer, scope);
	const row = rowOf(expr.fn);
	const since = hasSignature(expr.fn) ? sinceOf(signatureOf(expr.fn)) : undefined;
	const { release } = writer.ctx;
	if (since !== undefined && release !== undefined && isLater(since, release))
		return writer.refuse(expr, expr.fn, `Spark has it since ${since}`);
	if (typeof row === "function") {
		const written = row(expr, writer, scope);
		if (written) return written;
	} else if (row !== "call") {
		const args = fittingArguments(expr.args, parametersOf(signatureOf(row.python)), writer, scope);
		if (args) {
			if (row.isRenamed) writer.renames++;
			return call(writer.f(row.python), args);
		}
	}
	return byName(expr, writer, scope);
}

const NO_CLAUSE = "PySpark's functions have no such clause";

const isLater = (a: string, b: string): boolean => a.localeCompare(b, "en", { numeric: true }) > 0;

/** Spark's own order of arguments, where PySpark has another one. */
const TEXT_LAST: ReadonlySet<string> = new Set(["trim", "ltrim", "rtrim"]);

/** `F.call_function("name", …)`: arguments that are no constants for PySpark's function are Columns there. */
function byName(expr: CallExpr, writer: Writer, scope: Scope): PyExpr {
	const odd = expr.args.find((arg) => arg.kind === "lambda" || arg.kind === "namedArgument");
	if (odd)
		return (
			lastResort(expr, writer, scope) ??
			writer.refuse(expr, `${expr.fn} with these arguments`, "PySpark has no form for it")
		);
	const args = TEXT_LAST.has(expr.fn) && expr.args.length === 2 ? expr.args.toReversed() : expr.args;
	return call(writer.f("call_function"), [
		string(expr.fn),
		...args.map((arg) => nameOrColumn(arg, writer, scope)),
	]);
}

/** PySpark's functions over distinct values. */
const DISTINCT: Readonly<Record<string, string>> = {
	count: "count_distinct",
	sum: "sum_distinct",
	listagg: "listagg_distinct",
	string_agg: "string_agg_distinct",
};
/** Distinct or not is the same to them. */
const INDIFFERENT: ReadonlySet<string> = new Set(["min", "max", "bool_and", "bool_or", "collect_set"]);

function distinctCall(expr: CallExpr, writer: Writer, scope: Scope): PyExpr {
	const { distinct: _, ...plain } = expr;
	if (INDIFFERENT.has(expr.fn)) {
		writer.renames++;
		return plainCall(plain, writer, scope);
	}
	const name = DISTINCT[expr.fn];
	const args =
		name !== undefined && hasSignature(name) && expr.args.every((arg) => arg.kind !== "star")
			? fittingArguments(expr.args, parametersOf(signatureOf(name)), writer, scope)
			: undefined;
	if (name !== undefined && args) return call(writer.f(name), args);
	return (
		lastResort(expr, writer, scope) ??
		writer.refuse(expr, `${expr.fn}(DISTINCT …)`, "PySpark has no function for it")
	);
}

/** Aggregates of one argument to which a row whose value is NULL is no row. */
const PASSES_NULLS_OVER: ReadonlySet<string> = new Set([
	"any",
	"approx_count_distinct",
	"avg",
	"bit_and",
	"bit_or",
	"bit_xor",
	"bool_and",
	"bool_or",
	"collect_list",
	"collect_set",
	"count",
	"count_if",
	"every",
	"kurtosis",
	"listagg",
	"max",
	"mean",
	"median",
	"min",
	"percentile",
	"percentile_approx",
	"product",
	"skewness",
	"some",
	"std",
	"stddev",
	"stddev_pop",
	"stddev_samp",
	"string_agg",
	"sum",
	"try_avg",
	"try_sum",
	"var_pop",
	"var_samp",
	"variance",
]);

/**
 * FILTER, WITHIN GROUP and IGNORE NULLS as arguments, where that gives the same; undefined where nothing does.
 */
function withoutClauses(expr: CallExpr, writer: Writer): CallExpr | undefined {
	const { filter, withinGroup, nulls, ...rest } = expr;
	let call: CallExpr = rest;
	if (nulls) {
		const ignoring = withNulls(call, nulls);
		if (!ignoring) return undefined;
		call = ignoring;
	}
	if (withinGroup) {
		const ordered = withOrder(call, withinGroup);
		if (!ordered) return undefined;
		call = ordered;
		writer.renames++;
	}
	if (filter) {
		const filtered = withFilter(call, filter);
		if (!filtered) return undefined;
		call = filtered;
		writer.renames++;
	}
	return call;
}

const clauseOf = (expr: CallExpr): string =>
	`${expr.fn} with ${expr.filter ? "FILTER" : expr.withinGroup ? "WITHIN GROUP" : `${expr.nulls?.toUpperCase()} NULLS`}`;

const literal = (value: boolean): Expr => ({
	kind: "literal",
	type: { kind: "boolean" },
	value: String(value),
});

/** Those take it as their last argument. */
const NULLS_ARGUMENT: Readonly<Record<string, number>> = {
	any_value: 1,
	first: 1,
	first_value: 1,
	last: 1,
	last_value: 1,
	nth_value: 2,
};

function withNulls(call: CallExpr, nulls: "ignore" | "respect"): CallExpr | undefined {
	if (nulls === "respect") return call;
	if (NULLS_ARGUMENT[call.fn] !== call.args.length) return undefined;
	return { ...call, args: [...call.args, literal(true)] };
}

/** `percentile_cont(p) WITHIN GROUP (ORDER BY x)` is `percentile(x, p)`. */
function withOrder(call: CallExpr, order: readonly SortExpr[]): CallExpr | undefined {
	const [only] = order;
	if (
		call.fn !== "percentile_cont" ||
		order.length !== 1 ||
		only?.direction !== "asc" ||
		call.args.length !== 1
	)
		return undefined;
	return { ...call, fn: "percentile", args: [only.input, call.args[0] as Expr] };
}

/** `sum(x) FILTER (WHERE c)` is `sum(CASE WHEN c THEN x END)`; `count(*)` counts the rows where it is true. */
function withFilter(call: CallExpr, filter: Expr): CallExpr | undefined {
	const [first, ...rest] = call.args;
	if (!first || !PASSES_NULLS_OVER.has(call.fn)) return undefined;
	const counts =
		call.fn === "count" && (first.kind === "star" || (first.kind === "literal" && first.value !== null));
	if (counts && !call.distinct && rest.length === 0) return { kind: "call", fn: "count_if", args: [filter] };
	if (first.kind === "star" || (call.fn === "count" && rest.length > 0)) return undefined;
	const kept: Expr = { kind: "case", branches: [{ when: filter, then: first }] };
	return { ...call, args: [kept, ...rest] };
}
