import { describe, expect, test } from "vitest";
import { col, F, lit, param, spark, udf, Window } from "../../../../src/index.js";
import { relationOf } from "../../../../src/plan/marks.js";
import { relationOfText } from "../../../../src/plan/sql/bind.js";
import { pysparkText } from "../../../conformance/lib/pysparkText.js";

/** The body of the function that is written for a frame. */
function written(make: () => object, options: { readonly lazyOnly?: boolean } = {}): string {
	const text = pysparkText(() => relationOf(make()), { ...options, tables: TABLES });
	if ("refused" in text) return `refused: ${text.refused.join("; ")}`;
	const [, body = ""] = text.python.split("def query():\n");
	return body
		.replace(/^ {4}/gm, "")
		.trim()
		.replace(/^return /m, "");
}

const TABLES = {
	orders: "id INT, customer STRING, amount DOUBLE, day DATE, tags ARRAY<STRING>, s STRUCT<x: INT>",
	customers: "id INT, name STRING",
	events: "id INT, at TIMESTAMP",
};
const orders = () => spark.read.table("orders");
const customers = () => spark.read.table("customers");

describe("frames", () => {
	test.each<[string, () => object, string]>([
		[
			"names",
			() => orders().select("id", col("amount").alias("a")),
			'.select("id", F.col("amount").alias("a"))',
		],
		[
			"conditions",
			() => orders().filter(col("amount").gt(1).and(col("customer").isNull().not())),
			'.filter((F.col("amount") > 1) & ~F.col("customer").isNull())',
		],
		["SQL text", () => orders().filter("amount > 1"), '.filter("amount > 1")'],
		[
			"selectExpr",
			() => orders().selectExpr("id + 1 AS next", "day"),
			'.selectExpr("id + 1 AS next", "day")',
		],
		["withColumn", () => orders().withColumn("n", lit(1)), '.withColumn("n", F.lit(1))'],
		["drop", () => orders().drop("amount", "day"), '.drop("amount", "day")'],
		[
			"groups",
			() =>
				orders().groupBy("customer").agg(F.sum("amount").alias("total"), F.countDistinct("id").alias("ids")),
			'.groupBy("customer").agg(F.sum("amount").alias("total"), F.count_distinct("id").alias("ids"))',
		],
		["count", () => orders().groupBy("customer").count(), '.groupBy("customer").count()'],
		[
			"pivot",
			() => orders().groupBy("id").pivot("customer", ["a", "b"]).agg(F.max("amount")),
			'.groupBy("id").pivot("customer", ["a", "b"]).agg(F.max("amount"))',
		],
		[
			"order",
			() => orders().orderBy("id", col("day").desc(), F.ascNullsLast("amount")).limit(3),
			'.orderBy("id", F.col("day").desc(), F.col("amount").asc_nulls_last()).limit(3)',
		],
		["dropDuplicates", () => orders().dropDuplicates(["id"]), '.dropDuplicates(["id"])'],
		[
			"na",
			() =>
				orders()
					.fillna(0)
					.dropna({ subset: ["id"] }),
			'.fillna(0).dropna(subset=["id"])',
		],
		["sample", () => orders().sample(0.5, 7), ".sample(fraction=0.5, seed=7)"],
		["between", () => orders().filter(col("id").between(1, 2)), '.filter(F.col("id").between(1, 2))'],
		[
			"explode",
			() => orders().select("id", F.explode("tags").alias("tag")),
			'.select("id", F.explode("tags").alias("tag"))',
		],
		[
			"lambdas",
			() => orders().select(F.transform("tags", (t: any) => F.upper(t)).alias("t")),
			'.select(F.transform("tags", lambda x: F.upper(x)).alias("t"))',
		],
		[
			"case",
			() => orders().select(F.when(col("id").eq(1), "one").otherwise(col("customer")).alias("c")),
			'.select(F.when(F.col("id") == 1, "one").otherwise(F.col("customer")).alias("c"))',
		],
	])("%s", (_, make, text) => {
		expect(written(make)).toBe(`spark.table("orders")${text}`);
	});

	test("readers", () => {
		const make = () => spark.read.schema("id INT, `a b` STRING").option("header", true).csv("data/orders");
		expect(written(make)).toBe(
			'spark.read.schema("id int, `a b` string").option("header", True).csv("data/orders")',
		);
	});

	test("columns bound to frames have variables for them", () => {
		const make = () => {
			const [o, c] = [orders(), customers()];
			return o.join(c, o.col("id").eq(c.col("id"))).select(o.col("id"), "name");
		};
		expect(written(make)).toBe(
			[
				'orders = spark.table("orders")',
				'customers = spark.table("customers")',
				'orders.join(customers, orders["id"] == customers["id"]).select(orders["id"], "name")',
			].join("\n"),
		);
	});

	test("a name says it where no other column has it", () => {
		const make = () => {
			const o = orders();
			return o.filter(o.col("id").gt(1)).select(o.col("customer"));
		};
		expect(written(make)).toBe('spark.table("orders").filter(F.col("id") > 1).select("customer")');
	});

	test("a window that is used twice has a variable", () => {
		const make = () => {
			const w = Window.partitionBy("customer").orderBy(col("day").desc());
			return orders().select(F.rowNumber().over(w).alias("n"), F.lag("amount").over(w).alias("before"));
		};
		expect(written(make)).toBe(
			[
				'window = Window.partitionBy("customer").orderBy(F.col("day").desc())',
				'spark.table("orders").select(F.row_number().over(window).alias("n"), F.lag("amount").over(window).alias("before"))',
			].join("\n"),
		);
	});

	test("a frame that is read twice has a variable", () => {
		const make = () => {
			const big = orders().filter("amount > 10");
			return big.union(big);
		};
		expect(written(make)).toBe(
			['orders = spark.table("orders").filter("amount > 10")', "orders.union(orders)"].join("\n"),
		);
	});

	test("a query of text is that text, its frames beside it", () => {
		expect(written(() => spark.sql("SELECT id\nFROM orders"))).toBe(
			'spark.sql("""\nSELECT id\nFROM orders\n""")',
		);
	});
});

