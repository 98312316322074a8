import { JSON_ESCAPES } from "../../../jsonEscapes.js";
import { sparkError } from "../jsFunction.js";
import { VARIANT_NULL, type Variant } from "./value.js";

class Malformed extends Error {}
class DuplicateKey extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
/** What the parser of Spark (Jackson) nests at most. */
const DEEPEST = 1000;
const LONGEST_NUMBER = 1000;
const MOST_DIGITS = 38;
const INT64 = { least: -(1n << 63n), most: (1n << 63n) - 1n } as const;

/** Strict JSON as a variant. What stands behind the first value does not matter, as in Spark. */
export function parseVariant(json: string): Variant {
	const parser = new Parser(json);
	try {
		return parser.value(0);
	} catch (error) {
		if (error instanceof Malformed || error instanceof DuplicateKey)
			throw sparkError(
				"MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
				`Malformed records are detected in record parsing: ${json}.${error.message && ` ${error.message}`}`,
			);
		throw error;
	}
}

/** null where `parseVariant` raises. */
export function tryParseVariant(json: string): Variant | null {
	try {
		return new Parser(json).value(0);
	} catch (error) {
		if (error instanceof Malformed || error instanceof DuplicateKey) return null;
		throw error;
	}
}

class Parser {
	#at = 0;
	constructor(readonly text: string) {}

	value(depth: number): Variant {
		this.#space();
		switch (this.text[this.#at]) {
			case "{":
				return this.#object(depth + 1);
			case "[":
				return this.#array(depth + 1);
			case '"':
				return { kind: "string", value: this.#string() };
			case "t":
				return this.#word("true", { kind: "boolean", value: true });
			case "f":
				return this.#word("false", { kind: "boolean", value: false });
			case "n":
				return this.#word("null", VARIANT_NULL);
			default:
				return this.#number();
		}
	}

	#space(): void {
		SPACE.lastIndex = this.#at;
		SPACE.exec(this.text);
		this.#at = SPACE.lastIndex;
	}

	#word(word: string, value: Variant): Variant {
		if (!this.text.startsWith(word, this.#at)) throw new Malformed();
		this.#at += word.length;
		this.#ended(/[\p{L}\p{N}_$]/u);
		return value;
	}

	/** Whether the text goes on as if the token did. */
	#ended(more: RegExp): void {
		const next = this.text[this.#at];
		if (next !== undefined && more.test(next)) throw new Malformed();
	}

	#number(): Variant {
		NUMBER.lastIndex = this.#at;
		const match = NUMBER.exec(this.text);
		if (!match || match[0].length > LONGEST_NUMBER) throw new Malformed();
		this.#at = NUMBER.lastIndex;
		this.#ended(/[^ \t\r\n,\]}]/);
		const [text, fraction, exponent] = match;
		if (exponent !== undefined) return { kind: "double", value: Number(text) };
		const digits = text
			.replace("-", "")
			.replace(".", "")
			.replace(/^0+(?=\d)/, "");
		const scale = fraction === undefined ? 0 : fraction.length - 1;
		if (scale === 0) {
			const value = BigInt(text);
			if (value >= INT64.least && value <= INT64.most) return { kind: "long", value };
		}
		if (digits.length > MOST_DIGITS || scale > MOST_DIGITS) return { kind: "double", value: Number(text) };
		const unscaled = BigInt(digits);
		return { kind: "decimal", unscaled: text.startsWith("-") ? -unscaled : unscaled, scale };
	}

	#object(depth: number): Variant {
		if (depth > DEEPEST) throw new Malformed();
		this.#at++;
		const entries: [string, Variant][] = [];
		const seen = new Set<string>();
		this.#space();
		if (this.text[this.#at] === "}") {
			this.#at++;
			return { kind: "object", entries };
		}
		for (;;) {
			this.#space();
			if (this.text[this.#at] !== '"') throw new Malformed();
			const key = this.#string();
			this.#space();
			if (this.text[this.#at++] !== ":") throw new Malformed();
			entries.push([key, this.value(depth)]);
			if (seen.has(key)) throw new DuplicateKey(`The object key \`${key}\` stands twice.`);
			seen.add(key);
			if (this.#separator("}")) return { kind: "object", entries };
		}
	}

	#array(depth: number): Variant {
		if (depth > DEEPEST) throw new Malformed();
		this.#at++;
		const items: Variant[] = [];
		this.#space();
		if (this.text[this.#at] === "]") {
			this.#at++;
			return { kind: "array", items };
		}
		for (;;) {
			items.push(this.value(depth));
			if (this.#separator("]")) return { kind: "array", items };
		}
	}

	/** True at the closing bracket, false at a comma. */
	#separator(close: string): boolean {
		this.#space();
		const char = this.text[this.#at++];
		if (char === close) return true;
		if (char !== ",") throw new Malformed();
		return false;
	}

	#string(): string {
		let value = "";
		let from = ++this.#at;
		for (;;) {
			const char = this.text[this.#at];
			if (char === undefined || char < " ") throw new Malformed();
			if (char !== '"' && char !== "\\") {
				this.#at++;
				continue;
			}
			value += this.text.slice(from, this.#at++);
			if (char === '"') return value;
			const escape = this.text[this.#at++];
			if (escape === "u") {
				const code = this.text.slice(this.#at, this.#at + 4);
				if (!/^[0-9A-Fa-f]{4}$/.test(code)) throw new Malformed();
				value += String.fromCharCode(Number.parseInt(code, 16));
				this.#at += 4;
			} else {
				const plain = escape === undefined ? undefined : JSON_ESCAPES[escape];
				if (plain === undefined) throw new Malformed();
				value += plain;
			}
			from = this.#at;
		}
	}
}
