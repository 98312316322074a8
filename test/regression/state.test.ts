import { expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, load, outcomes, project, rewrite, rowsOf, update, updateOk } from "./lib/project.js";

test("keys that were seen go away with a full refresh, twice, and come back", async () => {
	const dir = project(
		`export const out = dp.streamingTable(() => spark.readStream.format("json").schema("id INT, v STRING").load("data").dropDuplicates(["id"]));`,
		{ "data/1.json": jsonl({ id: 1 }, { id: 1 }, { id: null }) },
	);
	await updateOk(dir);
	for (const more of ["2", "3"]) {
		addFiles(dir, { [`data/${more}.json`]: jsonl({ id: 1 }, { id: Number(more) }, { id: null }) });
		await updateOk(dir);
		await updateOk(dir, { fullRefreshAll: true });
	}
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([null, 1, 2, 3].map((id) => ({ id })));
});

test("a new column comes with its first rows, or without any; what is downstream follows", async () => {
	const text = (schema: string) =>
		`export const raw = dp.streamingTable(() => spark.readStream.format("json").schema("${schema}").load("data"));
export const next = dp.streamingTable(() => dp.readStream("raw"));
export const all = dp.materializedView(() => dp.read("next"));`;
	const dir = project(text("id INT"), { "data/1.json": jsonl({ id: 1, a: 1 }) });
	await updateOk(dir);
	rewrite(dir, text("id INT, a INT"));
	addFiles(dir, { "data/2.json": jsonl({ id: 2, a: 2 }) });
	await updateOk(dir);
	rewrite(dir, text("b STRING, id INT, a INT"));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id, a, b FROM all ORDER BY id")).toEqual([
		{ id: 1, a: null, b: null },
		{ id: 2, a: 2, b: null },
	]);
	expect(await outcomes(dir)).toEqual({ raw: "skipped", next: "skipped", all: "skipped" });
	rewrite(dir, text("b STRING, id INT"));
	expect(await outcomes(dir)).toMatchObject({ raw: "RUN_SCHEMA_CHANGED", next: "RUN_UPSTREAM_FAILED" });
});

test("a once flow beside a stream: once, also after a failure of the other, and again with a full refresh", async () => {
	const dir = project(
		`dp.createStreamingTable("t", { expectOrDrop: { some: "id > 0" } });
dp.appendFlow({ target: "t", name: "old", once: true }, () => spark.read.schema("id INT").json("old"));
dp.appendFlow({ target: "t", name: "live" }, () => spark.readStream.format("json").schema("id INT").option("mode", "FAILFAST").load("live"));`,
		{ "old/1.json": jsonl({ id: 1 }, { id: 0 }), "live/1.json": "{ broken\n" },
	);
	expect(await outcomes(dir)).toEqual({ t: "SOURCE_MALFORMED" });
	addFiles(dir, { "live/1.json": jsonl({ id: 2 }), "old/2.json": jsonl({ id: 9 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
	expect(await outcomes(dir)).toEqual({ t: "skipped" });
	await updateOk(dir, { fullRefresh: ["t"] });
	expect(await rowsOf(dir, "SELECT id FROM t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }, { id: 9 }]);
});

test("a full refresh that fails leaves rows and checkpoints as they were", async () => {
	const text = (mode: string) =>
		`export const out = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").option("mode", "${mode}").load("data"));`;
	const dir = project(text("FAILFAST"), { "data/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	addFiles(dir, { "data/2.json": "{ broken\n" });
	await update(dir, { fullRefreshAll: true });
	expect(await rowsOf(dir, "SELECT id FROM out")).toEqual([{ id: 1 }]);
	addFiles(dir, { "data/2.json": jsonl({ id: 2 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a table becomes a stream and a view again; each time its rows are what its query says", async () => {
	const file = `spark.read.schema("id INT").json("data")`;
	const stream = `spark.readStream.format("json").schema("id INT").load("data")`;
	const text = (query: string) => `export const t = dp.table(() => ${query});
export const n = dp.materializedView(() => dp.read("t").groupBy().count());`;
	const dir = project(text(file), { "data/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	rewrite(dir, text(stream));
	expect(await outcomes(dir)).toEqual({ t: "RUN_FLOW_STATE", n: "RUN_UPSTREAM_FAILED" });
	await updateOk(dir, { fullRefreshAll: true });
	addFiles(dir, { "data/2.json": jsonl({ id: 2 }) });
	await updateOk(dir);
	rewrite(dir, text(file));
	await updateOk(dir);
	rewrite(dir, text(stream));
	await updateOk(dir, { fullRefresh: ["t"] });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT * FROM n")).toEqual([{ count: 2n }]);
});

test("two environments over one storage: what differs is computed again, streams go on together", async () => {
	const config = {
		name: "p",
		modules: ["pipeline.ts"],
		storage: "shared",
		environments: { dev: { parameters: { max: "1" } }, prod: { parameters: { max: "5" } } },
	};
	const dir = project(
		`export const raw = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").load("data"));
export const out = dp.materializedView(() => dp.read("raw").filter(col("id").lte(param("max", { default: 0, type: "int" }))));`,
		{ "data/1.json": jsonl({ id: 1 }, { id: 2 }), "aqueduck.config.json": JSON.stringify(config) },
	);
	const counts = async (env: string) => {
		await updateOk(dir, {}, { env });
		const pipeline = await load(dir, { env });
		return [await pipeline.table("raw").toArray(), await pipeline.table("out").toArray()].map(
			(r) => r.length,
		);
	};
	expect(await counts("dev")).toEqual([2, 1]);
	expect(await counts("prod")).toEqual([2, 2]);
	expect(await counts("dev")).toEqual([2, 1]);
});
