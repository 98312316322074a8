import { describe, expect, test } from "vitest";
import type { SqlDialect } from "../../../../src/codegen/export/sparkSql/index.js";
import {
	dotted,
	printExpression,
	printQuery,
	sqlTextFor,
} from "../../../../src/codegen/export/sparkSql/index.js";
import { BIGINT, field, STRING, struct } from "../../../../src/core/dataTypes.js";
import { col, expr, F, lit, param, spark, sql } from "../../../../src/index.js";
import type { AnalysisCatalog } from "../../../../src/plan/analyze/catalog.js";
import { exprOf, relationOf } from "../../../../src/plan/marks.js";
import type { Relation } from "../../../../src/plan/relation.js";
import { contextOf, errorsOf, NOTHING } from "./support.js";

const schema = struct([field("id", BIGINT), field("name", STRING), field("größe `x`", BIGINT)]);

/** Every table is there. */
const catalog: AnalysisCatalog = {
	...NOTHING,
	table: (_node, name) => ({
		source: {
			kind: "table",
			name: { catalog: "spark_catalog", schema: "default", table: name.at(-1) as string },
			options: {},
		},
		schema,
		streaming: false,
	}),
	parameter: () => "p",
};

function analysedPlan(frame: object): Relation {
	const relation = relationOf(frame);
	expect(errorsOf(relation, catalog)).toEqual([]);
	return relation;
}

const textOf = (frame: object, dialect: SqlDialect = "spark"): string | undefined =>
	sqlTextFor(analysedPlan(frame), contextOf(dialect));

const orders = () => spark.read.table("orders");

