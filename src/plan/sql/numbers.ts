import type { NumberForm } from "./tokens.js";

const INTEGER = /\d+(?:([Ee][+-]?\d+)?([Bb][Dd]|[FfDd])|([Ee][+-]?\d+)|([LlSsYy]))?/y;
const DECIMAL = /(?:\d+\.\d*|\.\d+)([Ee][+-]?\d+)?([Bb][Dd]|[FfDd])?/y;
const WORD = /[A-Za-z0-9_]/;

export interface ScannedNumber {
	readonly form: NumberForm;
	readonly value: string;
	readonly end: number;
}

const SUFFIXES: Readonly<Record<string, NumberForm>> = {
	L: "bigint",
	S: "smallint",
	Y: "tinyint",
	F: "float",
	D: "double",
	BD: "bigdecimal",
};

/**
 * The number that starts at `at` (a digit, or a point before one); the longest reading wins, as in Spark's lexer. A number
 * with a point must not run into a word: in `1.5x` it is `1`, and in `t.1st` there is none.
 */
export function scanNumber(text: string, at: number): ScannedNumber | undefined {
	let end = at;
	while (isDigit(text.charCodeAt(end))) end++;
	// Nearly all are whole numbers with nothing behind them.
	if (end > at && (end === text.length || ENDS_NUMBER.has(text[end] as string)))
		return { form: "integer", value: text.slice(at, end), end };
	return scanDecimal(text, at) ?? scanInteger(text, at);
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const ENDS_NUMBER: ReadonlySet<string> = new Set([" ", ",", ")", "\n"]);

function scanInteger(text: string, at: number): ScannedNumber | undefined {
	INTEGER.lastIndex = at;
	const match = INTEGER.exec(text);
	if (!match) return undefined;
	const suffix = match[2] ?? match[4] ?? "";
	const exponent = match[1] ?? match[3];
	const all = match[0];
	return {
		form: SUFFIXES[suffix.toUpperCase()] ?? (exponent === undefined ? "integer" : "exponent"),
		value: all.slice(0, all.length - suffix.length),
		end: at + all.length,
	};
}

function scanDecimal(text: string, at: number): ScannedNumber | undefined {
	DECIMAL.lastIndex = at;
	const match = DECIMAL.exec(text);
	if (!match) return undefined;
	const suffix = match[2] ?? "";
	const exponent = match[1];
	const end = at + match[0].length;
	const free = end >= text.length || !WORD.test(text[end] as string);
	if (!free) return undefined;
	return {
		form: SUFFIXES[suffix.toUpperCase()] ?? (exponent === undefined ? "decimal" : "exponent"),
		value: match[0].slice(0, match[0].length - suffix.length),
		end,
	};
}
