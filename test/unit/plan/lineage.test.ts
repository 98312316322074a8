import { expect, test } from "vitest";
import { field, INT, STRING, struct } from "../../../src/core/dataTypes.js";
import { analyze } from "../../../src/plan/analyze/analyze.js";
import type { AnalysisCatalog } from "../../../src/plan/analyze/catalog.js";
import type { LineageSource } from "../../../src/plan/bound.js";
import { planLineage } from "../../../src/plan/lineage.js";
import { relationOfText } from "../../../src/plan/sql/bind.js";

const schema = struct(["a", "b", "c"].map((name) => field(name, name === "c" ? STRING : INT)));
const catalog: AnalysisCatalog = {
	table: (_node, [table = ""]) => ({
		source: { kind: "table", name: { catalog: "c", schema: "s", table }, options: {} },
		schema,
		streaming: false,
	}),
	tableNames: () => [],
	files: () => undefined,
	parameter: () => undefined,
	timeZone: "UTC",
};

/** `{columns: ["x: t.a"], conditions: ["t.b"]}` of a query. */
function lineage(sql: string): { columns: string[]; conditions: string[] } {
	const { plan, diagnostics } = analyze(relationOfText(sql), catalog);
	if (!plan) throw new Error(diagnostics.map((d) => d.message).join());
	const text = ({ source, column }: LineageSource): string => `${source.split(".").at(-1)}.${column}`;
	const { columns, conditions } = planLineage(plan);
	return {
		columns: columns.map((c) => `${c.name}: ${c.from.map(text).join(" ")}`.trim()),
		conditions: conditions.map(text),
	};
}

test.each([
	["a value, a constant", "SELECT a + b AS x, 1 AS one FROM t", ["x: t.a t.b", "one:"], []],
	["a filter", "SELECT a FROM t WHERE b > 1", ["a: t.a"], ["t.b"]],
	["a join", "SELECT t.a, u.b FROM t JOIN u ON t.c = u.c", ["a: t.a", "b: u.b"], ["t.c", "u.c"]],
	["a semi join", "SELECT a FROM t LEFT SEMI JOIN u ON t.a = u.b", ["a: t.a"], ["t.a", "u.b"]],
	["groups", "SELECT c, sum(a) AS s FROM t GROUP BY c", ["c: t.c", "s: t.a"], ["t.c"]],
	["a window", "SELECT row_number() OVER (PARTITION BY a ORDER BY b) AS n FROM t", ["n: t.a t.b"], []],
	["an order alone", "SELECT a FROM t ORDER BY b", ["a: t.a"], []],
	["an order under a limit", "SELECT a FROM t ORDER BY b LIMIT 1", ["a: t.a"], ["t.b"]],
	["a union", "SELECT a FROM t UNION ALL SELECT b FROM u", ["a: t.a u.b"], []],
	["what is taken away", "SELECT a FROM t EXCEPT SELECT b FROM u", ["a: t.a"], ["u.b"]],
	["a subquery", "SELECT (SELECT max(b) FROM u WHERE u.c = t.c) AS m FROM t", ["m: u.b"], ["u.c", "t.c"]],
	["EXISTS", "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.b)", ["a: t.a"], ["u.a", "t.b"]],
	["a generator", "SELECT x FROM t LATERAL VIEW explode(array(a, b)) v AS x", ["x: t.a t.b"], ["t.a", "t.b"]],
	["a common table", "WITH q AS (SELECT a AS y FROM t WHERE c = 'x') SELECT y FROM q", ["y: t.a"], ["t.c"]],
	["a side view", "SELECT l.m FROM t, LATERAL (SELECT u.b + t.a AS m FROM u) l", ["m: u.b t.a"], []],
])("%s", (_name, sql, columns, conditions) => {
	const found = lineage(sql);
	expect(found.columns.map(sorted)).toEqual(columns.map(sorted));
	expect([...found.conditions].sort()).toEqual([...conditions].sort());
});

const sorted = (line: string): string => {
	const [name, ...from] = line.split(" ");
	return [name, ...from.sort()].join(" ");
};
