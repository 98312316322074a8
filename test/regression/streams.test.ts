import { mkdirSync, symlinkSync } from "node:fs";
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
	const dir = project(`dp.createStreamingTable("t");${flow("a", "id INT, x INT")}${flow("b", "ID INT, y INT")}`, {
		"a/1.json": jsonl({ id: 1, x: 1 }),
		"b/1.json": jsonl({ ID: 2, y: 2 }),
	});
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT * FROM t ORDER BY id")).toEqual([
		{ id: 1, x: 1, y: null },
		{ id: 2, x: null, y: 2 },
	]);
	rewrite(dir, `dp.createStreamingTable("t", { schema: "id INT, x INT, y INT" });${flow("a", "id INT, x INT, y INT")}`);
	addFiles(dir, { "a/2.json": jsonl({ id: 3, x: 3 }), "b/2.json": jsonl({ ID: 4, y: 4 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
	rewrite(dir, `dp.createStreamingTable("t");${flow("a", "id INT, x INT")}${flow("b", "ID INT, y INT")}`);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]);
});
