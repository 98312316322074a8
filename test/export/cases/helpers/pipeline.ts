import * as dp from "aqueduck";
import { type Column, col, type DataFrame, F, spark } from "aqueduck";
import { clean, ORDERS } from "./src/shared.js";

// What counts as a large order.
const LARGE = 50;
const CURRENCY = "EUR";

/** Cents of an amount in text. */
function cents(amount: Column): Column {
	return amount.cast("decimal(12,2)").multiply(100).cast("bigint");
}

function withLabel(df: DataFrame, name: string, least: number): DataFrame {
	return df.withColumn(name, F.when(col("cents").geq(least), "large").otherwise("small"));
}

export class Shop {
	@dp.streamingTable()
	static orders() {
		return clean(spark.readStream.schema(ORDERS).json("data/orders"), "customer");
	}

	@dp.materializedView()
	static labelled() {
		const priced = dp.read("orders").select("order_id", cents(col("amount")).alias("cents"));
		return withLabel(priced, "size", 1000).withColumn("currency", F.lit(CURRENCY));
	}

	@dp.materializedView()
	static large() {
		const priced = clean(dp.read("orders"), "country").select(
			"order_id",
			cents(col("amount")).alias("cents"),
		);
		return withLabel(priced, "kind", 5000).filter(col("cents").gt(LARGE));
	}
}
