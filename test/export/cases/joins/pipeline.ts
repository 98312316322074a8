import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export const kinds = dp.materializedView(() =>
	spark.read.option("header", true).schema("id INT, kind STRING, label STRING").csv("data/kinds.csv"),
);

export class Joins {
	@dp.materializedView() static inner_join() {
		return dp.read("items").join(dp.read("kinds").drop("id"), "kind");
	}
	@dp.materializedView() static left_join() {
		const i = dp.read("items");
		const k = dp.read("kinds");
		return i
			.join(k, i.col("kind").eqNullSafe(k.col("kind")), "left")
			.select(i.col("id"), k.col("id").alias("kind_id"), "label");
	}
	@dp.materializedView() static full_join() {
		return dp
			.read("items")
			.select("id", "kind")
			.join(dp.read("kinds").select("kind", "label"), ["kind"], "full");
	}
	@dp.materializedView() static right_join() {
		return dp
			.read("items")
			.alias("i")
			.join(dp.read("kinds").alias("k"), F.expr("i.kind = k.kind AND i.qty > 0"), "right")
			.select("i.id", "k.label");
	}
	@dp.materializedView() static semi() {
		return dp.read("items").join(dp.read("kinds"), "kind", "left_semi");
	}
	@dp.materializedView() static anti() {
		return dp.read("items").join(dp.read("kinds"), "kind", "left_anti");
	}
	@dp.materializedView() static crossed() {
		return dp.read("items").select("id").crossJoin(dp.read("kinds").select("label")).limit(100);
	}
	@dp.materializedView() static to_itself() {
		const a = dp.read("items").alias("a");
		const b = dp.read("items").alias("b");
		return a
			.join(
				b,
				col("a.kind")
					.eq(col("b.kind"))
					.and(col("a.id").lt(col("b.id"))),
			)
			.select(col("a.id").alias("first"), col("b.id").alias("second"));
	}
}
