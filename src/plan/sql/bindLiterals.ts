import {
	BIGINT,
	BINARY,
	BOOLEAN,
	type DataType,
	type DayTimeField,
	DOUBLE,
	dayTimeInterval,
	decimal,
	FLOAT,
	INT,
	SMALLINT,
	STRING,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	VOID,
	type YearMonthField,
	yearMonthInterval,
} from "../../core/dataTypes.js";
import type { Expr, LiteralExpr as Literal } from "../expr.js";
import { doubleText } from "../literals.js";
import { made, rejectAt, type SqlScope } from "./bindScope.js";
import { dateLiteral, timeLiteral, timestampLiteral } from "./bindTimes.js";
import { UNIT_SIZES } from "./intervals.js";
import type {
	IntervalExpr,
	IntervalRangeExpr,
	IntervalUnit,
	LiteralExpr,
	LiteralType,
	Span,
} from "./syntax.js";

export function literalAt(scope: SqlScope, at: Span, type: DataType, value: string | null): Literal {
	return made<Literal>(scope, at, { kind: "literal", type, value });
}

export const textAt = (scope: SqlScope, at: Span, value: string): Literal =>
	literalAt(scope, at, STRING, value);

type Binder = (expr: LiteralExpr, scope: SqlScope) => Expr;

const as =
	(type: DataType, text: (value: string) => string): Binder =>
	(expr, scope) =>
		literalAt(scope, expr.at, type, text(expr.value));
const same = (value: string): string => value;
/** Without leading zeros. */
const integer = (value: string): string => {
	const first = value.charCodeAt(0);
	return first > 48 && first <= 57 ? value : String(BigInt(value));
};
const double = (value: string): string => doubleText(Number(value));

const BINDERS: Readonly<Record<LiteralType, Binder>> = {
	null: (expr, scope) => literalAt(scope, expr.at, VOID, null),
	boolean: as(BOOLEAN, same),
	string: as(STRING, same),
	// An odd number of digits gets a zero in front, as in Spark.
	binary: as(BINARY, (value) => (value.length % 2 === 0 ? value : `0${value}`).toLowerCase()),
	tinyint: as(TINYINT, integer),
	smallint: as(SMALLINT, integer),
	int: as(INT, integer),
	bigint: as(BIGINT, integer),
	decimal: (expr, scope) => {
		const { type, text } = decimalOfText(expr.value);
		return literalAt(scope, expr.at, type, text);
	},
	float: as(FLOAT, double),
	double: as(DOUBLE, double),
	date: dateLiteral,
	time: timeLiteral,
	timestamp: (expr, scope) => timestampLiteral(expr, TIMESTAMP, scope),
	timestamp_ltz: (expr, scope) => timestampLiteral(expr, TIMESTAMP, scope),
	timestamp_ntz: (expr, scope) => timestampLiteral(expr, TIMESTAMP_NTZ, scope),
};

export function bindLiteral(expr: LiteralExpr, scope: SqlScope): Expr {
	return BINDERS[expr.type](expr, scope);
}

/** Java's BigDecimal of the text, and the type that Spark gives it: `1.50` is decimal(3,2), `.01` decimal(2,2). */
export function decimalOfText(value: string): { readonly type: DataType; readonly text: string } {
	const match = /^(-?)(\d*)\.?(\d*)(?:[Ee]([+-]?\d+))?$/.exec(value);
	const sign = match?.[1] ?? "";
	const whole = match?.[2] ?? "";
	const fraction = match?.[3] ?? "";
	const scale = fraction.length - Number(match?.[4] ?? 0);
	const digits = (whole + fraction).replace(/^0+/, "") + "0".repeat(Math.max(0, -scale));
	const shownScale = Math.max(0, scale);
	const padded = digits.padStart(shownScale + 1, "0");
	const isZero = /^0*$/.test(digits);
	const point = padded.length - shownScale;
	const text = shownScale === 0 ? padded : `${padded.slice(0, point)}.${padded.slice(point)}`;
	const precision = Math.max(isZero ? 1 : digits.length, shownScale);
	return {
		type: decimal(precision, shownScale),
		text: isZero && shownScale === 0 ? "0" : `${isZero ? "" : sign}${text}`,
	};
}

const YEAR_MONTH: readonly YearMonthField[] = ["year", "month"];
const DAY_TIME: readonly DayTimeField[] = ["day", "hour", "minute", "second"];

/** The field of a type that a unit belongs to. */
const FIELDS: Readonly<Record<IntervalUnit, YearMonthField | DayTimeField>> = {
	year: "year",
	month: "month",
	week: "day",
	day: "day",
	hour: "hour",
	minute: "minute",
	second: "second",
	millisecond: "second",
	microsecond: "second",
};

/** A signed number of units in months or microseconds; seconds may have a fraction, cut after six digits. */
function amountOf(value: string, unit: IntervalUnit): bigint {
	const [, sign, whole = "", fraction = ""] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value) ?? [];
	const micros = unit === "second" ? BigInt(fraction.padEnd(6, "0").slice(0, 6)) : 0n;
	const amount = BigInt(whole || "0") * UNIT_SIZES[unit] + micros;
	return sign === "-" ? -amount : amount;
}

/** The parser lets no interval mix the two families, so it is a year-month or a day-time interval. */
export function bindInterval(expr: IntervalExpr, scope: SqlScope): Expr {
	const fields = expr.parts.map((part) => FIELDS[part.unit]);
	const total = expr.parts.reduce((sum, part) => sum + amountOf(part.value, part.unit), 0n);
	return intervalLiteral(total, fields, scope, expr.at);
}

/** Months are 32-bit and microseconds 64-bit numbers. */
function intervalLiteral(
	amount: bigint,
	fields: readonly (YearMonthField | DayTimeField)[],
	scope: SqlScope,
	at: Span,
): Expr {
	const type = intervalType(fields);
	const limit = 1n << (type.kind === "year_month_interval" ? 31n : 63n);
	if (amount < -limit || amount >= limit) return rejectAt(scope, at, "The interval is too long");
	return literalAt(scope, at, type, String(amount));
}

function intervalType(fields: readonly (YearMonthField | DayTimeField)[]): DataType {
	const months = YEAR_MONTH.filter((f) => fields.includes(f));
	if (months.length > 0) return yearMonthInterval(months[0], months.at(-1));
	const times = DAY_TIME.filter((f) => fields.includes(f));
	return dayTimeInterval(times[0], times.at(-1));
}

/** `'1-2' YEAR TO MONTH`, `'1 02:03:04.5' DAY TO SECOND`: the sign is that of the whole. */
export function bindIntervalRange(expr: IntervalRangeExpr, scope: SqlScope): Expr {
	const negative = expr.value.startsWith("-");
	const numbers = expr.value.replace(/^[+-]/, "").split(/[- :]/);
	const all: readonly IntervalUnit[] = [...YEAR_MONTH, ...DAY_TIME];
	const units = all.slice(all.indexOf(expr.from), all.indexOf(expr.to) + 1);
	const total = units.reduce((sum, unit, i) => sum + amountOf(numbers[i] ?? "0", unit), 0n);
	return intervalLiteral(negative ? -total : total, [FIELDS[expr.from], FIELDS[expr.to]], scope, expr.at);
}
