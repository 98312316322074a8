import { describe, expect, it } from "vitest";
import { INT, typeName } from "../../../../src/core/dataTypes.js";
import { walkBound } from "../../../../src/plan/boundWalk.js";
import { nextId, type Relation } from "../../../../src/plan/relation.js";
import {
	alias,
	as,
	call,
	codes,
	col,
	columns,
	desc,
	filter,
	join,
	lit,
	ORDERS,
	over,
	run,
	schema,
	select,
	sort,
	star,
	table,
} from "./build.js";

const t = () => table("t");
const node = (kind: string, rest: object): Relation =>
	({ kind, id: nextId(), ...rest }) as unknown as Relation;
const kinds = (r: Relation) => walkBound(run(r).plan!.root).map((n) => n.kind);

describe("missing values", () => {
	it("fills columns of the value's type", () => {
		const plan = run(node("fillNa", { input: t(), values: [{ value: lit(0) }] })).plan!;
		expect(plan.schema.fields.map((f) => [f.name, f.nullable])).toEqual([
			["a", false],
			["b", false],
			["s", true],
			["d", false],
		]);
		expect(JSON.stringify(plan.root)).toContain("nanvl");
	});
	it("fills by column and knows the columns", () => {
		expect(codes(node("fillNa", { input: t(), values: [{ column: "nope", value: lit(0) }] }))).toEqual([
			"PLAN_UNKNOWN_COLUMN",
		]);
		const plan = run(node("fillNa", { input: t(), values: [{ column: "A", value: lit(1.5) }] })).plan!;
		expect(typeName(plan.schema.fields[0]!.type)).toBe("int");
	});
	it("drops rows", () => {
		expect(kinds(node("dropNa", { input: t() }))).toContain("filter");
		expect(kinds(node("dropNa", { input: t(), minNonNulls: 2 }))).toContain("filter");
		expect(codes(node("dropNa", { input: t(), columns: ["nope"] }))).toEqual(["PLAN_UNKNOWN_COLUMN"]);
	});
	it("replaces", () => {
		const plan = run(node("replaceNa", { input: t(), replacements: [{ from: lit("x"), to: lit(null) }] }))
			.plan!;
		expect(plan.schema.fields.map((f) => f.name)).toEqual(["a", "b", "s", "d"]);
		expect(JSON.stringify(plan.root).match(/"kind":"case"/g)).toHaveLength(1);
	});
});

