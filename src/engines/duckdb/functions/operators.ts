import {
	type DataType,
	type DecimalType,
	isInteger,
	isInterval,
	isNumeric,
} from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantText } from "../../../plan/coercion.js";
import type { OPERATORS } from "../../../plan/functions/operators.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { raise } from "./casts.js";
import { shiftedClock } from "./clockTimes.js";
import { orderKey } from "./nestedOrder.js";
import { apart, once } from "./once.js";
import { javaRegexTest } from "./regex.js";
import { logical } from "./shortCircuit.js";
import { tryEval } from "./tryEval.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

type Sql = (args: readonly string[], call: BoundCall, context: EmitContext) => string;

const typeAt = (call: BoundCall, i: number): DataType => (call.args[i] as BoundExpr).type;
const isDecimal = (t: DataType): t is DecimalType => t.kind === "decimal";

/** A plain infix operator. */
export const infix =
	(op: string): Sql =>
	([a, b]) =>
		`(${a} ${op} ${b})`;

const DIGITS_OF_BIGINT = 18;

/** `a op b` of decimals, cast to the result's type; beyond what DuckDB multiplies and divides exactly, by ours. */
function decimal(op: "+" | "-" | "*" | "/" | "%" | "div", a: string, b: string, call: BoundCall): string {
	const [x, y] = [typeAt(call, 0), typeAt(call, 1)] as [DecimalType, DecimalType];
	const to = call.type.kind === "decimal" ? call.type : { precision: 20, scale: 0 };
	const result = duckType(call.type);
	const wide = (sql: string, t: DecimalType): string =>
		t.precision > DIGITS_OF_BIGINT ? sql : `CAST(${sql} AS DECIMAL(38,${t.scale}))`;
	switch (op) {
		case "+":
		case "-":
			if (to.precision <= DIGITS_OF_BIGINT) return `CAST((${a} ${op} ${b}) AS ${result})`;
			if (exactSum(x, y)) return `CAST((${wide(a, x)} ${op} ${wide(b, y)}) AS ${result})`;
			break;
		case "*":
			if (x.precision + y.precision <= 38) return `CAST((${wide(a, x)} * ${wide(b, y)}) AS ${result})`;
			break;
		case "%":
			if (exactSum(x, y)) return `CAST((${a} % ${b}) AS ${result})`;
			break;
		case "/": {
			const exact = call.type.kind === "decimal" ? quotient(a, x, b, y, call.type) : undefined;
			if (exact !== undefined) return exact;
			break;
		}
		case "div":
			break;
	}
	return `CAST(aq_decimal('${op}', CAST(${a} AS VARCHAR), CAST(${b} AS VARCHAR), ${to.precision}, ${to.scale}) AS ${result})`;
}

/**
 * `a / b` of decimals rounded half up, exactly: whole numbers of 128 bits are divided, where the digits have room there.
 * Undefined where they have not.
 */
export function quotient(
	a: string,
	x: DecimalType,
	b: string,
	y: DecimalType,
	to: DecimalType,
): string | undefined {
	const shift = to.scale + y.scale - x.scale;
	if (shift < 0 || x.precision + shift > 36 || to.precision + to.scale > 38) return undefined;
	// DuckDB multiplies two decimals of at most 18 digits into 18 digits.
	const width = (t: DecimalType): number => Math.max(19, t.precision);
	if ([x, y].some((t) => width(t) + t.scale + 1 > 38)) return undefined;
	const whole = (sql: string, t: DecimalType): string =>
		t.scale === 0
			? `CAST(${sql} AS HUGEINT)`
			: `CAST(CAST(${sql} AS DECIMAL(${width(t)},${t.scale})) * CAST(${10n ** BigInt(t.scale)} AS DECIMAL(${t.scale + 1},0)) AS HUGEINT)`;
	const digits = `aq_divide(${whole(a, x)} * ${10n ** BigInt(shift)}::HUGEINT, ${whole(b, y)})`;
	const unit = `0.${"0".repeat(to.scale - 1)}1`;
	return `CAST(CAST(${digits} AS DECIMAL(${to.precision},0)) * CAST('${unit}' AS DECIMAL(${to.scale},${to.scale})) AS ${duckType(to)})`;
}

/** Whether both can be brought to one scale within 38 digits. */
function exactSum(x: DecimalType, y: DecimalType): boolean {
	return Math.max(x.precision - x.scale, y.precision - y.scale) + Math.max(x.scale, y.scale) < 38;
}

/** `moment ± interval`, with the moment's type. */
function shifted(op: "+" | "-", a: string, b: string, call: BoundCall): string {
	const moment = typeAt(call, 0);
	const from = moment.kind === "date" && call.type.kind === "timestamp" ? `CAST(${a} AS TIMESTAMPTZ)` : a;
	const sum = `(${from} ${op} ${b})`;
	return call.type.kind === "date" ? `CAST(${sum} AS DATE)` : sum;
}

