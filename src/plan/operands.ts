import { type DiagnosticContext, fault } from "../core/errors/index.js";
import { nearest } from "../core/names.js";
import { callback, currentCall, node } from "./calls.js";
import { currentEvaluation } from "./evaluation.js";
import type { CallExpr, Expr } from "./expr.js";
import { language } from "./languageDoor.js";
import { type LiteralValue, literal } from "./literals.js";
import { exprOf, isColumn, isDataFrame } from "./marks.js";
import { columnNamed } from "./names.js";
import { setOrigin } from "./provenance.js";
import { secretsInText } from "./secretText.js";

/*
 * From what users write to expressions. PySpark's rule: a string is a VALUE for operators (`eq("x")`) and a COLUMN for
 * functions and `select`.
 */

/** The expression of a Column, which thereby enters another expression or a plan. */
export function use(column: object): Expr {
	const expr = exprOf(column);
	currentEvaluation()?.used(expr);
	return expr;
}

/** What something is, for messages. */
export function describeValue(value: unknown): string {
	if (isColumn(value)) return "a Column";
	if (isDataFrame(value)) return "a DataFrame";
	if (value === null) return "null";
	if (Array.isArray(value)) return "an array";
	switch (typeof value) {
		case "string":
			return JSON.stringify(value);
		case "number":
		case "boolean":
		case "bigint":
		case "undefined":
			return String(value);
		case "function":
			return "a function";
		default:
			return `a ${(value as object).constructor?.name ?? "object"}`;
	}
}

export function badArgument(name: string, problem: string): Error {
	return fault("PLAN_BAD_ARGUMENT", { name, problem });
}

/** Where a word stands that has to be one of a few, and the near ones. */
export function wrongWord(given: unknown, words: readonly string[]): DiagnosticContext {
	if (typeof given !== "string") return {};
	const candidates = nearest(given, words);
	return { ...language().placeOf(currentCall(), given), ...(candidates.length > 0 ? { candidates } : {}) };
}

const JS_OPERATORS = "JavaScript's ===, !==, ! and && give a boolean: use .eq(), .neq(), .not(), .and()";

/** The operators and functions that were lowered to calls. */
export function call(fn: string, ...args: readonly Expr[]): CallExpr {
	return node({ kind: "call", fn, args: Object.freeze([...args]) });
}

export function isLiteralValue(value: unknown): value is LiteralValue {
	return (
		value === null ||
		typeof value === "string" ||
		typeof value === "number" ||
		typeof value === "bigint" ||
		typeof value === "boolean" ||
		value instanceof Date ||
		value instanceof Uint8Array
	);
}

/** A JavaScript value as an expression; an array becomes an array of Spark's. */
export function literalExpr(value: unknown, where: string): Expr {
	if (Array.isArray(value)) return call("array", ...value.map((item) => valueExpr(item, where)));
	if (!isLiteralValue(value))
		throw badArgument(where, `needs a value or a Column, got ${describeValue(value)}`);
	if (typeof value === "string" && secretsInText(value))
		throw badArgument(
			where,
			"a secret was put into text; pass secret(…) itself, or F.concat(lit(…), secret(…))",
		);
	if (value instanceof Date && Number.isNaN(value.getTime())) throw badArgument(where, "the Date is invalid");
	return setOrigin(literal(value), currentCall());
}

/** A Column, or a value as a literal: what operators take. */
export function valueExpr(value: unknown, where: string): Expr {
	return isColumn(value) ? use(value) : literalExpr(value, where);
}

/** A Column, or the name of one: what functions and `select` take. */
export function columnExpr(value: unknown, where: string): Expr {
	if (isColumn(value)) return use(value);
	if (typeof value === "string") return node(columnNamed(value));
	if (typeof value === "boolean")
		throw badArgument(where, `needs a Column or a column's name, got ${value}. ${JS_OPERATORS}`);
	if (isLiteralValue(value))
		throw badArgument(
			where,
			`needs a Column or a column's name, got ${describeValue(value)}; write lit(${describeLiteral(value)})`,
		);
	throw badArgument(where, `needs a Column or a column's name, got ${describeValue(value)}`);
}

function describeLiteral(value: LiteralValue): string {
	return value instanceof Date || value instanceof Uint8Array
		? "…"
		: `${value}${typeof value === "bigint" ? "n" : ""}`;
}

/** A Column and nothing else: where PySpark takes no name either. */
export function onlyColumn(value: unknown, where: string): Expr {
	if (isColumn(value)) return use(value);
	if (typeof value === "boolean") throw badArgument(where, `needs a Column, got ${value}. ${JS_OPERATORS}`);
	const hint = isLiteralValue(value) ? `; write lit(…) for a constant, col(…) for a column` : "";
	throw badArgument(where, `needs a Column, got ${describeValue(value)}${hint}`);
}

/** Gives a callback its columns and takes the Column that it returns. */
export function columnOfCallback(
	work: (...columns: never[]) => unknown,
	columns: readonly unknown[],
	where: string,
): Expr {
	const result = callback(() => (work as (...c: unknown[]) => unknown)(...columns));
	return onlyColumn(result, `the function given to ${where}`);
}

/** `f(a, b)` and `f([a, b])` alike. */
export function spread<T>(values: readonly (T | readonly T[])[]): readonly T[] {
	const [first] = values;
	return values.length === 1 && Array.isArray(first) ? first : (values as readonly T[]);
}

/** A text argument. */
export function text(value: unknown, where: string, what: string): string {
	if (typeof value === "string") return value;
	throw badArgument(where, `needs ${what} as text, got ${describeValue(value)}`);
}

/** Texts, given one by one or as one array. */
export function texts(values: readonly unknown[], where: string, what: string): string[] {
	return spread(values).map((value) => text(value, where, what));
}
