import { readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fault } from "../../src/core/errors/index.js";
import { Channel } from "../../src/runtime/events/channel.js";
import { EventLog } from "../../src/runtime/events/eventLog.js";
import { addFiles } from "../helpers/tempProject.js";
import {
	above,
	Bench,
	files,
	graphOf,
	ORDERS,
	rule,
	table,
	temporaryFolder,
	view,
} from "../unit/runtime/helpers/pipeline.js";
import { jsonl, load, outcomes, project, rewrite, rowsOf, update, updateOk } from "./lib/project.js";

test("a pipeline that is run again sees the columns that files have by then", async () => {
	const dir = project(
		`export const out = dp.materializedView(() => spark.read.option("header", true).csv("data"));`,
		{
			"data/1.csv": "a\n1\n",
		},
	);
	const pipeline = await load(dir);
	await pipeline.run();
	addFiles(dir, { "data/1.csv": "a,b\n1,2\n" });
	await pipeline.run();
	expect(await pipeline.table("out").toArray()).toEqual([{ a: "1", b: "2" }]);
});

test("a reader of this process that is slower than the run reads to its end", async () => {
	const dir = project(
		`export const big = dp.materializedView(() => spark.range(300000));
export const more = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").option("maxFilesPerTrigger", 1).load("data"));`,
		{ "data/1.json": jsonl({ id: 1 }), "data/2.json": jsonl({ id: 2 }) },
	);
	await updateOk(dir, { select: ["big"] });
	const pipeline = await load(dir);
	const run = await pipeline.start({ select: ["more"] });
	let rows: AsyncGenerator<unknown> | undefined;
	for await (const event of run)
		if (event.details.flow_progress && !rows) {
			rows = pipeline.table("big").rows();
			await rows.next();
		}
	expect((await run.report).status).toBe("completed");
	let seen = 1;
	for await (const _ of rows ?? []) seen++;
	expect(seen).toBe(300000);
	expect(await outcomes(dir)).toEqual({ big: "skipped", more: "skipped" });
});

test("a hook that gives a promise of its own kind and fails is counted", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const graph = graphOf({
		raw: { kind: "streaming_table", flows: { raw: { plan: files("data", ORDERS, true) } } },
	});
	let calls = 0;
	const failing = () => ({
		then: (_: unknown, no: (e: Error) => void) => {
			calls++;
			no(new Error("hook"));
		},
	});
	const report = await b.runner.run(graph, { onEvent: failing as never }).report;
	expect(report.status).toBe("completed");
	expect(report.hookFailures).toBe(calls);
	expect(calls).toBeGreaterThan(3);
});

test("a file that comes between a shared view and its last reader is not taken for read", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const reader = (name: string) => ({
		kind: "materialized_view" as const,
		flows: { [name]: { plan: view("v", ORDERS) } },
	});
	const graph = graphOf({
		v: { kind: "temporary_view", flows: { v: { plan: files("data", ORDERS, false) } } },
		one: reader("one"),
		two: reader("two"),
	});
	let left = 1;
	b.engine.onWork = (what, name) => {
		if (what !== "overwrite" || name !== "two" || left-- <= 0) return;
		b.put("data", "2.json", [[2, "b"]]);
		throw fault("ENGINE_CONFLICT", { message: "once" });
	};
	expect((await b.runner.run(graph, { concurrency: 1 }).report).status).toBe("completed");
	await b.runner.run(graph).report;
	expect(b.rows("one")).toHaveLength(2);
	expect(b.rows("two")).toHaveLength(2);
	const again = await b.runner.run(graph).report;
	expect(again.steps.map((s) => s.status)).toEqual(["skipped", "skipped"]);
});

