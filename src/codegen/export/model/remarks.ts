import type { Position } from "../../../core/location.js";
import { firstIndex } from "../../../core/search.js";

/** What stands above a definition or inside it, for people. */
export interface Remarks {
	/** The text of its JSDoc, all paragraphs and tags. */
	readonly doc?: string;
	/** Lines of comments directly above. */
	readonly above: readonly string[];
	/** Lines of comments in the body and behind it, in their order. */
	readonly inside: readonly string[];
	/** Those in the text of a query in SQL: they are there where the text is written as it stands. */
	readonly query?: readonly string[];
}

export const NO_REMARKS: Remarks = { above: [], inside: [] };

/** Everything that was said of something, as lines. */
export const allLines = ({ doc, above, inside }: Remarks): readonly string[] => [
	...(doc === undefined ? [] : doc.split("\n")),
	...above,
	...inside,
];

/** Lines of a query's text that what was made of it has no more. */
export const lostLines = (
	{ query = [] }: Pick<Remarks, "query">,
	written: () => string,
): readonly string[] => {
	if (query.length === 0) return [];
	const text = written();
	return query.filter((line) => !text.includes(line));
};

/** A comment with its lines, without what marks it as one. */
export interface Comment {
	readonly pos: number;
	readonly end: number;
	/** It ends with its line. */
	readonly isLine: boolean;
	/** JSDoc. */
	readonly isDoc: boolean;
	readonly lines: readonly string[];
}

/** Comments that belong together and to no definition, and where they begin. */
export interface Paragraph {
	readonly pos: number;
	readonly text: string;
}

/** Comments that stand on nothing: those in front of everything else in the file, and the others. */
export interface LooseRemarks {
	readonly header: readonly string[];
	readonly between: readonly Paragraph[];
}

/** A file of the user's as what it says to people. */
export interface Annotated {
	/** What the module is about. */
	readonly about: string | undefined;
	offset(position: Position): number;
	/** The comments of the definition that stands at a place. */
	remarks(at: Position): Remarks;
	/** The comments that belong to none of the definitions at some places. */
	loose(at: readonly Position[]): LooseRemarks;
}

export const LINE_BREAK = /\r\n|[\r\n]/;
const BLANK_LINE = /\n[ \t\r]*\n/;

/** The text of a comment without its marks: `//`, `--`, the stars of a block. Empty when nothing is said. */
export function linesOf(raw: string): readonly string[] {
	const line = /^(?:\/\/+|--+)\s?/.exec(raw);
	if (line) return [raw.slice(line[0].length).trimEnd()].filter((text) => text !== "");
	const inner = raw.replace(/^\/\*+/, "").replace(/\**\/$/, "");
	const all = inner.split(LINE_BREAK).map((text) => text.trimEnd());
	const [first = "", ...rest] = all;
	const further = rest.filter((text) => text !== "");
	const hasStars = further.every((text) => /^\s*\*/.test(text));
	const texts = hasStars ? rest.map((text) => text.replace(/^\s*\*/, "")) : rest;
	// Text that begins on the first line stands two columns from where stars are.
	const indents = texts.filter((text) => text !== "").map((text) => text.search(/\S/));
	const margin = !hasStars ? Math.min(...indents) : first.trim() === "" ? (indents[0] ?? 0) : 2;
	const lines = [
		first.trimStart(),
		...texts.map((text) => text.slice(Math.min(margin, Math.max(0, text.search(/\S/))))),
	];
	while (lines[0] === "") lines.shift();
	while (lines.at(-1) === "") lines.pop();
	return lines;
}

/** The comments of a text in their order, and what they stand on. */
export class TextComments {
	readonly all: readonly Comment[];
	readonly #text: string;

	constructor(text: string, all: readonly Comment[]) {
		this.#text = text;
		this.all = all;
	}

