import { node, tracked } from "./calls.js";
import { col, column, lit, when } from "./column.js";
import { frame } from "./dataframe.js";
import type { CurrentTimeExpr, Expr, SortExpr } from "./expr.js";
import { distinctCall, functionCall } from "./functionCalls.js";
import { FUNCTION_NAMES } from "./functionNames.generated.js";
import type { Functions } from "./functionTypes.js";
import { isDataFrame, relationOf } from "./marks.js";
import { badArgument, columnExpr, describeValue, literalExpr, text } from "./operands.js";
import { nextId } from "./relation.js";
import { expr } from "./sqlDoor.js";
import { udf } from "./udf.js";

type AnyFunction = (...args: never[]) => unknown;

/** `to_date` → `toDate`; names without an underscore stay. */
export function camelCase(name: string): string {
	return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const currentTime = (fn: CurrentTimeExpr["fn"]) => () => node({ kind: "currentTime", fn });

const sorted =
	(direction: SortExpr["direction"], nulls?: SortExpr["nulls"]) =>
	(name: unknown): Expr =>
		node({ kind: "sort", input: columnExpr(name, direction), direction, ...(nulls ? { nulls } : {}) });

/** PySpark's functions that are no plain call of one of the registry, or have another name there. */
const OWN: Readonly<Record<string, (...args: unknown[]) => Expr>> = {
	asc: sorted("asc"),
	asc_nulls_first: sorted("asc", "first"),
	asc_nulls_last: sorted("asc", "last"),
	bitwiseNOT: (value) => functionCall("~", [value], "bitwiseNOT"),
	call_function: (name, ...args) =>
		functionCall(text(name, "callFunction", "a name").toLowerCase(), args, "callFunction"),
	count_distinct: (...args) => distinctCall("count", args, "countDistinct"),
	create_map: (...args) => functionCall("map", args, "createMap"),
	curdate: currentTime("current_date"),
	current_date: currentTime("current_date"),
	current_timestamp: currentTime("current_timestamp"),
	current_timezone: currentTime("current_timezone"),
	desc: sorted("desc"),
	desc_nulls_first: sorted("desc", "first"),
	desc_nulls_last: sorted("desc", "last"),
	listagg_distinct: distinctWithDelimiter("listagg"),
	localtimestamp: currentTime("localtimestamp"),
	log: (...args) => functionCall(args[1] === undefined ? "ln" : "log", args, "log"),
	negate: (value) => functionCall("negative", [value], "negate"),
	now: currentTime("current_timestamp"),
	nth_value: nthValue,
	shiftLeft: (...args) => functionCall("shiftleft", args, "shiftLeft"),
	shiftRight: (...args) => functionCall("shiftright", args, "shiftRight"),
	shiftRightUnsigned: (...args) => functionCall("shiftrightunsigned", args, "shiftRightUnsigned"),
	string_agg_distinct: distinctWithDelimiter("string_agg"),
	sum_distinct: (value) => distinctCall("sum", [value], "sumDistinct"),
	timestamp_add: (...args) => functionCall("timestampadd", args, "timestampAdd"),
	timestamp_diff: (...args) => functionCall("timestampdiff", args, "timestampDiff"),
	toDegrees: (value) => functionCall("degrees", [value], "toDegrees"),
	toRadians: (value) => functionCall("radians", [value], "toRadians"),
};

function distinctWithDelimiter(fn: string) {
	return (value: unknown, delimiter?: unknown): Expr => {
		const args = [columnExpr(value, fn), ...(delimiter === undefined ? [] : [literalExpr(delimiter, fn)])];
		return node({ kind: "call", fn, args: Object.freeze(args), distinct: true });
	};
}

function nthValue(value: unknown, offset: unknown, ignoreNulls?: unknown): Expr {
	const plain = functionCall("nth_value", [value, offset], "nthValue");
	return ignoreNulls === true && plain.kind === "call" ? node({ ...plain, nulls: "ignore" }) : plain;
}

/** Marks a frame as small enough to copy to every worker of Spark's; no effect on rows. */
const broadcast = tracked("broadcast", (small: unknown) => {
	if (!isDataFrame(small)) throw badArgument("broadcast", `needs a DataFrame, got ${describeValue(small)}`);
	return frame(node({ kind: "hint", id: nextId(), input: relationOf(small), name: "broadcast", args: [] }));
});

/** Where PySpark's function is another one of Spark's, which an unaliased column's name shows (seen in 4.3). */
const RENAMED: Readonly<Record<string, string>> = {
	array_agg: "collect_list",
	dateadd: "date_add",
	mean: "avg",
	pow: "power",
	random: "rand",
};

function build(): Record<string, unknown> {
	const functions: Record<string, AnyFunction> = {};
	// One function under both spellings: F.to_date === F.toDate.
	const add = (name: string, make: (...args: unknown[]) => Expr) => {
		const shown = camelCase(name);
		functions[shown] ??= tracked(shown, (...args: unknown[]) => column(make(...args)));
		functions[name] ??= functions[shown] as AnyFunction;
	};
	for (const [name, make] of Object.entries(OWN)) add(name, make);
	for (const name of FUNCTION_NAMES)
		add(name, (...args) => functionCall(RENAMED[name] ?? name, args, camelCase(name)));
	return Object.assign(functions, { col, column: col, lit, when, expr, broadcast, udf });
}

/**
 * Spark's functions, PySpark's way: text is a column's name, except where the function needs a constant (a format, a
 * pattern). Each has its PySpark name too: `F.to_date` is `F.toDate`.
 * @example df.select(F.upper("name"), F.toDate("day", "yyyy/MM/dd").alias("day"), F.count("*"))
 */
export const F: Functions = Object.freeze(build()) as unknown as Functions;
