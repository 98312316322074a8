import { describe, expect, test } from "vitest";
import { printQuery } from "../../../../src/codegen/export/sparkSql/index.js";
import {
	array,
	BIGINT,
	field,
	INT,
	map,
	STRING,
	type StructType,
	struct,
	TIMESTAMP,
} from "../../../../src/core/dataTypes.js";
import { type Column, col, expr, F, lit, spark, udf, Window } from "../../../../src/index.js";
import { analyze } from "../../../../src/plan/analyze/analyze.js";
import type { AnalysisCatalog } from "../../../../src/plan/analyze/catalog.js";
import type { DataFrame } from "../../../../src/plan/frameTypes.js";
import { relationOf } from "../../../../src/plan/marks.js";
import { contextOf, errorsOf, NOTHING } from "./support.js";

const schemas: Readonly<Record<string, StructType>> = {
	orders: struct([
		field("id", BIGINT),
		field("customer", BIGINT),
		field("amount", INT),
		field("at", TIMESTAMP),
		field("items", array(STRING)),
		field("attrs", map(STRING, STRING)),
		field("s", struct([field("f", INT), field("g", STRING)])),
	]),
	customers: struct([field("id", BIGINT), field("name", STRING), field("region", STRING)]),
};

const catalog: AnalysisCatalog = {
	...NOTHING,
	table: (_node, parts) => {
		const table = parts.at(-1) as string;
		const name = { catalog: "spark_catalog", schema: "default", table };
		const schema = schemas[table];
		return schema && { source: { kind: "table", name, options: {} }, schema, streaming: false };
	},
};

type Frame = DataFrame<any>;
const orders = (): Frame => spark.read.table("orders") as Frame;
const customers = (): Frame => spark.read.table("customers") as Frame;

const schemaText = (frame: object): string =>
	JSON.stringify(analyze(relationOf(frame), catalog).schema.fields.map((f) => [f.name, f.type]));

/** The text, which read again is a query with the same columns. */
function printed(frame: object): string {
	expect(errorsOf(relationOf(frame), catalog)).toEqual([]);
	const ctx = contextOf("databricks");
	const text = printQuery(relationOf(frame), ctx);
	expect(ctx.refusals).toEqual([]);
	expect(schemaText(spark.sql(text))).toBe(schemaText(frame));
	return text;
}

