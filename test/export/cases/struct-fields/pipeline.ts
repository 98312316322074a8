import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

/** Structs with other fields: what SQL has no form for. */
export const structs = dp.materializedView(() =>
	dp
		.read("items")
		.select("id", F.struct("id", "kind", F.struct("qty", "note").alias("inner")).alias("s"))
		.select(
			"id",
			col("s").withField("id", F.lit(0)).alias("replaced"),
			col("s").withField("more", col("id").plus(1)).alias("added"),
			col("s").withField("inner.qty", F.lit(1)).alias("inside"),
			col("s").dropFields("kind").alias("fewer"),
			col("s").dropFields("kind", "inner.note").alias("much_fewer"),
		),
);
