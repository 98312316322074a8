import { SqlSyntaxError } from "./problem.js";
import type { Ident, Span } from "./syntax.js";
import { describe, isStrict, type Token } from "./tokens.js";

/** Deeper nesting than anybody writes, and far from the end of the stack. */
const MAX_DEPTH = 250;
/** A left-leaning chain (`a + b + …`, joins, unions) is as deep as it is long for whoever walks the tree. */
export const MAX_CHAIN = 1000;

/** A place in the tokens of one text, and what every parser of this folder asks of it. */
export class Cursor {
	readonly source: string;
	readonly tokens: readonly Token[];
	#index = 0;
	#depth = 0;
	/** Counts the `?` markers. */
	markers = 0;
	/** Words that were taken as keywords, in order: another reading takes one of them as a name. */
	readonly keywords: number[] = [];
	/** The first construct that is Spark SQL but that the plan cannot express; the text is read to its end all the same. */
	refusal: { readonly at: Span; readonly construct: string } | undefined;
	tok: Token;

	constructor(source: string, tokens: readonly Token[]) {
		this.source = source;
		this.tokens = tokens;
		this.tok = tokens[0] as Token;
	}

	get index(): number {
		return this.#index;
	}

	/** The token `n` places ahead; past the end it is the end. */
	peek(n = 1): Token {
		return this.tokens[Math.min(this.#index + n, this.tokens.length - 1)] as Token;
	}

	next(): Token {
		const token = this.tok;
		if (this.#index < this.tokens.length - 1) this.tok = this.tokens[++this.#index] as Token;
		return token;
	}

	is(text: string): boolean {
		return this.tok.text === text;
	}

	/** True when the next tokens read exactly so. */
	isAll(first: string, ...texts: readonly string[]): boolean {
		if (this.tok.text !== first) return false;
		for (let n = 0; n < texts.length; n++) if (this.peek(n + 1).text !== texts[n]) return false;
		return true;
	}

	isOneOf(texts: ReadonlySet<string>): boolean {
		return this.tok.text !== "" && texts.has(this.tok.text);
	}

	/** Takes the keyword or operator when it is next. */
	take(text: string): boolean {
		if (this.tok.text !== text) return false;
		this.advanceKeyword();
		return true;
	}

	/** Takes all of them or none. */
	takeAll(...texts: readonly string[]): boolean {
		if (texts.some((text, n) => this.peek(n).text !== text)) return false;
		for (let n = 0; n < texts.length; n++) this.advanceKeyword();
		return true;
	}

	/** Takes the next token as a keyword of the grammar and returns it. */
	advanceKeyword(): Token {
		if (this.tok.type === "word") this.keywords.push(this.#index);
		return this.next();
	}

	expect(...texts: readonly string[]): void {
		for (const text of texts) if (!this.take(text)) this.fail(text);
	}

	/** A name: a word (keywords may be names in Spark) or one in backticks. */
	ident(what = "a name"): Ident {
		const token = this.tok;
		if (token.type !== "word" && token.type !== "quoted") this.fail(what);
		if (token.text === "IDENTIFIER" && this.peek().text === "(" && this.peek(2).type === "string") {
			if (this.peek(3).text === ")") return this.#identifierClause();
		}
		return this.#name(this.next());
	}

	/** A table's alias, which cannot be one of the words of joins. */
	strictIdent(what = "an alias"): Ident {
		if (isStrict(this.tok)) this.fail(what);
		return this.ident(what);
	}

	get isIdent(): boolean {
		return this.tok.type === "word" || this.tok.type === "quoted";
	}

	/** `IDENTIFIER('name')` is the name. */
	#identifierClause(): Ident {
		const { start } = this.advanceKeyword();
		this.next();
		const name = this.next().value;
		this.next();
		return { kind: "ident", name, quoted: true, clause: true, at: this.span(start) };
	}

	#name(token: Token): Ident {
		const at = { start: token.start, end: token.end };
		if (token.isWide) {
			throw new SqlSyntaxError({
				code: "SQL_SYNTAX",
				at,
				found: describe(token, this.source),
				expected: [],
				detail: `The name ${token.value} needs backticks: \`${token.value}\``,
				sparkCondition: "INVALID_IDENTIFIER",
				final: true,
			});
		}
		return { kind: "ident", name: token.value, quoted: token.type === "quoted", at };
	}

	/** From `start` (an offset) to the end of the last token taken. */
	span(start: number): Span {
		const last = this.tokens[this.#index - 1];
		return { start, end: last ? Math.max(last.end, start) : start };
	}

	/** The next token. */
	get here(): Span {
		return { start: this.tok.start, end: this.tok.end };
	}

	/** Runs a parser one level deeper. */
	nested<T>(parse: (cursor: Cursor) => T): T {
		if (++this.#depth > MAX_DEPTH) this.tooDeep();
		const result = parse(this);
		this.#depth--;
		return result;
	}

	/** Notes a construct that the plan cannot express. */
	unsupported(at: Span, construct: string): void {
		this.refusal ??= { at, construct };
	}

	tooDeep(): never {
		throw new SqlSyntaxError({
			code: "SQL_SYNTAX",
			at: { start: this.tok.start, end: this.tok.end },
			found: describe(this.tok, this.source),
			expected: [],
			detail: `The text is nested deeper than ${MAX_DEPTH} levels, or chains more than ${MAX_CHAIN} operators`,
			final: true,
		});
	}

	fail(...expected: readonly string[]): never {
		throw new SqlSyntaxError({
			code: "SQL_SYNTAX",
			at: { start: this.tok.start, end: this.tok.end },
			found: describe(this.tok, this.source),
			expected,
			final: false,
		});
	}

	/** `parse` one or more times, with commas between. */
	list<T>(parse: (cursor: Cursor) => T): readonly T[] {
		const items = [parse(this)];
		while (this.take(",")) items.push(parse(this));
		return items;
	}

	/** The same in parentheses. */
	parenthesized<T>(parse: (cursor: Cursor) => T): readonly T[] {
		this.expect("(");
		const items = this.list(parse);
		this.expect(")");
		return items;
	}
}

/**
 * A syntax node. Syntax never leaves this folder, so that its types alone keep it from being changed: to freeze all of it took
 * a tenth of the time of parsing.
 */
export function node<const T extends object>(fields: T): Readonly<T> {
	return fields;
}

/** A list that a clause did not have. */
export const NONE: readonly never[] = Object.freeze([]);