function intervalSum(op: "+" | "-", a: string, b: string, type: DataType): string {
	switch (type.kind) {
		case "year_month_interval":
			return `aq_year_month(aq_months(${a}) ${op} aq_months(${b}))`;
		case "day_time_interval":
			return `aq_day_time(aq_micros(${a}) ${op} aq_micros(${b}))`;
		default:
			return `(${a} ${op} ${b})`;
	}
}

/** Overflow is NULL for the try_ kin: the sum in a wider type, cast back. */
function tried(sql: string, type: DataType): string {
	return `TRY_CAST(${sql} AS ${duckType(type)})`;
}

const WIDER: Readonly<Record<string, string>> = {
	tinyint: "HUGEINT",
	smallint: "HUGEINT",
	int: "HUGEINT",
	bigint: "HUGEINT",
};

function additive(op: "+" | "-", attempt: boolean): Sql {
	return ([a = "", b = ""], call, context) => {
		const [x, y] = [typeAt(call, 0), typeAt(call, 1)];
		if (x.kind === "time" && isInterval(y)) return shiftedClock(a, op, b, attempt);
		if (isInterval(y) && !isInterval(x)) return shifted(op, a, b, call);
		if (isInterval(x)) return intervalSum(op, a, b, call.type);
		if (call.type.kind === "date") return `(${a} ${op} ${b})`;
		if (call.type.kind === "day_time_interval") {
			if (x.kind === "date") return `to_days(CAST(${a} - ${b} AS INTEGER))`;
			return `aq_day_time(epoch_us(${a}) - epoch_us(${b}))`;
		}
		return arithmetic(op, a, b, call, attempt, context);
	};
}

function arithmetic(
	op: "+" | "-" | "*",
	a: string,
	b: string,
	call: BoundCall,
	attempt: boolean,
	context: EmitContext,
): string {
	if (isDecimal(call.type)) {
		if (!attempt) return decimal(op, a, b, call);
		// DuckDB's TRY turns any error into NULL; those of the operands are none of its business.
		return apart([a, b], context, (x = a, y = b) => `TRY(${decimal(op, x, y, call)})`);
	}
	const wider = WIDER[call.type.kind];
	if (attempt && wider) return tried(`(CAST(${a} AS ${wider}) ${op} CAST(${b} AS ${wider}))`, call.type);
	return `(${a} ${op} ${b})`;
}

const multiplication =
	(attempt: boolean): Sql =>
	([a = "", b = ""], call, context) => {
		if (isInterval(call.type)) return intervalScaled(a, b, "*", call);
		return arithmetic("*", a, b, call, attempt, context);
	};

/** An interval times or by a number, rounded half away from zero to months or microseconds. */
function intervalScaled(a: string, b: string, op: "*" | "/", call: BoundCall): string {
	const number = `CAST(${b} AS DOUBLE)`;
	if (call.type.kind === "year_month_interval")
		return `aq_year_month(CAST(round(aq_months(${a}) ${op} ${number}) AS BIGINT))`;
	if (call.type.kind === "day_time_interval")
		return `aq_day_time(CAST(round(aq_micros(${a}) ${op} ${number}) AS BIGINT))`;
	return `(${a} ${op} ${b})`;
}

/** NULL before the check: NULL / 0 is NULL. */
function guardZero(a: string, b: string, result: string, condition: string, attempt: boolean): string {
	// A constant that is not zero.
	if (/^CAST\('?-?(?=[\d.]*[1-9])[\d.]+'? AS [A-Z0-9(), ]+\)$/.test(b)) return result;
	const otherwise = attempt
		? "NULL"
		: raise(condition, "Division by zero. Use try_divide or try_mod to tolerate a divisor of 0");
	return `(CASE WHEN ${b} = 0 AND ${a} IS NOT NULL THEN ${otherwise} ELSE ${result} END)`;
}

/** Operands that are needed several times. */
const bound =
	(sql: (a: string, b: string, call: BoundCall) => string, share = once): Sql =>
	([x = "", y = ""], call, context) =>
		share([x, y], context, (a = x, b = y) => sql(a, b, call));

const division = (attempt: boolean): Sql =>
	bound(
		(a, b, call) => {
			if (isInterval(call.type))
				return guardZero(a, b, intervalScaled(a, b, "/", call), "INTERVAL_DIVIDED_BY_ZERO", attempt);
			const result = isDecimal(call.type) ? decimal("/", a, b, call) : `${a} / ${b}`;
			return guardZero(
				a,
				b,
				attempt && isDecimal(call.type) ? `TRY(${result})` : result,
				"DIVIDE_BY_ZERO",
				attempt,
			);
		},
		attempt ? apart : once,
	);

