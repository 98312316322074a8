import { expect, it } from "vitest";
import { CallSite } from "../../../src/core/location.js";
import { SPARK_DEFAULTS } from "../../../src/core/names.js";
import type { LoadedOutput } from "../../../src/definitions/loaded.js";
import type { TableFunction } from "../../../src/definitions/records.js";
import { ensureAllPlaces } from "../../../src/graph/places.js";
import { resolveGraph } from "../../../src/graph/resolver.js";
import { col, read, spark } from "../../../src/index.js";
import { outputColumnsOf } from "../../../src/plan/analyze/outputColumns.js";
import { boundExpressionsOf, walkBound, walkBoundExpr } from "../../../src/plan/boundWalk.js";
import { originOf, sqlSourceOf } from "../../../src/plan/provenance.js";

const site = CallSite.at({ file: "/project/pipeline.ts", line: 1, col: 1 });
const base = read("a").untyped().select("id");
const positive = col("id").gt(0);
let calls = "";

function output(name: string, rules: Readonly<Record<string, unknown>>, fn: () => unknown): LoadedOutput {
	return {
		kind: "table",
		word: "table",
		name,
		fn: (() => {
			calls += name;
			return fn();
		}) as TableFunction,
		options: {},
		rules: Object.entries(rules).map(([rule, condition]) => ({
			name: rule,
			condition,
			action: "warn",
			site,
		})),
		site,
	};
}

async function resolved(notesPlaces = false) {
	calls = "";
	const outputs = [
		output("a", { big: "id / 2 > 1", positive }, () =>
			spark.range(5).untyped().withColumn("half", col("id").divide(2)),
		),
		output("b", { positive }, () => base),
		output("c", {}, () => base),
		output("d", {}, () => spark.sql("SELECT id / 3 AS third FROM a")),
	];
	const graph = await resolveGraph(
		{ outputs, flows: [], references: new Map(), diagnostics: [], inputs: [] },
		{
			pipeline: "p",
			names: SPARK_DEFAULTS,
			timeZone: "UTC",
			parameters: {},
			sources: [],
			notesPlaces,
			inferFiles: () => Promise.reject(new Error("no files")),
			storedTables: () => Promise.resolve([]),
		},
	);
	expect(graph.diagnostics).toEqual([]);
	const flow = (name: string) => graph.flows.find((f) => f.name === name) as (typeof graph.flows)[number];
	const division = (name: string): object =>
		walkBound(flow(name).plan.root)
			.flatMap((node) => boundExpressionsOf(node).flatMap((e) => walkBoundExpr(e)))
			.find((e) => e.kind === "call" && e.fn === "/") as object;
	const rule = (dataset: string, name: string) =>
		graph.datasets
			.find((d) => d.display === dataset)
			?.expectations.find((r) => r.name === name) as (typeof graph.datasets)[0]["expectations"][0];
	return { graph, flow, division, rule };
}

function method(node: object): string | undefined {
	let origin = originOf(node);
	while (origin?.kind === "sql") origin = origin.parent;
	return origin?.kind === "call" ? origin.method : undefined;
}

it("notes places when they are asked for, not before", async () => {
	const { graph, flow, division, rule } = await resolved();
	const sql = flow("d").relation;
	const big = rule("a", "big");
	for (const node of [
		flow("a").relation,
		division("a"),
		sql,
		division("d"),
		big.condition,
		big.bound as object,
	])
		expect(originOf(node)).toBeUndefined();
	expect(sqlSourceOf(sql)).toBeUndefined();
	expect(outputColumnsOf(sql)).toBeUndefined();

	ensureAllPlaces(graph);
	expect(method(flow("a").relation)).toBe("withColumn");
	expect(method(division("a"))).toBe("divide");
	expect(method(sql)).toBe("sql");
	expect(originOf(division("d"))).toMatchObject({ kind: "sql", start: 7, end: 13 });
	expect(sqlSourceOf(sql)?.text).toBe("SELECT id / 3 AS third FROM a");
	expect(outputColumnsOf(sql)?.fields.map((f) => f.name)).toEqual(["third"]);
	expect(sqlSourceOf(big.condition)?.text).toBe("id / 2 > 1");
	expect(originOf(big.bound as object)).toMatchObject({ kind: "sql", start: 0, end: 10 });
});

it("finds the places of what two data sets have between them for both", async () => {
	const { graph, flow, rule } = await resolved();
	ensureAllPlaces(graph);
	for (const name of ["b", "c"]) expect(outputColumnsOf(flow(name).relation)).toBeDefined();
	for (const name of ["a", "b"]) expect(method(rule(name, "positive").bound as object)).toBe("gt");
});

it("calls a definition twice, and again only when places are asked for", async () => {
	const { graph } = await resolved();
	const callsOf = (name: string): number => [...calls].filter((c) => c === name).length;
	expect([callsOf("a"), callsOf("d")]).toEqual([2, 2]);
	// Plans that are alike are looked at more closely: one definition may have called the other.
	expect([callsOf("b"), callsOf("c")]).toEqual([4, 4]);
	ensureAllPlaces(graph);
	expect([callsOf("a"), callsOf("b"), callsOf("c"), callsOf("d")]).toEqual([4, 4, 4, 4]);
	ensureAllPlaces(graph);
	expect(calls.length).toBe(16);
});

it("notes them at once for an export, without further calls", async () => {
	const { graph, flow, division, rule } = await resolved(true);
	expect(method(flow("a").relation)).toBe("withColumn");
	expect(originOf(division("d"))).toMatchObject({ kind: "sql", start: 7, end: 13 });
	expect(outputColumnsOf(flow("d").relation)?.fields.map((f) => f.name)).toEqual(["third"]);
	expect(originOf(rule("a", "big").bound as object)).toMatchObject({ kind: "sql", start: 0, end: 10 });
	const once = calls;
	ensureAllPlaces(graph);
	expect(calls).toBe(once);
	expect([...calls].filter((c) => c === "a" || c === "d").length).toBe(4);
});
