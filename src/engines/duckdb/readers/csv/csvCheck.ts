import type { DataType } from "../../../../core/dataTypes.js";
import type { CsvRead } from "../../../../io/formats/index.js";
import { DateBytes } from "../values/dateBytes.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";

type Shape =
	| "empty"
	| "never"
	| "text"
	| "boolean"
	| "number"
	| "date"
	| "timestamp"
	| "ntz"
	| { readonly digits: number }
	| { readonly whole: number; readonly scale: number };

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const WORDS = ["true", "false", "TRUE", "FALSE", "True", "False"].map((w) => Buffer.from(w));
const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39;

/** Whether a file of these options can be read by DuckDB at all: one-byte separator and quote, plain lines. */
export function isCheckable(options: CsvRead): boolean {
	const { sep, quote, escape, comment, multiLine, lineSep } = options;
	const isByte = (c: string): boolean => c.length === 1 && c > "\0" && c < "\x7f" && !/[\r\n]/.test(c);
	return (
		isByte(sep) &&
		(quote === "" || isByte(quote)) &&
		sep !== quote &&
		(escape === "" || isByte(escape)) &&
		(comment === undefined || isByte(comment)) &&
		!multiLine &&
		(lineSep === undefined || lineSep === "\n") &&
		options.maxCharsPerColumn === -1 &&
		// Values that stand for others in ways that DuckDB does not know.
		(options.emptyValue === "" || quote === "")
	);
}

/**
 * Looks over lines of CSV and tells of each whether DuckDB's reader gives exactly Spark's values for it: as many values
 * as columns, quotes around whole values only and no escapes, every value of its type's plain form.
 */
export class CsvCheck {
	readonly #shapes: readonly Shape[];
	readonly #sep: number;
	readonly #quote: number;
	readonly #escape: number;
	readonly #comment: number;
	readonly #null: Buffer;
	readonly #trims: boolean;
	readonly #dates: DateBytes;
	#at = 0;
	/** True when the last line ended with `\r\n`. */
	hasReturn = false;

	/** A type `void` stands for a column that is always empty. */
	constructor(types: readonly DataType[], options: CsvRead, dates: DateTimeReaders) {
		this.#shapes = types.map((t) => shape(t, options, dates));
		this.#sep = options.sep.charCodeAt(0);
		this.#quote = options.quote === "" ? -1 : options.quote.charCodeAt(0);
		this.#escape = options.escape === "" ? -1 : options.escape.charCodeAt(0);
		this.#comment = options.comment?.charCodeAt(0) ?? -1;
		this.#null = Buffer.from(options.nullValue);
		this.#trims = options.trimLeft || options.trimRight;
		this.#dates = new DateBytes(dates);
	}

