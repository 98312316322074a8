import type { StructType } from "../../../../core/dataTypes.js";
import { DateBytes, type DateKind } from "../values/dateBytes.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { JsonLayout } from "./jsonLayout.js";
import { ANY, CODE_OTHER, CODE_STRING, type ObjectShape, objectShape, type Shape } from "./jsonShapes.js";

const NULL_WORD = Buffer.from("null");
const TRUE_WORD = Buffer.from("true");
const FALSE_WORD = Buffer.from("false");
const NO_KEY = new Uint8Array(0);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Bytes that end the plain run of a string. */
const STOPS = new Uint8Array(256).fill(1, 0, 0x20);
STOPS[QUOTE] = 1;
STOPS[BACKSLASH] = 1;
const ESCAPES = new Uint8Array(256);
for (const c of '"\\/bfnrt') ESCAPES[c.charCodeAt(0)] = 1;
const HEX = new Uint8Array(256);
for (const c of "0123456789abcdefABCDEF") HEX[c.charCodeAt(0)] = 1;

/**
 * Looks over lines of JSON without building anything and tells of each whether DuckDB's own reader gives exactly
 * Spark's values for it: strict JSON, every column of the type's plain form, no repeated key. It never accepts a line
 * that is doubtful; such a line goes through the exact reader. About 500 MB/s.
 */
export class JsonCheck {
	readonly #root: ObjectShape;
	readonly #dates: DateBytes;
	readonly #utc: boolean;
	#bytes: Uint8Array = new Uint8Array(0);
	#at = 0;
	#objects = 0;

	/** `reserved`: names that must not be keys, e.g. the corrupt record column. `strict`: unknown keys are doubtful too. */
	constructor(
		schema: StructType,
		dates: DateTimeReaders,
		reserved: readonly string[],
		private readonly strict: boolean,
	) {
		this.#dates = new DateBytes(dates);
		this.#utc = dates.utc;
		this.#root = objectShape(schema, dates, reserved);
	}

