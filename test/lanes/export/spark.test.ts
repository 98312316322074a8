import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TableVerdict } from "../../../src/verify/comparison.js";
import { PythonDriver } from "../../../src/verify/pythonDriver.js";
import { SparkRun, type SparkTarget } from "../../../src/verify/sparkRun.js";
import { loadPipeline } from "../../e2e/lib/dist.js";
import { chosenCases, type ExportCase, onlyOnDatabricks, Project, ROOT } from "./cases.js";

const python = process.env.AQUEDUCK_SPARK_PYTHON ?? "";
const work = realpathSync(mkdtempSync(join(tmpdir(), "aqueduck-export-lane-")));
const drivers = new Map<string, PythonDriver>();
const cases = chosenCases();
console.log(`export lane, seed ${process.env.AQUEDUCK_SEED ?? "1"}: ${cases.map((c) => c.name).join(", ")}`);

beforeAll(async () => {
	for (const mode of ["connect", "plain"])
		drivers.set(mode, await PythonDriver.start(python, "spark_driver.py", [join(work, mode), mode]));
});
afterAll(async () => {
	for (const driver of drivers.values()) await driver.stop();
	rmSync(work, { recursive: true, force: true });
});

/** Runs a case twice, the second time with more files, and gives the tables that differ. */
async function differing(one: ExportCase, target: SparkTarget): Promise<object[]> {
	const project = new Project(one);
	const driver = drivers.get(target === "spark" || target === "sql" ? "connect" : "plain") as PythonDriver;
	const pipeline = await loadPipeline(project.dir);
	const run = new SparkRun({ pipeline, driver, work: join(work, `${target}-${one.name}`), target });
	try {
		await run.prepare();
		await run.dryRun();
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

test.each(cases)("$name on Spark's pipelines", async (one) => {
	expect(await differing(one, "spark")).toEqual([]);
});

const onStandIn = cases.filter((c) => !onlyOnDatabricks.has(c.name));

test.each(onStandIn)("$name as Databricks' pipelines, over a stand-in", async (one) => {
	expect(await differing(one, "lakeflow")).toEqual([]);
});

test.each(onStandIn)("$name as dlt, over a stand-in", async (one) => {
	expect(await differing(one, "dlt")).toEqual([]);
});

/** Streams over tables of another pipeline: what SQL of open source Spark has of streams. */
test("streams in SQL on Spark's pipelines", async () => {
	const home = join(ROOT, "test/lanes/export/sqlStreams");
	const projects = [
		Project.of("feed", join(home, "feed")),
		Project.of("tables", join(home, "tables")),
	] as const;
	const driver = drivers.get("connect") as PythonDriver;
	const storage = join(work, "sql-streams", "ours");
	const [feed, tables] = await Promise.all(
		projects.map(async (project, i) => {
			const pipeline = await loadPipeline(project.dir);
			const [target, name] = i === 0 ? (["spark", "feed"] as const) : (["sql", "tables"] as const);
			return new SparkRun({ pipeline, driver, work: join(work, "sql-streams", name), target, storage });
		}),
	);
	if (!feed || !tables) throw new Error("there are two pipelines");
	try {
		await feed.prepare();
		const found: TableVerdict[] = await feed.round();
		const files = await tables.prepare();
		expect(files.map((f) => f.path)).toContain("spark/pipeline.sql");
		await tables.dryRun();
		found.push(...(await tables.round()));
		projects[0].arrive();
		found.push(...(await feed.round()), ...(await tables.round()));
		expect(found.filter((v) => v.differences.length > 0)).toEqual([]);
		expect(found.map((v) => v.table)).toEqual(expect.arrayContaining(["copied", "merged", "again", "fed"]));
	} finally {
		await tables.dispose();
		await feed.dispose();
		for (const project of projects) project.remove();
	}
});