	/** Comments that begin between two offsets. */
	within(start: number, end: number): readonly Comment[] {
		return this.all.slice(this.#firstFrom(start), this.#firstFrom(end));
	}

	/** What is said of the stretch between two offsets. The doc is the last JSDoc above, or the one that is given. */
	remarks(start: number, end: number, given?: Comment): Remarks {
		if (this.all.length === 0) return NO_REMARKS;
		const above = this.above(start);
		const doc = given ?? above.findLast((comment) => comment.isDoc);
		const others = (comments: readonly Comment[]): string[] =>
			comments.filter((comment) => comment !== doc).flatMap((comment) => comment.lines);
		return {
			...(doc ? { doc: doc.lines.join("\n") } : {}),
			above: others(above),
			inside: others(this.from(start, end)),
		};
	}

	/** All of them: above, inside, behind on the last line. */
	around(start: number, end: number): readonly Comment[] {
		return [...this.above(start), ...this.from(start, end)];
	}

	/** Inside, and behind on the last line. */
	from(start: number, end: number): readonly Comment[] {
		return [...this.within(start, end), ...this.#behind(end)];
	}

	/** Comments of a list by paragraphs: a blank line or something else between them ends one. `first`: where code begins. */
	loose(comments: readonly Comment[], first: number): LooseRemarks {
		const paragraphs = this.#paragraphs(comments);
		return {
			header: paragraphs.filter(({ pos }) => pos < first).map(({ text }) => text),
			between: paragraphs.filter(({ pos }) => pos >= first),
		};
	}

	#paragraphs(comments: readonly Comment[]): readonly Paragraph[] {
		const found: { pos: number; end: number; lines: string[] }[] = [];
		for (const { pos, end, lines } of comments) {
			const last = found.at(-1);
			const gap = last && this.#text.slice(last.end, pos);
			if (last && gap !== undefined && gap.trim() === "" && !BLANK_LINE.test(gap)) {
				last.lines.push(...lines);
				last.end = end;
			} else found.push({ pos, end, lines: [...lines] });
		}
		return found.map(({ pos, lines }) => ({ pos, text: lines.join("\n") }));
	}

	/** Directly above what begins at an offset: a blank line ends what belongs to it, but for JSDoc. */
	above(start: number): readonly Comment[] {
		const found: Comment[] = [];
		let next = start;
		for (let i = this.#firstFrom(start) - 1; i >= 0; i--) {
			const comment = this.all[i] as Comment;
			const gap = this.#text.slice(comment.end, next);
			if (gap.trim() !== "") break;
			if (BLANK_LINE.test(gap) && (!comment.isDoc || found.some((c) => c.isDoc))) break;
			if (gap.includes("\n") && this.#isBehind(i)) break;
			found.unshift(comment);
			next = comment.pos;
		}
		return found;
	}

	/** Whether something else than comments stands in front of a comment on its line. */
	#isBehind(index: number): boolean {
		const { pos } = this.all[index] as Comment;
		const line = this.#text.lastIndexOf("\n", pos - 1) + 1;
		const before = this.all[index - 1];
		if (before && before.end > line && this.#text.slice(before.end, pos).trim() === "")
			return this.#isBehind(index - 1);
		return this.#text.slice(line, pos).trim() !== "";
	}

	/** Behind an end, on its line and with nothing but punctuation between. */
	#behind(end: number): readonly Comment[] {
		const found: Comment[] = [];
		let at = end;
		for (let i = this.#firstFrom(end); i < this.all.length; i++) {
			const comment = this.all[i] as Comment;
			if (!/^[ \t,;)\]}]*$/.test(this.#text.slice(at, comment.pos))) break;
			// With code behind it, it is about that.
			if (!comment.isLine && /^[ \t]*[^\s,;)\]}/]/.test(this.#text.slice(comment.end))) break;
			found.push(comment);
			at = comment.end;
		}
		return found;
	}

	/** The index of the first comment that begins at an offset or after it. */
	#firstFrom(offset: number): number {
		return firstIndex(this.all, ({ pos }) => pos < offset);
	}
}
