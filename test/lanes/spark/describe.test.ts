import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QueryRunner } from "../../conformance/lib/queryRunner.js";
import { type DocumentedExample, type Judged, judge, type Verdict } from "./describe.js";
import { readJson, runRecorder } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "aqueduck-spark-lane-"));
const runner = new QueryRunner();
const judged: Judged[] = [];

beforeAll(async () => {
	const output = join(folder, "describe.json");
	runRecorder("describe_examples.py", output);
	for (const example of readJson<{ examples: DocumentedExample[] }>(output).examples)
		judged.push(await judge(example, runner));
});
afterAll(async () => {
	await runner.close();
	rmSync(folder, { recursive: true, force: true });
});

const having = (verdict: Verdict): readonly string[] =>
	judged
		.filter((one) => one.verdict === verdict)
		.map(({ example, said }) => `${example.function}: ${example.sql} → ${said}`);

test("no documented example of a function gives something else than in Spark", () => {
	expect(having("different")).toEqual([]);
});

test("at least 92 % of the determined examples give Spark's value and type, the others name what is refused", () => {
	const [equal, refused, different] = (["equal", "refused", "different"] as const).map(
		(v) => having(v).length,
	);
	const determined = judged.length - having("momentary").length;
	console.log(
		`documented examples: ${judged.length}; not determined: ${judged.length - determined}; as Spark: ${equal}, refused by name: ${refused}, different: ${different}`,
	);
	expect(determined).toBeGreaterThan(1000);
	expect((equal as number) / determined).toBeGreaterThanOrEqual(0.92);
});
