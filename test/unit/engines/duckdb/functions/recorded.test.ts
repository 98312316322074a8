import { readdirSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { DUCKDB_FUNCTIONS } from "../../../../../src/engines/duckdb/functions/index.js";
import { ALIASES, FUNCTIONS } from "../../../../../src/plan/functions.js";
import type { Answer } from "../../../../conformance/lib/answer.js";
import { difference } from "../../../../conformance/lib/compare.js";
import { QueryRunner } from "../../../../conformance/lib/queryRunner.js";

/** Queries over the functions' corners that the conformance cases leave out, each with what Spark answered. */
interface Recorded {
	readonly spark: string;
	readonly cases: readonly { readonly sql: string; readonly answer: Answer }[];
}

const { cases } = JSON.parse(readFileSync(new URL("recorded.json", import.meta.url), "utf8")) as Recorded;
const runner = new QueryRunner();
afterAll(() => runner.close());

test.each(cases)("$sql", async ({ sql, answer }) => {
	expect(difference(await runner.sql(sql), answer, false)).toBeUndefined();
});

test("every row that runs is met by a case, here or in the conformance suite", () => {
	const conformance = new URL("../../../../conformance/functions/", import.meta.url);
	const recorded = readdirSync(conformance)
		.filter((file) => /^cases-.*\.json$/.test(file))
		.flatMap(
			(file) => JSON.parse(readFileSync(new URL(file, conformance), "utf8")) as { readonly sql: string }[],
		);
	const texts = [...cases, ...recorded]
		.map((c) => c.sql)
		.join("\n")
		.toLowerCase();
	const spellings = (name: string): readonly string[] => [
		name,
		...Object.entries(ALIASES).flatMap(([alias, of]) => (of === name ? [alias] : [])),
	];
	// Only in the DSL, made by the analysis or a front end (BETWEEN), or without a determined value.
	const elsewhere = new Set(["current_time", "product", "[]", "struct", "in", "positive", "randn", ">="]);
	const missing = Object.keys(FUNCTIONS).filter((name) => {
		if (elsewhere.has(name) || "unsupported" in DUCKDB_FUNCTIONS[name as keyof typeof FUNCTIONS])
			return false;
		return !spellings(name).some(
			(s) => texts.includes(/^\w+$/.test(s) ? `${s}(` : s) || texts.includes(` ${s} `),
		);
	});
	expect(missing).toEqual([]);
});