/** DuckDB raises where the quotient overflows: the least number by -1. */
function plainRemainder(a: string, b: string, type: DataType): string {
	const mayOverflow = isInteger(type) && !/^CAST\(\d+ AS [A-Z]+\)$/.test(b);
	return mayOverflow
		? `CASE WHEN ${b} = -1 THEN CAST(${a} * 0 AS ${duckType(type)}) ELSE ${a} % ${b} END`
		: `${a} % ${b}`;
}

const remainder = (attempt: boolean): Sql =>
	bound((a, b, call) =>
		guardZero(
			a,
			b,
			isDecimal(call.type) ? decimal("%", a, b, call) : plainRemainder(a, b, call.type),
			"REMAINDER_BY_ZERO",
			attempt,
		),
	);

const wholeDivision: Sql = bound((a, b, call) => {
	const type = typeAt(call, 0);
	if (type.kind === "year_month_interval")
		return guardZero(a, `aq_months(${b})`, `aq_months(${a}) // aq_months(${b})`, "DIVIDE_BY_ZERO", false);
	if (isInterval(type))
		return guardZero(a, `aq_micros(${b})`, `aq_micros(${a}) // aq_micros(${b})`, "DIVIDE_BY_ZERO", false);
	return guardZero(
		a,
		b,
		isDecimal(type) ? decimal("div", a, b, call) : `${a} // ${b}`,
		"DIVIDE_BY_ZERO",
		false,
	);
});

/** DuckDB sorts and compares NaN as Spark does. */
const comparison = (op: string): DuckDbFunction => ({
	sql: ([a = "", b = ""], call) => {
		const key = (sql: string, i: number): string => orderKey(sql, typeAt(call, i));
		return `(${key(a, 0)} ${op} ${key(b, 1)})`;
	},
});
const equality = (op: string): DuckDbFunction => ({
	sql: infix(op),
});

const negation: Sql = ([a = ""], call) => {
	if (call.type.kind === "year_month_interval") return `aq_year_month(-aq_months(${a}))`;
	if (call.type.kind === "day_time_interval") return `aq_day_time(-aq_micros(${a}))`;
	return isDecimal(call.type) ? negatedDecimal(a, call.type) : `(-${a})`;
};

/** Spark negates decimals with 34 digits. */
export function negatedDecimal(a: string, type: DecimalType): string {
	if (type.precision <= 34) return `(-${a})`;
	const limit = type.scale > 34 ? `0.${"0".repeat(type.scale - 35)}1` : `1${"0".repeat(34 - type.scale)}`;
	const short = `abs(${a}) < CAST('${limit}' AS ${duckType(type)})`;
	return `(CASE WHEN ${short} THEN -${a} WHEN ${a} IS NOT NULL THEN CAST(aq_negated(CAST(${a} AS VARCHAR), ${type.precision}) AS ${duckType(type)}) END)`;
}

const BITS: Readonly<Record<string, number>> = { bigint: 64 };

/** Java shifts modulo the width and drops what leaves on the left; DuckDB raises, so it is done in 128 bits. */
const shift =
	(direction: "left" | "right" | "unsigned"): Sql =>
	([a = "", n = ""], call) => {
		const bits = BITS[call.type.kind] ?? 32;
		const by = `(CAST(${n} AS INTEGER) & ${bits - 1})`;
		const type = duckType(call.type);
		if (direction === "right") return `CAST((CAST(${a} AS BIGINT) >> ${by}) AS ${type})`;
		const modulus = bits === 64 ? "18446744073709551616" : "4294967296";
		const half = bits === 64 ? "9223372036854775808" : "2147483648";
		const wide = `CAST(${a} AS HUGEINT)`;
		const power = `CAST(pow(2, ${by}) AS HUGEINT)`;
		const unsigned = `((${wide} % ${modulus} + ${modulus}) % ${modulus})`;
		const moved =
			direction === "left"
				? `((${unsigned} % CAST(pow(2, ${bits} - ${by}) AS HUGEINT)) * ${power})`
				: `(${unsigned} // ${power})`;
		return `CAST((CASE WHEN ${moved} >= ${half} THEN ${moved} - ${modulus} ELSE ${moved} END) AS ${type})`;
	};

/** The `try_` kin forgive what numbers do to each other; of dates and intervals, what their operands raise too. */
const tolerant = (own: Sql): Sql => {
	const whole = tryEval((args, call, context) =>
		apart(args, context, (...operands) => `TRY(${own(operands, call, context)})`),
	);
	return (args, call, context) =>
		call.args.every((a) => isNumeric(a.type)) ? own(args, call, context) : whole(args, call, context);
};

const misplaced = raise(
	"INVALID_FORMAT.ESC_IN_THE_MIDDLE",
	"the escape character must stand before _, % or itself in the pattern",
);

