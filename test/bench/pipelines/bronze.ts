import * as dp from "aqueduck";
import { col, spark } from "aqueduck";

/** The raw orders alone: what an append costs. */
export const bronze_orders = dp.streamingTable(() =>
	spark.readStream
		.format("json")
		.schema(
			`order_id BIGINT, version INT, customer_id BIGINT, order_ts STRING, amount STRING, channel STRING,
			item STRUCT<product_id: BIGINT, qty: BIGINT, unit_price: STRING>,
			ship STRUCT<country: STRING, city: STRING, express: BOOLEAN>`,
		)
		.load("landing/orders")
		.select("*", col("_metadata.file_path").alias("_file")),
);
