import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
	array,
	BIGINT,
	BOOLEAN,
	DATE,
	DOUBLE,
	decimal,
	field,
	INT,
	map,
	STRING,
	struct,
	TIMESTAMP,
} from "../../../../src/core/dataTypes.js";
import { F, lit, param, read, readStream, secret, spark, T, udf } from "../../../../src/index.js";
import { referencedFunction } from "../../../../src/plan/references.js";
import { structOfSchema } from "../../../../src/plan/schemas.js";
import { implementationOf } from "../../../../src/plan/udf.js";
import { call, caught, codeOf, e, int, literal, name, r, text } from "./nodes.js";

describe("readers", () => {
	test("format, options, schema, paths", () => {
		const frame = spark.read
			.format("csv")
			.option("header", true)
			.options({ sep: ";", none: undefined })
			.schema("id INT")
			.load("x");
		expect(r(frame)).toEqual({
			kind: "read",
			id: expect.any(String),
			format: "csv",
			paths: ["x"],
			options: { header: "true", sep: ";" },
			schema: struct([field("id", INT)]),
			streaming: false,
		});
	});

	test.each<[string, () => object, object]>([
		["json", () => spark.read.json("x"), { format: "json", paths: ["x"], options: {} }],
		[
			"csv with options",
			() => spark.read.csv(["x", "y"], { header: true }),
			{ format: "csv", paths: ["x", "y"], options: { header: "true" } },
		],
		[
			"parquet",
			() => spark.read.parquet("x", "y", { mergeSchema: true }),
			{ format: "parquet", paths: ["x", "y"], options: { mergeSchema: "true" } },
		],
		["text", () => spark.read.text("x"), { format: "text", options: {} }],
		[
			"text forgets wholetext, as PySpark does",
			() => spark.read.option("wholeText", true).text("x"),
			{ options: { wholeText: "false" } },
		],
		[
			"text keeps the argument",
			() => spark.read.text("x", { wholetext: true }),
			{ options: { wholetext: "true" } },
		],
		["the default source", () => spark.read.load("x"), { format: "parquet" }],
		["no path", () => spark.readStream.format("rate").load(), { format: "rate", paths: [], streaming: true }],
		["a stream", () => spark.readStream.json("x"), { format: "json", streaming: true }],
		[
			"the last spelling of an option",
			() => spark.read.option("multiline", true).option("multiLine", false).json("x"),
			{ options: { multiLine: "false" } },
		],
	])("%s", (_, make, node) => {
		expect(r(make())).toMatchObject(node);
	});

	test("a reader may be used twice", () => {
		const reader = spark.read.option("a", 1);
		reader.option("b", 2);
		expect(r(reader.json("x"))).toMatchObject({ options: { a: "1" } });
		expect(r(reader.json("x"))).not.toMatchObject({ options: { b: "2" } });
	});

	test("parameters and secrets in paths and options", () => {
		const root = { kind: "param", name: "root", type: STRING, default: "data" };
		expect(r(spark.read.json(param("root", { default: "data" })))).toMatchObject({ paths: [root] });
		expect(r(spark.read.json(F.concat(param("root", { default: "data" }), lit("/x"))))).toMatchObject({
			paths: [call("concat", root as never, text("/x"))],
		});
		const frame = spark.readStream
			.option("jaas", `user="a" password="${secret("PW")}";`)
			.format("kafka")
			.load();
		expect(r(frame)).toMatchObject({
			options: {
				jaas: {
					fn: "concat",
					args: [text('user="a" password="'), { kind: "secret", name: "PW" }, text('";')],
				},
			},
		});
		expect(codeOf(() => spark.read.json(F.upper("a")))).toBe("PLAN_BAD_ARGUMENT");
	});

	test("wrong uses", () => {
		expect(codeOf(() => spark.readStream.json(["a", "b"]))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => spark.read.format(1 as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => spark.read.schema("id INTT"))).toBe("SQL_SYNTAX");
		expect(codeOf(() => spark.read.jdbc("x"))).toBe("PLAN_UNSUPPORTED");
		expect(codeOf(() => JSON.stringify(spark.read))).toBe("PLAN_BAD_ARGUMENT");
	});
});