describe("rows", () => {
	it("deduplicates by columns", () => {
		expect(kinds(node("dropDuplicates", { input: t(), columns: ["A"], withinWatermark: false }))).toContain(
			"deduplicate",
		);
		expect(kinds(node("dropDuplicates", { input: t(), withinWatermark: false }))).toContain("distinct");
		expect(codes(node("dropDuplicates", { input: t(), columns: ["z"], withinWatermark: false }))).toEqual([
			"PLAN_UNKNOWN_COLUMN",
		]);
	});
	it("limits by constants", () => {
		expect(columns(node("limit", { input: t(), count: call("+", lit(1), lit(1)) }))).toHaveLength(4);
		expect(codes(node("limit", { input: t(), count: col("a") }))).toEqual(["PLAN_UNKNOWN_COLUMN"]);
		expect(codes(node("limit", { input: t(), count: lit(-1) }))).toEqual(["PLAN_BAD_ARGUMENT"]);
	});
	it("renames, drops, names anew", () => {
		expect(
			columns(
				node("renameColumns", {
					input: t(),
					renames: [
						{ from: "A", to: "z" },
						{ from: "nope", to: "q" },
					],
				}),
			),
		).toEqual(["z", "b", "s", "d"]);
		expect(columns(node("dropColumns", { input: t(), columns: [col("B"), col("nope")] }))).toEqual([
			"a",
			"s",
			"d",
		]);
		expect(columns(node("toDf", { input: t(), names: ["w", "x", "y", "z"] }))).toEqual(["w", "x", "y", "z"]);
		expect(codes(node("toDf", { input: t(), names: ["w"] }))).toEqual(["PLAN_BAD_ARGUMENT"]);
	});
	it("drops one of two columns of a name by its frame", () => {
		const left = t();
		const right = table("u");
		const joined = join(left, right, { on: call("=", col("a", left), col("a", right)) });
		expect(columns(node("dropColumns", { input: joined, columns: [col("a", right)] }))).toEqual([
			"a",
			"b",
			"s",
			"d",
			"c",
		]);
		expect(columns(node("dropColumns", { input: joined, columns: [col("a")] }))).toEqual([
			"b",
			"s",
			"d",
			"c",
		]);
	});
	it("unpivots", () => {
		expect(
			columns(
				node("unpivot", {
					input: t(),
					ids: [col("s")],
					values: [col("a"), col("d")],
					variableName: "n",
					valueName: "v",
				}),
			),
		).toEqual(["s", "n", "v"]);
		expect(
			columns(
				node("unpivot", {
					input: select(t(), "a", "s", "d"),
					values: [col("a"), col("d")],
					variableName: "n",
					valueName: "v",
				}),
			),
		).toEqual(["s", "n", "v"]);
		expect(
			codes(
				node("unpivot", {
					input: t(),
					ids: [col("a")],
					values: [col("s"), col("d")],
					variableName: "n",
					valueName: "v",
				}),
			),
		).toEqual(["PLAN_TYPE_MISMATCH"]);
	});
	it("has lateral views", () => {
		const view = node("generate", {
			input: table("nested"),
			generator: call("posexplode", col("arr")),
			outer: true,
			qualifier: "v",
			columns: ["p", "x"],
		});
		expect(columns(select(view, "a", "v.p", "x"))).toEqual(["a", "p", "x"]);
	});
	it("makes rows", () => {
		expect(
			columns(
				node("values", {
					rows: [
						[lit(1), lit("a")],
						[lit(2), lit(null)],
					],
					names: ["x", "y"],
				}),
			),
		).toEqual(["x", "y"]);
		expect(columns(node("range", { start: lit(0), end: lit(5), step: lit(1) }))).toEqual(["id"]);
		expect(columns(node("tableFunction", { fn: "range", args: [lit(5)] }))).toEqual(["id"]);
		expect(columns(node("tableFunction", { fn: "explode", args: [call("array", lit(1), lit(2))] }))).toEqual([
			"col",
		]);
		expect(codes(node("tableFunction", { fn: "nope", args: [] }))).toEqual(["PLAN_UNSUPPORTED"]);
	});
	it("qualifies by window functions", () => {
		const rn = over(call("row_number"), [], [desc(col("b"))]);
		const plan = filter(select(t(), "a"), call("=", rn, lit(1)), "qualify");
		expect(columns(plan)).toEqual(["a"]);
		expect(columns(filter(select(t(), "a", as(rn, "rn")), call("=", col("rn"), lit(1)), "qualify"))).toEqual([
			"a",
			"rn",
		]);
		expect(codes(filter(t(), call("=", rn, lit(1))))).toEqual(["PLAN_MISPLACED"]);
	});
	it("is no place for tables as values", () => {
		expect(codes(select(t(), call("row_number")))).toEqual(["PLAN_MISPLACED"]);
		expect(codes(select(t(), call("upper", col("s"), col("s"))))).toEqual(["PLAN_ARGUMENT_COUNT"]);
		const unknown = run(select(t(), call("uper", col("s"))));
		expect(unknown.diagnostics[0]).toMatchObject({ code: "PLAN_UNKNOWN_FUNCTION" });
		expect(unknown.diagnostics[0]?.candidates?.[0]).toBe("upper");
	});
	it("binds lambdas", () => {
		const lambda = { kind: "lambda", params: ["x"], body: call("+", col("x"), col("a")) } as const;
		const plan = select(table("nested"), call("transform", col("arr"), lambda));
		expect(columns(plan)).toEqual([
			"transform(arr, lambdafunction((namedlambdavariable() + a), namedlambdavariable()))",
		]);
		expect(typeName(run(plan).plan!.schema.fields[0]!.type)).toBe("array<int>");
	});
});

describe("readers", () => {
	const read = (rest: object = {}): Relation =>
		node("read", { format: "json", paths: ["data/a"], options: {}, streaming: false, ...rest });
	it("asks for a schema that is not declared", () => {
		const result = run(select(read(), "x", "y"));
		expect(result.diagnostics).toEqual([]);
		expect(result.plan).toBeUndefined();
		expect(result.unknownReads.map((r) => r.read)).toEqual([
			{ format: "json", paths: ["data/a"], options: {}, streaming: false },
		]);
		expect(
			columns(read(), { files: () => ({ schema: schema({ x: INT }), partitions: schema({ p: INT }) }) }),
		).toEqual(["x", "p"]);
	});
	it("puts parameters in", () => {
		const param = { kind: "param", name: "root", type: { kind: "string" } } as const;
		const plan = read({ paths: [{ kind: "call", fn: "concat", args: [param, lit("/x")] }], schema: ORDERS });
		expect(codes(plan)).toEqual(["PLAN_UNKNOWN_PARAMETER"]);
		const scan = run(plan, { parameter: () => "lake" }).plan!.root;
		expect(scan).toMatchObject({
			kind: "scan",
			id: "scan1",
			source: { kind: "files", paths: ["lake/x"], declared: true },
		});
	});
	it("turns cloudFiles into its format", () => {
		const scan = run(
			read({
				format: "cloudFiles",
				options: { "cloudFiles.format": "csv" },
				schema: ORDERS,
				streaming: true,
			}),
		).plan!;
		expect(scan.streaming).toBe(true);
		expect(scan.root).toMatchObject({ source: { format: "csv", cloudFiles: true } });
		expect(codes(read({ format: "cloudFiles", schema: ORDERS }))).toEqual(["PLAN_BAD_ARGUMENT"]);
	});
	it("has hidden columns only when they are used", () => {
		const source = read({ schema: ORDERS });
		expect(columns(source)).toEqual(ORDERS.fields.map((f) => f.name));
		const used = select(
			filter(source, call(">", col("id"), lit(1))),
			"id",
			"_metadata.file_name",
			as(call("input_file_name"), "f"),
		);
		const plan = run(used).plan!;
		expect(plan.schema.fields.map((f) => f.name)).toEqual(["id", "file_name", "f"]);
		const scan = walkBound(plan.root).find((n) => n.kind === "scan")!;
		expect(scan.output.map((a) => a.name).slice(-2)).toEqual(["_metadata", "input_file_name()"]);
		expect(columns(select(select(source, "id"), star(), "_metadata"))).toEqual(["id", "_metadata"]);
		expect(codes(select(t(), "_metadata"))).toEqual(["PLAN_UNKNOWN_COLUMN"]);
	});
	it("refuses secrets among rows", () => {
		expect(codes(select(t(), as({ kind: "secret", name: "TOKEN" }, "x")))).toEqual(["PLAN_UNSUPPORTED"]);
	});
	it("checks parameters", () => {
		const param = { kind: "param", name: "limit", type: INT, default: "5" } as const;
		const plan = filter(t(), call(">", col("a"), param));
		expect(JSON.stringify(run(plan).plan!.root)).toContain('"value":"5"');
		expect(codes(plan, { parameter: () => "many" })).toEqual(["PLAN_BAD_PARAMETER"]);
	});
});

