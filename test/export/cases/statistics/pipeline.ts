import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export const sampled = dp.materializedView(() => dp.read("items").sample(1.0).select("id"));
export const cross = dp.materializedView(() =>
	dp
		.read("items")
		.filter("kind IS NOT NULL AND qty IS NOT NULL")
		.groupBy("kind")
		.pivot("qty", [0, 3, 7])
		.count(),
);
export const constants = dp.materializedView(() =>
	dp
		.read("items")
		.limit(1)
		.select(
			F.lit(1).alias("i"),
			F.lit(12345678901n).alias("l"),
			F.lit(1.5).alias("d"),
			F.lit(true).alias("b"),
			F.lit(null).cast("string").alias("n"),
			F.lit("2024-02-29").cast("date").alias("day"),
			F.lit("2024-02-29 12:00:00").cast("timestamp").alias("t"),
			F.lit("2024-02-29 12:00:00").cast("timestamp_ntz").alias("ntz"),
			F.lit("1.10").cast("decimal(5,2)").alias("dec"),
			F.lit(new Uint8Array([1, 255])).alias("bin"),
			F.array(F.lit(1), F.lit(null)).alias("arr"),
			F.lit(Number.NaN).alias("nan"),
			F.lit(-0).cast("double").alias("zero"),
			F.expr("INTERVAL '1-2' YEAR TO MONTH").cast("string").alias("ym"),
		),
);
