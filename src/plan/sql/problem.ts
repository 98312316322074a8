import { nearest } from "../../core/names.js";
import type { Span } from "./syntax.js";

/** Why a text is refused: wrong Spark SQL, or right Spark SQL that the plan cannot express. */
export interface SqlProblem {
	readonly code: "SQL_SYNTAX" | "SQL_UNSUPPORTED";
	/** UTF-16 offsets of the token at fault. */
	readonly at: Span;
	/** The token as a reader would say it: `")"`, `end of text`. */
	readonly found: string;
	/** A few things that could have stood there; empty when `detail` says it. */
	readonly expected: readonly string[];
	/** A whole sentence where the grammar alone does not explain the refusal, or the unsupported construct's name. */
	readonly detail?: string;
	/** Spark's condition, where it is another than that of any syntax error. */
	readonly sparkCondition?: string;
	/** Near names, best first, where a name is not known. */
	readonly candidates?: readonly string[];
	/** The way of reading keywords does not matter: no other reading of the text helps. */
	readonly final: boolean;
}

/**
 * The only thing that the lexer and the parsers of this folder throw. It carries data; whoever knows the place of the text in
 * the user's file makes the catalogue's error of it (`faults.ts`).
 */
export class SqlSyntaxError extends Error {
	readonly problem: SqlProblem;

	constructor(problem: SqlProblem) {
		super(problem.detail ?? `Syntax error at ${problem.found}`);
		this.name = "SqlSyntaxError";
		this.problem = Object.freeze({ ...problem, expected: Object.freeze([...problem.expected]) });
	}
}

/** Refuses a text that is grammatical but that Spark's parser refuses all the same, e.g. `DATE 'x'`. */
export function refuse(at: Span, found: string, detail: string, sparkCondition?: string): never {
	throw new SqlSyntaxError({
		code: "SQL_SYNTAX",
		at,
		found,
		expected: [],
		detail,
		...(sparkCondition === undefined ? {} : { sparkCondition }),
		final: true,
	});
}

/** Refuses a word that has to be one of a few, e.g. a type's name. */
export function refuseWord(
	word: { readonly at: Span; readonly written: string; readonly found: string },
	detail: string,
	names: Iterable<string>,
	sparkCondition?: string,
): never {
	const { at, written, found } = word;
	const candidates = nearest(written, names);
	throw new SqlSyntaxError({
		code: "SQL_SYNTAX",
		at,
		found,
		expected: [],
		detail,
		...(candidates.length > 0 ? { candidates } : {}),
		...(sparkCondition === undefined ? {} : { sparkCondition }),
		final: true,
	});
}

/** Refuses Spark SQL that the plan cannot express, by the construct's name. */
export function unsupported(at: Span, construct: string): never {
	throw new SqlSyntaxError({
		code: "SQL_UNSUPPORTED",
		at,
		found: construct,
		expected: [],
		detail: construct,
		final: true,
	});
}
