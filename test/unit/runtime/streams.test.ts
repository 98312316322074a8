import { expect, test } from "vitest";
import { BIGINT, INT, STRING } from "../../../src/core/dataTypes.js";
import type { Graph } from "../../../src/graph/graph.js";
import type { BoundRelation } from "../../../src/plan/bound.js";
import { schemaChange } from "../../../src/runtime/flows/schema.js";
import { AttributeIds } from "../../../src/runtime/rewrite/nodes.js";
import { renumber, standFor } from "../../../src/runtime/rewrite/scans.js";
import {
	Bench,
	type Columns,
	countBy,
	distinctOn,
	files,
	graphOf,
	ORDERS,
	ref,
	schemaOf,
	view,
	where,
	withId,
} from "./helpers/pipeline.js";

const stream = (plan: BoundRelation, columns?: Columns): Graph =>
	graphOf({ out: { kind: "streaming_table", flows: { out: { plan } }, ...(columns ? { columns } : {}) } });

async function run(b: Bench, graph: Graph, request = {}) {
	const report = await b.runner.run(graph, request).report;
	return report.steps.find((s) => s.display === "out") ?? report.steps[0]!;
}

test("maxFilesPerTrigger cuts new files into batches that commit one by one, oldest first", async () => {
	const b = new Bench();
	for (const n of [3, 1, 2, 5, 4]) b.put("data", `${n}.json`, [[n, "x"]]);
	const graph = stream(files("data", ORDERS, true, { maxFilesPerTrigger: "2" }));
	let appends = 0;
	b.engine.onWork = (what) => {
		if (what === "append" && ++appends === 3) throw new Error("broken in the third batch");
	};
	const failed = await run(b, graph);
	expect(failed.status).toBe("failed");
	expect(b.rows("out").map((r) => r[0])).toEqual([3, 1, 2, 5]);
	delete b.engine.onWork;
	expect((await run(b, graph)).flows[0]).toMatchObject({
		batches: 1,
		written: 1,
		files: { names: ["4.json"] },
	});
	expect(b.rows("out")).toHaveLength(5);
});

test("includeExistingFiles false reads only what comes later", async () => {
	const b = new Bench();
	b.put("data", "old.json", [[1, "old"]]);
	const graph = stream(files("data", ORDERS, true, { "cloudFiles.includeExistingFiles": "false" }));
	expect((await run(b, graph)).flows[0]).toMatchObject({ batches: 0, written: 0 });
	b.put("data", "new.json", [[2, "new"]]);
	await run(b, graph);
	expect(b.rows("out")).toEqual([[2, "new"]]);
});

test("allowOverwrites reads a changed file again", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const graph = stream(files("data", ORDERS, true, { "cloudFiles.allowOverwrites": "true" }));
	await run(b, graph);
	b.put("data", "1.json", [[1, "b"]]);
	const step = await run(b, graph);
	expect(step.flows[0]!.files.changed).toEqual([]);
	expect(b.rows("out")).toEqual([
		[1, "a"],
		[1, "b"],
	]);
	expect((await run(b, graph)).status).toBe("skipped");
});

test("dropDuplicates remembers its keys over runs, NULL keys equal; a full refresh forgets them", async () => {
	const b = new Bench();
	b.put("data", "1.json", [
		[1, "a"],
		[1, "b"],
		[null, "n"],
		[2, "c"],
	]);
	const graph = stream(distinctOn(files("data", ORDERS, true), "id"));
	await run(b, graph);
	b.put("data", "2.json", [
		[2, "again"],
		[null, "again"],
		[3, "d"],
	]);
	await run(b, graph);
	expect(b.rows("out")).toEqual([
		[1, "a"],
		[null, "n"],
		[2, "c"],
		[3, "d"],
	]);
	await run(b, graph, { fullRefreshAll: true });
	expect(b.rows("out")).toEqual([
		[1, "a"],
		[null, "n"],
		[2, "c"],
		[3, "d"],
	]);
	expect([...b.engine.memory.tables.keys()].filter((k) => k.includes("keys_"))).toHaveLength(1);
});

test("two stateful operators, one over the other, each keep their own keys", async () => {
	const b = new Bench();
	b.put("data", "1.json", [
		[1, "a"],
		[1, "a"],
		[2, "a"],
	]);
	const graph = stream(distinctOn(distinctOn(files("data", ORDERS, true), "id", "item"), "item"));
	await run(b, graph);
	b.put("data", "2.json", [
		[3, "a"],
		[3, "b"],
	]);
	await run(b, graph);
	expect(b.rows("out")).toEqual([
		[1, "a"],
		[3, "b"],
	]);
	expect([...b.engine.memory.tables.keys()].filter((k) => k.includes("keys_"))).toHaveLength(2);
});

