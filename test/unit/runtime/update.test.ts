import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fault } from "../../../src/core/errors/index.js";
import type { Graph } from "../../../src/graph/graph.js";
import type { RunEvent } from "../../../src/runtime/events/records.js";
import type { UpdateReport, UpdateRequest } from "../../../src/runtime/graphRunner.js";
import { reasonText } from "../../../src/runtime/plan/steps.js";
import {
	above,
	Bench,
	countBy,
	files,
	graphOf,
	ORDERS,
	rule,
	table,
	view,
	where,
} from "./helpers/pipeline.js";

/** raw (files) → silver (rule drops) → gold (count by item), and apart from them other (files) → top. */
function shop(change: { readonly limit?: string } = {}): Graph {
	return graphOf({
		raw: { kind: "streaming_table", flows: { raw: { plan: files("data", ORDERS, true) } } },
		silver: {
			kind: "streaming_table",
			flows: { silver: { plan: table("raw", ORDERS, true) } },
			rules: [rule("positive", "drop", above("id", "0")), rule("small", "warn", above("id", "1"))],
		},
		gold: {
			kind: "materialized_view",
			flows: {
				gold: { plan: countBy(where(table("silver", ORDERS), "id", ">", change.limit ?? "-100"), "item") },
			},
		},
		top: { kind: "materialized_view", flows: { top: { plan: files("other", ORDERS, false) } } },
	});
}

function bench(): Bench {
	const b = new Bench();
	b.put("data", "1.json", [
		[1, "a"],
		[2, "b"],
		[-1, "x"],
		[null, "y"],
	]);
	b.put("other", "1.json", [[9, "z"]]);
	return b;
}

async function run(b: Bench, graph: Graph, request: UpdateRequest = {}): Promise<UpdateReport> {
	return b.runner.run(graph, request).report;
}
const statuses = (report: UpdateReport) => Object.fromEntries(report.steps.map((s) => [s.display, s.status]));
const reasons = (report: UpdateReport) =>
	Object.fromEntries(report.steps.map((s) => [s.display, reasonText(s.reason)]));

