import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, load, outcomes, project, rowsOf, update, updateOk } from "./lib/project.js";

test("reads beside a run that replaces what they read see one state or the other", async () => {
	const dir = project(
		`export const raw = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").option("maxFilesPerTrigger", 1).load("data"));
export const whole = dp.materializedView(() => dp.read("raw").withColumn("twice", col("id") * 0 + 1));`.replace(
			`col("id") * 0 + 1`,
			`lit(1)`,
		),
		Object.fromEntries([1, 2, 3].map((id) => [`data/${id}.json`, jsonl({ id })])),
	);
	await updateOk(dir);
	addFiles(dir, Object.fromEntries([4, 5, 6].map((id) => [`data/${id}.json`, jsonl({ id })])));
	const pipeline = await load(dir);
	const reads: Promise<unknown[]>[] = [];
	await pipeline.run({ onEvent: () => void reads.push(pipeline.table("whole").toArray()) });
	const counts = new Set((await Promise.all(reads)).map((rows) => rows.length));
	for (const count of counts) expect([3, 6]).toContain(count);
	expect(await rowsOf(dir, "SELECT count(*) AS n FROM whole")).toEqual([{ n: 6n }]);
});

test("updates of two pipelines side by side do not meet", async () => {
	const dirs = [1, 2, 3].map((n) =>
		project(`export const out = dp.materializedView(() => spark.range(${n}));
export const next = dp.materializedView(() => dp.read("out"));`),
	);
	const done = await Promise.all(dirs.map((dir) => update(dir)));
	expect(done.map((d) => d.report.status)).toEqual(["completed", "completed", "completed"]);
	for (const [i, dir] of dirs.entries())
		expect(await rowsOf(dir, "SELECT count(*) AS n FROM next")).toEqual([{ n: BigInt(i + 1) }]);
});

test("many tables side by side over one source, more than there are places to run", async () => {
	const tables = Array.from(
		{ length: 12 },
		(
			_,
			i,
		) => `export const t${i} = dp.streamingTable({ expectOrDrop: { r: "id % 12 = ${i}" } }, () => dp.readStream("raw"));
export const m${i} = dp.materializedView(() => dp.read("t${i}").join(dp.read("shared"), "id"));`,
	).join("\n");
	const dir = project(
		`export const raw = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").option("maxFilesPerTrigger", 1).load("data"));
export const shared = dp.temporaryView({ expect: { r: "id > 3" } }, () => dp.read("raw"));
${tables}`,
		{
			"data/1.json": jsonl(...Array.from({ length: 24 }, (_, id) => ({ id }))),
			"data/2.json": jsonl({ id: 24 }),
		},
	);
	const { report } = await updateOk(dir, { concurrency: 8 });
	expect(
		report.steps.flatMap((s) => (s.display.startsWith("m") ? s.flows.map((f) => f.written) : [])),
	).toEqual([3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
	expect(new Set(Object.values(await outcomes(dir, { concurrency: 8 })))).toEqual(new Set(["skipped"]));
});

test("a folder without files, a file without rows, and a folder that is gone", async () => {
	const dir = project(
		`export const s = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").load("data"));
export const b = dp.materializedView(() => spark.read.schema("id INT").json("data"));`,
		{ "data/_keep": "" },
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT * FROM s UNION ALL SELECT * FROM b")).toEqual([]);
	addFiles(dir, { "data/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	spawnSync("rm", ["-rf", "data"], { cwd: dir });
	const gone = await outcomes(dir).catch((error: { code: string }) => ({ s: error.code, b: error.code }));
	expect(gone).toEqual({ s: "SOURCE_PATH_NOT_FOUND", b: "SOURCE_PATH_NOT_FOUND" });
	expect(await rowsOf(dir, "SELECT * FROM s UNION ALL SELECT * FROM b")).toEqual([{ id: 1 }, { id: 1 }]);
});