describe("a person could have written it", () => {
	test("a window function and what is done with it", () => {
		const latest = Window.partitionBy("customer").orderBy(col("at").desc());
		const frame = orders().withColumn("r", F.rowNumber().over(latest)).filter(col("r").eq(1)).drop("r");
		expect(printed(frame)).toBe(`SELECT * EXCEPT (r)
FROM (
  SELECT *, row_number() OVER (PARTITION BY customer ORDER BY at DESC) AS r
  FROM orders
) AS orders
WHERE r = 1`);
	});

	test("one SELECT for filter, group, HAVING, order and limit", () => {
		const frame = orders()
			.filter("amount > 0")
			.filter(col("customer").isNotNull().or(col("id").lt(3)))
			.groupBy("customer")
			.agg(F.sum("amount").alias("total"))
			.filter(col("total").gt(10))
			.orderBy(col("total").desc(), "customer")
			.limit(3);
		expect(printed(frame)).toBe(`SELECT customer, sum(amount) AS total
FROM orders
WHERE amount > 0
  AND (customer IS NOT NULL OR id < 3)
GROUP BY customer
HAVING total > 10
ORDER BY total DESC, customer
LIMIT 3`);
	});

	test("columns upon columns, by their aliases where those are new names", () => {
		const frame = orders()
			.withColumn("x", col("amount").plus(1))
			.withColumn("y", col("x").multiply(2))
			.select("id", "x", "y")
			.withColumnRenamed("id", "order");
		expect(printed(frame)).toBe("SELECT id AS `order`, amount + 1 AS x, x * 2 AS y\nFROM orders");
	});

	test("a frame joined with one that comes of it", () => {
		const big = orders().filter(col("amount").gt(5));
		const all = orders();
		const frame = all
			.join(big, all.col("id").eq(big.col("customer")))
			.filter(all.col("amount").lt(3))
			.select(all.col("id"), big.col("id").alias("other"));
		expect(printed(frame)).toBe(`SELECT orders.id, orders_b.id AS other
FROM orders
JOIN (
  SELECT *
  FROM orders
  WHERE amount > 5
) AS orders_b
  ON orders.id = orders_b.customer
WHERE orders.amount < 3`);
	});

	test("a piece that is used twice has a name", () => {
		const joined = orders().join(customers(), "id");
		const frame = joined.join(joined.groupBy("region").count(), "region").filter("count > 1");
		expect(printed(frame)).toBe(`WITH joined AS (
  SELECT *
  FROM orders
  JOIN customers USING (id)
)
SELECT *
FROM joined
JOIN (
  SELECT region, count(*) AS count
  FROM joined
  GROUP BY region
) AS joined_b USING (region)
WHERE count > 1`);
	});

	test("lambdas inside of lambdas have letters", () => {
		const frame = orders().select(
			F.transform("items", (x: Column) => F.transform(F.split(x, ","), (y: Column) => F.concat(x, y))).alias(
				"n",
			),
		);
		expect(printed(frame)).toBe(
			"SELECT transform(items, x -> transform(split(x, ','), y -> concat(x, y))) AS n\nFROM orders",
		);
	});

	test("columns of one name after a join", () => {
		const [left, right] = [orders(), customers()];
		const frame = left
			.join(right, left.col("customer").eq(right.col("id")), "left")
			.withColumn("x", F.upper(right.col("name")))
			.filter(col("x").isNotNull())
			.drop(right.col("id"));
		expect(printed(frame)).toContain("SELECT * EXCEPT (customers_id)");
	});
});

const other: Readonly<Record<string, () => object>> = {
	"a filter on a column that was left out": () =>
		(orders().select("id") as Frame).filter(col("amount").gt(1)).orderBy("at"),
	"a group without its key": () =>
		orders().groupBy("customer").agg(F.max("at")).select("max(at)").filter("customer > 1"),
	"a generator": () => orders().withColumn("item", F.explode("items")).groupBy("item").count(),
	"a generator of two columns": () => orders().selectExpr("id", "posexplode(items) AS (p, x)"),
	"a frame of rows": () => {
		const all = Window.partitionBy("customer").orderBy("at").rowsBetween(Window.unboundedPreceding, 0);
		return orders().select("id", F.sum("amount").over(all).alias("run"));
	},
	"correlated queries": () =>
		spark.sql(
			"SELECT id, (SELECT max(amount) FROM orders o WHERE o.customer = c.id) AS m FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer = c.id) AND id NOT IN (SELECT customer FROM orders)",
		),
	"a union by name": () =>
		orders()
			.select("id", "amount")
			.unionByName(orders().select("amount", "id", "customer"), true),
	"rows of distinct keys": () => orders().dropDuplicates(["customer"]),
	"a sample": () => orders().sample(0.1, 3),
	"hints and partitions": () =>
		orders()
			.join(F.broadcast(customers()).alias("c"), col("customer").eq(col("c.id")))
			.select("c.name")
			.repartition(3),
	"partitions by ranges": () => orders().repartitionByRange(3, "customer").repartitionByRange("id"),
	"order in partitions": () => orders().repartition(3, "customer").sortWithinPartitions("id"),
	"a cube": () => orders().cube("customer", "amount").agg(F.count("*").alias("n"), F.groupingId().alias("g")),
	"a pivot over a field": () =>
		orders()
			.groupBy("customer")
			.pivot("s.g", ["a", "b"])
			.agg(F.sum("amount").alias("t"), F.count("*").alias("n")),
	"missing values": () => orders().fillna({ amount: 0, id: 1 }).dropna("any", 2).replace(1, 2, ["amount"]),
	"an anti join after a join": () => {
		const [a, b, c] = [orders(), customers(), customers()];
		return a
			.join(b, a.col("customer").eq(b.col("id")))
			.join(c, a.col("id").eq(c.col("id")), "left_anti")
			.select(a.col("id"), b.col("name"));
	},
	"structs, maps and stars": () =>
		orders().select(col("s.f"), col("s").getField("g"), "s.*", col("attrs").getItem("k").alias("v")),
	aliases: () =>
		orders()
			.alias("l")
			.join(orders().alias("r"), expr("l.id = r.customer"))
			.select("l.*", col("r.id").alias("rid"))
			.filter("l.amount > 3 AND rid < 4"),
	"numbers in order": () => spark.range(1, 10, 2).withColumn("x", col("id").cast("string")),
	"metadata of files": () =>
		spark.read.schema("a INT").json("data/x").select("a", expr("_metadata.file_name")),
};

