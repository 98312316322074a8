import { afterAll, describe, expect, test } from "vitest";
import { printQuery } from "../../../../src/codegen/export/sparkSql/index.js";
import { relationOfText } from "../../../../src/plan/sql/bind.js";
import type { Answer } from "../../../conformance/lib/answer.js";
import { difference } from "../../../conformance/lib/compare.js";
import { QueryRunner } from "../../../conformance/lib/queryRunner.js";
import { analysed, answersOf, caseFiles, knownOf, type RightCase, rightCases } from "./cases.js";
import { contextOf } from "./support.js";

const answers = answersOf("functions");
const known = knownOf("functions");
const runner = new QueryRunner();
afterAll(() => runner.close());

/** What is wrong with the printed text of a case: it is not the same plan, and does not have Spark's answer. */
async function wrong({ name, sql, conf, ordered, relation, result }: RightCase): Promise<string | undefined> {
	const ctx = contextOf();
	const text = printQuery(relation, ctx);
	if (ctx.refusals.length > 0) return `${name}: refused ${JSON.stringify(ctx.refusals)}\n${sql}`;
	const again = analysed(() => relationOfText(text));
	if (JSON.stringify(again?.result.plan) === JSON.stringify(result.plan)) return undefined;
	const found = difference(await runner.sql(text, conf), answers[name] as Answer, ordered === true);
	return found === known[name]?.pinned ? undefined : `${name}: ${found}\n${sql}\n${text}`;
}

describe.each(caseFiles("functions"))("the functions of %s, printed and read again", (file) => {
	test("are the same plan, or have Spark's answers", async () => {
		const right = rightCases("functions", file);
		const failures: string[] = [];
		for (const c of right) {
			const failure = await wrong(c);
			if (failure !== undefined) failures.push(failure);
		}
		expect(failures).toEqual([]);
		expect(right.length).toBeGreaterThan(5);
	});
});