test("a full refresh that is tried again in its second batch counts and writes every row once", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	b.put("data", "2.json", [[2, "b"]]);
	const graph = graphOf({
		raw: {
			kind: "streaming_table",
			flows: { raw: { plan: files("data", ORDERS, true, { maxFilesPerTrigger: "1" }) } },
		},
		next: {
			kind: "streaming_table",
			flows: { next: { plan: table("raw", ORDERS, true) } },
			rules: [rule("some", "drop", above("id", "0"))],
		},
	});
	await b.runner.run(graph).report;
	let calls = 0;
	b.engine.onWork = (what, name) => {
		if (what === "append" && name === "raw" && ++calls === 2)
			throw fault("ENGINE_CONFLICT", { message: "once" });
	};
	const report = await b.runner.run(graph, { fullRefreshAll: true }).report;
	expect(report.status).toBe("completed");
	expect(report.steps[0]).toMatchObject({
		attempts: 2,
		flows: [{ batches: 2, written: 2, candidates: 2, files: { count: 2 } }],
	});
	expect(b.rows("raw")).toHaveLength(2);
	expect(b.rows("next")).toHaveLength(2);
});

test("a run that is cancelled in the middle of a full refresh goes on where it stood", async () => {
	const dir = project(
		`export const out = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").option("maxFilesPerTrigger", 1).load("data"));
export const total = dp.materializedView(() => dp.read("out").agg(F.count("*").alias("n")));`,
		Object.fromEntries([1, 2, 3, 4].map((id) => [`data/${id}.json`, jsonl({ id })])),
	);
	await updateOk(dir);
	const stop = new AbortController();
	const pipeline = await load(dir);
	const report = await pipeline.run({
		fullRefreshAll: true,
		signal: stop.signal,
		onEvent: (e) => void (e.origin.batch_id === 2 && stop.abort()),
	});
	expect(report).toMatchObject({ status: "cancelled", exitCode: 130 });
	expect(report.steps[0]?.flows[0]?.batches).toBeGreaterThanOrEqual(2);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([1, 2, 3, 4].map((id) => ({ id })));
	expect(await rowsOf(dir, "SELECT n FROM total")).toEqual([{ n: 4n }]);
});

test("a run that is cancelled before it begins does nothing", async () => {
	const dir = project(`export const out = dp.materializedView(() => spark.range(3));`);
	expect(await outcomes(dir, { signal: AbortSignal.abort() })).toEqual({ out: "cancelled" });
	expect(await outcomes(dir)).toEqual({ out: "completed" });
});

