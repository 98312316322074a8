import * as dp from "aqueduck";
import { col, F, spark, Window } from "aqueduck";

const ORDER = `order_id BIGINT, version INT, customer_id BIGINT, order_ts STRING, amount STRING, channel STRING,
	item STRUCT<product_id: BIGINT, qty: BIGINT, unit_price: STRING>, ship STRUCT<country: STRING, city: STRING, express: BOOLEAN>`;
const CUSTOMER = "customer_id BIGINT, name STRING, country STRING, segment STRING";

dp.createStreamingTable("customer_feed", {
	comment: "The snapshot and the changes since, as they were delivered",
});

/** The medallion workload, silver's conditions as filters. */
export class Medallion {
	@dp.streamingTable({ comment: "Orders as they were delivered" })
	static bronze_orders() {
		return spark.readStream
			.format("json")
			.schema(ORDER)
			.load("landing/orders")
			.select("*", col("_metadata.file_path").alias("_file"));
	}

	@dp.materializedView({ comment: "The highest version of each usable order" })
	static silver_orders() {
		const typed = dp
			.read("bronze_orders")
			.selectExpr(
				"order_id",
				"version",
				"customer_id",
				"try_cast(order_ts AS timestamp_ntz) AS order_ts",
				"try_cast(amount AS decimal(18, 2)) AS amount",
				"channel",
				"item.product_id AS product_id",
				"item.qty AS qty",
				"ship.country AS country",
			)
			.where("order_id IS NOT NULL AND amount > 0 AND order_ts IS NOT NULL");
		return typed
			.withColumn("nth", F.rowNumber().over(Window.partitionBy("order_id").orderBy(col("version").desc())))
			.where("nth = 1")
			.drop("nth")
			.withColumn("order_date", F.toDate("order_ts"));
	}

	@dp.appendFlow({ target: "customer_feed", once: true })
	static customers_at_first() {
		const snapshot = spark.read
			.format("csv")
			.option("header", true)
			.schema(CUSTOMER)
			.load("landing/customers.csv");
		return snapshot.selectExpr("'I' AS op", "0L AS seq", "customer_id", "name", "country", "segment");
	}

	@dp.appendFlow({ target: "customer_feed" })
	static customer_changes() {
		return spark.readStream
			.format("json")
			.schema(`op STRING, seq BIGINT, ${CUSTOMER}`)
			.load("landing/customer_changes");
	}

	@dp.materializedView({ comment: "Every state of a customer, from change to change" })
	static silver_customers_scd2() {
		const next = F.lead("seq").over(Window.partitionBy("customer_id").orderBy("seq"));
		return dp
			.read("customer_feed")
			.distinct()
			.select(
				"op",
				"customer_id",
				"name",
				"country",
				"segment",
				col("seq").alias("valid_from"),
				next.alias("valid_to"),
			)
			.where("op <> 'D'")
			.drop("op");
	}

	@dp.materializedView({ comment: "The state of each customer now" })
	static silver_customers_scd1() {
		return dp
			.read(Medallion.silver_customers_scd2)
			.where("valid_to IS NULL")
			.select("customer_id", "name", "country", "segment", col("valid_from").alias("seq"));
	}

	@dp.materializedView()
	static gold_daily_revenue() {
		return dp
			.read(Medallion.silver_orders)
			.groupBy("order_date", "country")
			.agg(F.count("*").alias("orders"), F.sum("amount").alias("revenue"));
	}

	@dp.materializedView()
	static gold_customer_lifetime() {
		const orders = dp
			.read(Medallion.silver_orders)
			.groupBy("customer_id")
			.agg(
				F.count("*").alias("orders"),
				F.sum("amount").alias("revenue"),
				F.min("order_ts").alias("first_order"),
				F.max("order_ts").alias("last_order"),
			);
		return dp
			.read(Medallion.silver_customers_scd1)
			.join(orders, "customer_id")
			.select("customer_id", "name", "country", "segment", "orders", "revenue", "first_order", "last_order");
	}

	@dp.materializedView()
	static gold_top_products() {
		const products = spark.read
			.format("parquet")
			.schema("product_id BIGINT, name STRING, category STRING")
			.load("landing/products.parquet");
		const sold = dp.read(Medallion.silver_orders).groupBy("product_id").agg(F.sum("amount").alias("revenue"));
		const rank = F.rowNumber().over(
			Window.partitionBy("category").orderBy(col("revenue").desc(), "product_id"),
		);
		return sold
			.join(products, "product_id")
			.select("category", rank.alias("rank"), "product_id", "name", "revenue")
			.where("rank <= 10");
	}
}
