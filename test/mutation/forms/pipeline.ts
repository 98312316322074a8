import type { DataFrame } from "aqueduck";
import {
	appendFlow,
	col,
	createStreamingTable,
	expr,
	F,
	materializedView,
	read,
	spark,
	sql,
	streamingTable,
	T,
	table,
	temporaryView,
} from "aqueduck";

const KEY = "order_id";
const SUMS = `
	WITH paid AS (SELECT customer, amount, placed.day AS day FROM orders WHERE amount > 0)
	SELECT p.customer, sum(p.amount) AS total, max(p.day) AS last_day
	FROM paid p JOIN customers c ON p.customer = c.customer_id
	GROUP BY p.customer`;

/** Adds the amount with tax. */
function taxed(orders: DataFrame<any>, column: string): DataFrame<any> {
	return orders.withColumn("taxed", col(column).multiply(1.2));
}

createStreamingTable({ name: "events", comment: "Both shops" });
appendFlow({
	name: "from_shop",
	source: "raw_orders",
	target: "events",
	targetColumns: ["order_id", "amount"],
});

export const raw_orders = streamingTable(() =>
	spark.readStream
		.options({ multiLine: false, allowComments: true })
		.schema(
			"order_id BIGINT, customer INT, amount DECIMAL(10,2), placed STRUCT<day: DATE, hour: INT>, tags ARRAY<STRING>",
		)
		.json("data/orders"),
);

export const customers = table(() =>
	spark.read.schema("customer_id INT, name STRING").csv("data/customers.csv", { header: true, sep: ";" }),
);

export const orders = table(
	{
		comment: "Orders",
		partitionCols: ["customer"],
		expectOrDrop: { positive: col("amount").gt(0), whole: "order_id IS NOT NULL" },
	},
	() =>
		read(raw_orders)
			.filter(col("placed.hour").between(0, 23).and(col("customer").isNotNull()))
			.selectExpr("order_id", "customer", "cast(amount AS double) AS amount", "placed", "tags")
			.withColumnRenamed("tags", "labels")
			.dropna({ subset: ["customer"] }),
);

export const with_tax = temporaryView(() => taxed(read("orders"), "amount"));

export const sums = materializedView(() => spark.sql(SUMS));

export const named = materializedView(() =>
	read("with_tax")
		.join(read("customers"), (o, c) => o.customer.eq(c.customer_id), "left")
		.where(sql`taxed > ${10} AND name IS NOT NULL`)
		.groupBy(KEY, "name")
		.agg(F.sum("taxed").cast(T.double).alias("taxed"), expr("count(DISTINCT labels) AS label_sets"))
		.orderBy(F.desc("taxed")),
);

export const big = materializedView(() =>
	spark.sql(
		"SELECT name, taxed FROM {n} WHERE taxed > (SELECT avg(amount) FROM orders) AND upper(name) LIKE 'A%'",
		{
			n: read(named),
		},
	),
);
