import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDataType, parseNamedExpression, parseQuery, parseSchema } from "../../../src/plan/sql/parse.js";
import { SqlSyntaxError } from "../../../src/plan/sql/problem.js";

type How = "query" | "expression" | "schema" | "type";

const { statements } = JSON.parse(readFileSync(new URL("./statements.json", import.meta.url), "utf8")) as {
	readonly statements: readonly (readonly [How, string, string])[];
};

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
		expect(at.start).toBeGreaterThanOrEqual(0);
		expect(at.end).toBeLessThanOrEqual(text.length);
		expect(expected.length > 0 || detail !== undefined).toBe(true);
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
