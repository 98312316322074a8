import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Missing {
	@dp.materializedView() static filled() {
		return dp.read("items").na.fill({ qty: 0, kind: "?" }).fillna("nothing", ["note"]);
	}
	@dp.materializedView() static dropped() {
		return dp.read("items").na.drop("any", undefined, ["kind", "qty"]);
	}
	@dp.materializedView() static dropped_all() {
		return dp.read("items").dropna("all", undefined, ["kind", "note"]);
	}
	@dp.materializedView() static replaced() {
		return dp.read("items").na.replace({ a: "A", b: "B" }, ["kind"]);
	}
	@dp.materializedView() static renamed() {
		return dp
			.read("items")
			.withColumnRenamed("qty", "quantity")
			.withColumnsRenamed({ kind: "sort", note: "remark" })
			.drop("price", "sold");
	}
	@dp.materializedView() static changed() {
		return dp
			.read("items")
			.withColumns({ qty: col("qty").plus(1), twice: col("qty").multiply(2) })
			.withColumn("kind", F.coalesce("kind", F.lit("none")));
	}
	@dp.materializedView() static named() {
		return dp.read("items").select("id", "kind").toDF("number", "letter");
	}
	@dp.materializedView() static long() {
		return dp.read("items").unpivot(["id"], ["qty", "id"], "what", "value");
	}
	@dp.materializedView() static through() {
		const twice = (df: ReturnType<typeof dp.read>) => df.withColumn("id", col("id").multiply(2));
		return dp.read("items").transform(twice).hint("broadcast").repartition(2).coalesce(1);
	}
	@dp.materializedView() static by_columns() {
		const df = dp.read("items");
		return df.select(...df.columns.filter((c) => c !== "note").map((c) => col(c).cast("string")));
	}
}