test("a table that has become a temporary view is read as the view that it is", async () => {
	const dir = project(`export const v = dp.materializedView(() => spark.range(3));`);
	await updateOk(dir);
	rewrite(
		dir,
		`export const v = dp.temporaryView(() => spark.range(5));
export const out = dp.materializedView(() => dp.read("v"));`,
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT count(*) AS n FROM out")).toEqual([{ n: 5n }]);
	expect(await rowsOf(dir, "SELECT count(*) AS n FROM v")).toEqual([{ n: 5n }]);
	expect(await (await load(dir)).table("V").toArray()).toHaveLength(5);
});

test("late, deleted and changed files: each is read once, what changed is told", async () => {
	const dir = project(
		`export const out = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").load("data"));`,
		{
			"data/b.json": jsonl({ id: 1 }),
		},
	);
	await updateOk(dir);
	addFiles(dir, { "data/a.json": jsonl({ id: 2 }) });
	utimesSync(join(dir, "data/a.json"), 1, 1);
	rmSync(join(dir, "data/b.json"));
	await updateOk(dir);
	addFiles(dir, { "data/b.json": jsonl({ id: 3 }, { id: 4 }) });
	const { report } = await updateOk(dir);
	expect(report.warnings.map((w) => w.code)).toEqual(["RUN_FILES_CHANGED"]);
	expect(await rowsOf(dir, "SELECT id FROM out ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
	rmSync(join(dir, "data/a.json"));
	rmSync(join(dir, "data/b.json"));
	expect(await outcomes(dir)).toEqual({ out: "skipped" });
	await updateOk(dir, { fullRefreshAll: true });
	expect(await rowsOf(dir, "SELECT id FROM out")).toEqual([]);
});

test("empty input: tables without rows are there, and take rows later", async () => {
	const dir = project(
		`export const raw = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").load("data"));
export const next = dp.streamingTable({ expectOrDrop: { some: "id > 1" } }, () => dp.readStream("RAW"));
export const total = dp.materializedView(() => dp.read("Next").agg(F.sum("ID").alias("s")));`,
		{ "data/empty.json": "" },
	);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT s FROM total")).toEqual([{ s: null }]);
	expect(await outcomes(dir)).toEqual({ raw: "skipped", next: "skipped", total: "skipped" });
	addFiles(dir, { "data/1.json": jsonl({ id: 1 }, { id: 2 }) });
	const { steps } = await updateOk(dir);
	expect(steps.get("next")?.flows[0]).toMatchObject({ candidates: 2, written: 1, dropped: 1 });
	expect(await rowsOf(dir, "SELECT s FROM total")).toEqual([{ s: 2n }]);
});

test("a table in other letters is the same table; its stream goes on", async () => {
	const text = (name: string) =>
		`export const t = dp.streamingTable({ name: "${name}" }, () => spark.readStream.format("json").schema("id INT").load("data"));`;
	const dir = project(text("Größe"), { "data/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	rewrite(dir, text("GRÖSSE").replaceAll("GRÖSSE", "gRÖßE"));
	addFiles(dir, { "data/2.json": jsonl({ id: 2 }) });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM `größe` ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a table that left the pipeline stays, and is read as it stands", async () => {
	const up = `export const up = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").load("data"));`;
	const down = `export const down = dp.streamingTable(() => dp.readStream("up"));`;
	const dir = project(up + down, { "data/1.json": jsonl({ id: 1 }) });
	await updateOk(dir);
	rewrite(dir, down);
	addFiles(dir, { "data/2.json": jsonl({ id: 2 }) });
	expect(await outcomes(dir)).toEqual({ down: "skipped" });
	rewrite(dir, up + down);
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM down ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a stream over a table that was rebuilt alone is refused, and rebuilt with it comes out right", async () => {
	const dir = project(
		`export const up = dp.streamingTable(() => spark.readStream.format("json").schema("id INT").load("data"));
export const down = dp.streamingTable(() => dp.readStream("up"));`,
		{ "data/1.json": jsonl({ id: 1 }) },
	);
	await updateOk(dir);
	await updateOk(dir, { fullRefresh: ["up"] });
	expect(await outcomes(dir)).toEqual({ up: "skipped", down: "RUN_NOT_APPEND_ONLY" });
	addFiles(dir, { "data/2.json": jsonl({ id: 2 }) });
	await update(dir, { fullRefresh: ["down"] });
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT id FROM down ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a streaming table whose files move to another folder has all of its rows there", async () => {
	const b = new Bench();
	const graph = (path: string) =>
		graphOf({
			raw: {
				kind: "streaming_table",
				flows: { raw: { plan: files("data", ORDERS, true) } },
				options: { path, format: "parquet" },
			},
		});
	b.put("data", "1.json", [[1, "a"]]);
	await b.runner.run(graph("here")).report;
	b.put("data", "2.json", [[2, "b"]]);
	expect((await b.runner.run(graph("there")).report).status).toBe("completed");
	const rows = readdirSync(join(b.folder, "there")).flatMap((name) =>
		JSON.parse(readFileSync(join(b.folder, "there", name), "utf8")),
	);
	expect(rows).toHaveLength(2);
	expect(readdirSync(join(b.folder, "here"))).toEqual([]);
});

test("a hook that never ends is given up and counted", async () => {
	const folder = temporaryFolder();
	const log = new EventLog({
		storage: folder,
		scope: { run: "r", pipeline: "p" },
		hooks: [() => new Promise(() => undefined), async () => undefined],
		channel: new Channel(),
	});
	log.emit({ message: "m", details: { update_progress: { state: "RUNNING" } } });
	await log.settle(20);
	expect(log.hookFailures).toBe(1);
	log.close();
});

test("a run waits for somebody who reads for a moment", async () => {
	const dir = project(`export const out = dp.materializedView(() => spark.range(3));`);
	await updateOk(dir);
	const rows = (await load(dir)).table("out").rows();
	await rows.next();
	setTimeout(() => void rows.return(undefined), 150);
	expect(await outcomes(dir)).toEqual({ out: "skipped" });
});