describe("streams", () => {
	const s = () => table("t", true);
	const problems = (r: Relation) => run(r).diagnostics.map((d) => d.message);
	it("is streaming when a scan is", () => {
		expect(run(select(s(), "a")).plan?.streaming).toBe(true);
		expect(run(t()).plan?.streaming).toBe(false);
		expect(run(join(s(), table("u"), { using: ["a"] })).plan?.streaming).toBe(true);
	});
	it("keeps state for keys", () => {
		expect(codes(node("distinct", { input: s() }))).toEqual([]);
		expect(codes(node("dropDuplicates", { input: s(), columns: ["a"], withinWatermark: false }))).toEqual([]);
	});
	it("refuses what needs all rows, with the reason", () => {
		expect(problems(select(s(), call("sum", col("a"))))[0]).toContain("watermark");
		expect(codes(sort(s(), desc(col("a"))))).toEqual(["PLAN_STREAMING"]);
		expect(codes(node("limit", { input: s(), count: lit(1) }))).toEqual(["PLAN_STREAMING"]);
		expect(codes(select(s(), over(call("row_number"), [], [desc(col("b"))])))).toEqual(["PLAN_STREAMING"]);
		expect(codes(node("dropDuplicates", { input: s(), columns: ["a"], withinWatermark: true }))).toEqual([
			"PLAN_STREAMING",
		]);
		expect(codes(select(t(), as({ kind: "subquery", use: "exists", plan: s() }, "x")))).toEqual([
			"PLAN_STREAMING",
		]);
	});
	it("takes joins on the sides that Spark does", () => {
		const how = (left: Relation, right: Relation, h: "left" | "right" | "full" | "left_anti" | "inner") =>
			codes(join(alias(left, "l"), alias(right, "r"), { how: h, on: call("=", col("l.a"), col("r.a")) }));
		expect(how(s(), table("u"), "left")).toEqual([]);
		expect(how(s(), table("u"), "left_anti")).toEqual([]);
		expect(how(table("u"), s(), "right")).toEqual([]);
		expect(how(table("u"), s(), "inner")).toEqual([]);
		expect(how(s(), table("u"), "full")).toEqual(["PLAN_STREAMING"]);
		expect(how(s(), table("u"), "right")).toEqual(["PLAN_STREAMING"]);
		expect(how(table("u"), s(), "left")).toEqual(["PLAN_STREAMING"]);
		expect(how(s(), s(), "inner")).toEqual(["PLAN_STREAMING"]);
	});
	it("takes unions of streams only", () => {
		const union = (left: Relation, right: Relation, all = true) =>
			codes(node("set", { op: "union", all, byName: false, allowMissingColumns: false, left, right }));
		expect(union(s(), s())).toEqual([]);
		expect(union(s(), s(), false)).toEqual([]);
		expect(union(s(), t())).toEqual(["PLAN_STREAMING"]);
	});
	it("marks a time column", () => {
		const marked = node("watermark", { input: table("orders", true), column: "at", delay: "10 minutes" });
		expect(codes(marked)).toEqual([]);
		expect(
			codes(node("watermark", { input: table("orders", true), column: "id", delay: "10 minutes" })),
		).toEqual(["PLAN_TYPE_MISMATCH"]);
	});
});
