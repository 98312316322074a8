import { Cursor } from "./cursor.js";
import { SqlSyntaxError } from "./problem.js";
import { asName, type Token } from "./tokens.js";

/** How many readings of a refused text are tried, and over how many tokens in all. */
const MAX_READINGS = 24;
const MAX_TOKENS = 20_000;

/**
 * Parses, and when that fails tries the readings in which a word is a name where it was taken for a keyword. Nearly every
 * keyword may be a name in Spark, so `SELECT a FROM t LIMIT` (an alias) and `SELECT a AND` are Spark SQL; the first reading is
 * the one that people mean, and the only one that correct text ever needs. The readings that get furthest go first. When none
 * succeeds, the error is that of the first.
 */
export function readAnyWay<T>(source: string, tokens: readonly Token[], parse: (p: Cursor) => T): T {
	const first = attempt(new Cursor(source, tokens), parse);
	if ("result" in first) return first.result;
	if (first.final) throw first.error;
	const queue: Reading[] = [{ names: [], reached: first.reached, keywords: first.keywords }];
	const tried = new Set<string>([""]);
	let budget = Math.min(MAX_READINGS, Math.floor(MAX_TOKENS / tokens.length));
	while (queue.length > 0 && budget > 0) {
		const reading = queue.shift() as Reading;
		for (const word of candidates(reading)) {
			const names = [...reading.names, word].sort((a, b) => a - b);
			const key = names.join();
			if (tried.has(key)) continue;
			tried.add(key);
			if (budget-- <= 0) break;
			const changed = tokens.map((token, n) => (names.includes(n) ? asName(token) : token));
			const next = attempt(new Cursor(source, changed), parse);
			if ("result" in next) return next.result;
			if (next.final) continue;
			const item = { names, reached: next.reached, keywords: next.keywords };
			const at = queue.findIndex((other) => other.reached < item.reached);
			queue.splice(at < 0 ? queue.length : at, 0, item);
		}
	}
	throw first.error;
}

interface Reading {
	/** Indexes of the words that are names in it. */
	readonly names: readonly number[];
	/** How far it got. */
	readonly reached: number;
	readonly keywords: readonly number[];
}

/** The words to try as names: those nearest to the failure first. */
function candidates(reading: Reading): readonly number[] {
	return [...new Set([...reading.keywords, reading.reached])]
		.filter((n) => n <= reading.reached && !reading.names.includes(n))
		.sort((a, b) => b - a)
		.slice(0, 16);
}

type Outcome<T> =
	| { readonly result: T }
	| {
			readonly error: SqlSyntaxError;
			readonly final: boolean;
			readonly reached: number;
			readonly keywords: readonly number[];
	  };

function attempt<T>(p: Cursor, parse: (p: Cursor) => T): Outcome<T> {
	try {
		return { result: parse(p) };
	} catch (error) {
		if (!(error instanceof SqlSyntaxError)) throw error;
		return { error, final: error.problem.final, reached: p.index, keywords: p.keywords };
	}
}
