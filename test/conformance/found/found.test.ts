import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { Answer } from "../lib/answer.js";
import { check } from "../lib/known.js";
import { QueryRunner } from "../lib/queryRunner.js";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const golden = read("golden.json") as { readonly cases: Readonly<Record<string, Answer>> };
const runner = new QueryRunner();
afterAll(() => runner.close());

/** What the property test against Spark found (test/fuzz): each was a difference once. */
test.each(read("cases.json") as { readonly name: string; readonly sql: string }[])(
	"$name",
	async ({ name, sql }) => {
		const expected = golden.cases[name];
		expect(expected, "has a recorded answer").toBeDefined();
		check(name, await runner.sql(sql), expected as Answer, false, {});
	},
);
