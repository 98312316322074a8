import { describe, expect, it } from "vitest";
import { typeName } from "../../../../src/core/dataTypes.js";
import type { BoundRelation } from "../../../../src/plan/bound.js";
import { walkBound } from "../../../../src/plan/boundWalk.js";
import { nextId, type Relation } from "../../../../src/plan/relation.js";
import {
	alias,
	as,
	asc,
	call,
	codes,
	col,
	columns,
	desc,
	filter,
	groupBy,
	join,
	lit,
	over,
	run,
	select,
	sort,
	star,
	table,
	withColumns,
} from "./build.js";

const t = () => table("t");
const types = (r: Relation) => run(r).plan?.schema.fields.map((f) => `${f.name} ${typeName(f.type)}`);

describe("select", () => {
	it("names a column as the query spells it", () => {
		expect(columns(select(t(), "A", "b"))).toEqual(["A", "b"]);
	});
	it("names expressions as Spark prints them", () => {
		const plan = select(
			t(),
			call("+", col("a"), lit(1)),
			call("upper", col("s")),
			call("and", call("=", col("a"), lit(1)), call("isnull", col("b"))),
		);
		expect(columns(plan)).toEqual(["(a + 1)", "upper(s)", "((a = 1) AND (b IS NULL))"]);
	});
	it("lets later items name earlier aliases", () => {
		const plan = select(
			t(),
			as(call("+", col("a"), lit(1)), "x"),
			as(call("+", col("x"), lit(1)), "y"),
			call("+", col("y"), col("x")),
		);
		expect(columns(plan)).toEqual(["x", "y", "(lateralAliasReference(y) + lateralAliasReference(x))"]);
	});
	it("expands stars", () => {
		expect(columns(select(t(), "*", as(lit(1), "one")))).toEqual(["a", "b", "s", "d", "one"]);
		expect(columns(select(alias(t(), "x"), star("x")))).toEqual(["a", "b", "s", "d"]);
		expect(columns(select(table("nested"), star("st")))).toEqual(["f", "g"]);
		expect(columns(select(t(), { kind: "star", except: [["a"], ["S"]] }))).toEqual(["b", "d"]);
	});
	it("reads struct fields by dotted names, and columns with dots by parts", () => {
		expect(columns(select(table("nested"), "st.f", "st.g.h"))).toEqual(["f", "h"]);
		expect(columns(select(table("dotted"), { kind: "column", name: ["a.b"] }, "a.b"))).toEqual(["a.b", "b"]);
	});
	it("is a global aggregate when it holds an aggregate", () => {
		const plan = run(select(t(), call("sum", col("a")), call("count", star()))).plan;
		expect(plan?.schema.fields.map((f) => f.name)).toEqual(["sum(a)", "count(1)"]);
		expect(walkBound(plan!.root).map((n) => n.kind)).toContain("aggregate");
		expect(codes(select(t(), "a", call("sum", col("b"))))).toEqual(["PLAN_NOT_AGGREGATED"]);
	});
	it("puts generators below", () => {
		expect(columns(select(table("nested"), "a", call("explode", col("arr"))))).toEqual(["a", "col"]);
		expect(
			columns(
				select(table("nested"), as(call("posexplode", col("arr")), "p", "x"), call("+", col("x"), lit(1))),
			),
		).toEqual(["p", "x", "(x + 1)"]);
		expect(columns(select(table("nested"), call("explode", col("m"))))).toEqual(["key", "value"]);
		expect(codes(select(table("nested"), call("+", call("explode", col("arr")), lit(1))))).toEqual([
			"PLAN_MISPLACED",
		]);
	});
});

describe("unknown names", () => {
	it("suggests and lists", () => {
		const result = run(select(table("orders"), "amonut"));
		expect(result.plan).toBeUndefined();
		expect(result.diagnostics).toHaveLength(1);
		expect(result.diagnostics[0]).toMatchObject({ code: "PLAN_UNKNOWN_COLUMN", candidates: ["amount"] });
		expect(result.diagnostics[0]?.notes?.[0]).toContain("columns of orders: id BIGINT, amount DOUBLE");
	});
	it("collects all errors and does not cascade", () => {
		const plan = filter(
			withColumns(table("orders"), { x: col("amonut"), y: call("upper", col("orgin")) }),
			call("and", call(">", col("x"), lit(1)), col("nope")),
		);
		expect(codes(plan)).toEqual(["PLAN_UNKNOWN_COLUMN", "PLAN_UNKNOWN_COLUMN", "PLAN_UNKNOWN_COLUMN"]);
	});
	it("knows no table", () => {
		expect(codes(select(table("ordres"), "id", "whatever"))).toEqual(["GRAPH_UNKNOWN_DATASET"]);
	});
});

