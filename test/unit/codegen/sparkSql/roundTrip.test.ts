import { afterAll, describe, expect, test } from "vitest";
import { printQuery } from "../../../../src/codegen/export/sparkSql/index.js";
import type { Answer } from "../../../conformance/lib/answer.js";
import { check } from "../../../conformance/lib/known.js";
import { QueryRunner } from "../../../conformance/lib/queryRunner.js";
import { answersOf, knownOf, rightCases } from "./cases.js";
import { contextOf } from "./support.js";

const runner = new QueryRunner();
afterAll(() => runner.close());

describe.each(["queries", "frames"] as const)("%s, printed as Spark SQL and read again", (area) => {
	const right = rightCases(area, "cases.json");
	const answers = answersOf(area);
	const known = knownOf(area);

	test.each(right)("$name", async ({ name, ordered, relation }) => {
		const ctx = contextOf();
		const text = printQuery(relation, ctx);
		if (/^(?:withField|dropFields|sessionWindow: pivot|arraysZip: fields by alias)/.test(name)) {
			expect(ctx.refusals.map((r) => r.construct)).toContainEqual(
				expect.stringMatching(
					/^Column\.(?:withField|dropFields)$|^A pivot by session windows$|^arrays_zip with/,
				),
			);
			return;
		}
		expect(ctx.refusals, text).toEqual([]);
		try {
			check(name, await runner.sql(text), answers[name] as Answer, ordered === true, known);
		} catch (error) {
			throw new Error(`${(error as Error).message}\n${text}`, { cause: error });
		}
	});

	test("most cases are no errors", () => {
		expect(right.length).toBeGreaterThan(90);
	});
});