const likeOperator =
	(op: "LIKE" | "ILIKE"): Sql =>
	([a = "", pattern = "", escape = "'\\'"], call, context) => {
		const constant = constantText(call.args[1]);
		const by = call.args[2] === undefined ? "\\" : constantText(call.args[2]);
		if (constant !== undefined && by !== undefined && badEscape(constant, by)) return misplaced;
		if (constant !== undefined || by === undefined) return `(${a} ${op} ${pattern} ESCAPE ${escape})`;
		const letter = by.replace(/[\\\]^[-]/g, "\\$&");
		const form = quoteText(`(?s)(?:[^${letter}]|[${letter}][_%${letter}])*`);
		const bad = (p: string): string => `contains(${p}, ${escape}) AND NOT regexp_full_match(${p}, ${form})`;
		return once(
			[a, pattern],
			context,
			(x = a, p = pattern) =>
				`(CASE WHEN ${x} IS NOT NULL AND ${bad(p)} THEN ${misplaced} ELSE ${x} ${op} ${p} ESCAPE ${escape} END)`,
		);
	};

/** The escape character before anything but `_`, `%` and itself. */
function badEscape(pattern: string, by: string): boolean {
	for (let i = 0; i < pattern.length; i++) {
		if (pattern[i] !== by) continue;
		i++;
		if (!["_", "%", by].includes(pattern[i] ?? "")) return true;
	}
	return false;
}

const membership: Sql = ([value, ...list]) => `(${value} IN (${list.join(", ")}))`;

const item: Sql = ([container = "", key = ""], call) => {
	const type = typeAt(call, 0);
	if (type.kind === "map") return `map_extract_value(${container}, ${key})`;
	const message = `'[INVALID_ARRAY_INDEX] The index ' || ${key} || ' is out of bounds. The array has ' || len(${container}) || ' elements'`;
	return `(CASE WHEN ${key} < 0 OR ${key} >= len(${container}) THEN error(${message}) ELSE ${container}[${key} + 1] END)`;
};

export const OPERATOR_ROWS = {
	"+": { sql: additive("+", false) },
	"-": { sql: additive("-", false) },
	"*": { sql: multiplication(false) },
	"/": { sql: division(false) },
	"%": { sql: remainder(false) },
	div: { sql: wholeDivision },
	"=": equality("="),
	"<=>": equality("IS NOT DISTINCT FROM"),
	"<": comparison("<"),
	"<=": comparison("<="),
	">": comparison(">"),
	">=": comparison(">="),
	and: logical("and"),
	or: logical("or"),
	not: { sql: ([a]) => `(NOT ${a})` },
	negative: { sql: negation },
	positive: { sql: ([a = ""]) => a },
	"&": { sql: infix("&") },
	"|": { sql: infix("|") },
	"^": { sql: ([a, b]) => `xor(${a}, ${b})` },
	"~": { sql: ([a]) => `(~${a})` },
	shiftleft: { sql: shift("left") },
	shiftright: { sql: shift("right") },
	shiftrightunsigned: { sql: shift("unsigned") },
	like: { sql: likeOperator("LIKE") },
	ilike: { sql: likeOperator("ILIKE") },
	rlike: { sql: javaRegexTest },
	in: { sql: membership },
	"[]": { sql: item },
	isnull: { sql: ([a]) => `(${a} IS NULL)` },
	isnotnull: { sql: ([a]) => `(${a} IS NOT NULL)` },
	isnan: { sql: ([a]) => `coalesce(isnan(${a}), FALSE)` },
	try_add: { sql: tolerant(additive("+", true)) },
	try_subtract: { sql: tolerant(additive("-", true)) },
	try_multiply: { sql: tolerant(multiplication(true)) },
	try_divide: { sql: tolerant(division(true)) },
	try_mod: { sql: tolerant(remainder(true)) },
	bit_count: {
		sql: ([a], call) =>
			// A negative number of any width counts as 64 bits in Java.
			typeAt(call, 0).kind === "boolean"
				? `CAST(${a} AS INTEGER)`
				: `CAST(bit_count(CAST(${a} AS BIGINT)) AS INTEGER)`,
	},
	bit_get: {
		sql: ([a, n], call) => {
			const bits = { tinyint: 8, smallint: 16, int: 32 }[typeAt(call, 0).kind as "int"] ?? 64;
			const range = raise(
				"INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE",
				`bit_get: the position must be between 0 and ${bits - 1}`,
			);
			return `(CASE WHEN ${a} IS NULL THEN NULL WHEN ${n} < 0 OR ${n} >= ${bits} THEN ${range} ELSE CAST((CAST(${a} AS BIGINT) >> ${n}) & 1 AS TINYINT) END)`;
		},
	},
} as const satisfies Record<keyof typeof OPERATORS, DuckDbFunction>;