describe("withColumns", () => {
	it("replaces in place with the new spelling", () => {
		expect(columns(withColumns(t(), { A: call("+", col("a"), lit(1)), z: lit("q") }))).toEqual([
			"A",
			"b",
			"s",
			"d",
			"z",
		]);
	});
	it("may refer to columns made beside", () => {
		expect(
			columns(withColumns(t(), { x: call("+", col("a"), lit(1)), y: call("+", col("x"), lit(1)) })),
		).toEqual(["a", "b", "s", "d", "x", "y"]);
	});
});

describe("filter", () => {
	it("needs a boolean", () => {
		expect(codes(filter(t(), col("a")))).toEqual(["PLAN_TYPE_MISMATCH"]);
		expect(codes(filter(t(), call(">", call("sum", col("a")), lit(1))))).toEqual(["PLAN_MISPLACED"]);
	});
	it("may name columns that the select list left out", () => {
		expect(columns(filter(select(t(), "a"), call(">", col("b"), lit(1))))).toEqual(["a"]);
		expect(columns(sort(select(select(t(), "a"), "a"), asc(col("b"))))).toEqual(["a"]);
	});
});

describe("aggregate", () => {
	it("puts keys before aggregates in the DSL", () => {
		expect(
			types(
				groupBy(
					t(),
					[as(call("+", col("a"), lit(1)), "k")],
					[as(call("sum", col("b")), "total"), call("avg", col("b"))],
				),
			),
		).toEqual(["k int", "total bigint", "avg(b) double"]);
	});
	it("takes ordinals and aliases in SQL", () => {
		const items = [as(call("+", col("a"), lit(1)), "x"), call("count", star())];
		expect(columns(groupBy(t(), [lit(1)], items, false))).toEqual(["x", "count(1)"]);
		expect(columns(groupBy(t(), [col("x")], items, false))).toEqual(["x", "count(1)"]);
	});
	it("refuses what is not grouped", () => {
		expect(codes(groupBy(t(), [col("a")], [col("b")]))).toEqual(["PLAN_NOT_AGGREGATED"]);
		expect(codes(groupBy(t(), [col("a")], [call("sum", call("sum", col("b")))]))).toEqual(["PLAN_MISPLACED"]);
	});
	it("computes over keys and aggregates", () => {
		const sumB = call("sum", col("b"));
		expect(
			columns(
				groupBy(t(), [call("+", col("a"), lit(1))], [call("*", call("+", col("A"), lit(1)), sumB)], false),
			),
		).toEqual(["((A + 1) * sum(b))"]);
	});
	it("has HAVING and ORDER BY over aggregates that are not selected", () => {
		const grouped = groupBy(t(), [col("a")], [col("a"), as(call("sum", col("b")), "b")], false);
		const hidden = filter(grouped, call(">", call("max", col("d")), lit(3)), "having");
		const shown = filter(grouped, call(">", call("sum", col("b")), lit(3)), "having");
		const byCount = (input: Relation) => sort(input, desc(call("count", star())), asc(col("b")));
		expect(columns(sort(hidden, asc(col("b"))))).toEqual(["a", "b"]);
		expect(columns(byCount(shown))).toEqual(["a", "b"]);
		expect(codes(byCount(hidden))).toEqual(["PLAN_MISPLACED"]);
		expect(codes(filter(shown, call(">", call("count", star()), lit(1)), "where"))).toEqual([
			"PLAN_MISPLACED",
		]);
	});
	it("has HAVING before the windows of its select list", () => {
		const total = over(call("sum", call("sum", col("b"))), []);
		const grouped = groupBy(t(), [col("a")], [col("a"), as(total, "w")], false);
		const shape = (plan: BoundRelation): string =>
			"input" in plan ? `${plan.kind} ${shape(plan.input)}` : plan.kind;
		const having = filter(grouped, call(">", call("max", col("d")), lit(3)), "having");
		const plan = run(having).plan?.root;
		expect(plan && shape(plan)).toBe("project project filter aggregate scan");
		expect(codes(filter(grouped, call(">", col("w"), lit(3)), "having"))).toEqual(["PLAN_UNKNOWN_COLUMN"]);
		expect(codes(sort(grouped, asc(call("max", col("d")))))).toEqual(["PLAN_MISPLACED"]);
	});
	it("windows over aggregates", () => {
		expect(
			columns(
				groupBy(
					t(),
					[col("a")],
					[col("a"), as(over(call("sum", call("sum", col("b"))), [col("a")]), "w")],
					false,
				),
			),
		).toEqual(["a", "w"]);
	});
	it("rolls up with grouping ids", () => {
		const plan: Relation = {
			kind: "aggregate",
			id: nextId(),
			input: t(),
			grouping: { kind: "rollup" },
			keys: [col("a"), col("b")],
			columns: [col("a"), col("b"), call("grouping", col("a")), call("grouping_id")],
			keysInOutput: false,
		};
		const { root } = run(plan).plan!;
		expect(run(plan).plan!.schema.fields.map((f) => f.name)).toEqual([
			"a",
			"b",
			"grouping(a)",
			"grouping_id()",
		]);
		const aggregate = walkBound(root).find((n) => n.kind === "aggregate");
		expect(aggregate).toMatchObject({ sets: [[0, 1], [0], []] });
	});
	it("groups by all", () => {
		const plan: Relation = {
			kind: "aggregate",
			id: nextId(),
			input: t(),
			grouping: { kind: "all" },
			keys: [],
			columns: [col("a"), call("+", call("sum", col("b")), col("d"))],
			keysInOutput: false,
		};
		const aggregate = walkBound(run(plan).plan!.root).find((n) => n.kind === "aggregate");
		expect(aggregate?.kind === "aggregate" && aggregate.keys.map((k) => k.output.name)).toHaveLength(2);
	});
	it("pivots", () => {
		const pivot = (...items: ReturnType<typeof call>[] | any[]): Relation => ({
			kind: "aggregate",
			id: nextId(),
			input: t(),
			grouping: { kind: "plain" },
			keys: [col("a")],
			columns: items,
			keysInOutput: true,
			pivot: { column: col("s"), values: [lit("x"), lit(null)] },
		});
		expect(columns(pivot(call("sum", col("b"))))).toEqual(["a", "x", "null"]);
		expect(columns(pivot(call("sum", col("b")), as(call("max", col("d")), "m")))).toEqual([
			"a",
			"x_sum(b)",
			"x_m",
			"null_sum(b)",
			"null_m",
		]);
		expect(columns(pivot(call("first", col("s"))))).toEqual(["a", "x", "null"]);
	});
	it("refuses a pivot without values", () => {
		expect(
			codes({
				kind: "aggregate",
				id: nextId(),
				input: t(),
				grouping: { kind: "plain" },
				keys: [col("a")],
				columns: [call("sum", col("b"))],
				keysInOutput: true,
				pivot: { column: col("s"), values: [] },
			}),
		).toEqual(["PLAN_UNSUPPORTED"]);
	});
});