describe("tables", () => {
	test.each([
		["t", ["t"]],
		["raw.t", ["raw", "t"]],
		["c.raw.`my t`", ["c", "raw", "my t"]],
		["LIVE.t", ["t"]],
		["live.t", ["t"]],
	])("%s", (written, parts) => {
		for (const frame of [read(written), spark.table(written), spark.read.table(written)])
			expect(r(frame)).toMatchObject({ kind: "table", name: parts, streaming: false });
		for (const frame of [
			readStream(written),
			spark.readStream.table(written),
			spark.readStream.format("delta").table(written),
		])
			expect(r(frame)).toMatchObject({ kind: "table", name: parts, streaming: true });
	});

	test("options, parameters", () => {
		expect(r(spark.readStream.option("skipChangeCommits", true).table("t"))).toMatchObject({
			options: { skipChangeCommits: "true" },
		});
		expect(r(read(param("t")))).toMatchObject({ name: { kind: "param", name: "t" } });
		expect(codeOf(() => read(F.concat(param("t"), lit(".x"))))).toBe("PLAN_UNSUPPORTED");
		expect(codeOf(() => read(""))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => read(undefined as never))).toBe("DEFINITION_UNDEFINED_READ");
	});

	test("by reference: the function stays beside the node", () => {
		function orders() {
			return read("raw");
		}
		const node = r(readStream(orders));
		expect(node).toEqual({ kind: "reference", id: expect.any(String), label: "orders", streaming: true });
		expect(referencedFunction(node as never)).toBe(orders);
	});
});

describe("rows in memory", () => {
	test("types are inferred as PySpark does", () => {
		const frame = spark.createDataFrame([
			{ i: 1, d: 1.5, s: "x", n: null, a: [1, null], m: new Map([["k", 1]]), o: { x: true } },
			{ i: null, d: 2, s: null, n: 2n, a: [], m: null, o: null },
		]);
		expect(r(frame)).toMatchObject({
			kind: "values",
			names: ["i", "d", "s", "n", "a", "m", "o"],
			types: [
				BIGINT,
				DOUBLE,
				STRING,
				BIGINT,
				array(BIGINT),
				map(STRING, BIGINT),
				struct([field("x", BOOLEAN)]),
			],
			rows: [
				[literal(BIGINT, "1"), literal(DOUBLE, "1.5"), text("x"), literal(BIGINT, null), {}, {}, {}],
				[
					literal(BIGINT, null),
					literal(DOUBLE, "2"),
					literal(STRING, null),
					literal(BIGINT, "2"),
					{},
					{},
					{},
				],
			],
		});
		expect(r(spark.createDataFrame([[1, "a"]]))).toMatchObject({ names: ["_1", "_2"] });
		expect(r(spark.createDataFrame([1, 2], ["v"]))).toMatchObject({ names: ["v"], types: [BIGINT] });
	});

	test("a schema decides", () => {
		const frame = spark.createDataFrame(
			[[1, "1.50", "2024-01-02", [1]]],
			"id INT, d DECIMAL(5,2), day DATE, xs ARRAY<INT>",
		);
		expect(r(frame)).toMatchObject({
			types: [INT, decimal(5, 2), DATE, array(INT)],
			rows: [
				[
					int(1),
					{ kind: "cast", input: text("1.50"), type: decimal(5, 2) },
					{ kind: "cast", input: text("2024-01-02"), type: DATE },
					{ kind: "cast", input: call("array", int(1)), type: array(INT) },
				],
			],
		});
		expect(r(spark.createDataFrame([], "id INT"))).toMatchObject({ rows: [], names: ["id"] });
	});

	test.each<[string, () => unknown, string]>([
		["only nulls", () => spark.createDataFrame([[null]], ["a"]), "PLAN_BAD_SCHEMA"],
		["no rows, no schema", () => spark.createDataFrame([]), "PLAN_BAD_SCHEMA"],
		["mixed types", () => spark.createDataFrame([[1], ["a"]]), "PLAN_BAD_SCHEMA"],
		["text for a number", () => spark.createDataFrame([["1"]], "id INT"), "PLAN_BAD_ARGUMENT"],
		["too large", () => spark.createDataFrame([[200]], "id TINYINT"), "PLAN_BAD_ARGUMENT"],
		["too few values", () => spark.createDataFrame([[1]], "a INT, b INT"), "PLAN_BAD_ARGUMENT"],
		["an unknown key", () => spark.createDataFrame([{ x: 1 }], "a INT"), "PLAN_BAD_ARGUMENT"],
		["no array", () => spark.createDataFrame({} as never), "PLAN_BAD_ARGUMENT"],
	])("%s", (_, work, code) => {
		expect(codeOf(work)).toBe(code);
	});

	test("range", () => {
		expect(r(spark.range(3))).toMatchObject({ kind: "range", start: int(0), end: int(3), step: int(1) });
		expect(r(spark.range(1, 9, 2))).toMatchObject({ start: int(1), end: int(9), step: int(2) });
		expect(codeOf(() => spark.range(1, 2, 0))).toBe("PLAN_BAD_ARGUMENT");
	});
});

