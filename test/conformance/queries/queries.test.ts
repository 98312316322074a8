import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { Answer } from "../lib/answer.js";
import { check, type KnownDifferences } from "../lib/known.js";
import { QueryRunner } from "../lib/queryRunner.js";

interface QueryCase {
	readonly name: string;
	readonly sql: string;
	readonly ordered?: boolean;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const cases = read("cases.json") as readonly QueryCase[];
const golden = read("golden.json") as { readonly cases: Readonly<Record<string, Answer>> };
const known = read("known.json") as KnownDifferences;
const runner = new QueryRunner();
afterAll(() => runner.close());

describe("queries as a whole", () => {
	test.each(cases)("$name", async ({ name, sql, ordered }) => {
		const expected = golden.cases[name];
		expect(expected, "has a recorded answer").toBeDefined();
		check(name, await runner.sql(sql), expected as Answer, ordered === true, known);
	});
});

test("every known difference has its reason and its case", () => {
	const names = new Set(cases.map((c) => c.name));
	for (const [name, { reason }] of Object.entries(known)) {
		expect(names.has(name), name).toBe(true);
		expect(reason.length, name).toBeGreaterThan(20);
	}
});
