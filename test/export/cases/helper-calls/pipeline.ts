import * as dp from "aqueduck";
import { type Column, col, type DataFrame, expr, F, spark } from "aqueduck";

/** Without the spaces around it, in capitals. */
function clean(text: Column): Column {
	return F.upper(F.trim(text));
}

function sameText(left: Column, right: Column): Column {
	return F.lower(left).eq(F.lower(right));
}

function onId(left: DataFrame, right: DataFrame): Column {
	return left.col("id").eq(right.col("id"));
}

function paid(orders: DataFrame, name: string): DataFrame {
	return orders.filter(col("amount").isNotNull()).alias(name);
}

function hasLarger(orders: DataFrame): Column {
	return orders
		.alias("larger")
		.filter(col("larger.amount").gt(col("o.amount")))
		.exists();
}

function isLarger(): Column {
	return col("i.amount").gt(col("o.amount"));
}

export const orders = dp.streamingTable(() =>
	spark.readStream
		.schema("id INT, kind STRING, name STRING, amount INT, tags ARRAY<STRING>")
		.json("data/orders"),
);

// The column x is not what a lambda calls x.
export const tagged = dp.materializedView(() =>
	dp
		.read("orders")
		.withColumn("x", F.lit("not this"))
		.select(
			"id",
			F.transform("tags", (tag) => clean(tag)).alias("clean"),
			F.filter("tags", (tag) => F.exists("tags", (other) => clean(tag).neq(clean(other)))).alias("several"),
			F.aggregate("tags", F.lit(""), (all, tag) => F.concat(all, F.coalesce(clean(tag), F.lit("-")))).alias(
				"all",
			),
		),
);

export const pairs = dp.materializedView(() => {
	const left = dp.read("orders").filter(col("id").lt(4));
	const right = dp.read("orders").withColumn("twice", col("amount").multiply(2));
	return left
		.join(right, onId(left, right).or(sameText(left.col("kind"), right.col("name"))))
		.select(clean(left.col("name")).alias("name"), right.col("twice"));
});

export const spoken = dp.materializedView(() =>
	paid(dp.read("orders"), "l")
		.join(paid(dp.read("orders"), "r"), expr("l.kind = r.kind"))
		.select("l.id", "r.name"),
);

export const smaller = dp.materializedView(() =>
	dp
		.read("orders")
		.alias("o")
		.filter(hasLarger(dp.read("orders")))
		.select("o.id"),
);

export const smallest = dp.materializedView(() =>
	dp
		.read("orders")
		.alias("o")
		.filter(dp.read("orders").alias("i").filter(isLarger()).exists())
		.filter(
			dp
				.read("orders")
				.alias("i")
				.filter(sameText(col("i.kind"), col("o.kind")))
				.exists(),
		)
		.select("o.id", clean(col("o.name")).alias("name")),
);
