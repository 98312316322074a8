import { offsetAt, type Position } from "../../../core/location.js";
import { tokenize } from "../../../plan/sql/lexer.js";
import type { Token } from "../../../plan/sql/tokens.js";
import {
	type Annotated,
	type Comment,
	type LooseRemarks,
	linesOf,
	NO_REMARKS,
	type Remarks,
	TextComments,
} from "./remarks.js";

interface Statement {
	readonly start: number;
	/** Where the definition's query begins, whose text is kept as it stands. */
	readonly query: number;
	/** Where its last word ends. */
	readonly last: number;
	/** Behind the semicolon. */
	readonly end: number;
}

/** A pipeline's SQL file: the comments around its statements and in their heads. */
export class SqlComments implements Annotated {
	readonly about = undefined;
	readonly #text: string;
	readonly #comments: TextComments;
	readonly #statements: readonly Statement[];

	constructor(text: string) {
		const tokens = tokenize(text);
		this.#text = text;
		this.#comments = new TextComments(text, commentsBetween(text, tokens));
		this.#statements = statementsOf(tokens);
	}

	offset(position: Position): number {
		return offsetAt(this.#text, position);
	}

	remarks(at: Position): Remarks {
		const statement = this.#statementAt(at);
		if (!statement) return NO_REMARKS;
		const { start, query, last, end } = statement;
		const head = this.#comments.within(start, query);
		const tail = [...this.#comments.within(last, end), ...this.#comments.from(end, end)];
		return {
			above: this.#comments.above(start).flatMap((comment) => comment.lines),
			inside: [...head, ...tail].flatMap((comment) => comment.lines),
			query: this.#comments.within(query, last).flatMap((comment) => comment.lines),
		};
	}

	loose(at: readonly Position[]): LooseRemarks {
		const claimed = new Set<Comment>();
		for (const statement of at.flatMap((position) => this.#statementAt(position) ?? []))
			for (const comment of this.#comments.around(statement.start, statement.end)) claimed.add(comment);
		const loose = this.#comments.all.filter((comment) => !claimed.has(comment));
		return this.#comments.loose(loose, this.#statements[0]?.start ?? this.#text.length);
	}

	#statementAt(at: Position): Statement | undefined {
		const offset = this.offset(at);
		return this.#statements.find(({ start, end }) => start <= offset && offset < end);
	}
}

/** What stands between the words, but for hints. */
function commentsBetween(text: string, tokens: readonly Token[]): Comment[] {
	const found: Comment[] = [];
	let from = 0;
	for (const { start, end } of [...tokens, { start: text.length, end: text.length }]) {
		const gap = text.slice(from, start);
		for (const match of gap.matchAll(/--[^\n\r]*|\/\*(?!\+)[\s\S]*?\*\//g)) {
			const pos = from + match.index;
			const lines = linesOf(match[0]);
			const isLine = match[0].startsWith("--");
			if (lines.length > 0) found.push({ pos, end: pos + match[0].length, isLine, isDoc: false, lines });
		}
		from = end;
	}
	return found;
}

function statementsOf(tokens: readonly Token[]): Statement[] {
	const found: Statement[] = [];
	let words: Token[] = [];
	for (const token of tokens) {
		const isEnd = token.type === "end" || (token.type === "op" && token.text === ";");
		if (!isEnd) {
			words.push(token);
			continue;
		}
		const [first] = words;
		if (first) {
			const last = (words.at(-1) as Token).end;
			found.push({
				start: first.start,
				query: queryStart(words) ?? last,
				last,
				end: token.text === ";" ? token.end : last,
			});
		}
		words = [];
	}
	return found;
}

/** Behind the first AS that stands in no parentheses. */
function queryStart(words: readonly Token[]): number | undefined {
	let depth = 0;
	for (const [i, { type, text }] of words.entries()) {
		if (type === "op" && text === "(") depth++;
		else if (type === "op" && text === ")") depth--;
		else if (type === "word" && text === "AS" && depth === 0) return words[i + 1]?.start;
	}
	return undefined;
}
