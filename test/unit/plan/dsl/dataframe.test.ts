import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { BIGINT, field, STRING, struct } from "../../../../src/core/dataTypes.js";
import { col, F, isDataFrame, lit, param, read, readStream, spark } from "../../../../src/index.js";
import { withEvaluation } from "../../../../src/plan/evaluation.js";
import { FRAME_PROPERTY_REFUSALS, FRAME_REFUSALS, GROUPED_REFUSALS } from "../../../../src/plan/refusals.js";
import { bound, call, caught, codeOf, e, int, name, r, star, text } from "./nodes.js";

const t = read("t").untyped();
const u = read("u").untyped();
const input = r(t);
const sort = (key: object, direction = "asc") => ({ kind: "sort", input: key, direction });
const alias = (key: object, ...names: string[]) => ({ kind: "alias", input: key, names });

describe("columns", () => {
	test("select takes names, stars, columns, and one array", () => {
		const node = { kind: "project", input, columns: [name("a"), star, alias(name("b"), "c")] };
		expect(r(t.select("a", "*", col("b").alias("c")))).toMatchObject(node);
		expect(r(t.select(["a", "*", col("b").alias("c")]))).toMatchObject(node);
		expect(r(t.select("s.a"))).toMatchObject({ columns: [name("s", "a")] });
	});

	test("withColumn keeps the name as it is", () => {
		expect(r(t.withColumn("a.b", col("x")))).toMatchObject({
			kind: "withColumns",
			input,
			columns: [alias(name("x"), "a.b")],
		});
		expect(r(t.withColumns({ a: lit(1), b: col("x") }))).toMatchObject({
			columns: [alias(int(1), "a"), alias(name("x"), "b")],
		});
		expect(codeOf(() => t.withColumn("a", "x" as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => t.withColumns([] as never))).toBe("PLAN_BAD_ARGUMENT");
	});

	test("renames, drops, new names", () => {
		expect(r(t.withColumnRenamed("a", "b"))).toMatchObject({
			kind: "renameColumns",
			renames: [{ from: "a", to: "b" }],
		});
		expect(r(t.withColumnsRenamed({ a: "b", c: "d" }))).toMatchObject({
			renames: [
				{ from: "a", to: "b" },
				{ from: "c", to: "d" },
			],
		});
		// A text is the whole name for drop, and a path for a Column.
		expect(r(t.drop("a.b", col("c")))).toMatchObject({
			kind: "dropColumns",
			columns: [name("a.b"), name("c")],
		});
		expect(codeOf(() => t.drop(col("a").plus(1)))).toBe("PLAN_BAD_ARGUMENT");
		expect(r(t.toDF("x", "y"))).toMatchObject({ kind: "toDf", names: ["x", "y"] });
	});

	test("c is free, col and $ are bound", () => {
		expect(e(t.c["flown at"])).toEqual(name("flown at"));
		expect(e(t.c["a.b"])).toEqual(name("a.b"));
		expect(e(t.$.a)).toEqual(bound(t, "a"));
		expect(e(t.col("s.a"))).toEqual(bound(t, "s", "a"));
		expect(e(t.col("*"))).toEqual({ ...star, of: input.id });
		expect(codeOf(() => `${t.c}`)).toBe("PLAN_COLUMN_AS_VALUE");
	});

	test("filter takes a column or a callback with free columns", () => {
		const node = { kind: "filter", input, condition: call(">", name("a"), int(1)), clause: "where" };
		expect(r(t.filter(col("a").gt(1)))).toMatchObject(node);
		expect(r(t.where((c) => c.a.gt(1)))).toMatchObject(node);
		expect(caught(() => t.filter(((c: any) => c.a.gt(1) && false) as never)).message).toMatch(
			/the function given to filter/,
		);
		expect(caught(() => t.filter(false as never)).message).toMatch(/got false/);
	});
});

describe("groups", () => {
	test("keys, aggregates", () => {
		expect(r(t.groupBy("a", F.toDate("b").alias("d")).agg(F.sum("x").alias("s")))).toMatchObject({
			kind: "aggregate",
			input,
			grouping: { kind: "plain" },
			keys: [name("a"), alias(call("to_date", name("b")), "d")],
			columns: [alias(call("sum", name("x")), "s")],
			keysInOutput: true,
		});
		expect(r(t.groupby(["a"]).count())).toMatchObject({
			keys: [name("a")],
			columns: [alias(call("count", star), "count")],
		});
		expect(r(t.agg(F.max("x")))).toMatchObject({ keys: [], columns: [call("max", name("x"))] });
		expect(r(t.groupBy("a").mean("x", "y"))).toMatchObject({
			columns: [call("avg", name("x")), call("avg", name("y"))],
		});
		expect(codeOf(() => t.groupBy("a").agg())).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => t.groupBy("a").agg({ x: "sum" } as never))).toBe("PLAN_BAD_ARGUMENT");
	});

	test("rollup, cube, grouping sets, pivot", () => {
		expect(r(t.rollup("a", "b").count())).toMatchObject({ grouping: { kind: "rollup" } });
		expect(r(t.cube("a").count())).toMatchObject({ grouping: { kind: "cube" } });
		expect(r(t.groupingSets([["b"], ["a", "b"], []], "a", "b").count())).toMatchObject({
			keys: [name("a"), name("b")],
			grouping: { kind: "sets", sets: [[1], [0, 1], []] },
		});
		expect(codeOf(() => t.groupingSets([["x"]], "a" as string).count())).toBe("PLAN_BAD_ARGUMENT");
		expect(r(t.groupBy("a").pivot("p", [1, "x"]).agg(F.sum("v")))).toMatchObject({
			pivot: { column: name("p"), values: [int(1), text("x")] },
		});
		expect(codeOf(() => t.groupBy("a").pivot("p", undefined as never))).toBe("PLAN_UNSUPPORTED");
	});
});

