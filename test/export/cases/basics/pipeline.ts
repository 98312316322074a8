import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

/** Orders from delivery to the day's revenue. */
export class Shop {
	/** Every line as it came. */
	@dp.streamingTable({ comment: "Raw orders" })
	static raw_orders() {
		return spark.readStream.schema(ORDERS).json("data/orders");
	}

	/**
	 * Orders with an amount.
	 *
	 * Text becomes numbers and instants here.
	 */
	@dp.table({ comment: "Orders with types" })
	static orders() {
		// Half a cent is rounded away from zero.
		return dp
			.readStream(Shop.raw_orders)
			.withColumn("amount", F.round(col("amount").cast("decimal(12,4)"), 2))
			.withColumn("placed", F.tryToTimestamp(col("placed")))
			.filter(col("amount").isNotNull())
			.drop("tags");
	}

	@dp.materializedView()
	static revenue() {
		return dp
			.read("orders")
			.groupBy("country", F.toDate("placed").alias("day"))
			.agg(F.count("*").alias("orders"), F.sum("amount").alias("revenue"))
			.orderBy("country");
	}
}