test("a first run makes everything; rules count on every candidate", async () => {
	const b = bench();
	const report = await run(b, shop());
	expect(report).toMatchObject({ status: "completed", exitCode: 0, hookFailures: 0 });
	expect(statuses(report)).toEqual({
		raw: "completed",
		silver: "completed",
		gold: "completed",
		top: "completed",
	});
	expect(b.rows("silver")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
	expect(b.rows("gold")).toEqual([
		["a", 1n],
		["b", 1n],
	]);
	const [silver] = report.steps[1]!.flows;
	expect(silver).toMatchObject({ candidates: 4, written: 2, dropped: 2, batches: 1 });
	expect(silver!.rules).toEqual([
		{ name: "positive", dataset: "silver", action: "drop", passed: 2, failed: 2 },
		{ name: "small", dataset: "silver", action: "warn", passed: 1, failed: 3 },
	]);
});

test("a second run without new input writes nothing and says so", async () => {
	const b = bench();
	await run(b, shop());
	const before = b.engine.writes.length;
	const report = await run(b, shop());
	expect(statuses(report)).toEqual({ raw: "skipped", silver: "skipped", gold: "skipped", top: "skipped" });
	expect(new Set(Object.values(reasons(report)))).toEqual(new Set(["nothing to do"]));
	expect(b.engine.writes).toHaveLength(before);
});

test("of a new file only its rows are read, and only what is downstream is made again", async () => {
	const b = bench();
	await run(b, shop());
	b.engine.writes.length = 0;
	b.put("data", "2.json", [[5, "b"]]);
	const report = await run(b, shop());
	expect(statuses(report)).toEqual({
		raw: "completed",
		silver: "completed",
		gold: "completed",
		top: "skipped",
	});
	expect(reasons(report)).toMatchObject({
		raw: "1 new file",
		silver: "new rows in raw",
		gold: "new rows in silver, by item",
	});
	expect(report.steps[0]!.flows[0]).toMatchObject({ written: 1, files: { count: 1, names: ["2.json"] } });
	expect(report.steps[1]!.flows[0]).toMatchObject({ candidates: 1, written: 1 });
	expect(b.rows("gold")).toEqual([
		["a", 1n],
		["b", 2n],
	]);
	expect(b.engine.writes).toEqual(["raw", "silver", "gold"]);
});

test("a changed definition of a view recomputes it; a changed streaming query applies to new input only", async () => {
	const b = bench();
	await run(b, shop());
	const changed = shop({ limit: "1" });
	const report = await run(b, changed);
	expect(reasons(report)).toMatchObject({ silver: "nothing to do", gold: "definition changed (query)" });
	expect(b.rows("gold")).toEqual([["b", 1n]]);
});

test("only what is selected runs", async () => {
	const b = bench();
	await run(b, shop());
	b.put("data", "2.json", [[7, "c"]]);
	const report = await run(b, shop(), { select: ["silver", "gold"] });
	expect(statuses(report)).toEqual({ silver: "skipped", gold: "skipped" });
	expect(b.rows("raw")).toHaveLength(4);
	await expect(run(b, shop(), { select: ["slver"] })).rejects.toMatchObject({
		code: "GRAPH_BAD_SELECTION",
		diagnostic: { candidates: ["silver"] },
	});
});

test("a selected table whose source was never made fails by name", async () => {
	const report = await run(bench(), shop(), { select: ["gold"] });
	expect(report.steps[0]).toMatchObject({
		status: "failed",
		error: { code: "RUN_UNKNOWN_TABLE", hint: "aq run silver gold" },
	});
	expect(report.exitCode).toBe(1);
});

test("a full refresh rebuilds from nothing, rows and checkpoints", async () => {
	const b = bench();
	await run(b, shop());
	b.put("data", "1.json", [[3, "c"]]);
	const noted = await run(b, shop());
	expect(noted.warnings).toMatchObject([{ code: "RUN_FILES_CHANGED", object: "raw", notes: ["1.json"] }]);
	expect(statuses(noted).raw).toBe("skipped");
	const report = await run(b, shop(), { fullRefreshAll: true });
	expect(statuses(report)).toEqual({
		raw: "completed",
		silver: "completed",
		gold: "completed",
		top: "completed",
	});
	expect(b.rows("gold")).toEqual([["c", 1n]]);
	expect(b.rows("raw")).toEqual([[3, "c"]]);
});

test("a stream over a table that was rebuilt is refused until it is rebuilt too", async () => {
	const b = bench();
	await run(b, shop());
	const report = await run(b, shop(), { fullRefresh: ["raw"], select: ["silver", "gold"] });
	expect(statuses(report)).toEqual({ raw: "completed", silver: "failed", gold: "upstream_failed" });
	expect(report.steps[1]!.error).toMatchObject({ code: "RUN_NOT_APPEND_ONLY" });
	expect(report.steps[2]!.error).toMatchObject({
		code: "RUN_UPSTREAM_FAILED",
		message: "gold was not run: silver failed",
	});
	const again = await run(b, shop(), { fullRefresh: ["silver"], select: ["gold"] });
	expect(statuses(again)).toEqual({ silver: "completed", gold: "completed" });
	expect(b.rows("silver")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
});

test("a stream with skipChangeCommits steps over the rewrite", async () => {
	const b = bench();
	const graph = graphOf({
		raw: { kind: "streaming_table", flows: { raw: { plan: files("data", ORDERS, true) } } },
		copy: {
			kind: "streaming_table",
			flows: { copy: { plan: table("raw", ORDERS, true, { skipChangeCommits: "true" }) } },
		},
	});
	await run(b, graph);
	await run(b, graph, { fullRefresh: ["raw"] });
	b.put("data", "2.json", [[8, "n"]]);
	const report = await run(b, graph);
	expect(report.status).toBe("completed");
	expect(b.rows("copy").at(-1)).toEqual([8, "n"]);
});

test("a failed step fails only what is downstream; what was broken goes on in the next run", async () => {
	const b = bench();
	let broken = true;
	b.engine.onWork = (what, name) => {
		if (broken && what === "append" && name === "silver") throw fault("ENGINE_FAILED", { message: "disk" });
	};
	const report = await run(b, shop());
	expect(statuses(report)).toEqual({
		raw: "completed",
		silver: "failed",
		gold: "upstream_failed",
		top: "completed",
	});
	expect(report).toMatchObject({ status: "failed", exitCode: 1 });
	broken = false;
	expect(statuses(await run(b, shop()))).toEqual({
		raw: "skipped",
		silver: "completed",
		gold: "completed",
		top: "skipped",
	});
	expect(b.rows("silver")).toHaveLength(2);
});

test("an error that may pass is tried again", async () => {
	const b = bench();
	let left = 1;
	b.engine.onWork = (what, name) => {
		if (what === "append" && name === "raw" && left-- > 0)
			throw fault("ENGINE_CONFLICT", { message: "twice" });
	};
	const report = await run(b, shop(), { retries: 1 });
	expect(report.steps[0]).toMatchObject({ status: "completed", attempts: 2 });
	expect(b.rows("raw")).toHaveLength(4);
});

test("a rule that fails keeps the table as it was and shows the first rows, keys first", async () => {
	const b = bench();
	const graph = graphOf({
		raw: {
			kind: "streaming_table",
			flows: { raw: { plan: files("data", { item: ORDERS.item!, id: ORDERS.id! }, true) } },
			rules: [rule("positive", "fail", above("id", "0"), "id > 0")],
			options: { primaryKey: ["id"] },
		},
	});
	b.put("data", "1.json", [["a", 1]]);
	expect((await run(b, graph)).status).toBe("completed");
	b.put("data", "2.json", [
		["ok", 7],
		["x", -1],
		["y", null],
	]);
	const report = await run(b, graph);
	expect(report).toMatchObject({ status: "failed", exitCode: 3 });
	expect(report.steps[0]!.error).toMatchObject({
		code: "RUN_EXPECTATION_FAILED",
		message: "2 rows of raw break the rule positive",
		notes: ["rule: id > 0", 'id: -1, item: "x"', 'id: NULL, item: "y"'],
	});
	expect(b.rows("raw")).toEqual([["a", 1]]);
});

test("events have Databricks' shape, and a line each in the run's file", async () => {
	const b = bench();
	const started = b.runner.run(shop());
	const events: RunEvent[] = [];
	// Progress is for eyes only and in no log.
	for await (const event of started) if (event.level !== "METRICS") events.push(event);
	const report = await started.report;
	const lines = readFileSync(join(report.storage, "events", `${report.run}.ndjson`), "utf8")
		.trim()
		.split("\n");
	expect(lines.map((l) => JSON.parse(l))).toEqual(events);
	const stored = b.engine.memory.logs.get("events") as typeof events;
	expect(new Set(stored.map((e) => e.id))).toEqual(new Set(events.map((e) => e.id)));
	const silver = events.find((e) => e.origin.dataset_name === "silver" && e.details.flow_progress?.metrics);
	expect(silver).toMatchObject({
		event_type: "flow_progress",
		level: "INFO",
		origin: { pipeline_name: "test", update_id: report.run, flow_name: "silver", batch_id: 1 },
		details: {
			flow_progress: {
				metrics: { num_output_rows: 2 },
				data_quality: {
					dropped_records: 2,
					expectations: [
						{ name: "positive", dataset: "silver", passed_records: 2, failed_records: 2 },
						{ name: "small", dataset: "silver", passed_records: 1, failed_records: 3 },
					],
				},
				tables: [{ name: "raw", after: 0, up_to: 1 }],
			},
		},
	});
	expect(events.at(-1)).toMatchObject({ details: { update_progress: { state: "COMPLETED" } } });
	expect(b.engine.memory.logs.get("runs")).toMatchObject([{ run: report.run, status: "completed" }]);
});

test("a hook that fails is counted and harms nothing", async () => {
	const b = bench();
	let calls = 0;
	const report = await run(b, shop(), {
		onEvent: [
			() => {
				calls++;
				throw new Error("hook");
			},
			async () => {
				throw new Error("late hook");
			},
		],
	});
	expect(report.status).toBe("completed");
	expect(calls).toBeGreaterThan(5);
	expect(report.hookFailures).toBe(2 * calls);
});

test("an abort stops cleanly and the next run goes on", async () => {
	const b = bench();
	const stop = new AbortController();
	b.engine.onWork = (what, name) => {
		if (what === "append" && name === "silver") stop.abort();
	};
	const report = await run(b, shop(), { signal: stop.signal });
	expect(report).toMatchObject({ status: "cancelled", exitCode: 130 });
	expect(statuses(report)).toMatchObject({ raw: "completed", silver: "cancelled", gold: "cancelled" });
	expect(b.rows("silver")).toEqual([]);
	delete b.engine.onWork;
	expect((await run(b, shop())).status).toBe("completed");
	expect(b.rows("silver")).toHaveLength(2);
});

test("a second update on the same storage is refused while the first runs", async () => {
	const b = bench();
	const first = b.runner.run(shop());
	await expect(b.runner.run(shop()).report).rejects.toMatchObject({ code: "RUN_LOCKED" });
	expect((await first.report).status).toBe("completed");
	expect((await run(b, shop())).status).toBe("completed");
});

test("the plan says what a run would do, and writes nothing", async () => {
	const b = bench();
	const planned = async (request: UpdateRequest = {}) =>
		Object.fromEntries(
			(await b.runner.plan(shop(), request)).steps.map((s) => [
				s.display,
				`${s.action}: ${reasonText(s.reason)}`,
			]),
		);
	expect(await planned()).toEqual({
		raw: "append: new",
		silver: "append: new",
		gold: "recompute: new",
		top: "recompute: new",
	});
	expect(b.engine.memory.tables.size).toBe(0);
	await run(b, shop());
	expect(await planned()).toEqual({
		raw: "skip: nothing to do",
		silver: "skip: nothing to do",
		gold: "skip: nothing to do",
		top: "skip: nothing to do",
	});
	b.put("data", "2.json", [[1, "q"]]);
	expect(await planned()).toEqual({
		raw: "append: 1 new file",
		silver: "depends: if its inputs change: raw",
		gold: "depends: if its inputs change: silver",
		top: "skip: nothing to do",
	});
	expect(await planned({ fullRefresh: ["top"] })).toEqual({ top: "recompute: full refresh asked for" });
});

test("several flows into one table each have their checkpoint", async () => {
	const b = bench();
	const graph = graphOf({
		all: {
			kind: "streaming_table",
			flows: {
				one: { plan: files("data", ORDERS, true) },
				two: { plan: files("other", { id: ORDERS.id! }, true) },
			},
			columns: ORDERS,
		},
	});
	b.put("other", "1.json", [[9]]);
	await run(b, graph);
	expect(b.rows("all")).toHaveLength(5);
	expect(b.rows("all").at(-1)).toEqual([9, null]);
	b.put("other", "2.json", [[10]]);
	const report = await run(b, graph);
	expect(report.steps[0]!.flows.map((f) => f.batches)).toEqual([0, 1]);
	await run(b, graph, { fullRefreshAll: true });
	expect(b.rows("all")).toHaveLength(6);
});

test("a once flow adds its rows a single time, and again after a full refresh", async () => {
	const b = bench();
	const graph = graphOf({
		all: {
			kind: "streaming_table",
			flows: {
				live: { plan: files("data", ORDERS, true) },
				backfill: { plan: table("old", ORDERS), kind: "once" },
			},
		},
		old: { kind: "materialized_view", flows: { old: { plan: files("other", ORDERS, false) } } },
	});
	await run(b, graph);
	expect(b.rows("all")).toHaveLength(5);
	b.put("other", "2.json", [[10, "w"]]);
	await run(b, graph);
	expect(b.rows("all")).toHaveLength(5);
	await run(b, graph, { fullRefresh: ["all"] });
	expect(b.rows("all")).toHaveLength(6);
});

test("a temporary view with one reader is part of its plan; one with rules is computed once for all", async () => {
	const b = bench();
	const graph = (readers: number): Graph =>
		graphOf({
			src: { kind: "materialized_view", flows: { src: { plan: files("data", ORDERS, false) } } },
			v: {
				kind: "temporary_view",
				flows: { v: { plan: table("src", ORDERS) } },
				rules: [rule("positive", "drop", above("id", "0"))],
			},
			one: { kind: "materialized_view", flows: { one: { plan: view("v", ORDERS) } } },
			...(readers > 1
				? { two: { kind: "materialized_view" as const, flows: { two: { plan: view("v", ORDERS) } } } }
				: {}),
		});
	const report = await run(b, graph(2));
	expect(b.rows("one")).toEqual([
		[1, "a"],
		[2, "b"],
	]);
	expect(b.rows("two")).toEqual(b.rows("one"));
	const evaluated = report.steps.find((s) => s.display === "v");
	expect(evaluated).toMatchObject({
		status: "completed",
		flows: [{ candidates: 4, written: 2, dropped: 2 }],
	});
	expect(b.engine.writes.filter((w) => w.startsWith("view_"))).toHaveLength(1);
	// Nothing of it is left, and nothing that reads it is out of date.
	expect([...b.engine.memory.tables.keys()].filter((k) => k.includes("view_"))).toEqual([]);
	expect(statuses(await run(b, graph(2)))).toEqual({ src: "skipped", one: "skipped", two: "skipped" });
	b.put("data", "2.json", [[4, "d"]]);
	await run(b, graph(2));
	expect(b.rows("two")).toHaveLength(3);
});

test("a view that fails fails its readers by name", async () => {
	const b = bench();
	const graph = graphOf({
		v: {
			kind: "temporary_view",
			flows: { v: { plan: files("data", ORDERS, false) } },
			rules: [rule("positive", "fail", above("id", "0"))],
		},
		one: { kind: "materialized_view", flows: { one: { plan: view("v", ORDERS) } } },
		two: { kind: "materialized_view", flows: { two: { plan: view("v", ORDERS) } } },
	});
	const report = await run(b, graph);
	expect(statuses(report)).toEqual({ v: "failed", one: "upstream_failed", two: "upstream_failed" });
	expect(report.exitCode).toBe(3);
});

test("a streaming view with rules filters and counts inside its reader's transaction", async () => {
	const b = bench();
	const graph = graphOf({
		v: {
			kind: "temporary_view",
			flows: { v: { plan: files("data", ORDERS, true) } },
			rules: [rule("positive", "drop", above("id", "0"))],
		},
		out: {
			kind: "streaming_table",
			flows: { out: { plan: where(view("v", ORDERS, true), "item", "=", "b") } },
		},
	});
	const report = await run(b, graph);
	expect(b.rows("out")).toEqual([[2, "b"]]);
	expect(report.steps[0]!.flows[0]).toMatchObject({
		candidates: 1,
		written: 1,
		rules: [{ name: "positive", dataset: "v", passed: 2, failed: 2 }],
	});
	b.put("data", "2.json", [
		[3, "b"],
		[-3, "b"],
	]);
	expect((await run(b, graph)).steps[0]!.flows[0]).toMatchObject({
		written: 1,
		rules: [{ passed: 1, failed: 1 }],
	});
	expect(b.rows("out")).toEqual([
		[2, "b"],
		[3, "b"],
	]);
});

test("a rule bound by the graph is moved to the table's columns, whatever their order", async () => {
	const b = bench();
	const base = graphOf({
		raw: {
			kind: "streaming_table",
			flows: { raw: { plan: files("data", ORDERS, true) } },
			rules: [rule("given", "drop", { kind: "param", name: "unknown here", type: ORDERS.id! })],
			columns: { item: ORDERS.item!, id: ORDERS.id! },
		},
	});
	const scan = files("x", { item: ORDERS.item!, id: ORDERS.id! }, false);
	const numbered = { ...scan, output: scan.output.map((a, i) => ({ ...a, id: i + 1 })) };
	const filter = where(numbered, "id", ">", "1");
	const bound = filter.kind === "filter" ? filter.condition : undefined;
	const graph = {
		...base,
		datasets: base.datasets.map((d) => ({
			...d,
			expectations: d.expectations.map((e) => ({ ...e, bound: bound! })),
		})),
	};
	const report = await run(b, graph);
	expect(report.steps[0]!.flows[0]).toMatchObject({ candidates: 4, written: 1 });
	expect(b.rows("raw")).toEqual([["b", 2]]);
});

test("the plan says where a run would fail, and why", async () => {
	const b = bench();
	await run(b, shop());
	const retyped = graphOf({
		raw: {
			kind: "streaming_table",
			flows: { raw: { plan: files("data", { id: ORDERS.item!, item: ORDERS.item! }, true) } },
		},
		silver: { kind: "streaming_table", flows: { silver: { plan: files("elsewhere", ORDERS, true) } } },
	});
	const { steps } = await b.runner.plan(retyped);
	expect(steps.map((s) => [s.display, s.action])).toEqual([
		["raw", "fail"],
		["silver", "fail"],
	]);
	expect(steps[0]!.reason).toMatchObject({ kind: "refused", diagnostic: { code: "RUN_SCHEMA_CHANGED" } });
	expect(steps[1]!.reason).toMatchObject({ kind: "refused", diagnostic: { code: "RUN_FLOW_STATE" } });
	expect(reasonText(steps[1]!.reason)).toContain("it newly reads files elsewhere");
});

test("each source is listed once per update", async () => {
	const b = bench();
	await run(b, shop());
	expect(b.listings.sort()).toEqual(["data", "other"]);
});
