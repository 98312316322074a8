import { expect, test } from "vitest";
import { tableKey } from "../../../src/core/names.js";
import type { BoundRelation } from "../../../src/plan/bound.js";
import type { StepReport, UpdateReport, UpdateRequest } from "../../../src/runtime/graphRunner.js";
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
	tableName,
	where,
} from "./helpers/pipeline.js";

/** raw (files) → counts by item; and raw → positive (row by row) → their counts; names are nobody's input at first. */
function shop(counts: BoundRelation = countBy(table("raw", ORDERS), "item")) {
	return graphOf({
		raw: { kind: "streaming_table", flows: { raw: { plan: files("data", ORDERS, true) } } },
		counts: { kind: "materialized_view", flows: { counts: { plan: counts } } },
		positive: {
			kind: "materialized_view",
			flows: { positive: { plan: where(table("raw", ORDERS), "id", ">", "0") } },
			rules: [rule("small", "warn", above("id", "8"))],
		},
		after: {
			kind: "materialized_view",
			flows: { after: { plan: countBy(table("positive", ORDERS), "item") } },
		},
	});
}

/** Items a to i, twice each, the second time with a negative id. */
function bench(): Bench {
	const b = new Bench();
	const rows = [..."abcdefghi"].flatMap((item, i) => [
		[i + 1, item],
		[-i - 1, item],
	]);
	b.put("data", "1.json", rows as (number | string)[][]);
	return b;
}

const run = (b: Bench, graph = shop(), request: UpdateRequest = {}): Promise<UpdateReport> =>
	b.runner.run(graph, request).report;
const step = (report: UpdateReport, name: string): StepReport =>
	report.steps.find((s) => s.display === name) as StepReport;
const why = (report: UpdateReport, name: string): string => reasonText(step(report, name).reason);
const counts = (b: Bench, name = "counts") =>
	Object.fromEntries(b.rows(name).map(([item, n]) => [String(item), Number(n)]));
/** How often the engine was asked for what, by table. */
function watch(b: Bench): string[] {
	const told: string[] = [];
	b.engine.onWork = (what, name) => void told.push(name === "" ? what : `${what} ${name}`);
	return told;
}

test("new rows replace the groups they belong to, and are added to what is made row by row", async () => {
	const b = bench();
	await run(b);
	b.put("data", "2.json", [
		[20, "c"],
		[-20, "z"],
		[21, null],
	]);
	const planned = await run(b, shop(), { select: ["raw"] }).then(() => b.runner.plan(shop()));
	expect(planned.steps.map((s) => [s.display, s.action, reasonText(s.reason)])).toEqual([
		["raw", "skip", "nothing to do"],
		["counts", "refresh", "new rows in raw, by item"],
		["positive", "refresh", "new rows in raw"],
		["after", "depends", "if its inputs change: positive"],
	]);
	const told = watch(b);
	const report = await run(b, shop(), { concurrency: 1 });
	expect(told.filter((what) => what !== "stage")).toEqual([
		"replace counts",
		"append positive",
		"replace after",
	]);
	expect(counts(b)).toEqual({ a: 2, b: 2, c: 3, d: 2, e: 2, f: 2, g: 2, h: 2, i: 2, z: 1, null: 1 });
	expect(b.rows("positive")).toHaveLength(11);
	expect(counts(b, "after")).toEqual({ a: 1, b: 1, c: 2, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, null: 1 });
	// What was counted is the whole; what was exchanged stands beside it.
	expect(step(report, "counts").flows[0]).toMatchObject({
		candidates: 11,
		written: 11,
		dropped: 0,
		refreshed: { deleted: 1, inserted: 3 },
	});
	expect(step(report, "positive").flows[0]).toMatchObject({
		written: 11,
		refreshed: { deleted: 0, inserted: 2 },
		rules: [{ name: "small", passed: 3, failed: 8 }],
	});
	expect((await run(b)).steps.map((s) => s.status)).toEqual(["skipped", "skipped", "skipped", "skipped"]);
});

test("new rows that no group takes in leave the table, and what reads it, as they are", async () => {
	const filtered = () => shop(countBy(where(table("raw", ORDERS), "id", ">", "0"), "item"));
	const b = bench();
	await run(b, filtered());
	b.put("data", "2.json", [[-20, "c"]]);
	const told = watch(b);
	const report = await run(b, filtered(), { select: ["raw", "counts"] });
	expect(told).toEqual(["append raw", "stage"]);
	expect(step(report, "counts").flows[0]).toMatchObject({
		written: 9,
		refreshed: { deleted: 0, inserted: 0 },
		version: 1,
	});
	expect(why(await run(b, filtered(), { select: ["counts"] }), "counts")).toBe("nothing to do");
});

test("where most groups change the whole is computed", async () => {
	const b = bench();
	await run(b);
	b.put("data", "2.json", [
		[30, "a"],
		[31, "b"],
		[32, "c"],
		[33, "d"],
	]);
	const told = watch(b);
	const report = await run(b, shop(), { select: ["raw", "counts"] });
	expect(told).toEqual(["append raw", "stage", "overwrite counts"]);
	expect(step(report, "counts").flows[0]).not.toHaveProperty("refreshed");
	expect(counts(b)).toMatchObject({ a: 3, d: 3, e: 2 });
});

