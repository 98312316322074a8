import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

/** Methods and properties of frames that no other case has. */
export class Frames {
	@dp.materializedView() static bound() {
		const i = dp.read("items");
		const j = spark.table("items");
		return i
			.join(j, i.$.qty.eq(j.$.qty).and(i.$.id.neq(j.$.id)))
			.select(i.$.id.alias("one"), j.$.id.alias("other"));
	}
	@dp.materializedView() static free() {
		const i = dp.read("items");
		return i.filter(i.c.qty.gt(0)).select(i.c.id, i.c.kind);
	}
	@dp.materializedView() static numbers_only() {
		const i = dp.read("items");
		const numbers = i.dtypes.filter(([, type]) => type === "int").map(([name]) => name);
		return i.isStreaming ? i : i.select(...numbers, F.lit(i.schema.fields.length).alias("columns"));
	}
	@dp.materializedView() static replaced() {
		return dp.read("items").replace("a", "A", ["kind"]).replace([7, 0], [70, 1]);
	}
	@dp.materializedView() static kinds() {
		return dp.read("items").select("kind").drop_duplicates().dropDuplicates(["kind"]);
	}
	@dp.materializedView() static with_twin() {
		const i = dp.read("items").alias("i");
		const twin = dp
			.read("items")
			.alias("t")
			.filter(
				col("t.qty")
					.eq(col("i.qty"))
					.and(col("t.id").neq(col("i.id"))),
			);
		return i.filter(twin.exists()).select("i.id");
	}
	@dp.materializedView() static means() {
		return dp.read("items").groupBy("kind").mean("qty", "price");
	}
	@dp.materializedView() static ranges() {
		return dp.read("items").repartitionByRange("id").coalesce(1).select("id");
	}
}