test.each(Object.entries(other))("%s: read again, the columns are the same", (_what, make) => {
	const text = printed(make());
	// No name that was made up ends in digits.
	expect(text).not.toMatch(/AS \w*\d\b/);
});

describe("refused by name", () => {
	test.each([
		[
			"a udf",
			() =>
				orders().select(
					udf({ name: "twice", args: ["INT"], returns: "INT", js: (x: number) => 2 * x })(col("amount")),
				),
			"The udf twice",
		],
		[
			"a pivot over its key",
			() => orders().withColumn("k", lit(1)).groupBy("k").pivot("k", [1]).agg(F.count("*")),
			"A pivot over one of its group keys",
		],
	] as const)("%s", (_what, make, construct) => {
		const ctx = contextOf("databricks");
		const frame = make();
		expect(errorsOf(relationOf(frame), catalog)).toEqual([]);
		printQuery(relationOf(frame), ctx);
		expect(ctx.refusals.map((r) => r.construct)).toEqual([construct]);
	});
});

describe("what Spark means by a frame's method", () => {
	test("a filter above windows over groups is no HAVING: they have seen the groups that it leaves out", () => {
		const frame = orders()
			.groupBy("customer")
			.agg(
				F.sum("amount").alias("s"),
				F.rank()
					.over(Window.orderBy(F.sum("amount").desc()))
					.alias("r"),
			)
			.filter(col("s").lt(100));
		expect(printed(frame)).toMatch(
			/^SELECT \*\nFROM \(\n[\s\S]*GROUP BY customer\n\) AS \w+\nWHERE s < 100$/,
		);
	});

	test("HAVING stays below them", () => {
		const text =
			"SELECT customer, rank() OVER (ORDER BY sum(amount)) AS r FROM orders GROUP BY customer HAVING count(*) > 1";
		expect(printed(spark.sql(text).filter("r = 1"))).toMatch(
			/HAVING count\(\*\) > 1\n\) AS \w+\nWHERE r = 1$/,
		);
	});

	test("replace compares numbers as doubles", () => {
		expect(printed(orders().select("amount").replace(1.5, 9))).toContain("WHEN amount = 1.5D THEN 9 ");
		expect(printed(orders().select("id").replace(7, 8))).toContain("WHEN id = 7.0D THEN CAST(8 AS BIGINT)");
		expect(printed(orders().select("amount").replace(7, 8))).toContain("WHEN amount = 7 THEN 8 ");
	});

	test("unionByName puts fields in order, and fills up", () => {
		const other = orders().selectExpr("named_struct('g', 'x', 'f', 1) AS s");
		expect(printed(orders().select("s").unionByName(other))).toContain(
			"CASE WHEN s IS NOT NULL THEN named_struct('f', s.f, 'g', s.g) END AS s",
		);
	});
});
