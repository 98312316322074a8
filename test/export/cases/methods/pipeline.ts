import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

/** Methods that no other case has. */
export class Methods {
	@dp.materializedView() static sets() {
		return dp
			.read("items")
			.groupingSets([["kind"], ["qty"], []], "kind", "qty")
			.agg(F.count("*").alias("n"), F.groupingId().alias("level"));
	}
	@dp.materializedView() static lower() {
		return dp.read("items").groupby("kind").agg(F.max("qty").alias("most"));
	}
	@dp.materializedView() static sorted() {
		return dp.read("items").repartitionByRange(2, "id").sortWithinPartitions("id").select("id", "kind");
	}
	@dp.materializedView() static melted() {
		return dp.read("items").select("id", "qty").melt(["id"], ["qty"], "what", "value");
	}
	@dp.materializedView() static above() {
		const mean = dp.read("items").agg(F.avg("qty")).scalar();
		return dp.read("items").filter(col("qty").gt(mean)).select("id");
	}
	@dp.streamingTable() static once() {
		return spark.readStream
			.schema("id INT, at TIMESTAMP, user STRING, value DOUBLE")
			.json("data/events")
			.withWatermark("at", "10 days")
			.select("id", "user");
	}
}