describe("join", () => {
	const u = () => table("u");
	it("makes names of both sides ambiguous", () => {
		const joined = join(t(), u(), { on: call("=", col("t.a"), col("u.a")) });
		expect(columns(joined)).toEqual(["a", "b", "s", "d", "a", "c"]);
		expect(codes(select(joined, "a"))).toEqual(["PLAN_AMBIGUOUS_COLUMN"]);
		expect(columns(select(joined, "u.a", "c"))).toEqual(["a", "c"]);
	});
	it("merges USING keys and keeps both sides reachable", () => {
		for (const how of ["inner", "left", "right", "full"] as const) {
			const joined = join(t(), u(), { using: ["a"], how });
			expect(columns(joined)).toEqual(["a", "b", "s", "d", "c"]);
			expect(columns(select(joined, "a", "t.a", "u.a"))).toEqual(["a", "a", "a"]);
		}
		expect(columns(join(t(), u(), { natural: true }))).toEqual(["a", "b", "s", "d", "c"]);
		expect(columns(join(t(), u(), { using: ["a"], how: "left_semi" }))).toEqual(["a", "b", "s", "d"]);
	});
	it("gives the second use of a frame fresh columns", () => {
		const frame = t();
		const other = filter(frame, call(">", col("a"), lit(1)));
		const plan = run(join(frame, other, { on: call("=", col("a", frame), col("a", other)) })).plan!;
		const ids = plan.root.output.map((a) => a.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(walkBound(plan.root).filter((n) => n.kind === "scan")).toHaveLength(1);
		expect(codes(join(frame, frame, { on: call("=", col("a", frame), col("b", frame)) }))).toEqual([
			"PLAN_AMBIGUOUS_COLUMN",
			"PLAN_AMBIGUOUS_COLUMN",
		]);
	});
	it("makes the outer side nullable", () => {
		const one = (): Relation => ({
			kind: "range",
			id: nextId(),
			start: lit(0),
			end: lit(3),
			step: lit(1),
		});
		const plan = run(
			join(alias(one(), "l"), alias(one(), "r"), {
				how: "left",
				on: call("=", col("l.id"), col("r.id")),
			}),
		).plan!;
		expect(plan.schema.fields.map((f) => f.nullable)).toEqual([false, true]);
	});
	it("lets a lateral side see the left one", () => {
		const inner = select(filter(u(), call("=", col("u.a"), col("t.a"))), "c");
		expect(columns(join(t(), inner, { lateral: true }))).toEqual(["a", "b", "s", "d", "c"]);
	});
	it("knows a replaced column of a frame is gone", () => {
		const frame = t();
		expect(codes(select(withColumns(frame, { a: lit(1) }), col("a", frame)))).toEqual([
			"PLAN_UNKNOWN_COLUMN",
		]);
		expect(columns(select(filter(frame, call(">", col("a"), lit(1))), col("a", frame)))).toEqual(["a"]);
	});
});

describe("subqueries", () => {
	it("correlates", () => {
		const inner = select(filter(table("u"), call("=", col("u.a"), col("t.a"))), call("max", col("c")));
		const plan = run(select(t(), as({ kind: "subquery", use: "scalar", plan: inner }, "m"))).plan!;
		expect(plan.schema.fields.map((f) => typeName(f.type))).toEqual(["int"]);
		expect(JSON.stringify(plan.root)).toContain('"outer":true');
	});
	it("takes an unknown IN of a query for false, as Spark does", () => {
		const test = { kind: "subquery", use: "in", values: [col("a")], plan: select(table("u"), "a") } as const;
		const value = run(select(t(), as(test, "x"), as(call("not", test), "y"))).plan!.root;
		const fns = value.kind === "project" && value.columns.map((c) => c.expr.kind === "call" && c.expr.fn);
		expect(fns).toEqual(["coalesce", "coalesce"]);
		const kept = walkBound(run(filter(t(), call("and", call("not", test), test))).plan!.root).find(
			(n) => n.kind === "filter",
		);
		expect(JSON.stringify(kept)).not.toContain("coalesce");
	});
	it("checks IN", () => {
		const sub = (plan: Relation) => filter(t(), { kind: "subquery", use: "in", values: [col("a")], plan });
		expect(columns(sub(select(table("u"), "a")))).toEqual(["a", "b", "s", "d"]);
		expect(codes(sub(table("u")))).toEqual(["PLAN_BAD_ARGUMENT"]);
	});
});

describe("sets", () => {
	const set = (left: Relation, right: Relation, more: object = {}): Relation => ({
		kind: "set",
		id: nextId(),
		op: "union",
		all: true,
		byName: false,
		allowMissingColumns: false,
		left,
		right,
		...more,
	});
	it("widens by position", () => {
		expect(types(set(select(t(), "a"), select(t(), "d")))).toEqual(["a double"]);
		expect(codes(set(select(t(), "a"), select(table("orders"), "day")))).toEqual(["PLAN_TYPE_MISMATCH"]);
		expect(codes(set(select(t(), "a"), t()))).toEqual(["PLAN_SET_WIDTH"]);
	});
	it("matches by name", () => {
		expect(codes(set(t(), table("u"), { byName: true }))).toEqual([
			"PLAN_UNKNOWN_COLUMN",
			"PLAN_UNKNOWN_COLUMN",
			"PLAN_UNKNOWN_COLUMN",
			"PLAN_UNKNOWN_COLUMN",
		]);
		expect(columns(set(t(), table("u"), { byName: true, allowMissingColumns: true }))).toEqual([
			"a",
			"b",
			"s",
			"d",
			"c",
		]);
	});
});