describe("schemas", () => {
	test("a struct of T", () => {
		const schema = T.struct({
			id: T.notNull(T.int, "the key"),
			d: T.decimal(10, 2),
			n: "array<int>",
			m: T.map(T.string, T.double),
		});
		expect(schema).toEqual(
			struct([
				field("id", INT, false, "the key"),
				field("d", decimal(10, 2)),
				field("n", array(INT)),
				field("m", map(STRING, DOUBLE)),
			]),
		);
		expect(codeOf(() => T.decimal(40, 2))).toBe("PLAN_BAD_ARGUMENT");
	});

	test("a zod object", () => {
		const schema = z.object({
			i: z.int32(),
			big: z.number().int(),
			d: z.number(),
			s: z.string().nullable(),
			day: z.iso.date(),
			at: z.date().optional(),
			e: z.enum(["a", "b"]),
			xs: z.array(z.string()),
			m: z.record(z.string(), z.boolean()),
			o: z.object({ n: z.bigint() }),
		});
		expect(structOfSchema(schema)).toEqual(
			struct([
				field("i", INT, false),
				field("big", BIGINT, false),
				field("d", DOUBLE, false),
				field("s", STRING),
				field("day", DATE, false),
				field("at", TIMESTAMP),
				field("e", STRING, false),
				field("xs", array(STRING, false), false),
				field("m", map(STRING, BOOLEAN, false), false),
				field("o", struct([field("n", BIGINT, false)]), false),
			]),
		);
		expect(
			caught(() => structOfSchema(z.object({ a: z.object({ b: z.union([z.string(), z.number()]) }) })))
				.message,
		).toContain('"a.b"');
	});

	test("what is no schema", () => {
		for (const wrong of [1, null, z.string(), T.int])
			expect(codeOf(() => structOfSchema(wrong))).toBe("PLAN_BAD_SCHEMA");
	});
});

describe("parameters, secrets, UDFs, settings", () => {
	test("param", () => {
		expect(e(param("a"))).toEqual({ kind: "param", name: "a", type: STRING });
		expect(e(param("a", { default: 3 }))).toEqual({ kind: "param", name: "a", type: INT, default: "3" });
		expect(e(param("a", { type: "date", default: "2024-01-02" }))).toMatchObject({
			type: DATE,
			default: "2024-01-02",
		});
		expect(e(spark.conf.get("a", "x"))).toEqual({ kind: "param", name: "a", type: STRING, default: "x" });
		expect(codeOf(() => param("a", { type: "boolean", default: 1 }))).toBe("PLAN_BAD_PARAMETER");
		expect(codeOf(() => param(" "))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => `${param("a")}`)).toBe("PLAN_COLUMN_AS_VALUE");
	});

	test("a secret never shows more than its name", () => {
		const pw = secret("PW");
		expect(e(pw)).toEqual({ kind: "secret", name: "PW" });
		for (const shown of [`${pw}`, String(pw), JSON.stringify(pw), inspect(pw), JSON.stringify({ pw })])
			expect(shown).toContain("‹secret PW›");
		expect(codeOf(() => lit(`x${pw}`))).toBe("PLAN_BAD_ARGUMENT");
	});

	test("udf", () => {
		const js = (n: number) => 2 * n;
		const twice = udf({ name: "twice", args: ["int"], returns: "bigint", js, python: "lambda n: 2 * n" });
		expect(e(twice("a"))).toEqual({
			kind: "udf",
			definition: {
				name: "twice",
				args: [INT],
				returns: BIGINT,
				js: js.toString(),
				python: "lambda n: 2 * n",
			},
			args: [name("a")],
		});
		expect(implementationOf(twice.definition)).toBe(js);
		expect(codeOf(() => twice("a", "b"))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => udf({ name: "x", args: [], returns: "int", js: async () => 1 }))).toBe(
			"PLAN_BAD_ARGUMENT",
		);
		expect(codeOf(() => udf({ name: "x", args: [], returns: "int", js: undefined as never }))).toBe(
			"PLAN_BAD_ARGUMENT",
		);
	});

	test("spark.conf.set and its kin are refused by name", () => {
		expect(caught(() => spark.conf.set("spark.sql.shuffle.partitions", 1)).message).toContain(
			"spark.sql.shuffle.partitions",
		);
		expect(codeOf(() => spark.catalog)).toBe("DEFINITION_ACTION");
		expect(codeOf(() => spark.streams)).toBe("DEFINITION_ACTION");
		expect(codeOf(() => spark.stop())).toBe("DEFINITION_ACTION");
	});
});