describe("the user's own text", () => {
	test("stays as it is, comments, case and layout; common indentation goes", () => {
		const text = textOf(
			spark.sql(`
				select  id, -- the key
				        upper(name) as NAME  /* all of it */
				from orders
				where name = 'a
				  b'
			`),
		);
		expect(text).toBe(
			"select  id, -- the key\n        upper(name) as NAME  /* all of it */\nfrom orders\nwhere name = 'a\n\t\t\t\t  b'",
		);
	});

	test("a frame that is a table is its name, with the placeholder's name where the text uses that", () => {
		expect(textOf(spark.sql("SELECT id FROM {d}", { d: orders() }))).toBe("SELECT id FROM orders");
		expect(textOf(spark.sql("SELECT d.id FROM {d}", { d: orders() }))).toBe("SELECT d.id FROM orders AS d");
		expect(textOf(spark.sql("SELECT o.id FROM {d} o", { d: orders() }))).toBe("SELECT o.id FROM orders o");
	});

	test("any other frame is a subquery", () => {
		const text = textOf(spark.sql("SELECT count(*) FROM {d}", { d: orders().filter(col("id").gt(1)) }));
		expect(text).toBe("SELECT count(*) FROM (\n  SELECT *\n  FROM orders\n  WHERE id > 1\n)");
	});

	test("a frame is not its own text again", () => {
		const inner = spark.sql("SELECT id FROM orders");
		expect(textOf(spark.sql("SELECT * FROM {inner}", { inner }))).toBe(
			"SELECT * FROM (\n  SELECT id\n  FROM orders\n)",
		);
	});

	test("values are literals and expressions, in parentheses where they need them", () => {
		const text = textOf(
			spark.sql("SELECT id * {n} AS x, :s AS y FROM orders", { n: col("id").plus(1), s: lit("it's") }),
		);
		expect(text).toBe("SELECT id * (id + 1) AS x, 'it\\'s' AS y FROM orders");
		expect(sqlTextFor(exprOf(sql`name = ${"a`'"} AND id > ${2}`), contextOf())).toBe(
			"name = 'a`\\'' AND id > 2",
		);
	});

	test("streams and LIVE are spelled as the dialect does", () => {
		const given = [
			"SELECT id FROM STREAM(LIVE.orders)",
			"SELECT id FROM STREAM LIVE.orders",
			"SELECT id FROM STREAM orders AS o WHERE o.id > 1",
			"SELECT id FROM LIVE.orders JOIN live.customers USING (id)",
		];
		expect(given.map((t) => textOf(spark.sql(t)))).toEqual([
			"SELECT id FROM STREAM orders",
			"SELECT id FROM STREAM orders",
			"SELECT id FROM STREAM orders AS o WHERE o.id > 1",
			"SELECT id FROM orders JOIN customers USING (id)",
		]);
		expect(given.map((t) => textOf(spark.sql(t), "databricks"))).toEqual([
			"SELECT id FROM STREAM(orders)",
			"SELECT id FROM STREAM(orders)",
			"SELECT id FROM STREAM(orders) AS o WHERE o.id > 1",
			"SELECT id FROM orders JOIN customers USING (id)",
		]);
		const stream = spark.sql("SELECT id FROM STREAM {d}", { d: orders() });
		expect(textOf(stream)).toBe("SELECT id FROM STREAM orders");
		expect(
			textOf(spark.sql("SELECT id FROM {d}", { d: spark.readStream.table("orders") }), "databricks"),
		).toBe("SELECT id FROM STREAM(orders)");
	});

	test("names of WITH are no tables, and what looks like a placeholder in a text is none", () => {
		const ctx = { ...contextOf(), tableName: () => "main.orders" };
		const relation = analysedPlan(
			spark.sql("WITH o AS (SELECT id FROM orders) SELECT '{d} LIVE.x ${y}' AS t FROM o", { d: orders() }),
		);
		expect(sqlTextFor(relation, ctx)).toBe(
			"WITH o AS (SELECT id FROM main.orders) SELECT '{d} LIVE.x \\u0024{y}' AS t FROM o",
		);
	});

	test("a name that stands for files or another table keeps its name as an alias", () => {
		const files = contextOf("databricks");
		const read = {
			kind: "read",
			id: "r",
			format: "json",
			paths: ["data/o"],
			options: {},
			streaming: false,
		} as const;
		const ctx = { ...files, tableName: () => read };
		const text = analysedPlan(spark.sql("SELECT orders.id FROM orders"));
		expect(sqlTextFor(text, ctx)).toBe(
			"SELECT orders.id FROM read_files('data/o', format => 'json') AS orders",
		);
		const frame = analysedPlan(spark.read.table("orders").select("orders.id"));
		expect(printQuery(frame, { ...files, tableName: () => "main.raw_o" })).toBe(
			"SELECT orders.id\nFROM main.raw_o AS orders",
		);
	});

	test("parameters", () => {
		expect(textOf(spark.sql("SELECT id FROM orders WHERE name = {p}", { p: param("region") }))).toBe(
			"SELECT id FROM orders WHERE name = :region",
		);
		expect(textOf(spark.sql("SELECT id FROM orders WHERE name = ${region}"))).toBe(
			"SELECT id FROM orders WHERE name = :region",
		);
		expect(textOf(spark.sql("SELECT id FROM ${tbl}"))).toBe("SELECT id FROM IDENTIFIER(:tbl)");
	});

	test("an expression's text; a frame of the DSL has none", () => {
		expect(sqlTextFor(exprOf(expr("id BETWEEN 1 AND  2")), contextOf())).toBe("id BETWEEN 1 AND  2");
		expect(textOf(orders().select("id"))).toBeUndefined();
	});

	test("read_files is refused where it does not exist", () => {
		const relation = relationOf(spark.sql("SELECT * FROM read_files('data', format => 'text')"));
		const ctx = contextOf();
		sqlTextFor(relation, ctx);
		expect(ctx.refusals.map((r) => r.construct)).toEqual(["read_files"]);
	});
});

describe("names and texts survive", () => {
	const awkward = [
		"a b",
		"größe `x`",
		"select",
		"{d}",
		"${x}",
		"it's",
		'say "x"',
		"back\\slash",
		"line\nbreak",
		"日本",
		"1st",
	];

	test.each(awkward)("%j", (name) => {
		const made = orders()
			.select(lit(name).alias(name))
			.filter(col(`\`${name.replaceAll("`", "``")}\``).isNotNull());
		const text = printQuery(analysedPlan(made), contextOf());
		const again = analysedPlan(spark.sql(text));
		const read = printQuery(again, contextOf());
		expect(read).toBe(text);
		expect(JSON.stringify(again)).toContain(JSON.stringify(name));
	});

	test("names get backticks where they need them alone", () => {
		expect(dotted(["a", "Order", "x1", "1x", "b`"])).toBe("a.`Order`.x1.`1x`.`b```");
	});

	test("Spark puts no setting into a text: the dollar sign before a brace is escaped", () => {
		expect(printExpression(exprOf(lit("${spark.app.name}")), contextOf())).toBe("'\\u0024{spark.app.name}'");
	});
});

describe("what SQL has no form for is refused by name", () => {
	const refused = (frame: object, dialect: SqlDialect = "spark"): readonly string[] => {
		const ctx = contextOf(dialect);
		printQuery(analysedPlan(frame), ctx);
		return ctx.refusals.map((r) => r.construct);
	};

	test.each([
		[
			"a stream of files",
			() => spark.readStream.format("json").schema("a INT").load("data"),
			"A stream of json files",
		],
		["a schema of files", () => spark.read.schema("a INT").json("data"), "A read of files with a schema"],
		[
			"dropDuplicates of a stream",
			() => spark.readStream.table("orders").dropDuplicates(["id"]),
			"dropDuplicates of some columns of a stream",
		],
		[
			"a pivot over a key",
			() => orders().groupBy("name").pivot("name", ["a"]).agg(F.count("*")),
			"A pivot over one of its group keys",
		],
	] as const)("%s", (_what, make, construct) => {
		expect(refused(make())).toEqual([construct]);
	});

	test("files on Databricks are read_files", () => {
		const frame = spark.readStream.format("json").schema("a INT").option("multiLine", true).load("data/o");
		expect(printQuery(analysedPlan(frame), contextOf("databricks"))).toBe(
			"SELECT *\nFROM STREAM read_files(\n  'data/o',\n  format => 'json',\n  schema => 'a INT',\n  multiLine => 'true'\n)",
		);
	});
});

test("settings are not put in: ${ has an escape in literals, is parted in comments and refused in names", () => {
	expect(textOf(spark.sql("SELECT '${a}' AS a, r'\\d${b}' AS b, id -- ${c}\nFROM orders"))).toBe(
		"SELECT '\\u0024{a}' AS a, '\\\\d\\u0024{b}' AS b, id -- $ {c}\nFROM orders",
	);
	const ctx = contextOf();
	sqlTextFor(analysedPlan(spark.sql("SELECT id AS `${a}` FROM orders")), ctx);
	expect(ctx.refusals.map((r) => r.construct)).toEqual(["The name ${a}"]);
});
