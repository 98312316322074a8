import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export const instants = dp.materializedView(() =>
	dp
		.read("items")
		.filter("sold IS NOT NULL")
		.select(
			"id",
			col("sold").cast("timestamp").alias("midnight"),
			F.hour(F.timestampSeconds(F.lit(0))).alias("hour"),
			F.dateFormat(F.timestampSeconds(F.lit(86400)), "yyyy-MM-dd HH:mm").alias("text"),
		),
);