describe("without an analysed input", () => {
	const lazily = (make: () => object) => written(make, { lazyOnly: true });

	test.each<[string, () => object, string]>([
		["withColumn, new", () => customers().withColumn("n", lit(1)), '.select("*", F.lit(1).alias("n"))'],
		[
			"withColumn, replaced",
			() => customers().withColumn("ID", col("id").plus(1)),
			'.select((F.col("id") + 1).alias("ID"), "name")',
		],
		["rename", () => customers().withColumnRenamed("id", "key"), '.select(F.col("id").alias("key"), "name")'],
		["drop", () => customers().drop("id", "nothing"), '.select("name")'],
		["fillna", () => customers().fillna(0), '.select(F.coalesce("id", F.lit(0)).alias("id"), "name")'],
		["dropna", () => customers().dropna(), '.filter(F.col("id").isNotNull() & F.col("name").isNotNull())'],
		[
			"replace",
			() => customers().replace("a", "b"),
			'.select("id", F.when(F.col("name") == "a", F.lit("b").cast("string")).otherwise(F.col("name")).alias("name"))',
		],
	])("%s", (_, make, text) => {
		expect(lazily(make)).toBe(`spark.table("customers")${text}`);
	});

	test("a watermark over a table is SQL's clause", () => {
		const make = () => spark.readStream.table("events").withWatermark("at", "10 minutes").select("at");
		expect(lazily(make)).toBe(
			'spark.sql("SELECT * FROM {events} WATERMARK at DELAY OF INTERVAL 10 minutes", events=spark.table("events")).select("at")',
		);
		expect(written(make)).toBe('spark.table("events").withWatermark("at", "10 minutes").select("at")');
	});

	test("drop of one side of a join", () => {
		const make = () => {
			const [o, c] = [orders().select("id", "amount"), customers()];
			return o.join(c, o.col("id").eq(c.col("id"))).drop(c.col("id"));
		};
		expect(lazily(make).split("\n").at(-1)).toBe(
			'orders.join(customers, orders["id"] == customers["id"]).select(orders["*"], customers["name"])',
		);
	});

	test("rows in memory have a schema of objects", () => {
		expect(lazily(() => spark.createDataFrame([{ id: 1 }], "id INT"))).toBe(
			'spark.createDataFrame([(1,)], StructType([StructField("id", IntegerType())]))',
		);
	});
});

test("what has no form is refused by name", () => {
	const shout = udf({ name: "shout", args: ["string"], returns: "string", js: (s: string) => s });
	expect(written(() => customers().select(shout("name")))).toContain("refused: the UDF shout");
	expect(
		written(() =>
			orders().select(
				F.expr(
					"sum(amount) OVER (ORDER BY day RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW)",
				).alias("x"),
			),
		),
	).toContain('F.expr("sum(amount) OVER');
});