test("where the rows of the changed groups are many the whole is computed", async () => {
	const b = bench();
	b.put(
		"data",
		"0.json",
		Array.from({ length: 20 }, (_, i) => [100 + i, "a"]),
	);
	await run(b);
	b.put("data", "2.json", [[30, "a"]]);
	const told = watch(b);
	await run(b, shop(), { select: ["raw", "counts"] });
	expect(told).toEqual(["append raw", "stage", "stage", "overwrite counts"]);
	expect(counts(b)).toMatchObject({ a: 23, b: 2 });
});

test("an input that was rewritten has no new rows", async () => {
	const b = bench();
	await run(b);
	b.put("data", "2.json", [[30, "a"]]);
	await run(b, shop(), { fullRefresh: ["raw"] });
	expect(why(await run(b), "counts")).toBe("input changed: raw");
	expect(counts(b)).toMatchObject({ a: 3, b: 2 });
	b.put("data", "3.json", [[31, "a"]]);
	expect(why(await run(b), "counts")).toBe("new rows in raw, by item");
	expect(counts(b)).toMatchObject({ a: 4, b: 2 });
});

test("a changed query and a table that somebody else wrote make it whole", async () => {
	const b = bench();
	await run(b);
	b.put("data", "2.json", [[30, "a"]]);
	const other = () => shop(countBy(where(table("raw", ORDERS), "id", ">", "1"), "item"));
	expect(why(await run(b, other()), "counts")).toBe("definition changed (query)");
	const key = tableKey(tableName("counts"));
	const stored = b.engine.memory.tables.get(key);
	if (stored) b.engine.memory.tables.set(key, { ...stored, version: 77 });
	b.put("data", "3.json", [[31, "b"]]);
	expect(why(await run(b, other()), "counts")).toBe("its table was changed by something else");
});

/** raw → kept, and their counts, with rules. */
function strict() {
	return graphOf({
		raw: { kind: "streaming_table", flows: { raw: { plan: files("data", ORDERS, true) } } },
		kept: {
			kind: "materialized_view",
			flows: { kept: { plan: where(table("raw", ORDERS), "id", ">", "0") } },
			rules: [rule("small", "drop", above("id", "0")), rule("large", "drop", above("id", "8"))],
		},
		counts: {
			kind: "materialized_view",
			flows: { counts: { plan: countBy(table("raw", ORDERS), "item") } },
			rules: [rule("many", "drop", above("n", "1"))],
		},
	});
}

test("rules that drop are counted on as far as each new row stands for itself, else the whole is computed", async () => {
	const b = bench();
	await run(b, strict());
	b.put("data", "2.json", [
		[32, "b"],
		[1, "b"],
		[-5, "z"],
	]);
	const report = await run(b, strict());
	expect(why(report, "kept")).toBe("new rows in raw");
	expect(step(report, "kept").flows[0]).toMatchObject({
		candidates: 11,
		written: 2,
		dropped: 9,
		refreshed: { deleted: 0, inserted: 1 },
		rules: [
			{ name: "small", passed: 11, failed: 0 },
			{ name: "large", passed: 2, failed: 9 },
		],
	});
	expect(why(report, "counts")).toBe("input changed: raw");
	expect(step(report, "counts").flows[0]).toMatchObject({ candidates: 10, written: 9, dropped: 1 });
});

test("a rule that fails is looked at on the new rows, and leaves the table as it was", async () => {
	const b = bench();
	const copied = () =>
		graphOf({
			raw: { kind: "streaming_table", flows: { raw: { plan: files("data", ORDERS, true) } } },
			copy: {
				kind: "materialized_view",
				flows: { copy: { plan: table("raw", ORDERS) } },
				rules: [rule("not_low", "fail", above("id", "-100"))],
			},
		});
	await run(b, copied());
	b.put("data", "2.json", [[7, "new"]]);
	expect(step(await run(b, copied()), "copy").flows[0]).toMatchObject({
		written: 19,
		refreshed: { inserted: 1 },
		rules: [{ name: "not_low", passed: 19, failed: 0 }],
	});
	b.put("data", "3.json", [[-200, "low"]]);
	const failed = step(await run(b, copied()), "copy");
	expect([failed.status, failed.error?.code]).toEqual(["failed", "RUN_EXPECTATION_FAILED"]);
	expect(b.rows("copy")).toHaveLength(19);
});

test("a failure leaves the table, and the next run goes on from what it was made of", async () => {
	const b = bench();
	await run(b);
	b.put("data", "2.json", [[30, "a"]]);
	b.engine.onWork = (what) => {
		if (what === "replace") throw new Error("no");
	};
	expect((await run(b, shop(), { retries: 0 })).status).toBe("failed");
	expect(counts(b)).toMatchObject({ a: 2 });
	b.put("data", "3.json", [[31, "b"]]);
	delete b.engine.onWork;
	expect(why(await run(b), "counts")).toBe("new rows in raw, by item");
	expect(counts(b)).toMatchObject({ a: 3, b: 3, c: 2 });
});
