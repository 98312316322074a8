import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { parseQuery } from "../../../src/plan/sql/parse.js";
import { SqlSyntaxError } from "../../../src/plan/sql/problem.js";
import { parseStatements } from "../../../src/plan/sql/statements.js";

/**
 * What Databricks has and Spark's parser refuses. Each case: how it is read, its text, Spark's recorded condition, and
 * what becomes of it here: `taken`, `not yet` (known, to be refused when it is used) or `refused` by name.
 */
type Case = readonly [
	how: "query" | "statement",
	text: string,
	spark: string,
	here: "taken" | "not yet" | "refused",
];

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const { constructs } = JSON.parse(read("./databricks.json")) as {
	readonly constructs: readonly { readonly construct: string; readonly cases: readonly Case[] }[];
};

function here([how, text]: Case): Case[3] {
	const problem = how === "query" ? problemOf(text) : undefined;
	if (how === "query") return problem ? "refused" : "taken";
	const { statements, problems } = parseStatements(text);
	if (problems[0]) {
		const { at, detail, expected } = problems[0];
		expect(at.start, text).toBeGreaterThanOrEqual(0);
		expect(detail ?? expected[0], text).toBeDefined();
		return "refused";
	}
	return statements.some((s) => s.kind === "notYet") ? "not yet" : "taken";
}

function problemOf(text: string): SqlSyntaxError | undefined {
	try {
		parseQuery(text);
		return undefined;
	} catch (error) {
		if (error instanceof SqlSyntaxError) return error;
		throw error;
	}
}

describe.each(constructs)("$construct", ({ construct, cases }) => {
	it("is refused by Spark's parser", () => {
		expect(cases.map(([, , spark]) => spark)).not.toContain("ok");
	});

	it.each(cases)("%s %s", (...one) => {
		expect(here(one)).toBe(one[3]);
	});

	it("stands in the documentation", () => {
		expect(read("../../../docs/sql-files.md")).toContain(`| ${construct} |`);
	});
});

test("none of them is in the count of the parser", () => {
	const { statements } = JSON.parse(read("./statements.json")) as {
		readonly statements: readonly (readonly string[])[];
	};
	const counted = new Set(statements.map((s) => s[1]));
	const both = constructs.flatMap((c) => c.cases).filter(([, text]) => counted.has(text));
	expect(both).toEqual([]);
});