describe("what PySpark takes otherwise", () => {
	test("partitions by ranges", () => {
		expect(written(() => orders().repartitionByRange(2, "id"))).toContain('.repartitionByRange(2, "id")');
	});

	test("the paths of parquet, one by one", () => {
		const frame = () => spark.read.schema("id INT").parquet("a", "b");
		expect(written(frame)).toBe('spark.read.schema("id int").parquet("a", "b")');
		const json = () => spark.read.schema("id INT").json(["a", "b"]);
		expect(written(json)).toBe('spark.read.schema("id int").json(["a", "b"])');
	});

	test("whole texts: text() would set wholetext to False", () => {
		const frame = () => spark.read.format("text").option("wholetext", true).load("a");
		expect(written(frame)).toBe('spark.read.format("text").option("wholetext", True).load("a")');
	});

	test("two reads of one table have aliases in classic PySpark, which Spark Connect does not need", () => {
		const frame = () => {
			const [a, b] = [orders(), orders()];
			return a.join(b, a.col("id").eq(b.col("id"))).select(a.col("day"));
		};
		expect(written(frame)).toContain('F.col("orders.id") == F.col("other_orders.id")');
		expect(written(frame)).toContain('.alias("other_orders")');
		expect(written(frame, { lazyOnly: true })).not.toContain("alias");
	});

	test("a window of time that SQL names in its list", () => {
		// Text with a parameter is written as Python.
		const frame = () =>
			spark.sql(
				"SELECT window, window.start, count(*) AS n FROM events WHERE id > {least} GROUP BY window(at, '1 hour')",
				{ least: param("least", { default: 1 }) },
			);
		const text = written(frame);
		expect(text).toContain('.groupBy(F.window("at", "1 hour")');
		expect(text).toContain('.select("window", F.col("window.start").alias("start"), "n"');
	});

	test("ranks of sketches are doubles", () => {
		const frame = () =>
			orders().selectExpr(
				"kll_sketch_get_quantile_double(kll_sketch_agg_double(amount), array(0.0, 0.5)) AS q",
			);
		const column = () =>
			orders().agg(
				F.kllSketchGetQuantileDouble(F.kllSketchAggDouble("amount"), F.array(lit(0), lit(0.5))).alias("q"),
			);
		expect(written(frame)).toContain("selectExpr");
		expect(written(column)).toContain("F.array(F.lit(0.0), F.lit(0.5))");
	});
});

describe("columns of the query around", () => {
	// The text itself is left aside here: what is asked is whether DataFrames can say it.
	const written = (sql: string): string => {
		const text = pysparkText(() => relationOfText(sql), { tables: TABLES });
		return "refused" in text ? text.refused.join("; ") : text.python;
	};
	const lateral = (inner: string) => written(`SELECT o.id, l.* FROM orders AS o, LATERAL (${inner}) AS l`);

	test("are marked where DataFrames know them", () => {
		expect(lateral("SELECT c.name FROM customers AS c WHERE c.id = o.id")).toContain('F.col("o.id").outer()');
	});

	test("the row of a query without FROM has an id in PySpark", () => {
		expect(lateral("SELECT id + 1 AS x WHERE id > 1")).toContain("spark.sql(");
		expect(lateral("SELECT o.id + 1 AS x WHERE o.id > 1")).toContain("spark.range(1)");
	});

	test.each([
		["a join condition", "SELECT a.id AS i FROM customers AS a JOIN customers AS b ON a.id = b.id + o.id"],
		["a union", "SELECT c.name FROM customers AS c UNION ALL SELECT o.customer"],
		["a select list without duplicates", "SELECT DISTINCT c.id + o.id AS i FROM customers AS c"],
		["what is grouped", "SELECT i FROM (SELECT c.id + o.id AS i FROM customers AS c) GROUP BY i"],
		["a generator", "SELECT explode(o.tags) AS tag"],
	])("stand in SQL in %s, or are refused", (where, inner) => {
		expect(lateral(inner)).toContain("spark.sql(");
		expect(written(`SELECT id FROM orders AS o WHERE EXISTS (${inner})`)).toContain(
			`the column of the query around in ${where}`,
		);
	});
});
