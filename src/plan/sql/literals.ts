import { type Cursor, node } from "./cursor.js";
import { isDateText, isTimestampText } from "./dateText.js";
import { interval } from "./intervals.js";
import { refuse, refuseWord } from "./problem.js";
import type { LiteralExpr, LiteralType, SqlExpr } from "./syntax.js";
import { describe, type NumberForm } from "./tokens.js";

/** One string, or several side by side, which are one: `'a' 'b'`. */
export function stringLiteral(p: Cursor): LiteralExpr {
	const start = p.tok.start;
	if (p.tok.type !== "string") p.fail("a string");
	let value = p.next().value;
	while (p.tok.type === "string") value += p.next().value;
	return node({ kind: "literal", type: "string", value, at: p.span(start) });
}

/** A number, with a minus sign before it. */
export function numberLiteral(p: Cursor): LiteralExpr {
	const start = p.tok.start;
	const sign = p.take("-") ? "-" : "";
	const token = p.next();
	const value = sign + token.value;
	const type = NUMBER_TYPES[token.form as NumberForm](value);
	const at = p.span(start);
	if (type === undefined) {
		refuse(
			at,
			p.source.slice(at.start, at.end),
			`The number ${p.source.slice(at.start, at.end)} is out of range for its type`,
		);
	}
	return node({ kind: "literal", type, value, at });
}

const within = (type: LiteralType, bits: bigint) => (value: string) => {
	// So many digits fit in any case.
	if (bits >= 32n && value.length <= 9) return type;
	const n = BigInt(value);
	return n >= -(1n << (bits - 1n)) && n < 1n << (bits - 1n) ? type : undefined;
};
const asInt = within("int", 32n);
const asBigint = within("bigint", 64n);

/** The type of a number by its form, or undefined when it does not fit. */
const NUMBER_TYPES: Readonly<Record<NumberForm, (value: string) => LiteralType | undefined>> = {
	integer: (v) => asInt(v) ?? asBigint(v) ?? decimalType(v),
	bigint: asBigint,
	smallint: within("smallint", 16n),
	tinyint: within("tinyint", 8n),
	decimal: decimalType,
	bigdecimal: decimalType,
	exponent: doubleType,
	double: doubleType,
	float: (v) => (Math.abs(Number(v)) <= 3.4028234663852886e38 ? "float" : undefined),
};

function doubleType(value: string): LiteralType | undefined {
	return Number.isFinite(Number(value)) ? "double" : undefined;
}

/** Java's BigDecimal: digits without leading zeros, and a scale that the exponent moves. */
function decimalType(value: string): LiteralType | undefined {
	const match = /^-?(\d*)\.?(\d*)(?:[Ee]([+-]?\d+))?$/.exec(value);
	const whole = match?.[1] ?? "";
	const fraction = match?.[2] ?? "";
	const digits = (whole + fraction).replace(/^0+/, "").length;
	const scale = fraction.length - Number(match?.[3] ?? 0);
	const precision = Math.max(digits, scale, digits - Math.min(scale, 0));
	return precision <= 38 ? "decimal" : undefined;
}

const TYPED: Readonly<Record<string, LiteralType>> = {
	DATE: "date",
	TIME: "time",
	TIMESTAMP: "timestamp",
	TIMESTAMP_LTZ: "timestamp_ltz",
	TIMESTAMP_NTZ: "timestamp_ntz",
	X: "binary",
};

/** A literal that a word begins: NULL, TRUE, `DATE '…'`, `X'…'`, INTERVAL. Undefined when the word is a name here. */
export function wordLiteral(p: Cursor): SqlExpr | undefined {
	const { text, start } = p.tok;
	switch (text) {
		case "NULL":
		case "TRUE":
		case "FALSE": {
			if (p.peek().text === "(" || p.peek().text === "->") return undefined;
			p.advanceKeyword();
			return node({
				kind: "literal",
				type: text === "NULL" ? "null" : "boolean",
				value: text === "NULL" ? "" : text.toLowerCase(),
				at: p.span(start),
			});
		}
		case "INTERVAL":
			return interval(p);
		default:
			// `CASE 'x' WHEN …` begins a CASE.
			if (p.peek().type !== "string" || (p.is("CASE") && p.peek(2).text === "WHEN")) return undefined;
			return typedLiteral(p);
	}
}

function typedLiteral(p: Cursor): SqlExpr {
	const { start } = p.tok;
	const word = p.next();
	const type = TYPED[word.text];
	const value = p.next().value;
	const at = p.span(start);
	if (type === undefined) {
		return refuseWord(
			{ at: { start: word.start, end: word.end }, written: word.value, found: describe(word, p.source) },
			`There are no literals of type ${word.value}`,
			[...Object.keys(TYPED), "INTERVAL"],
			"UNSUPPORTED_TYPED_LITERAL",
		);
	}
	if (!TEXT_CHECKS[type as keyof typeof TEXT_CHECKS](value)) {
		refuse(
			at,
			p.source.slice(at.start, at.end),
			`'${value}' is not a ${word.text === "X" ? "hexadecimal number" : type}`,
			"INVALID_TYPED_LITERAL",
		);
	}
	return node({ kind: "literal", type, value, at });
}

const TEXT_CHECKS = {
	date: isDateText,
	time: (text: string) =>
		/^T?([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d{1,9})?)?( ?[AaPp][Mm])?$/.test(text.trim()),
	timestamp: (text: string) => isTimestampText(text),
	timestamp_ltz: (text: string) => isTimestampText(text),
	timestamp_ntz: (text: string) => isTimestampText(text, true),
	binary: (text: string) => /^[0-9A-Fa-f]*$/.test(text),
} as const;