	/** Where the line from `start` ends (its newline), or -1 when it is doubtful. Blank lines are: Spark skips them. */
	lineEnd(bytes: Uint8Array, start: number): number {
		this.#at = start;
		this.hasReturn = false;
		if (bytes[start] === this.#comment || (bytes[start] as number) <= 0x20) {
			if (bytes[start] === this.#comment || !hasText(bytes, start)) return -1;
		}
		const last = this.#shapes.length - 1;
		for (let i = 0; i <= last; i++) {
			if (!this.#value(bytes, this.#shapes[i] as Shape)) return -1;
			const c = bytes[this.#at];
			if (i < last) {
				if (c !== this.#sep) return -1;
				this.#at++;
			}
		}
		if (bytes[this.#at] === RETURN) {
			this.hasReturn = true;
			this.#at++;
		}
		return bytes[this.#at] === NEWLINE ? this.#at : -1;
	}

	/** Passes over one value and checks it; stops at what ends it. */
	#value(bytes: Uint8Array, shape: Shape): boolean {
		const quoted = bytes[this.#at] === this.#quote;
		const start = quoted ? this.#at + 1 : this.#at;
		let p = start;
		if (quoted) {
			for (let c = bytes[p] as number; c !== this.#quote; c = bytes[++p] as number)
				if (c === NEWLINE || c === RETURN || c === 0 || c === this.#escape) return false;
			this.#at = p + 1;
			if (this.#escape === this.#quote && bytes[p + 1] === this.#quote) return false;
			// An empty value in quotes, and the text for NULL in quotes, are not to be told apart by DuckDB.
			if (this.#null.length > 0 && (p === start || this.#isNull(bytes, start, p))) return false;
		} else {
			for (let c = bytes[p] as number; c !== this.#sep && c !== NEWLINE; c = bytes[++p] as number) {
				if (c === this.#quote || c === 0) return false;
				if (c === RETURN) {
					if (bytes[p + 1] !== NEWLINE) return false;
					break;
				}
			}
			this.#at = p;
		}
		if (p === start) return true;
		if (this.#trims && ((bytes[start] as number) <= 0x20 || (bytes[p - 1] as number) <= 0x20)) return false;
		return this.#isNull(bytes, start, p) || this.#fits(bytes, start, p, shape);
	}

	#isNull(bytes: Uint8Array, start: number, end: number): boolean {
		if (end - start !== this.#null.length) return false;
		for (let i = 0; i < this.#null.length; i++) if (bytes[start + i] !== this.#null[i]) return false;
		return true;
	}

	#fits(bytes: Uint8Array, start: number, end: number, shape: Shape): boolean {
		switch (shape) {
			case "text":
				return true;
			case "empty":
			case "never":
				return false;
			case "boolean":
				return WORDS.some((w) => w.length === end - start && w.every((c, i) => bytes[start + i] === c));
			case "number":
				return isNumber(bytes, start, end);
			case "date":
			case "timestamp":
			case "ntz":
				return this.#dates.end(shape, bytes, start) === end;
			default:
				return "digits" in shape
					? isInteger(bytes, start, end, shape.digits)
					: isDecimal(bytes, start, end, shape.whole, shape.scale);
		}
	}
}

function shape(type: DataType, options: CsvRead, dates: DateTimeReaders): Shape {
	switch (type.kind) {
		case "void":
			return "empty";
		case "string":
			return "text";
		case "boolean":
			return "boolean";
		case "tinyint":
			return { digits: 2 };
		case "smallint":
			return { digits: 4 };
		case "int":
			return { digits: 9 };
		case "bigint":
			return { digits: 18 };
		case "double":
			return [options.nanValue, options.positiveInf, options.negativeInf].some((v) => /\d/.test(v)) ? "never" : "number";
		case "decimal":
			return /^en[-_]us$/i.test(options.locale)
				? { whole: type.precision - type.scale, scale: type.scale }
				: "never";
		case "date":
			return dates.isoDates ? "date" : "never";
		case "timestamp":
			return dates.isoTimestamps ? "timestamp" : "never";
		case "timestamp_ntz":
			return dates.isoTimestampsNtz ? "ntz" : "never";
		default:
			return "never";
	}
}

function hasText(bytes: Uint8Array, start: number): boolean {
	for (let p = start; bytes[p] !== NEWLINE; p++) if ((bytes[p] as number) > 0x20) return true;
	return false;
}

function isInteger(bytes: Uint8Array, start: number, end: number, most: number): boolean {
	const from = bytes[start] === 0x2d ? start + 1 : start;
	if (end === from || end - from > most) return false;
	for (let p = from; p < end; p++) if (!isDigit(bytes[p])) return false;
	return true;
}

/** `-1.5e3`: digits on both sides of a point, up to 17 of them in all. */
function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
	let p = bytes[start] === 0x2d ? start + 1 : start;
	const whole = p;
	while (isDigit(bytes[p])) p++;
	if (p === whole) return false;
	if (bytes[p] === 0x2e) {
		const fraction = ++p;
		while (isDigit(bytes[p])) p++;
		if (p === fraction) return false;
	}
	if (p - whole > 200) return false;
	if (bytes[p] === 0x65 || bytes[p] === 0x45) {
		p++;
		if (bytes[p] === 0x2b || bytes[p] === 0x2d) p++;
		const exponent = p;
		while (isDigit(bytes[p])) p++;
		if (p === exponent || p - exponent > 2) return false;
	}
	return p === end;
}

function isDecimal(bytes: Uint8Array, start: number, end: number, most: number, scale: number): boolean {
	let p = bytes[start] === 0x2d ? start + 1 : start;
	const whole = p;
	while (isDigit(bytes[p])) p++;
	const digits = p - whole;
	if (digits === 0 || digits > most) return false;
	if (p === end) return true;
	if (bytes[p] !== 0x2e) return false;
	const fraction = ++p;
	while (isDigit(bytes[p])) p++;
	return p === end && p > fraction && p - fraction <= scale;
}