test("a changed filter goes on; changed sources or keys do not", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const scan = files("data", ORDERS, true);
	await run(b, stream(distinctOn(scan, "id")));
	b.put("data", "2.json", [
		[2, "b"],
		[7, "c"],
	]);
	await run(b, stream(where(distinctOn(scan, "id"), "id", ">", "5")));
	expect(b.rows("out")).toEqual([
		[1, "a"],
		[7, "c"],
	]);
	b.put("data", "3.json", [[9, "z"]]);
	const keys = await run(b, stream(distinctOn(scan, "item")));
	expect(keys.error).toMatchObject({ code: "RUN_FLOW_STATE", hint: "aq run --full-refresh out" });
	expect(keys.error?.message).toContain("dropDuplicates(id int)");
	const sources = await run(b, stream(distinctOn(files("elsewhere", ORDERS, true), "id")));
	expect(sources.error).toMatchObject({ code: "RUN_FLOW_STATE" });
	expect(sources.error?.message).toContain("newly reads files elsewhere");
	expect((await run(b, stream(distinctOn(scan, "item")), { fullRefresh: ["out"] })).status).toBe("completed");
});

test("a static side is read anew in each batch", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	b.put("names", "1.json", [[1, "one"]]);
	const left = files("data", ORDERS, true);
	const right = withId(files("names", { nid: INT, name: STRING }, false), "scan2");
	const plan: BoundRelation = {
		kind: "join",
		how: "inner",
		left,
		right,
		lateral: false,
		on: {
			kind: "call",
			fn: "=" as never,
			args: [ref(left, "id"), ref(right, "nid")],
			type: { kind: "boolean" },
			nullable: true,
		},
		output: [...left.output, ...right.output],
	};
	const graph = graphOf({
		names: {
			kind: "materialized_view",
			flows: { names: { plan: files("names", { nid: INT, name: STRING }, false) } },
		},
		out: {
			kind: "streaming_table",
			flows: {
				out: {
					plan: {
						...plan,
						right: {
							...right,
							source: {
								kind: "table",
								name: { catalog: "spark_catalog", schema: "default", table: "names" },
								options: {},
							},
						},
					},
				},
			},
		},
	});
	await run(b, graph);
	b.put("names", "2.json", [[2, "two"]]);
	expect((await run(b, graph)).status).toBe("skipped");
	b.put("data", "2.json", [[2, "b"]]);
	await run(b, graph);
	expect(b.rows("out")).toEqual([
		[1, "a", 1, "one"],
		[2, "b", 2, "two"],
	]);
});

test.each([
	["aggregation", (s: BoundRelation) => countBy(s, "item")],
	[
		"limit",
		(s: BoundRelation): BoundRelation => ({
			kind: "limit",
			input: s,
			output: s.output,
			count: { kind: "literal", type: INT, value: "1", nullable: false },
		}),
	],
	["sorting", (s: BoundRelation): BoundRelation => ({ kind: "sort", input: s, output: s.output, order: [] })],
	[
		"union of a stream with a batch",
		(s: BoundRelation): BoundRelation => ({
			kind: "set",
			op: "union",
			all: true,
			left: s,
			right: files("b", ORDERS, false),
			output: s.output,
		}),
	],
	[
		"a left join with the stream on the right",
		(s: BoundRelation): BoundRelation => ({
			kind: "join",
			how: "left",
			lateral: false,
			left: files("b", ORDERS, false),
			right: s,
			output: s.output,
		}),
	],
	[
		"joining a stream with a stream",
		(s: BoundRelation): BoundRelation => ({
			kind: "join",
			how: "inner",
			lateral: false,
			left: files("b", ORDERS, true),
			right: s,
			output: s.output,
		}),
	],
])("%s is refused by name", async (what, shape) => {
	const step = await run(new Bench(), stream(shape(files("data", ORDERS, true))));
	expect(step.error).toMatchObject({ code: "DEFINITION_NOT_YET" });
	expect(step.error?.message).toContain(what);
});

test("a streaming table takes new columns; anything else is refused with both schemas", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	await run(b, stream(files("data", ORDERS, true)));
	const wider: Columns = { id: INT, extra: STRING, item: STRING };
	b.put("data", "2.json", [[2, "e", "b"]]);
	expect((await run(b, stream(files("data", wider, true)))).status).toBe("completed");
	expect(b.rows("out")).toEqual([
		[1, "a", null],
		[2, "b", "e"],
	]);
	const narrower = await run(b, stream(files("data", ORDERS, true)));
	expect(narrower.error).toMatchObject({
		code: "RUN_SCHEMA_CHANGED",
		notes: ["before: id INT, item STRING, extra STRING", "after:  id INT, item STRING"],
	});
	b.put("data", "3.json", [[3n, "e", "c"]]);
	const retyped = await run(b, stream(files("data", { ...wider, id: BIGINT }, true)));
	expect(retyped.error?.message).toContain("id was INT and is now BIGINT");
	expect(b.rows("out")).toHaveLength(2);
});