describe("two frames", () => {
	const right = r(u);
	test("joins", () => {
		expect(r(t.join(u, "id"))).toMatchObject({
			kind: "join",
			left: input,
			right,
			how: "inner",
			using: ["id"],
		});
		expect(r(t.join(u, ["id", "day"], "leftOuter" as never))).toMatchObject({
			how: "left",
			using: ["id", "day"],
		});
		expect(r(t.join(u, t.$.id.eq(u.$.id), "full_outer"))).toMatchObject({
			how: "full",
			on: call("=", bound(t, "id"), bound(u, "id")),
		});
		expect(r(t.join(u, [col("a").eq(col("b")), col("c").eq(col("d"))]))).toMatchObject({
			on: call("and", call("=", name("a"), name("b")), call("=", name("c"), name("d"))),
		});
		expect(r(t.join(u, (l, x) => l.id.eq(x.id), "left_anti"))).toMatchObject({
			how: "left_anti",
			on: call("=", bound(t, "id"), bound(u, "id")),
		});
		expect(r(t.crossJoin(u))).toMatchObject({ how: "cross" });
		expect(r(t.join(u))).not.toHaveProperty("on");
	});

	test.each([
		["semi", "left_semi"],
		["leftsemi", "left_semi"],
		["anti", "left_anti"],
		["outer", "full"],
		["right_outer", "right"],
		["CROSS", "cross"],
	])("how %s", (given, how) => {
		expect(r(t.join(u, "id", given as never))).toMatchObject({ how });
	});

	test("wrong joins", () => {
		expect(caught(() => t.join(u, "id", "letf" as never)).message).toMatch(/letf.*left_semi/);
		expect(codeOf(() => t.join("u" as never, "id" as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => t.join(u, ["id", col("a")] as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => t.join(u, []))).toBe("PLAN_BAD_ARGUMENT");
	});

	test.each<[string, () => object, object]>([
		["union", () => t.union(u), { op: "union", all: true, byName: false }],
		["unionAll", () => t.unionAll(u), { op: "union", all: true, byName: false }],
		["unionByName", () => t.unionByName(u), { op: "union", byName: true, allowMissingColumns: false }],
		[
			"unionByName, missing columns",
			() => t.unionByName(u, { allowMissingColumns: true }),
			{ byName: true, allowMissingColumns: true },
		],
		["intersect", () => t.intersect(u), { op: "intersect", all: false }],
		["intersectAll", () => t.intersectAll(u), { op: "intersect", all: true }],
		["subtract", () => t.subtract(u), { op: "except", all: false }],
		["exceptAll", () => t.exceptAll(u), { op: "except", all: true }],
	])("%s", (_, make, node) => {
		expect(r(make())).toMatchObject({ kind: "set", left: input, right, ...node });
	});
});

describe("rows", () => {
	test.each<[string, () => object, object]>([
		["distinct", () => t.distinct(), { kind: "distinct" }],
		[
			"dropDuplicates",
			() => t.dropDuplicates(["a"]),
			{ kind: "dropDuplicates", columns: ["a"], withinWatermark: false },
		],
		["drop_duplicates", () => t.drop_duplicates(), { kind: "dropDuplicates", withinWatermark: false }],
		[
			"within watermark",
			() => t.dropDuplicatesWithinWatermark(["a"]),
			{ columns: ["a"], withinWatermark: true },
		],
		[
			"orderBy",
			() => t.orderBy("a", col("b").desc()),
			{ order: [sort(name("a")), sort(name("b"), "desc")], global: true },
		],
		["sort", () => t.sort(["a"]), { kind: "sort", order: [sort(name("a"))] }],
		["sortWithinPartitions", () => t.sortWithinPartitions("a"), { kind: "sort", global: false }],
		["limit", () => t.limit(3), { kind: "limit", count: int(3) }],
		[
			"limit by a parameter",
			() => t.limit(param("n", { default: 3 })),
			{ count: { kind: "param", name: "n" } },
		],
		["offset", () => t.offset(3), { kind: "offset", count: int(3) }],
		["sample", () => t.sample(0.1, 42), { kind: "sample", fraction: 0.1, seed: 42, withReplacement: false }],
		[
			"sample, PySpark's order",
			() => t.sample(true, 0.1, 42),
			{ fraction: 0.1, seed: 42, withReplacement: true },
		],
		["sample, options", () => t.sample({ fraction: 0.5 }), { fraction: 0.5, withReplacement: false }],
		["fillna", () => t.fillna(0), { kind: "fillNa", values: [{ value: int(0) }] }],
		[
			"fillna of some",
			() => t.fillna(0, ["a"]),
			{ values: [{ column: "a", value: int(0), onlyIfTyped: true }] },
		],
		["fillna of a quoted name", () => t.fillna(0, ["`a.b`"]), { values: [{ column: "a.b" }] }],
		["fillna by name", () => t.na.fill({ a: "x" }), { values: [{ column: "a", value: text("x") }] }],
		["dropna", () => t.dropna(), { kind: "dropNa" }],
		["dropna all", () => t.na.drop("all"), { minNonNulls: 1 }],
		["dropna thresh", () => t.dropna("any", 2, ["a"]), { minNonNulls: 2, columns: ["a"] }],
		["dropna options", () => t.dropna({ how: "all", subset: "a" }), { minNonNulls: 1, columns: ["a"] }],
		[
			"replace",
			() => t.replace("a", null),
			{ kind: "replaceNa", replacements: [{ from: text("a"), to: { value: null } }] },
		],
		[
			"replace lists",
			() => t.replace([1, 2], [3, 4], ["a"]),
			{ columns: ["a"], replacements: [{}, { from: int(2), to: int(4) }] },
		],
		[
			"replace a map",
			() => t.na.replace(new Map([[1, 2]])),
			{ replacements: [{ from: int(1), to: int(2) }] },
		],
		[
			"unpivot",
			() => t.unpivot("id", ["a", "b"], "k", "v"),
			{
				kind: "unpivot",
				ids: [name("id")],
				values: [name("a"), name("b")],
				variableName: "k",
				valueName: "v",
			},
		],
		["alias", () => t.alias("x"), { kind: "subqueryAlias", name: "x" }],
		[
			"withWatermark",
			() => t.withWatermark("at", "1 hour"),
			{ kind: "watermark", column: "at", delay: "1 hour" },
		],
		["hint", () => t.hint("merge", 1), { kind: "hint", name: "merge", args: [int(1)] }],
		["broadcast", () => F.broadcast(t), { kind: "hint", name: "broadcast", args: [] }],
		[
			"repartition",
			() => t.repartition(3, "a"),
			{ kind: "repartition", partitions: 3, columns: [name("a")], shuffle: true },
		],
		["repartition by columns", () => t.repartition("a"), { columns: [name("a")], shuffle: true }],
		["coalesce", () => t.coalesce(1), { partitions: 1, columns: [], shuffle: false }],
	])("%s", (_, make, node) => {
		expect(r(make())).toMatchObject({ input, ...node });
	});

	test.each<[string, () => unknown]>([
		["limit(-1)", () => t.limit(-1)],
		["limit('3')", () => t.limit("3" as never)],
		["orderBy()", () => t.orderBy()],
		["dropDuplicates('a')", () => t.dropDuplicates("a" as never)],
		["dropna('some')", () => t.dropna("some" as never)],
		["fillna(null)", () => t.fillna(null)],
		["replace of unequal lists", () => t.replace([1, 2], [3])],
		["replace of mixed kinds", () => t.replace(["x", 1], ["y", 2])],
		["replace without a value", () => t.replace(1)],
		["sample()", () => t.sample("x" as never)],
		["coalesce('a')", () => t.coalesce("a" as never)],
		["repartition(0)", () => t.repartition(0)],
		["alias(1)", () => t.alias(1 as never)],
		["transform to nothing", () => t.transform((() => undefined) as never)],
	])("%s is refused", (_, work) => {
		expect(codeOf(work)).toBe("PLAN_BAD_ARGUMENT");
	});

	test("transform, untyped, isStreaming", () => {
		expect(t.transform((d, n: number) => d.limit(n), 3)).toMatchObject({});
		expect(r(t.transform((d, n: number) => d.limit(n), 3))).toMatchObject({ kind: "limit", count: int(3) });
		expect(t.untyped()).toBe(t);
		expect(t.isStreaming).toBe(false);
		expect(t.join(readStream("s").untyped(), "id").isStreaming).toBe(true);
	});

	test("frames as values", () => {
		expect(e(t.scalar())).toEqual({ kind: "subquery", use: "scalar", plan: input });
		expect(e(t.exists())).toEqual({ kind: "subquery", use: "exists", plan: input });
	});

	test("ids differ, shared frames stay one node", () => {
		const once = t.filter(col("a").gt(1));
		const both = r(once.union(once)) as { left: unknown; right: unknown };
		expect(both.left).toBe(both.right);
		expect(r(t.distinct()).id).not.toBe(r(t.distinct()).id);
	});
});

describe("what the analysis answers", () => {
	const schema = struct([field("a", STRING), field("n", BIGINT)]);
	const evaluation = { schemaOf: () => schema, made: () => {}, used: () => {} };

	test("columns, dtypes, schema", () => {
		withEvaluation(evaluation, () => {
			expect(t.columns).toEqual(["a", "n"]);
			expect(t.dtypes).toEqual([
				["a", "string"],
				["n", "bigint"],
			]);
			expect(t.schema).toBe(schema);
		});
	});

	test("outside a pipeline: only what readers declare", () => {
		expect(codeOf(() => t.columns)).toBe("PLAN_UNSUPPORTED");
		expect(codeOf(() => spark.read.json("x").columns)).toBe("PLAN_UNSUPPORTED");
		const declared = spark.read.schema("a STRING, n BIGINT").json("x");
		expect(declared.withColumn("m", col("n").plus(1)).dtypes).toEqual([
			["a", "string"],
			["n", "bigint"],
			["m", "bigint"],
		]);
		expect(codeOf(() => declared.untyped().select("nn").columns)).toBe("PLAN_UNKNOWN_COLUMN");
		expect(r(declared.groupBy("a").max())).toMatchObject({ columns: [call("max", name("n"))] });
	});

	test("what needs the names of all columns", () => {
		withEvaluation(evaluation, () => {
			expect(r(t.unpivot("a", null, "k", "v"))).toMatchObject({ ids: [name("a")], values: [name("n")] });
			expect(r(t.groupBy("a").sum())).toMatchObject({ columns: [call("sum", name("n"))] });
			expect(r(t.groupBy(2).count())).toMatchObject({ keys: [bound(t, "n")] });
			expect(r(t.orderBy(-1))).toMatchObject({ order: [sort(bound(t, "a"), "desc")] });
			expect(codeOf(() => t.groupBy(3))).toBe("PLAN_BAD_ARGUMENT");
		});
	});

	test("it learns what was made and what was used", () => {
		const left = new Set<unknown>();
		const watch = {
			schemaOf: () => schema,
			made: (expr: unknown) => void left.add(expr),
			used: (expr: unknown) => void left.delete(expr),
		};
		withEvaluation(watch, () => {
			const dropped = col("a").gt(1);
			t.filter(dropped && col("b").gt(2)).select(
				F.transform("xs", (x) => x.plus(col("x"))),
				F.when(col("c"), 1).otherwise(2),
			);
			expect([...left]).toEqual([e(dropped)]);
		});
	});
});

describe("what a definition cannot do", () => {
	const all = Object.entries({ ...FRAME_REFUSALS });
	test.each(all)("%s", (method, { kind, wayOut }) => {
		const error = caught(() => (t as unknown as Record<string, () => unknown>)[method]?.());
		expect(error.code).toBe(kind === "action" ? "DEFINITION_ACTION" : "PLAN_UNSUPPORTED");
		expect(error.message).toContain(method);
		expect(`${error.message} ${error.diagnostic.hint}`).toContain(wayOut);
		expect(error.diagnostic.file).toMatch(/dataframe\.test\.ts$/);
	});
	test.each(Object.keys(FRAME_PROPERTY_REFUSALS))("%s", (property) => {
		expect(codeOf(() => t[property as "write"])).toMatch(/DEFINITION_ACTION|PLAN_UNSUPPORTED/);
	});
	test.each(Object.keys(GROUPED_REFUSALS))("groupBy().%s", (method) => {
		expect(codeOf(() => t.groupBy("a")[method as "apply"]())).toBe("PLAN_UNSUPPORTED");
	});

	test("a frame is no JavaScript value", () => {
		expect(codeOf(() => `${t}`)).toBe("PLAN_COLUMN_AS_VALUE");
		expect(codeOf(() => JSON.stringify({ t }))).toBe("DEFINITION_ACTION");
		expect(inspect(t)).toBe("DataFrame<table>");
		expect(isDataFrame(t)).toBe(true);
		expect(isDataFrame(spark)).toBe(false);
	});
});
