import { fault } from "../../../../core/errors/index.js";
import type { CsvRead } from "../../../../io/formats/index.js";

/** Thrown inside when the text ends in the middle of a record, as in univocity's parser, whose steps these are. */
const END = Symbol("end of text");

/** A character of no use that stands for a separator of several ones. */
const PRIVATE = ["\ue000", "\ue001", "\ue002", "\uf8fe", "\uf8ff"];

const NONE = "";

export interface CsvRecord {
	/** Values by position; null where a skipped value was. */
	readonly tokens: readonly (string | null)[];
	/** The record as written, without its line end. */
	readonly raw: string;
}

/**
 * Splits text into records exactly as univocity's parser does with Spark's settings: backslash escapes, quotes inside
 * of values, text after a closing quote. One line at a time, or a whole text with `multiLine`.
 */
export class CsvTokens {
	readonly #text: string;
	readonly #sep: string;
	readonly #newline: string;
	readonly #untilDelimiter: boolean;
	#at = 0;
	#ch = NONE;
	#prev = NONE;
	#value = "";
	#unescaped = false;
	#skipped = false;
	#tokens: (string | null)[] = [];

	constructor(
		text: string,
		private readonly options: CsvRead,
	) {
		const { sep, unescapedQuotes } = options;
		this.#sep = [...sep].length === 1 ? sep : (PRIVATE.find((c) => !text.includes(c)) ?? "\ue000");
		this.#text = this.#sep === sep ? text : text.replaceAll(sep, this.#sep);
		// With a separator of the user's a newline is a character like others.
		this.#newline = options.lineSep === undefined ? "\n" : "\0";
		this.#untilDelimiter = unescapedQuotes === "STOP_AT_DELIMITER" || unescapedQuotes === "SKIP_VALUE";
	}

	/** The next record, or undefined at the end. Comments and empty lines of a whole text are passed over. */
	next(): CsvRecord | undefined {
		while (this.#at < this.#text.length) {
			const start = this.#at;
			this.#tokens = [];
			this.#value = "";
			this.#prev = NONE;
			this.#unescaped = false;
			this.#skipped = false;
			this.#ch = this.#nextChar();
			if (this.options.comment !== undefined && this.#ch === this.options.comment) {
				const end = this.#text.indexOf(this.#newline, this.#at);
				this.#at = end === -1 ? this.#text.length : end + 1;
				continue;
			}
			this.#record(start);
			if (this.#tokens.length === 0) continue;
			const raw = this.#restore(this.#text.slice(start, this.#at));
			return {
				tokens: this.#tokens,
				raw: raw.endsWith(this.#newline) ? raw.slice(0, -1) : raw,
			};
		}
		return undefined;
	}

	#restore(text: string): string {
		return this.#sep === this.options.sep ? text : text.replaceAll(this.#sep, this.options.sep);
	}

	#nextChar(): string {
		const c = this.#text[this.#at];
		if (c === undefined) throw END;
		this.#at++;
		return c;
	}

