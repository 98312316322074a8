import { mkdirSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, outcomes, project, rewrite, rowsOf, update, updateOk } from "./lib/project.js";

const STREAM = `spark.readStream.format("json").schema("id INT, v STRING").load("data")`;

test("dropDuplicates inside a streaming view with rules remembers its keys over runs", async () => {
	const dir = project(
		`export const v = dp.temporaryView({ expectOrDrop: { some: "id > 0" } }, () => ${STREAM}.dropDuplicates(["id"]));
export const out = dp.streamingTable(() => dp.readStream("v"));`,
		{ "data/1.json": jsonl({ id: 1, v: "a" }, { id: 0, v: "a" }) },
	);
	await updateOk(dir);
	addFiles(dir, { "data/2.json": jsonl({ id: 1, v: "b" }, { id: 2, v: "b" }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("two readers of one folder that change places read nothing again", async () => {
	const read = (glob: string) =>
		`spark.readStream.format("json").schema("id INT").option("pathGlobFilter", "${glob}").load("data")`;
	const dir = project(`export const out = dp.streamingTable(() => ${read("a*")}.union(${read("b*")}));`, {
		"data/a.json": jsonl({ id: 1 }),
		"data/b.json": jsonl({ id: 2 }),
	});
	await updateOk(dir);
	rewrite(dir, `export const out = dp.streamingTable(() => ${read("b*")}.union(${read("a*")}));`);
	await update(dir);
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a column that is declared NOT NULL later is no silent change", async () => {
	const text = (schema: string) =>
		`export const out = dp.streamingTable({ schema: "${schema}" }, () => ${STREAM});`;
	const dir = project(text("id INT, v STRING"), { "data/1.json": jsonl({ id: 1, v: "a" }) });
	await updateOk(dir);
	rewrite(dir, text("id INT, v STRING NOT NULL"));
	addFiles(dir, { "data/2.json": jsonl({ id: 2, v: null }) });
	expect(await outcomes(dir)).toEqual({ out: "RUN_SCHEMA_CHANGED" });
	await update(dir, { fullRefreshAll: true });
	addFiles(dir, { "data/2.json": jsonl({ id: 2, v: "b" }) });
	await updateOk(dir, { fullRefreshAll: true });
	rewrite(dir, text("id INT, v STRING"));
	expect(await outcomes(dir)).toEqual({ out: "RUN_SCHEMA_CHANGED" });
});

test("a table that still has another schema than its definition is not read as if it had it", async () => {
	const text = (type: string, more = "") =>
		`export const up = dp.streamingTable(() => spark.readStream.format("json").schema("id ${type}${more}").load("data"));
export const down = dp.materializedView(() => dp.read("up")${more ? '.select("id", "w")' : ""});`;
	const dir = project(text("INT"), { "data/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	rewrite(dir, text("STRING"));
	expect(await outcomes(dir, { select: ["down"] })).toEqual({ down: "RUN_STALE_INPUT" });
	rewrite(dir, text("INT", ", w INT"));
	expect(await outcomes(dir, { select: ["down"] })).toEqual({ down: "RUN_STALE_INPUT" });
	expect(await outcomes(dir)).toEqual({ up: "skipped", down: "completed" });
});

test("the report of a flow that failed half way tells what it had committed", async () => {
	const dir = project(
		`export const out = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").option("maxFilesPerTrigger", 1).option("mode", "FAILFAST").load("data"));`,
		{ "data/1.json": jsonl({ id: 1 }) },
	);
	addFiles(dir, { "data/2.json": "{ broken\n" });
	const { report } = await update(dir);
	expect(report.steps[0]?.status).toBe("failed");
	expect(report.steps[0]?.flows).toMatchObject([{ batches: 1, written: 1, candidates: 1 }]);
	addFiles(dir, { "data/2.json": jsonl({ id: 2 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a link that leads back up is not followed for ever", async () => {
	const dir = project(
		`export const out = dp.materializedView(() => spark.read.schema("id INT").option("recursiveFileLookup", true).json("data"));`,
		{ "data/1.json": jsonl({ id: 1 }) },
	);
	mkdirSync(join(dir, "data/sub"));
	symlinkSync("..", join(dir, "data/sub/up"));
	const result = await outcomes(dir);
	if (result.out === "completed") expect(await rowsOf(dir, "SELECT id FROM out")).toEqual([{ id: 1 }]);
	else expect(result.out).toMatch(/^SOURCE_/);
});

test("several flows with columns of their own; a flow that goes away leaves the others where they stand", async () => {
	const flow = (name: string, schema: string) =>
		`dp.appendFlow({ target: "t", name: "${name}" }, () => spark.readStream.format("json").schema("${schema}").load("${name}"));`;
	const dir = project(
		`dp.createStreamingTable("t");${flow("a", "id INT, x INT")}${flow("b", "ID INT, y INT")}`,
		{
			"a/1.json": jsonl({ id: 1, x: 1 }),
			"b/1.json": jsonl({ ID: 2, y: 2 }),
		},
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT * FROM t ORDER BY id")).toEqual([
		{ id: 1, x: 1, y: null },
		{ id: 2, x: null, y: 2 },
	]);
	rewrite(
		dir,
		`dp.createStreamingTable("t", { schema: "id INT, x INT, y INT" });${flow("a", "id INT, x INT, y INT")}`,
	);
	addFiles(dir, { "a/2.json": jsonl({ id: 3, x: 3 }), "b/2.json": jsonl({ ID: 4, y: 4 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
	rewrite(dir, `dp.createStreamingTable("t");${flow("a", "id INT, x INT")}${flow("b", "ID INT, y INT")}`);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM t ORDER BY id")).toEqual([
		{ id: 1 },
		{ id: 2 },
		{ id: 3 },
		{ id: 4 },
	]);
});

test("latestFirst, fileNameOnly and maxFileAge choose files as Spark does", async () => {
	const text = (options: string) =>
		`export const out = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").options(${options}).load("data/*"));`;
	const at = (dir: string, name: string, days: number) =>
		utimesSync(join(dir, "data", name), days * 86_400, days * 86_400);
	const dir = project(text(`{ latestFirst: "true", maxFilesPerTrigger: "1", fileNameOnly: "true" }`), {
		"data/x/1.json": jsonl({ id: 1 }),
		"data/x/2.json": jsonl({ id: 2 }),
	});
	at(dir, "x/1.json", 1);
	at(dir, "x/2.json", 2);
	const { events } = await updateOk(dir);
	expect(events.flatMap((e) => e.details.flow_progress?.files?.names ?? [])).toEqual(["2.json", "1.json"]);
	addFiles(dir, { "data/y/1.json": jsonl({ id: 9 }), "data/y/3.json": jsonl({ id: 3 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
	rewrite(dir, text(`{ fileNameOnly: "true", maxFileAge: "2d" }`));
	addFiles(dir, { "data/y/4.json": jsonl({ id: 4 }), "data/y/5.json": jsonl({ id: 5 }) });
	at(dir, "y/4.json", 10);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM out WHERE id > 3")).toEqual([{ id: 5 }]);
});

test("a way of schema evolution that would not be kept to is refused by name", async () => {
	const text = (mode: string, schema = "") =>
		`export const out = dp.streamingTable(() => spark.readStream.format("cloudFiles").option("cloudFiles.format", "json").option("cloudFiles.schemaEvolutionMode", "${mode}")${schema}.load("data"));`;
	const dir = project(text("none"), { "data/1.json": jsonl({ id: 1 }) });
	expect(await outcomes(dir)).toEqual({ out: "SOURCE_UNSUPPORTED_OPTION" });
	rewrite(dir, text("failOnNewColumns", '.schema("id INT")'));
	expect(await outcomes(dir)).toEqual({ out: "SOURCE_UNSUPPORTED_OPTION" });
	rewrite(dir, text("none", '.schema("id INT")'));
	expect(await outcomes(dir)).toEqual({ out: "completed" });
});
