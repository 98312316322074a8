import * as dp from "aqueduck";
import { col, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Sets {
	@dp.materializedView() static unions() {
		const a = dp.read("items").filter("kind = 'a'").select("id", "kind");
		return a.union(a).unionAll(dp.read("items").select("id", "note"));
	}
	@dp.materializedView() static by_name() {
		return dp.read("items").select("id", "kind").unionByName(dp.read("items").select("note", "id"), true);
	}
	@dp.materializedView() static common() {
		return dp.read("items").select("qty").intersect(dp.read("items").filter("id > 3").select("qty"));
	}
	@dp.materializedView() static common_all() {
		return dp.read("items").select("qty").intersectAll(dp.read("items").select("qty"));
	}
	@dp.materializedView() static less() {
		return dp.read("items").select("qty").subtract(dp.read("items").filter("id < 3").select("qty"));
	}
	@dp.materializedView() static less_all() {
		return dp.read("items").select("qty").exceptAll(dp.read("items").filter("id = 4").select("qty"));
	}
	@dp.materializedView() static once() {
		return dp.read("items").select("kind", "qty").distinct();
	}
	@dp.materializedView() static by_key() {
		return dp.read("items").select("kind").dropDuplicates(["kind"]);
	}
	@dp.materializedView() static cut() {
		return dp.read("items").orderBy(col("id").desc()).limit(3).select("id");
	}
	@dp.materializedView() static after() {
		return dp.read("items").sort("id").offset(2).select("id");
	}
}
