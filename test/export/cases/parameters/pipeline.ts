import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Parameters {
	@dp.materializedView() static chosen() {
		return dp
			.read("items")
			.filter(col("kind").eq(dp.param("kind", { default: "a" })))
			.select("id", spark.conf.get("label", "plain").alias("label"));
	}
	@dp.materializedView() static from_path() {
		return spark.read
			.schema("id INT")
			.json(F.concat(dp.param("root", { default: "data" }), F.lit("/items.json")));
	}
	@dp.materializedView() static numbered() {
		return dp.read("items").filter(col("qty").geq(dp.param("least", { default: 1, type: "int" })));
	}
}