test("schema changes go by name, not by place or letter case", () => {
	const before = schemaOf({ a: INT, b: STRING });
	expect(schemaChange(before, schemaOf({ B: STRING, A: INT }), false)).toEqual({ kind: "same" });
	expect(schemaChange(before, schemaOf({ b: STRING }), false)).toMatchObject({
		kind: "broken",
		problem: "the column a is gone",
	});
	const strict = { ...schemaOf({ a: INT, b: STRING, c: INT }) };
	const notNull = { ...strict, fields: strict.fields.map((f) => ({ ...f, nullable: f.name !== "c" })) };
	expect(schemaChange(before, notNull, true)).toMatchObject({ kind: "broken" });
	expect(schemaChange(before, notNull, false)).toMatchObject({
		kind: "add",
		fields: [{ name: "c", nullable: true }],
	});
});

test("a materialized view that became a streaming table is refused; the other way round is a recompute", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const whole = graphOf({
		out: { kind: "materialized_view", flows: { out: { plan: files("data", ORDERS, false) } } },
	});
	await run(b, whole);
	const refused = await run(b, stream(files("data", ORDERS, true)));
	expect(refused.error).toMatchObject({ code: "RUN_FLOW_STATE" });
	await run(b, stream(files("data", ORDERS, true)), { fullRefreshAll: true });
	expect(b.rows("out")).toEqual([[1, "a"]]);
	b.put("data", "2.json", [[2, "b"]]);
	await run(b, whole);
	expect(b.rows("out")).toHaveLength(2);
	expect(b.engine.memory.state.get("flows")?.size ?? 0).toBe(0);
});

test("a streaming view that is read twice by one flow is read once per file by each use", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const one = withId(view("v", ORDERS, true), "scan1");
	const two = withId(view("v", ORDERS, true), "scan2");
	const graph = graphOf({
		v: { kind: "temporary_view", flows: { v: { plan: files("data", ORDERS, true) } } },
		out: {
			kind: "streaming_table",
			flows: {
				out: { plan: { kind: "set", op: "union", all: true, left: one, right: two, output: one.output } },
			},
		},
	});
	await run(b, graph);
	b.put("data", "2.json", [[2, "b"]]);
	await run(b, graph);
	expect(b.rows("out")).toEqual([
		[1, "a"],
		[1, "a"],
		[2, "b"],
		[2, "b"],
	]);
});

test("a plan that stands in another gets ids of its own, and the scan's output", () => {
	const scan = view("v", ORDERS);
	const inner = where(files("data", ORDERS, false), "id", ">", "1");
	const ids = new AttributeIds();
	const stood = standFor(scan, inner, ids);
	expect(stood.output).toEqual(scan.output);
	const copy = renumber(inner, ids);
	expect(copy.output.map((a) => a.name)).toEqual(["id", "item"]);
	expect(copy.output.some((a) => inner.output.some((o) => o.id === a.id))).toBe(false);
	expect(
		copy.kind === "filter" && (copy.condition as unknown as { args: { id: number }[] }).args[0]!.id,
	).toBe(copy.output[0]!.id);
});

test("a declared NOT NULL column refuses NULL, in a stream and in a view; without a declaration all columns take it", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const strict = (graph: Graph): Graph => ({
		...graph,
		datasets: graph.datasets.map((d) => {
			const fields = d.schema.fields.map((f) => ({ ...f, nullable: f.name !== "id" }));
			const schema = { ...d.schema, fields };
			return { ...d, schema, declaredSchema: schema };
		}),
	});
	const view = strict(
		graphOf({ out: { kind: "materialized_view", flows: { out: { plan: files("data", ORDERS, false) } } } }),
	);
	expect((await run(b, view)).status).toBe("completed");
	b.put("data", "2.json", [[null, "b"]]);
	expect((await run(b, view)).error).toMatchObject({
		code: "ENGINE_SPARK_CONDITION",
		sparkCondition: "NOT_NULL_ASSERT_VIOLATION",
	});
	expect(b.rows("out")).toEqual([[1, "a"]]);

	const declared = new Bench();
	const flow = graphOf({
		out: { kind: "streaming_table", flows: { out: { plan: files("data", ORDERS, true) } } },
	});
	const stored = async () =>
		(await (await declared.engine.open({} as never)).tables())[0]?.schema.fields.map((f) => f.nullable);
	await run(declared, strict(flow));
	expect(await stored()).toEqual([false, true]);
	await run(declared, strict(flow), { fullRefreshAll: true });
	expect(await stored()).toEqual([false, true]);
	const computed = {
		...flow,
		datasets: flow.datasets.map((d) => ({ ...d, schema: strict(flow).datasets[0]!.schema })),
	};
	await run(declared, computed, { fullRefreshAll: true });
	expect(await stored()).toEqual([true, true]);
});

test("a table that was dropped by somebody else is built again from all of its input", async () => {
	const b = new Bench();
	b.put("data", "1.json", [[1, "a"]]);
	const graph = stream(distinctOn(files("data", ORDERS, true), "id"));
	await run(b, graph);
	b.engine.memory.tables.delete("spark_catalog.default.out");
	expect((await run(b, graph)).reason).toEqual({ kind: "new" });
	expect(b.rows("out")).toEqual([[1, "a"]]);
});
