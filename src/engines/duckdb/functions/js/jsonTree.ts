import { JSON_ESCAPES } from "../../jsonEscapes.js";
import { javaNumberText } from "./text.js";

/** JSON with the text of its numbers kept, since a double cannot hold every one of them. */
export type JsonTree =
	| { readonly kind: "null" | "true" | "false" }
	| { readonly kind: "number" | "string"; readonly text: string }
	| {
			readonly kind: "array";
			readonly items: readonly JsonTree[];
			readonly start: number;
			readonly end: number;
	  }
	| {
			readonly kind: "object";
			readonly entries: readonly (readonly [string, JsonTree])[];
			readonly start: number;
			readonly end: number;
	  };

class Malformed extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPECIAL = /(?:NaN|[+-]?Infinity|[+-]?INF)/y;
const SPACE = /[ \t\r\n]*/y;

/** Parses as Spark's reader does (single quotes and NaN are fine); undefined when the text is malformed. */
export function parseJson(text: string, anything = false): JsonTree | undefined {
	const parser = new Parser(text);
	try {
		return parser.document(anything);
	} catch (error) {
		if (error instanceof Malformed) return undefined;
		throw error;
	}
}

class Parser {
	#at = 0;
	constructor(readonly text: string) {}

	/** `anything`: text behind the first value is passed over. */
	document(anything: boolean): JsonTree {
		const tree = this.#value();
		this.#space();
		if (!anything && this.#at < this.text.length) throw new Malformed();
		return tree;
	}

	#space(): void {
		SPACE.lastIndex = this.#at;
		SPACE.exec(this.text);
		this.#at = SPACE.lastIndex;
	}

	#value(): JsonTree {
		this.#space();
		const char = this.text[this.#at];
		if (char === "{") return this.#object();
		if (char === "[") return this.#array();
		if (char === '"' || char === "'") return { kind: "string", text: this.#string(char) };
		for (const word of ["null", "true", "false"] as const)
			if (this.text.startsWith(word, this.#at)) {
				this.#at += word.length;
				return { kind: word };
			}
		for (const expression of [SPECIAL, NUMBER]) {
			expression.lastIndex = this.#at;
			const match = expression.exec(this.text);
			if (match) {
				this.#at = expression.lastIndex;
				if (/[0-9A-Za-z.]/.test(this.text[this.#at] ?? "")) throw new Malformed();
				return { kind: "number", text: match[0] };
			}
		}
		throw new Malformed();
	}

	#object(): JsonTree {
		const start = this.#at++;
		const entries: [string, JsonTree][] = [];
		this.#space();
		if (this.text[this.#at] === "}") return { kind: "object", entries, start, end: ++this.#at };
		for (;;) {
			this.#space();
			const quote = this.text[this.#at];
			if (quote !== '"' && quote !== "'") throw new Malformed();
			const key = this.#string(quote);
			this.#expect(":");
			entries.push([key, this.#value()]);
			if (this.#separator("}")) return { kind: "object", entries, start, end: this.#at };
		}
	}

	#array(): JsonTree {
		const start = this.#at++;
		const items: JsonTree[] = [];
		this.#space();
		if (this.text[this.#at] === "]") return { kind: "array", items, start, end: ++this.#at };
		for (;;) {
			items.push(this.#value());
			if (this.#separator("]")) return { kind: "array", items, start, end: this.#at };
		}
	}

	#expect(char: string): void {
		this.#space();
		if (this.text[this.#at++] !== char) throw new Malformed();
	}

	/** True at the closing bracket, false at a comma. */
	#separator(close: string): boolean {
		this.#space();
		const char = this.text[this.#at++];
		if (char === close) return true;
		if (char !== ",") throw new Malformed();
		return false;
	}

	#string(quote: string): string {
		let value = "";
		for (let i = this.#at + 1; i < this.text.length; i++) {
			const char = this.text[i] as string;
			if (char === quote) {
				this.#at = i + 1;
				return value;
			}
			if (char === "\\") {
				const next = this.text[++i];
				if (next === "u") {
					const code = this.text.slice(i + 1, i + 5);
					if (!/^[0-9A-Fa-f]{4}$/.test(code)) throw new Malformed();
					value += String.fromCharCode(Number.parseInt(code, 16));
					i += 4;
				} else {
					const escaped = next === undefined ? undefined : ESCAPES[next];
					if (escaped === undefined) throw new Malformed();
					value += escaped;
				}
			} else if (char < " ") throw new Malformed();
			else value += char;
		}
		throw new Malformed();
	}
}

const ESCAPES: Readonly<Record<string, string>> = { ...JSON_ESCAPES, "'": "'" };

/** A number as Java writes it: integers as they are, fractions as the double that they are. */
export function numberText(text: string): string {
	if (!/[.eE]/.test(text)) return text;
	const value = Number(text);
	if (value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7))
		return Number.isInteger(value) ? `${Object.is(value, -0) ? "-0" : value}.0` : String(value);
	return javaNumberText(value.toExponential());
}

/** The tree as compact JSON text. */
export function jsonText(tree: JsonTree): string {
	switch (tree.kind) {
		case "null":
		case "true":
		case "false":
			return tree.kind;
		case "number":
			return numberText(tree.text);
		case "string":
			return JSON.stringify(tree.text);
		case "array":
			return `[${tree.items.map(jsonText).join(",")}]`;
		case "object":
			return `{${tree.entries.map(([key, value]) => `${JSON.stringify(key)}:${jsonText(value)}`).join(",")}}`;
	}
}
