import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseNames, differences, type Golden, readJson, repository, runRecorder } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "aqueduck-spark-lane-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(["readers", "functions", "frames", "queries", "found"])("recorded answers of %s", (area) => {
	const home = join(repository, "test/conformance", area);
	const committed = readJson<Golden>(join(home, "golden.json"));
	let recorded: Golden;

	beforeAll(() => {
		const output = join(folder, `${area}.json`);
		runRecorder(`record_${area}.py`, output);
		recorded = readJson<Golden>(output);
	});

	test("every case has an answer, and every answer a case", () => {
		expect(Object.keys(committed.cases).sort()).toEqual(caseNames(home).sort());
	});

	test("the committed answers are Spark's", () => {
		expect(recorded.spark).toBe(committed.spark);
		const differing = differences(recorded.cases, committed.cases, orderedCases(home));
		expect(
			differing.map((name) => ({ name, spark: recorded.cases[name], committed: committed.cases[name] })),
		).toEqual([]);
		console.log(`${area}: ${Object.keys(recorded.cases).length} answers recorded anew, all as committed`);
	});

	test("a changed answer is found", () => {
		const [name, answer] =
			Object.entries(committed.cases).find(([, one]) => (one.rows?.length ?? 0) > 0) ?? [];
		if (name === undefined || answer === undefined) throw new Error("no case has rows");
		const planted = { ...committed.cases, [name]: { ...answer, rows: answer.rows?.slice(1) } };
		expect(differences(planted, committed.cases, new Set())).toEqual([name]);
	});
});

function orderedCases(home: string): Set<string> {
	const files = readdirSync(home).filter((file) => /^cases.*\.json$/.test(file));
	const cases = files.flatMap((file) => readJson<{ name: string; ordered?: boolean }[]>(join(home, file)));
	return new Set(cases.filter((one) => one.ordered === true).map((one) => one.name));
}
