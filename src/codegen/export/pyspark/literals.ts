import type { LiteralExpr } from "../../../plan/expr.js";
import { daysOfDateText, parseDouble } from "../../../plan/literals.js";
import { boolean, call, dotted, method, NONE, name, number, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { literalSql } from "../sparkSql/literals.js";
import { DAY_TIME_SIZES, type DayTimeIntervalType, dayTimeText, yearMonthText } from "./intervals.js";
import { typeText } from "./names.js";

/** A literal in Python: as a plain value where `lit` would give it the same type, and as a Column. */
export interface PyLiteral {
	/** Absent where Python has no value that `lit` takes for one of this type. */
	readonly value?: PyExpr;
	readonly column: PyExpr;
	/** The Column prints under another name than the literal does in Spark. */
	readonly isRenamed: boolean;
}

const lit = (value: PyExpr): PyExpr => call(dotted("F.lit"), [value]);
const plain = (value: PyExpr): PyLiteral => ({ value, column: lit(value), isRenamed: false });
const cast = (value: PyExpr, literal: LiteralExpr): PyLiteral => ({
	column: method(lit(value), "cast", [string(typeText(literal.type))]),
	isRenamed: true,
});

type Writer = (text: string, literal: LiteralExpr) => PyLiteral;

/** A cast is no literal to Spark: beside a decimal its type would be a wider one. */
const suffixed: Writer = (text, { type }) => ({
	column: call(dotted("F.expr"), [string(literalSql(type, text) ?? text)]),
	isRenamed: false,
});

const castText: Writer = (text, literal) => cast(string(text), literal);
const INT_LIMIT = 2n ** 31n;

const KINDS: Readonly<Record<LiteralExpr["type"]["kind"], Writer>> = {
	void: () => plain(NONE),
	boolean: (text) => plain(boolean(text === "true")),
	tinyint: suffixed,
	smallint: suffixed,
	int: (text) => plain(number(text)),
	// `lit` makes an INT of what fits.
	bigint: (text, literal) =>
		BigInt(text) >= -INT_LIMIT && BigInt(text) < INT_LIMIT ? suffixed(text, literal) : plain(number(text)),
	float: (text, literal) => cast(double(text), literal),
	double: (text) => plain(double(text)),
	decimal: castText,
	string: (text) => plain(string(text)),
	binary: (hex) => plain({ kind: "bytes", hex }),
	date: (text, literal) => (isPlainYear(text) ? castText(text, literal) : daysFromEpoch(text)),
	timestamp: (text, literal) => castText(withoutZeros(text), literal),
	timestamp_ntz: (text, literal) => castText(withoutZeros(text).replace("T", " "), literal),
	interval: (text) => calendarInterval(text),
	year_month_interval: (text, literal) => castText(yearMonthText(literal.type, text), literal),
	day_time_interval: (text, literal) =>
		castText(dayTimeText(literal.type as DayTimeIntervalType, text), literal),
	time: castText,
	variant: castText,
	geometry: castText,
	geography: castText,
	array: castText,
	map: castText,
	struct: castText,
	unknown: castText,
};

export function pyLiteral(literal: LiteralExpr): PyLiteral {
	if (literal.value === null) return literal.type.kind === "void" ? plain(NONE) : cast(NONE, literal);
	const write = (KINDS as Readonly<Record<string, Writer>>)[literal.type.kind] ?? castText;
	return write(literal.value, literal);
}

/** `1.0` stays a float; NaN and the infinities have no literals. */
function double(text: string): PyExpr {
	const value = parseDouble(text);
	if (!Number.isFinite(value))
		return call(name("float"), [string(Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf")]);
	return number(floatText(value));
}

/**
 * A finite number as Python's float.
 * @example floatText(1e20) // "1e20"
 */
export function floatText(value: number): string {
	const plain = Object.is(value, -0) ? "-0" : String(value);
	const shown = plain.length > 17 && !/[.e]/.test(plain) ? value.toExponential() : plain;
	return /[.e]/.test(shown) ? shown.replace("e+", "e") : `${shown}.0`;
}

const isPlainYear = (text: string): boolean => /^\d{4}-/.test(text);

function daysFromEpoch(text: string): PyLiteral {
	const days = number(String(daysOfDateText(text)));
	return { column: call(dotted("F.date_from_unix_date"), [lit(days)]), isRenamed: true };
}

/** Fractions of a second without the zeros at their end. */
const withoutZeros = (text: string): string =>
	text.replace(/\.?0+(Z?)$/, (zeros, zone: string) =>
		zeros.startsWith(".") ? zone : zeros.replace(/0+(Z?)$/, zone),
	);

/** `months days microseconds`. */
function calendarInterval(text: string): PyLiteral {
	const [months = "0", days = "0", micros = "0"] = text.split(" ");
	const seconds = Number(BigInt(micros)) / Number(DAY_TIME_SIZES.second);
	const kwargs = [
		{ name: "months", value: lit(number(months)) },
		{ name: "days", value: lit(number(days)) },
		{ name: "secs", value: lit(double(String(seconds))) },
	].filter((_, i) => [months, days, micros][i] !== "0");
	return { column: call(dotted("F.make_interval"), [], kwargs), isRenamed: true };
}
