import { isNested, isNumeric, typeName } from "../core/dataTypes.js";
import type { BoundExpr } from "../plan/bound.js";

/** A condition of Spark's that a run ended with. */
export interface Fault {
	readonly condition: string;
	readonly message: string;
}

type Test = (expr: BoundExpr, fault: Fault) => boolean;

const calls = (...names: string[]): Test => {
	const fns = new Set(names);
	return (expr) => (expr.kind === "call" || expr.kind === "aggregateCall") && fns.has(expr.fn);
};
const either =
	(...tests: readonly Test[]): Test =>
	(expr, fault) =>
		tests.some((test) => test(expr, fault));

const fromText: Test = (expr, { message }) => {
	if (expr.kind !== "cast" || expr.mode !== "ansi" || isNumeric(expr.input.type)) return false;
	// The message tells the type where the engine knows it.
	const to = /cannot be cast to "([^"]+)"/.exec(message)?.[1];
	return to === undefined || typeName(expr.type).toLowerCase() === to.toLowerCase() || !isAtomic(expr);
};
const isAtomic = (expr: BoundExpr): boolean => !isNested(expr.type);
const toNumber: Test = (expr, { message }) => {
	if (expr.kind !== "cast" || expr.mode !== "ansi") return false;
	const to = /does not fit (\w+(?:\(\d+,\d+\))?)/.exec(message)?.[1];
	return (to === undefined || typeName(expr.type) === to) && (isNumeric(expr.type) || !isAtomic(expr));
};

const divides = (...names: string[]): Test => {
	const isCall = calls(...names);
	return (expr, fault) => {
		if (!isCall(expr, fault) || expr.kind !== "call") return false;
		const divisor = expr.args[1];
		return !(divisor?.kind === "literal" && divisor.value !== null && Number(divisor.value) !== 0);
	};
};

const OPERATIONS: Readonly<Record<string, string>> = { addition: "+", subtraction: "-", multiplication: "*" };
const arithmetic: Test = (expr, { message }) => {
	if (expr.kind !== "call" && expr.kind !== "aggregateCall") return false;
	// Doubles become infinite instead.
	if (!isNumeric(expr.type) || expr.type.kind === "double" || expr.type.kind === "float") return false;
	const named = OPERATIONS[/overflow in (\w+)/i.exec(message)?.[1]?.toLowerCase() ?? ""];
	return named === undefined ? OVERFLOWING.has(expr.fn) : expr.fn === named;
};
const OVERFLOWING = new Set([
	"+",
	"-",
	"*",
	"/",
	"div",
	"abs",
	"negative",
	"sum",
	"avg",
	"factorial",
	"bigint",
	"sequence",
]);

const MAPS = [
	"map",
	"map_from_arrays",
	"map_from_entries",
	"map_concat",
	"str_to_map",
	"transform_keys",
	"map_zip_with",
];
const PARSERS = [
	"to_date",
	"to_timestamp",
	"to_timestamp_ntz",
	"to_timestamp_ltz",
	"to_unix_timestamp",
	"unix_timestamp",
];

/** Condition, without what follows its dot → which expressions can raise it. */
const RAISERS: Readonly<Record<string, Test>> = {
	ARITHMETIC_OVERFLOW: arithmetic,
	BINARY_ARITHMETIC_OVERFLOW: arithmetic,
	CANNOT_PARSE_TIMESTAMP: calls(...PARSERS),
	CAST_INVALID_INPUT: either(fromText, calls(...PARSERS, "date", "timestamp")),
	CAST_OVERFLOW: toNumber,
	DATETIME_FIELD_OUT_OF_BOUNDS: calls("make_date", "make_timestamp", "make_timestamp_ntz"),
	DIVIDE_BY_ZERO: divides("/", "div", "%", "mod", "pmod"),
	DUPLICATED_MAP_KEY: calls(...MAPS),
	FAILED_EXECUTE_UDF: (expr) => expr.kind === "udf",
	INVALID_ARRAY_INDEX: calls("[]", "elt"),
	INVALID_ARRAY_INDEX_IN_ELEMENT_AT: calls("element_at"),
	INVALID_INDEX_OF_ZERO: calls("element_at", "split_part"),
	NULL_MAP_KEY: calls(...MAPS),
	NUMERIC_VALUE_OUT_OF_RANGE: either(
		toNumber,
		(expr, fault) => expr.type.kind === "decimal" && arithmetic(expr, fault),
	),
	REMAINDER_BY_ZERO: divides("%", "mod", "pmod"),
	SCALAR_SUBQUERY_TOO_MANY_ROWS: (expr) => expr.kind === "subquery" && expr.use === "scalar",
	USER_RAISED_EXCEPTION: calls("raise_error", "assert_true"),
};

/** Whether an expression can raise the condition. Conditions about an argument begin with the function's name. */
export function raisers(expr: BoundExpr, fault: Fault): boolean {
	const [base = ""] = fault.condition.split(".");
	const test = RAISERS[base];
	if (test) return test(expr, fault);
	const fn = /(?:^|: )(\w+): /.exec(fault.message)?.[1];
	return fn !== undefined && calls(fn)(expr, fault);
}

const TRY_CAST = "NULL instead of the error: .tryCast(type), in SQL try_cast(x AS type)";
const TRY_DIVIDE = "NULL instead of the error: F.tryDivide(a, b), in SQL try_divide(a, b)";
const TRY_ARITHMETIC =
	"cast to a wider type before, or take NULL instead: F.tryAdd, F.trySubtract, F.tryMultiply, F.trySum (SQL: try_add …)";

const WAYS_OUT: Readonly<Record<string, string>> = {
	ARITHMETIC_OVERFLOW: TRY_ARITHMETIC,
	BINARY_ARITHMETIC_OVERFLOW: TRY_ARITHMETIC,
	CANNOT_PARSE_TIMESTAMP:
		"NULL instead of the error: F.tryToTimestamp(x, format), in SQL try_to_timestamp(x, format)",
	CAST_INVALID_INPUT: TRY_CAST,
	CAST_OVERFLOW: TRY_CAST,
	DIVIDE_BY_ZERO: TRY_DIVIDE,
	INVALID_ARRAY_INDEX: "NULL instead of the error: F.get(array, index), in SQL get(array, index)",
	INVALID_ARRAY_INDEX_IN_ELEMENT_AT:
		"NULL instead of the error: F.tryElementAt(array, index), in SQL try_element_at(array, index)",
	NUMERIC_VALUE_OUT_OF_RANGE: TRY_CAST,
	REMAINDER_BY_ZERO: "NULL instead of the error: F.tryMod(a, b), in SQL try_mod(a, b)",
};

/** What to write where the error should not stop the run. */
export function wayOut(condition: string | undefined): string | undefined {
	return condition === undefined ? undefined : WAYS_OUT[condition.split(".")[0] as string];
}
