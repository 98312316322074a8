import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { col, F, lit, spark, Window } from "../../../src/index.js";
import { isDataFrame, relationOf } from "../../../src/plan/marks.js";
import type { Answer } from "../lib/answer.js";
import { check, type KnownDifferences } from "../lib/known.js";
import { QueryRunner } from "../lib/queryRunner.js";

interface FrameCase {
	readonly name: string;
	readonly frames: Readonly<Record<string, string>>;
	readonly typescript: string;
	readonly ordered?: boolean;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const golden = read("golden.json") as { readonly cases: Readonly<Record<string, Answer>> };
const known = read("known.json") as KnownDifferences;
const runner = new QueryRunner();
afterAll(() => runner.close());

/** Evaluates a case's text with its frames and the DSL in scope, as a user's module would. */
function frameOf({ frames, typescript }: FrameCase): object {
	const scope: Record<string, unknown> = { spark, F, col, lit, Window };
	for (const [name, sql] of Object.entries(frames)) scope[name] = spark.sql(sql);
	const result: unknown = new Function(...Object.keys(scope), `return ${typescript};`)(
		...Object.values(scope),
	);
	if (!isDataFrame(result)) throw new Error("the text gives no DataFrame");
	return result;
}

test.each(read("cases.json") as FrameCase[])("$name", async (given) => {
	const expected = golden.cases[given.name];
	expect(expected, "has a recorded answer").toBeDefined();
	const actual = await runner.relation(() => relationOf(frameOf(given)));
	check(given.name, actual, expected as Answer, given.ordered === true, known);
});
