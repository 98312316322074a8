import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ORDERS =
	"order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>";

const raw = dp.streamingTable({ name: "raw" }, () => spark.readStream.schema(ORDERS).json("data/orders"));

// One table for each country.
for (const country of ["FR", "DE"])
	dp.materializedView({ name: `orders_${country.toLowerCase()}`, comment: `Orders of ${country}` }, () =>
		dp
			.read(raw)
			.filter(col("country").eq(country))
			.agg(F.count("*").alias("orders"), F.min("placed").alias("first")),
	);

export const both = dp.materializedView(() => {
	let all = dp.read("orders_fr").withColumn("country", F.lit("FR"));
	all = all.unionByName(dp.read("orders_de").withColumn("country", F.lit("DE")));
	return all;
});
