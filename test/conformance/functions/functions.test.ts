import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { Answer } from "../lib/answer.js";
import { check, type KnownDifferences } from "../lib/known.js";
import { QueryRunner } from "../lib/queryRunner.js";

interface FunctionCase {
	readonly name: string;
	readonly sql: string;
	readonly conf?: Readonly<Record<string, string>>;
	readonly ordered?: boolean;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const golden = read("golden.json") as { readonly cases: Readonly<Record<string, Answer>> };
const known = read("known.json") as KnownDifferences;
const runner = new QueryRunner();
afterAll(() => runner.close());

const areas = readdirSync(new URL(".", import.meta.url)).filter((f) => /^cases-.*\.json$/.test(f));
for (const area of areas) {
	describe(area, () => {
		test.each(read(area) as FunctionCase[])("$name", async ({ name, sql, conf, ordered }) => {
			const expected = golden.cases[name];
			expect(expected, "has a recorded answer").toBeDefined();
			check(name, await runner.sql(sql, conf), expected as Answer, ordered === true, known);
		});
	});
}

test("fewer than one in a hundred differs, each with its reason, and none of them is gone", () => {
	const names = new Set(Object.keys(golden.cases));
	for (const [name, { reason }] of Object.entries(known)) {
		expect(names.has(name), name).toBe(true);
		expect(reason.length, name).toBeGreaterThan(20);
	}
	expect(Object.keys(known).length).toBeLessThan(names.size / 100);
});