	/** Where the line from `start` ends (its newline), or -1 when it is doubtful. Blank lines are not. */
	lineEnd(bytes: Uint8Array, start: number): number {
		this.#bytes = bytes;
		this.#at = start;
		this.#space();
		if (bytes[this.#at] === 0x0a) return this.#at;
		if (!this.#members(this.#root)) return -1;
		this.#space();
		return bytes[this.#at] === 0x0a ? this.#at : -1;
	}

	/** How a line that was found good is written, for others like it. `line`: as latin1. */
	layoutOf(line: string): JsonLayout | undefined {
		return JsonLayout.of(line, this.#root, {
			mayBeSkipped: (shape, key) => this.#mayBeSkipped(shape, Buffer.from(key, "latin1").toString()),
			utc: this.#utc,
		});
	}

	#mayBeSkipped(shape: ObjectShape, name: string): boolean {
		return !this.strict && !name.includes("\\") && !shape.names.has(name.toLowerCase());
	}

	#space(): void {
		for (;;) {
			const c = this.#bytes[this.#at];
			if (c !== 0x20 && c !== 0x09 && !(c === 0x0d && this.#bytes[this.#at + 1] === 0x0a)) return;
			this.#at++;
		}
	}

	#value(shape: Shape): boolean {
		const bytes = this.#bytes;
		const first = bytes[this.#at];
		if (first === 0x6e) return this.#word(NULL_WORD);
		switch (shape.kind) {
			case "null":
				return false;
			case "string":
				return first === QUOTE && this.#string();
			case "integer":
				return this.#integer(shape.digits);
			case "number":
				return this.#number() && this.#smallExponent;
			case "float":
				return this.#number() && !this.#hasExponent && this.#digits <= 7;
			case "decimal":
				return (
					this.#number() &&
					!this.#hasExponent &&
					this.#digits <= 15 &&
					this.#fraction <= shape.scale &&
					this.#digits - this.#fraction <= Math.max(shape.whole, 1) &&
					(shape.whole > 0 || this.#zeroWhole)
				);
			case "boolean":
				if (first === 0x74) return this.#word(TRUE_WORD);
				return first === 0x66 && this.#word(FALSE_WORD);
			case "date":
			case "timestamp":
			case "ntz":
				return first === QUOTE && this.#dateTime(shape.kind);
			case "object":
				return first === 0x7b && this.#members(shape);
			case "array":
				return first === 0x5b && this.#items(shape.element);
			case "map":
				return first === 0x7b && this.#entries(shape.value);
			case "any":
				return this.#any(first);
		}
	}

	#any(first: number | undefined): boolean {
		switch (first) {
			case QUOTE:
				return this.#string();
			case 0x7b:
				return this.#entries(ANY, true);
			case 0x5b:
				return this.#items(ANY);
			case 0x74:
				return this.#word(TRUE_WORD);
			case 0x66:
				return this.#word(FALSE_WORD);
			default:
				return this.#number();
		}
	}

	#word(word: Uint8Array): boolean {
		const bytes = this.#bytes;
		const { length } = word;
		for (let i = 1; i < length; i++) if (bytes[this.#at + i] !== word[i]) return false;
		this.#at += length;
		return true;
	}

	#string(): boolean {
		const bytes = this.#bytes;
		let p = this.#at + 1;
		for (;;) {
			while (STOPS[bytes[p] as number] === 0) p++;
			const c = bytes[p];
			if (c === QUOTE) {
				this.#at = p + 1;
				return true;
			}
			if (c !== BACKSLASH) return false;
			const escaped = bytes[p + 1] as number;
			if (ESCAPES[escaped] === 1) p += 2;
			else if (escaped === 0x75 && this.#plainUnicode(p + 2)) p += 6;
			else return false;
		}
	}

	/** Four hex digits that are neither NUL nor half a surrogate pair. */
	#plainUnicode(p: number): boolean {
		const bytes = this.#bytes;
		for (let i = p; i < p + 4; i++) if (HEX[bytes[i] as number] === 0) return false;
		const code = Number.parseInt(String.fromCharCode(...bytes.subarray(p, p + 4)), 16);
		return code !== 0 && (code < 0xd800 || code > 0xdfff);
	}

	#integer(most: number): boolean {
		const bytes = this.#bytes;
		let p = this.#at;
		if (bytes[p] === 0x2d) p++;
		const start = p;
		for (let c = bytes[p] as number; c >= 0x30 && c <= 0x39; c = bytes[p] as number) p++;
		const digits = p - start;
		if (digits === 0 || digits > most || (digits > 1 && bytes[start] === 0x30)) return false;
		const next = bytes[p];
		if (next === 0x2e || next === 0x65 || next === 0x45) return false;
		this.#at = p;
		return true;
	}

	#digits = 0;
	#fraction = 0;
	#zeroWhole = false;
	#hasExponent = false;
	#smallExponent = true;

	/** Any JSON number, and what it is made of. */
	#number(): boolean {
		const bytes = this.#bytes;
		let p = this.#at;
		const negative = bytes[p] === 0x2d;
		if (negative) p++;
		const start = p;
		for (let c = bytes[p] as number; c >= 0x30 && c <= 0x39; c = bytes[p] as number) p++;
		const whole = p - start;
		if (whole === 0 || (whole > 1 && bytes[start] === 0x30)) return false;
		this.#zeroWhole = whole === 1 && bytes[start] === 0x30;
		this.#fraction = 0;
		this.#hasExponent = false;
		this.#smallExponent = true;
		if (bytes[p] === 0x2e) {
			const from = ++p;
			for (let c = bytes[p] as number; c >= 0x30 && c <= 0x39; c = bytes[p] as number) p++;
			this.#fraction = p - from;
			if (this.#fraction === 0) return false;
		}
		this.#digits = whole + this.#fraction;
		if (bytes[p] === 0x65 || bytes[p] === 0x45) {
			this.#hasExponent = true;
			p++;
			if (bytes[p] === 0x2b || bytes[p] === 0x2d) p++;
			const from = p;
			for (let c = bytes[p] as number; c >= 0x30 && c <= 0x39; c = bytes[p] as number) p++;
			if (p === from) return false;
			this.#smallExponent = p - from <= 2;
		} else if (whole > 18) this.#smallExponent = whole <= 200;
		this.#at = p;
		return true;
	}

	#dateTime(kind: DateKind): boolean {
		const end = this.#dates.end(kind, this.#bytes, this.#at + 1);
		if (end === -1 || this.#bytes[end] !== QUOTE) return false;
		this.#at = end + 1;
		return true;
	}

	#items(element: Shape): boolean {
		this.#at++;
		this.#space();
		if (this.#bytes[this.#at] === 0x5d) {
			this.#at++;
			return true;
		}
		for (;;) {
			this.#space();
			if (!this.#value(element)) return false;
			this.#space();
			const c = this.#bytes[this.#at++];
			if (c === 0x5d) return true;
			if (c !== 0x2c) return false;
		}
	}

	/** A map's entries. Keys that repeat are told by comparing; for values that nobody reads they do not matter. */
	#entries(value: Shape, mayRepeat = false): boolean {
		this.#at++;
		this.#space();
		if (this.#bytes[this.#at] === 0x7d) {
			this.#at++;
			return true;
		}
		const seen = mayRepeat ? undefined : new Set<string>();
		for (;;) {
			this.#space();
			const start = this.#at;
			if (this.#bytes[start] !== QUOTE || !this.#string()) return false;
			if (seen) {
				const key = Buffer.from(
					this.#bytes.buffer,
					this.#bytes.byteOffset + start,
					this.#at - start,
				).toString("latin1");
				if (seen.has(key) || key.includes("\\")) return false;
				seen.add(key);
			}
			if (!this.#colon() || !this.#value(value)) return false;
			this.#space();
			const c = this.#bytes[this.#at++];
			if (c === 0x7d) return true;
			if (c !== 0x2c) return false;
		}
	}

	#colon(): boolean {
		this.#space();
		if (this.#bytes[this.#at] !== 0x3a) return false;
		this.#at++;
		this.#space();
		return true;
	}

	/**
	 * The loop that nearly all time is spent in: keys in the file's usual order, and plain strings and whole numbers,
	 * are passed over right here, the rest by a call.
	 */
	#members(shape: ObjectShape): boolean {
		const bytes = this.#bytes;
		const { keys, codes, seen } = shape;
		const number = ++this.#objects;
		let p = this.#at + 1;
		if (bytes[p - 1] !== 0x7b) return false;
		while (bytes[p] === 0x20 || bytes[p] === 0x09) p++;
		if (bytes[p] === 0x7d) {
			this.#at = p + 1;
			return true;
		}
		for (let guess = 0; ; guess++) {
			while (bytes[p] === 0x20 || bytes[p] === 0x09) p++;
			if (bytes[p] !== QUOTE) return false;
			let index = guess;
			const key = guess < keys.length ? (keys[guess] as Uint8Array) : NO_KEY;
			const { length } = key;
			let i = 1;
			while (i <= length && bytes[p + i] === key[i - 1]) i++;
			if (i > length && length > 0 && bytes[p + i] === QUOTE) p += length + 2;
			else {
				this.#at = p;
				index = this.#key(shape, guess);
				if (index === -2) return false;
				p = this.#at;
			}
			if (index >= 0) {
				if (seen[index] === number) return false;
				seen[index] = number;
				guess = index;
			}
			while (bytes[p] === 0x20 || bytes[p] === 0x09) p++;
			if (bytes[p] !== 0x3a) return false;
			p++;
			while (bytes[p] === 0x20 || bytes[p] === 0x09) p++;
			const code = index < 0 ? CODE_OTHER : (codes[index] as number);
			let isDone = false;
			if (code === CODE_STRING && bytes[p] === QUOTE) {
				let end = p + 1;
				while (STOPS[bytes[end] as number] === 0) end++;
				if (bytes[end] === QUOTE) {
					p = end + 1;
					isDone = true;
				}
			} else if (code > 0) {
				const from = bytes[p] === 0x2d ? p + 1 : p;
				let end = from;
				for (let c = bytes[end] as number; c >= 0x30 && c <= 0x39; c = bytes[end] as number) end++;
				const next = bytes[end];
				if (end > from && end - from <= code && bytes[from] !== 0x30 && (next === 0x2c || next === 0x7d)) {
					p = end;
					isDone = true;
				}
			}
			if (!isDone) {
				this.#at = p;
				if (!this.#value(index < 0 ? ANY : (shape.shapes[index] as Shape))) return false;
				p = this.#at;
			}
			let c = bytes[p++];
			while (c === 0x20 || c === 0x09) c = bytes[p++];
			if (c === 0x7d) {
				this.#at = p;
				return true;
			}
			if (c !== 0x2c) return false;
		}
	}

	/** The index of the key, -1 for one that is no column, -2 for a doubtful one. Files mostly keep to one order. */
	#key(shape: ObjectShape, guess: number): number {
		const { keys } = shape;
		if (guess < keys.length && this.#isKey(keys[guess] as Uint8Array)) return guess;
		for (let i = 0; i < keys.length; i++) if (this.#isKey(keys[i] as Uint8Array)) return i;
		const start = this.#at + 1;
		if (!this.#string()) return -2;
		const text = Buffer.from(
			this.#bytes.buffer,
			this.#bytes.byteOffset + start,
			this.#at - 1 - start,
		).toString("latin1");
		let known = shape.others.get(text);
		if (known === undefined) {
			const name = Buffer.from(text, "latin1").toString();
			known = this.#mayBeSkipped(shape, name);
			if (shape.others.size < 10_000) shape.others.set(text, known);
		}
		return known ? -1 : -2;
	}

	#isKey(key: Uint8Array): boolean {
		const bytes = this.#bytes;
		const start = this.#at + 1;
		const { length } = key;
		for (let i = 0; i < length; i++) if (bytes[start + i] !== key[i]) return false;
		if (bytes[start + length] !== QUOTE) return false;
		this.#at = start + length + 1;
		return true;
	}
}