	#record(start: number): void {
		try {
			this.#fields();
		} catch (error) {
			if (error !== END) throw error;
			this.#atEnd(start);
		}
	}

	#fields(): void {
		const { options } = this;
		if (options.trimLeft) this.#skipBlank();
		while (this.#ch !== this.#newline) {
			if (options.trimLeft) this.#skipBlank();
			if (this.#ch === this.#sep || this.#ch === this.#newline) this.#push(options.nullValue);
			else {
				this.#unescaped = false;
				this.#skipped = false;
				this.#prev = NONE;
				if (options.quote !== "" && this.#ch === options.quote) {
					this.#quoted();
					this.#push(this.#skipped ? null : this.#value === "" ? options.emptyValue : this.#value);
				} else {
					this.#unquoted();
					this.#pushUnquoted();
				}
			}
			if (this.#ch !== this.#newline) {
				this.#ch = this.#nextChar();
				if (this.#ch === this.#newline) this.#push(options.nullValue);
			}
		}
	}

	#skipBlank(): void {
		while (this.#ch <= " " && this.#ch !== this.#sep && this.#ch !== this.#newline)
			this.#ch = this.#nextChar();
	}

	#push(value: string | null): void {
		const { maxColumns, maxCharsPerColumn } = this.options;
		const text = value === null ? null : this.#restore(value);
		this.#tokens.push(text);
		this.#value = "";
		const isLong = maxCharsPerColumn !== -1 && text !== null && text.length > maxCharsPerColumn;
		if (this.#tokens.length > maxColumns || isLong)
			throw fault(
				"SOURCE_MALFORMED",
				{
					path: "a CSV file",
					problem: isLong
						? "a value is longer than maxCharsPerColumn"
						: "a row has more columns than maxColumns",
				},
				{ sparkCondition: "MALFORMED_CSV_RECORD" },
			);
	}

	#pushUnquoted(): void {
		const value = this.options.trimRight ? trimEnd(this.#value) : this.#value;
		this.#push(value === "" ? this.options.nullValue : value);
	}

	#unquoted(): void {
		this.#appendUntil(this.#sep, this.#newline);
	}

	/** Appends the present character and those after it up to one of the stops, which becomes the present one. */
	#appendUntil(...stops: readonly string[]): void {
		const text = this.#text;
		const start = this.#at - 1;
		let end = start;
		while (end < text.length && !stops.includes(text[end] as string)) end++;
		this.#value += text.slice(start, end);
		if (end >= text.length) {
			this.#at = text.length;
			throw END;
		}
		this.#ch = text[end] as string;
		this.#at = end + 1;
	}

	#isStop(c: string): boolean {
		return c === this.#sep || c === this.#newline;
	}

	#quoted(): void {
		const { quote, escape, escapeEscape } = this.options;
		if (this.#prev !== NONE && this.#untilDelimiter) {
			if (this.options.unescapedQuotes === "SKIP_VALUE") {
				this.#skipValue();
				return;
			}
			this.#value = quote + this.#value;
			this.#ch = this.#nextChar();
			this.#appendUntil(this.#sep, this.#newline);
			return;
		}
		this.#ch = this.#nextChar();
		for (;;) {
			if (this.#prev === quote && (this.#ch <= " " || this.#isStop(this.#ch))) break;
			if (this.#ch !== quote && this.#ch !== escape) {
				if (this.#prev === quote) {
					this.#unescapedQuote();
					return;
				}
				if (this.#prev === escape && escape !== "") this.#value += escape;
				this.#appendUntil(...[quote, escape, escapeEscape].filter((c) => c !== ""));
				this.#prev = this.#ch;
				this.#ch = this.#nextChar();
			} else {
				this.#quoteOrEscape();
				this.#prev = this.#ch;
				this.#ch = this.#nextChar();
				if (this.#unescaped && this.#isStop(this.#ch)) return;
			}
		}
		if (!this.#isStop(this.#ch) && this.#ch <= " ") this.#afterQuote();
		if (!this.#isStop(this.#ch)) this.#raise();
	}

	/** Blanks after a closing quote are dropped; other text after them makes the quotes a part of the value. */
	#afterQuote(): void {
		const { quote, escape } = this.options;
		let blank = "";
		do {
			blank += this.#ch;
			this.#ch = this.#nextChar();
			if (this.#ch === this.#newline) return;
		} while (this.#ch <= " " && this.#ch !== this.#sep);
		if (this.#ch === this.#sep || this.options.unescapedQuotes === "RAISE_ERROR") return;
		this.#value += quote + blank;
		if (this.#untilDelimiter || (this.#ch !== quote && this.#ch !== escape)) this.#value += this.#ch;
		this.#prev = this.#ch;
		this.#quoted();
	}

	#quoteOrEscape(): void {
		const { quote, escape, escapeEscape } = this.options;
		if (this.#ch === escape && this.#prev === escapeEscape && escapeEscape !== "") {
			this.#value += escape;
			this.#ch = NONE;
		} else if (this.#prev === escape) {
			if (this.#ch === quote) {
				this.#value += quote;
				this.#ch = NONE;
			} else this.#value += this.#prev;
		} else if (this.#ch === quote && this.#prev === quote) this.#value += quote;
		else if (this.#prev === quote) this.#unescapedInValue();
	}

	#unescapedInValue(): void {
		const { quote, unescapedQuotes } = this.options;
		if (unescapedQuotes === "RAISE_ERROR") this.#raise();
		else if (unescapedQuotes === "SKIP_VALUE") this.#skipValue();
		else {
			this.#value += quote;
			this.#prev = this.#ch;
			this.#quoted();
		}
	}

	#unescapedQuote(): void {
		const { quote, unescapedQuotes } = this.options;
		this.#unescaped = true;
		if (unescapedQuotes === "RAISE_ERROR") this.#raise();
		else if (unescapedQuotes === "SKIP_VALUE") this.#skipValue();
		else {
			this.#value += quote + this.#ch;
			this.#prev = this.#ch;
			this.#quoted();
		}
	}

	#skipValue(): void {
		this.#value = "";
		this.#skipped = true;
		while (!this.#isStop(this.#ch)) this.#ch = this.#nextChar();
	}

	#raise(): never {
		throw fault(
			"SOURCE_MALFORMED",
			{ path: "a CSV file", problem: `unexpected text after a closing quote: ${this.#ch}` },
			{ sparkCondition: "FAILED_READ_FILE.NO_HINT" },
		);
	}

	/** What is left of a record when the text ends within it. */
	#atEnd(start: number): void {
		const { quote, emptyValue, nullValue } = this.options;
		const isOpenQuote = quote !== "" && this.#ch === quote;
		if (this.#skipped) {
			this.#push(null);
			return;
		}
		if (isOpenQuote && this.#prev !== quote && !this.#unescaped) this.#value += quote;
		const takesValue =
			(isOpenQuote && this.#prev === quote) ||
			(this.#prev !== NONE && !this.#isStop(this.#ch) && this.#ch !== (this.options.comment ?? "\0"));
		const isQuoted = this.#prev !== NONE || isOpenQuote;
		if (this.#tokens.length === 0 && this.#value === "" && !takesValue && this.#at === start) return;
		if (this.#value !== "" || takesValue) {
			if (isQuoted) this.#push(this.#value === "" ? emptyValue : this.#value);
			else this.#pushUnquoted();
		} else this.#push(nullValue);
	}
}

const trimEnd = (text: string): string => {
	let end = text.length;
	while (end > 0 && (text[end - 1] as string) <= " ") end--;
	return text.slice(0, end);
};

/** Line ends of a whole text as univocity finds them: the first one tells which kind the others are. */
export function normalizeLines(text: string): string {
	const first = /\r\n|\r|\n/.exec(text)?.[0];
	if (first === "\r\n") return text.replaceAll("\r\n", "\n");
	return first === "\r" ? text.replaceAll("\r", "\n") : text;
}
