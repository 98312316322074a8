import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { parseDataType, parseNamedExpression, parseQuery, parseSchema } from "../../../src/plan/sql/parse.js";
import { SqlSyntaxError } from "../../../src/plan/sql/problem.js";

type How = "query" | "expression" | "schema" | "type";

const { statements } = JSON.parse(readFileSync(new URL("./statements.json", import.meta.url), "utf8")) as {
	readonly statements: readonly (readonly [How, string, string])[];
};

type Mutation = readonly [base: number, start: number, end: number, text: string, accepted: 0 | 1];

const { mutations } = JSON.parse(readFileSync(new URL("./mutations.json", import.meta.url), "utf8")) as {
	readonly mutations: readonly Mutation[];
};

/** The statement with a stretch of it replaced. */
function mutated([base, start, end, text]: Mutation): string {
	const whole = (statements[base] as (typeof statements)[number])[1];
	return whole.slice(0, start) + text + whole.slice(end);
}

const ENTRY = {
	query: parseQuery,
	expression: parseNamedExpression,
	schema: parseSchema,
	type: parseDataType,
} as const satisfies Record<How, (text: string) => unknown>;

/** Where we differ from Spark's parser, and why. A pin that no longer differs fails, so that it is taken out. */
const KNOWN: ReadonlyMap<string, string> = new Map([
	["SELECT {a}", "a placeholder: Python's str.format replaces it before Spark's parser sees the text"],
	["a: INT", "schema strings take the colon of STRUCT fields too, as PySpark's createDataFrame does"],
	["a: int, b: string", "the same"],
	[
		"select interval '106751991 10' day to hour",
		"the overflow of the second field of a from-to interval is found when it is bound",
	],
]);

/** What Spark SQL is and the plan cannot express: refused by name, which counts as accepted syntax. */
function verdict(how: How, text: string): "ok" | "refused" {
	try {
		ENTRY[how](text);
		return "ok";
	} catch (error) {
		if (!(error instanceof SqlSyntaxError)) throw error;
		const { at, expected, detail, code } = error.problem;
		// No expect here: there are 20,000 of them.
		if (at.start < 0 || at.start > at.end || at.end > text.length) throw new Error(`no place in: ${text}`);
		if (expected.length === 0 && detail === undefined) throw new Error(`nothing expected in: ${text}`);
		return code === "SQL_UNSUPPORTED" ? "ok" : "refused";
	}
}

describe("Spark's recorded verdicts", () => {
	it("are ours, except for the pinned ones", () => {
		const differences = statements.filter(
			([how, text, spark]) => !KNOWN.has(text) && verdict(how, text) !== (spark === "ok" ? "ok" : "refused"),
		);
		expect(differences).toEqual([]);
		expect(statements.length).toBeGreaterThan(1500);
	});

	it.each([...KNOWN.keys()])("still differ for %s", (text) => {
		const row = statements.find((s) => s[1] === text);
		expect(row).toBeDefined();
		const [how, , spark] = row as (typeof statements)[number];
		expect(verdict(how, text)).not.toBe(spark === "ok" ? "ok" : "refused");
	});
});

test("of 20,000 statements and mutations at least 99.5 in a hundred are taken or refused as Spark does", () => {
	// vitest records a hundred frames of each of the many errors that the parser throws and catches.
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	const wrong = mutations.filter((m) => verdict("query", mutated(m)) !== (m[4] === 1 ? "ok" : "refused"));
	Error.stackTraceLimit = stackTraceLimit;
	const total = statements.length + mutations.length;
	const agreement = 1 - (wrong.length + KNOWN.size) / total;
	const accepted = mutations.filter((m) => m[4] === 1).length;
	console.info(
		`parser: ${total} statements (${accepted} mutations accepted by Spark), ${(agreement * 100).toFixed(2)} % as Spark`,
	);
	// AQUEDUCK_DIFFERENCES=1 prints them.
	if (process.env.AQUEDUCK_DIFFERENCES) for (const m of wrong) console.info(m[4], mutated(m));
	expect(total).toBeGreaterThanOrEqual(20_000);
	expect(agreement).toBeGreaterThanOrEqual(0.995);
}, 300_000);
