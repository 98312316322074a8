import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, inOneOrder, readJson, repository, runRecorder } from "./support.js";

const examples = ["flights", "stocks", "movies"];
const folder = mkdtempSync(join(tmpdir(), "aqueduck-spark-lane-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
	for (const name of examples) {
		execFileSync(process.execPath, [join(repository, "examples", name, "prepare.mjs")], { stdio: "inherit" });
	}
	runRecorder("record_examples.py", folder);
});

describe.each(examples)("expected tables of examples/%s", (name) => {
	const home = join(repository, "examples", name, "expected");
	const committed = tables(home);

	test("the same tables", () => {
		expect(tables(join(folder, name, "expected"))).toEqual(committed);
		expect(committed.length).toBeGreaterThan(0);
	});

	test.each(committed)("%s is Spark's", (table) => {
		const recorded = readJson<Answer>(join(folder, name, "expected", table));
		expect(inOneOrder(recorded, false)).toEqual(inOneOrder(readJson<Answer>(join(home, table)), false));
	});
});

function tables(home: string): string[] {
	return readdirSync(home)
		.filter((file) => file.endsWith(".json"))
		.sort();
}
