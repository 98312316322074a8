import { expect, test } from "vitest";
import { SPARK_DEFAULTS } from "../../../src/core/names.js";
import type { Graph } from "../../../src/graph/graph.js";
import { select } from "../../../src/graph/selection.js";
import { graphOf, ORDERS, table } from "../runtime/helpers/pipeline.js";

const range = { start: { line: 1, col: 1 }, end: { line: 1, col: 2 } };
const base = graphOf({
	raw: { kind: "streaming_table", flows: { raw: { plan: table("ext", ORDERS, true) } } },
	silver_a: {
		kind: "streaming_table",
		flows: { a: { plan: table("raw", ORDERS, true) } },
		options: { tags: ["silver"] },
	},
	silver_b: {
		kind: "streaming_table",
		flows: { b: { plan: table("raw", ORDERS, true) } },
		options: { tags: ["silver"] },
	},
	gold: { kind: "materialized_view", flows: { gold: { plan: table("silver_a", ORDERS) } } },
	"mart.top": { kind: "materialized_view", flows: { top: { plan: table("gold", ORDERS) } } },
});
const graph: Graph = {
	...base,
	datasets: base.datasets.map((d) => ({
		...d,
		place: { file: `/p/src/${d.kind === "streaming_table" ? "bronze" : "gold/deep"}/x.ts`, range },
	})),
};
const names = (...selectors: string[]) => {
	const { keys, diagnostics } = select(graph, selectors, { projectDir: "/p" });
	expect(diagnostics).toEqual([]);
	return graph.datasets.filter((d) => keys.has(d.key)).map((d) => d.display);
};

test.each([
	[["raw"], ["raw"]],
	[["RAW"], ["raw"]],
	[
		["default.raw", "gold"],
		["raw", "gold"],
	],
	[["mart.top"], ["mart.top"]],
	[["`mart`.`top`"], ["mart.top"]],
	[["+gold"], ["raw", "silver_a", "gold"]],
	[["1+gold"], ["silver_a", "gold"]],
	[["silver_a+"], ["silver_a", "gold", "mart.top"]],
	[["raw+1"], ["raw", "silver_a", "silver_b"]],
	[["+silver_a+"], ["raw", "silver_a", "gold", "mart.top"]],
	[["silver_*"], ["silver_a", "silver_b"]],
	[["tag:silver"], ["silver_a", "silver_b"]],
	[["tag:silver+1"], ["silver_a", "silver_b", "gold"]],
	[["kind:streaming"], ["raw", "silver_a", "silver_b"]],
	[["kind:materialized_view"], ["gold", "mart.top"]],
	[["file:src/**/deep/*.ts"], ["gold", "mart.top"]],
	[["file:src/{bronze,x}/*"], ["raw", "silver_a", "silver_b"]],
])("%j selects %j", (selectors, expected) => {
	expect(names(...selectors)).toEqual(expected);
});

test.each([
	["golld", ["gold"]],
	["tags:silver", ["tag:"]],
	["tag:sliver", ["tag:silver"]],
	["kind:cube", ["kind:table", "kind:streaming", "kind:materialized_view", "kind:view"]],
	["file:nowhere/*.ts", undefined],
	["", undefined],
])("%j is refused with candidates", (selector, candidates) => {
	const { keys, diagnostics } = select(graph, [selector, "raw"], { projectDir: "/p" });
	expect(keys.size).toBe(1);
	expect(diagnostics).toHaveLength(1);
	expect(diagnostics[0]).toMatchObject({ code: "GRAPH_BAD_SELECTION" });
	expect(diagnostics[0]?.candidates).toEqual(candidates);
});

test("two names that differ in their quoted dots are two", () => {
	const odd = graphOf({ raw: { kind: "streaming_table", flows: {} } });
	const renamed = {
		...odd,
		datasets: [{ ...odd.datasets[0]!, key: "spark_catalog.default.`a.b`", display: "`a.b`" }],
	};
	expect(SPARK_DEFAULTS.schema).toBe("default");
	expect(select(renamed, ["`a.b`"], { projectDir: "/" }).keys.size).toBe(1);
	expect(select(renamed, ["a.b"], { projectDir: "/" }).diagnostics).toHaveLength(1);
});
