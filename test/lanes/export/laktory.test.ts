import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LaktoryBackend } from "../../../src/core/exportTargets.js";
import type { TableVerdict } from "../../../src/verify/comparison.js";
import { LaktoryRun } from "../../../src/verify/laktoryRun.js";
import { PythonDriver } from "../../../src/verify/pythonDriver.js";
import { loadPipeline } from "../../e2e/lib/dist.js";
import { allCases, type ExportCase, Project } from "./cases.js";

const python = process.env.AQUEDUCK_LAKTORY_PYTHON ?? "";
const work = realpathSync(mkdtempSync(join(tmpdir(), "aqueduck-laktory-lane-")));
let driver: PythonDriver;

const named = process.env.AQUEDUCK_CASES?.split(",");
const some = (names: readonly string[]): readonly ExportCase[] =>
	allCases.filter((c) => (named ?? names).includes(c.name) && names.includes(c.name));

/** Every case that Polars carries. */
const onPolars = some([
	"basics",
	"call-flow",
	"conditions",
	"helpers",
	"joins",
	"loop",
	"names",
	"parameters",
	"polars",
	"polars-methods",
	"reader-methods",
	"rules",
	"schemas",
	"sources",
	"sql-file",
	"stock-prices",
]);
const onSpark = some([
	"basics",
	"columns",
	"conditions",
	"declared",
	"joins",
	"names",
	"polars",
	"reader-methods",
	"rules",
	"strings",
	"stock-prices",
]);

beforeAll(async () => {
	driver = await PythonDriver.start(python, "laktory_driver.py", [join(work, "driver")]);
});
afterAll(async () => {
	await driver?.stop();
	rmSync(work, { recursive: true, force: true });
});

/** Runs a case twice, the second time with more files, and gives the tables that differ. */
async function differing(one: ExportCase, backend: LaktoryBackend): Promise<object[]> {
	const project = new Project(one);
	const pipeline = await loadPipeline(project.dir);
	const run = new LaktoryRun({ pipeline, driver, work: join(work, `${backend}-${one.name}`), backend });
	try {
		await run.prepare();
		const first = await run.round();
		project.arrive();
		const second = await run.round();
		const wrong = (round: number, verdicts: readonly TableVerdict[]): object[] =>
			verdicts.flatMap((v) =>
				v.differences.length > 0 ? [{ round, table: v.table, differences: v.differences }] : [],
			);
		return [...wrong(1, first), ...wrong(2, second)];
	} finally {
		await run.dispose();
		project.remove();
	}
}

test.each(onPolars)("$name on Polars", async (one) => {
	expect(await differing(one, "polars")).toEqual([]);
});

test.each(onSpark)("$name on PySpark", async (one) => {
	expect(await differing(one, "pyspark")).toEqual([]);
});
