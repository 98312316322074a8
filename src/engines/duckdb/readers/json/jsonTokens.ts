import type { JsonRead } from "../../../../io/formats/index.js";
import { JSON_ESCAPES } from "../../jsonEscapes.js";

/** A text that is no JSON. */
export class JsonSyntaxError extends Error {
	constructor(
		message: string,
		/** The offset after the character that was not expected. */
		readonly at: number,
	) {
		super(message);
	}
}

export type JsonToken =
	| "{"
	| "}"
	| "["
	| "]"
	| "name"
	| "string"
	| "int"
	| "float"
	| "true"
	| "false"
	| "null";

const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const NON_NUMBER = /(?:NaN|[+-]?Infinity|[+-]INF)/y;
const WORD = /(?:true|false|null)(?![\p{L}\p{N}_$])/uy;
const UNQUOTED = /[\p{L}_$@#*\-+][\p{L}\p{N}_$@#*\-+]*/uy;

/**
 * A pull parser with Jackson's leniency, as Spark sets it up: comments, single quotes, NaN and so on by option.
 * What follows the first value is not looked at.
 */
export class JsonTokens {
	/** The present token, undefined before the first and after the last. */
	token: JsonToken | undefined;
	/** Where the present token starts and ends. */
	start = 0;
	end = 0;
	/** How many objects and arrays are open. */
	depth = 0;
	/** The key of the present name token. */
	name = "";

	readonly #open: ("{" | "[")[] = [];
	#text = "";
	#expectsComma = false;
	#afterName = false;
	#done = false;

	constructor(
		readonly source: string,
		readonly options: JsonRead,
	) {}

	/** The present string token's text. */
	get text(): string {
		return this.#text;
	}

	/** The source between an offset and the end of the present token. */
	raw(from: number): string {
		return this.source.slice(from, this.end);
	}

	next(): JsonToken | undefined {
		this.token = this.#next();
		return this.token;
	}

	/** Moves to the end of the value that the present token starts. */
	skip(): void {
		if (this.token === "{" || this.token === "[") this.skipTo(this.depth - 1);
	}

	/** Moves on until no more than `depth` objects and arrays are open. */
	skipTo(depth: number): void {
		while (this.depth > depth && this.next() !== undefined);
	}

	/** Goes on behind a mistake, as Jackson does when it is asked for another token: in the object or array it was in. */
	recover(error: JsonSyntaxError): void {
		this.end = error.at;
		this.#expectsComma = true;
		this.#afterName = false;
		this.#done = false;
	}

	#fail(message: string, at = this.end): never {
		throw new JsonSyntaxError(message, at + 1);
	}

	#next(): JsonToken | undefined {
		if (this.#done) return undefined;
		this.#blank();
		const c = this.source[this.end];
		this.start = this.end;
		const inside = this.#open.at(-1);
		if (c === undefined) {
			if (inside === undefined && !this.#afterName && this.depth === 0) return undefined;
			return this.#fail("the text ends too early");
		}
		if ((c === "}" && inside === "{") || (c === "]" && inside === "[")) {
			if (this.#afterName) this.#fail("a value is missing");
			return this.#close(c);
		}
		if (this.#expectsComma) {
			if (c !== ",") this.#fail(`expected a comma, found ${c}`);
			this.end++;
			this.#expectsComma = false;
			this.#blank();
			this.start = this.end;
			const after = this.source[this.end];
			if (after === undefined || after === "}" || after === "]")
				this.#fail("a value is missing after a comma");
		}
		if (inside === "{" && !this.#afterName) return this.#key();
		this.#afterName = false;
		return this.#value();
	}

	#blank(): void {
		const { source } = this;
		for (;;) {
			const c = source.charCodeAt(this.end);
			if (c === 0x20 || c === 0x0a || c === 0x09 || c === 0x0d) this.end++;
			else if (c === 0x2f && this.options.allowComments) this.#comment();
			else return;
		}
	}

	#comment(): void {
		const kind = this.source[this.end + 1];
		if (kind !== "/" && kind !== "*") this.#fail("a lone slash");
		const close = kind === "/" ? "\n" : "*/";
		const end = this.source.indexOf(close, this.end + 2);
		if (end === -1 && kind === "*") this.#fail("a comment does not end", this.source.length);
		this.end = end === -1 ? this.source.length : end + close.length;
	}

	#close(c: "}" | "]"): JsonToken {
		this.#open.pop();
		this.depth--;
		this.end++;
		this.#valueDone();
		return c;
	}

	#valueDone(): void {
		this.#expectsComma = this.depth > 0;
		this.#done = this.depth === 0;
	}

	#key(): JsonToken {
		const c = this.source[this.end];
		if (c === '"' || (c === "'" && this.options.allowSingleQuotes)) this.#string(c);
		else if (this.options.allowUnquotedFieldNames) {
			UNQUOTED.lastIndex = this.end;
			const match = UNQUOTED.exec(this.source);
			if (!match) this.#fail("expected a key");
			else {
				this.#text = match[0];
				this.end += match[0].length;
			}
		} else this.#fail("expected a key in double quotes");
		this.name = this.#text;
		this.#blank();
		if (this.source[this.end] !== ":") this.#fail("expected a colon");
		this.end++;
		this.#afterName = true;
		// Jackson looks at the value's first character together with the key: what is wrong there is the object's fault.
		const resume = this.end;
		this.#blank();
		this.#glance();
		this.end = resume;
		return "name";
	}

	#glance(): void {
		const c = this.source[this.end];
		if (c === undefined) this.#fail("the text ends too early");
		else if (c === "{" || c === "[" || c === '"' || (c === "'" && this.options.allowSingleQuotes)) return;
		else this.#scalar(c);
	}

	#value(): JsonToken {
		const c = this.source[this.end] as string;
		if (c === "{" || c === "[") {
			this.#open.push(c);
			this.depth++;
			this.end++;
			this.#expectsComma = false;
			return c;
		}
		if (c === '"' || (c === "'" && this.options.allowSingleQuotes)) {
			this.#string(c);
			this.#valueDone();
			return "string";
		}
		const token = this.#scalar(c);
		this.#valueDone();
		return token;
	}

	#scalar(c: string): JsonToken {
		const { source } = this;
		WORD.lastIndex = this.end;
		const word = WORD.exec(source);
		if (word) {
			this.end += word[0].length;
			return word[0] as JsonToken;
		}
		if (this.options.allowNonNumericNumbers) {
			NON_NUMBER.lastIndex = this.end;
			const special = NON_NUMBER.exec(source);
			if (special) {
				this.end += special[0].length;
				return "float";
			}
		}
		NUMBER.lastIndex = this.end;
		const number = NUMBER.exec(source);
		if (!number) {
			// An unknown word is passed over as a whole.
			const unknown = /^[\p{L}\p{N}_$]*/u.exec(source.slice(this.end, this.end + 256))?.[0].length ?? 0;
			return this.#fail(`unexpected character ${c}`, this.end + Math.max(unknown - 1, 0));
		}
		const zero = /^-?0\d/.test(number[0]);
		if (zero && !this.options.allowNumericLeadingZeros) this.#fail("a number with a leading zero");
		this.end += number[0].length;
		if (/[.eE\p{L}_]/u.test(source[this.end] ?? "")) this.#fail("a number that does not end");
		return number[1] !== undefined || number[2] !== undefined ? "float" : "int";
	}

	#string(quote: string): void {
		const { source } = this;
		let from = this.end + 1;
		let out = "";
		for (let i = from; ; i++) {
			const code = source.charCodeAt(i);
			if (Number.isNaN(code)) this.#fail("a text does not end", i);
			else if (code === quote.charCodeAt(0)) {
				this.#text = out + source.slice(from, i);
				this.end = i + 1;
				return;
			} else if (code === 0x5c) {
				out += source.slice(from, i);
				const [text, length] = this.#escape(i + 1);
				out += text;
				i += length;
				from = i + 1;
			} else if (code < 0x20 && !this.options.allowUnquotedControlChars)
				this.#fail("a control character in a text", i);
		}
	}

	#escape(at: number): [string, number] {
		const c = this.source[at];
		if (c === undefined) return this.#fail("a text does not end", at);
		if (c === "u") {
			const hex = this.source.slice(at + 1, at + 5);
			if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.#fail("a \\u escape without four digits", at);
			return [String.fromCharCode(Number.parseInt(hex, 16)), 5];
		}
		const short = JSON_ESCAPES[c];
		if (short !== undefined) return [short, 1];
		if (this.options.allowBackslashEscapingAnyCharacter || (c === "'" && this.options.allowSingleQuotes))
			return [c, 1];
		return this.#fail(`an unknown escape \\${c}`, at);
	}
}
