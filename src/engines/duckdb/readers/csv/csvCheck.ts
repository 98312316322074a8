import type { DataType } from "../../../../core/dataTypes.js";
import type { CsvRead } from "../../../../io/formats/index.js";
import { DateBytes, type DateKind } from "../values/dateBytes.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";

/** Numbers, so that the loop over a line's values branches on small integers. */
const TEXT = 0;
const INTEGER = 1;
const NUMBER = 2;
const DECIMAL = 3;
const BOOLEAN = 4;
const DATE_TIME = 5;
/** Any value is doubtful. */
const NEVER = 6;

interface Shape {
	readonly kind: number;
	/** Digits before the point, and after it. */
	readonly whole: number;
	readonly scale: number;
	readonly date: DateKind;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const WORDS = ["true", "false", "TRUE", "FALSE", "True", "False"].map((w) => Buffer.from(w));

/** Whether a file of these options can be read by DuckDB at all: one-byte separator and quote, plain lines. */
export function isCheckable(options: CsvRead): boolean {
	const { sep, quote, escape, comment, multiLine, lineSep } = options;
	const isByte = (c: string): boolean => c.length === 1 && c > "\0" && c < "\x7f" && !/[\r\n]/.test(c);
	return (
		isByte(sep) &&
		isByte(quote) &&
		sep !== quote &&
		(escape === "" || isByte(escape)) &&
		(comment === undefined || isByte(comment)) &&
		!multiLine &&
		(lineSep === undefined || lineSep === "\n") &&
		options.maxCharsPerColumn === -1 &&
		// A value that stands for an empty one is unknown to DuckDB.
		options.emptyValue === ""
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
	/** Bytes at which the run of a plain value ends. */
	readonly #stops = new Uint8Array(256);
	/** True when the last line ended with `\r\n`. */
	hasReturn = false;

	/** A type `void` stands for a column that is always empty. */
	constructor(types: readonly DataType[], options: CsvRead, dates: DateTimeReaders) {
		this.#shapes = types.map((t) => shapeOf(t, options, dates));
		this.#sep = options.sep.charCodeAt(0);
		this.#quote = options.quote.charCodeAt(0);
		this.#escape = options.escape === "" ? -1 : options.escape.charCodeAt(0);
		this.#comment = options.comment?.charCodeAt(0) ?? -1;
		this.#null = Buffer.from(options.nullValue);
		this.#trims = options.trimLeft || options.trimRight;
		this.#dates = new DateBytes(dates);
		for (const c of [this.#sep, this.#quote, NEWLINE, RETURN, 0]) this.#stops[c] = 1;
	}

	/** Where the line from `start` ends (its newline), or -1 when it is doubtful. Blank lines are: Spark skips them. */
	lineEnd(bytes: Uint8Array, start: number): number {
		this.hasReturn = false;
		const first = bytes[start] as number;
		if (first === this.#comment || (first <= 0x20 && !hasText(bytes, start))) return -1;
		const shapes = this.#shapes;
		const stops = this.#stops;
		const sep = this.#sep;
		const last = shapes.length - 1;
		let p = start;
		for (let i = 0; i <= last; i++) {
			const from = p;
			if (bytes[p] === this.#quote) {
				p = this.#quoted(bytes, p + 1);
				if (p === -1 || !this.#isGood(bytes, from + 1, p - 1, shapes[i] as Shape, true)) return -1;
			} else {
				while (stops[bytes[p] as number] === 0) p++;
				if (!this.#isGood(bytes, from, p, shapes[i] as Shape, false)) return -1;
			}
			if (i < last) {
				if (bytes[p] !== sep) return -1;
				p++;
			}
		}
		if (bytes[p] === RETURN) {
			this.hasReturn = true;
			p++;
		}
		return bytes[p] === NEWLINE ? p : -1;
	}

	/** The offset after the closing quote; -1 when there are escapes, or no end on the line. */
	#quoted(bytes: Uint8Array, start: number): number {
		const quote = this.#quote;
		const escape = this.#escape;
		let p = start;
		for (let c = bytes[p] as number; c !== quote; c = bytes[++p] as number)
			if (c === NEWLINE || c === RETURN || c === 0 || c === escape) return -1;
		return p + 1;
	}

	#isGood(bytes: Uint8Array, start: number, end: number, shape: Shape, quoted: boolean): boolean {
		const hasNull = this.#null.length > 0;
		// DuckDB cannot tell an empty value in quotes from other empty ones, nor the text for NULL in quotes.
		if (end === start) return !(quoted && hasNull);
		if (hasNull && this.#isNull(bytes, start, end)) return !quoted;
		if (this.#trims && ((bytes[start] as number) <= 0x20 || (bytes[end - 1] as number) <= 0x20)) return false;
		switch (shape.kind) {
			case TEXT:
				return true;
			case INTEGER:
				return isInteger(bytes, start, end, shape.whole);
			case NUMBER:
				return isNumber(bytes, start, end);
			case DECIMAL:
				return isDecimal(bytes, start, end, shape.whole, shape.scale);
			case BOOLEAN:
				return WORDS.some((w) => w.length === end - start && w.every((c, i) => bytes[start + i] === c));
			case DATE_TIME:
				return this.#dates.end(shape.date, bytes, start) === end;
			default:
				return false;
		}
	}

	#isNull(bytes: Uint8Array, start: number, end: number): boolean {
		if (end - start !== this.#null.length) return false;
		for (let i = 0; i < this.#null.length; i++) if (bytes[start + i] !== this.#null[i]) return false;
		return true;
	}
}

function shapeOf(type: DataType, options: CsvRead, dates: DateTimeReaders): Shape {
	const shape = (kind: number, whole = 0, scale = 0, date: DateKind = "date"): Shape => ({
		kind,
		whole,
		scale,
		date,
	});
	const dated = (isIso: boolean, date: DateKind): Shape => shape(isIso ? DATE_TIME : NEVER, 0, 0, date);
	switch (type.kind) {
		case "string":
			return shape(TEXT);
		case "boolean":
			return shape(BOOLEAN);
		case "tinyint":
			return shape(INTEGER, 2);
		case "smallint":
			return shape(INTEGER, 4);
		case "int":
			return shape(INTEGER, 9);
		case "bigint":
			return shape(INTEGER, 18);
		case "double": {
			const { nanValue, positiveInf, negativeInf } = options;
			return shape([nanValue, positiveInf, negativeInf].some((v) => /\d/.test(v)) ? NEVER : NUMBER);
		}
		case "decimal":
			return shape(
				/^en[-_]us$/i.test(options.locale) ? DECIMAL : NEVER,
				type.precision - type.scale,
				type.scale,
			);
		case "date":
			return dated(dates.isoDates, "date");
		case "timestamp":
			return dated(dates.isoTimestamps, "timestamp");
		case "timestamp_ntz":
			return dated(dates.isoTimestampsNtz, "ntz");
		default:
			return shape(NEVER);
	}
}

function hasText(bytes: Uint8Array, start: number): boolean {
	for (let p = start; bytes[p] !== NEWLINE; p++) if ((bytes[p] as number) > 0x20) return true;
	return false;
}

/** The offset after the digits from `p`. */
function afterDigits(bytes: Uint8Array, p: number): number {
	let at = p;
	for (let c = bytes[at] as number; c >= 0x30 && c <= 0x39; c = bytes[at] as number) at++;
	return at;
}

function isInteger(bytes: Uint8Array, start: number, end: number, most: number): boolean {
	const from = bytes[start] === 0x2d ? start + 1 : start;
	return end > from && end - from <= most && afterDigits(bytes, from) >= end;
}

/** `-1.5e3`: digits on both sides of a point. */
function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
	const whole = bytes[start] === 0x2d ? start + 1 : start;
	let p = afterDigits(bytes, whole);
	if (p === whole) return false;
	if (p < end && bytes[p] === 0x2e) {
		const fraction = ++p;
		p = afterDigits(bytes, p);
		if (p === fraction) return false;
	}
	if (p - whole > 200) return false;
	if (p < end && (bytes[p] === 0x65 || bytes[p] === 0x45)) {
		p++;
		if (bytes[p] === 0x2b || bytes[p] === 0x2d) p++;
		const exponent = p;
		p = afterDigits(bytes, p);
		if (p === exponent || p - exponent > 2) return false;
	}
	return p >= end;
}

function isDecimal(bytes: Uint8Array, start: number, end: number, most: number, scale: number): boolean {
	const whole = bytes[start] === 0x2d ? start + 1 : start;
	const point = afterDigits(bytes, whole);
	if (point === whole || point - whole > most) return false;
	if (point >= end) return point === end;
	const after = afterDigits(bytes, point + 1);
	return bytes[point] === 0x2e && after >= end && end > point + 1 && end - point - 1 <= scale;
}
