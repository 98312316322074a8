import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Aggregates {
	@dp.materializedView() static by_kind() {
		return dp
			.read("items")
			.groupBy("kind")
			.agg(
				F.count("*").alias("n"),
				F.count("qty").alias("with_qty"),
				F.countDistinct("qty").alias("different"),
				F.sum("qty").alias("total"),
				F.sumDistinct("qty").alias("total_once"),
				F.avg("price").alias("mean"),
				F.min("sold").alias("first"),
				F.max("sold").alias("last"),
				F.stddev("qty").alias("spread"),
				F.variance("qty").alias("variance"),
				F.sortArray(F.collectSet("qty")).alias("set_of"),
				F.boolAnd(col("qty").gt(0)).alias("all_positive"),
				F.boolOr(col("qty").gt(0)).alias("any_positive"),
				F.maxBy("id", "price").alias("dearest"),
				F.minBy("id", "price").alias("cheapest"),
				F.median("qty").alias("median"),
				F.percentile("qty", 0.25).alias("quarter"),
				F.skewness("qty").alias("skew"),
				F.kurtosis("qty").alias("kurt"),
				F.bitAnd("id").alias("and_all"),
				F.bitOr("id").alias("or_all"),
				F.bitXor("id").alias("xor_all"),
				F.product("id").alias("multiplied"),
				F.anyValue(F.lit(1)).alias("any"),
				F.countIf(col("qty").gt(1)).alias("more_than_one"),
				F.corr("id", "qty").alias("corr"),
				F.covarPop("id", "qty").alias("covar"),
				F.mode("qty", true).alias("mode"),
			);
	}
	@dp.materializedView() static rolled_up() {
		return dp
			.read("items")
			.rollup("kind", F.year("sold").alias("year"))
			.agg(F.sum("qty").alias("total"), F.grouping("kind").alias("is_total"));
	}
	@dp.materializedView() static cubed() {
		return dp.read("items").cube("kind", "qty").agg(F.count("*").alias("n"), F.groupingId().alias("level"));
	}
	@dp.materializedView() static pivoted() {
		return dp.read("items").groupBy("sold").pivot("kind", ["a", "b", "c"]).agg(F.sum("qty").alias("total"));
	}
	@dp.materializedView() static simple() {
		return dp.read("items").groupBy("kind").sum("qty", "id");
	}
	@dp.materializedView() static means() {
		return dp.read("items").groupBy("kind").avg("qty").withColumnRenamed("avg(qty)", "mean_qty");
	}
	@dp.materializedView() static extremes() {
		return dp
			.read("items")
			.groupBy("kind")
			.max("qty")
			.join(dp.read("items").groupBy("kind").min("qty"), "kind");
	}
	@dp.materializedView() static whole() {
		return dp
			.read("items")
			.agg(F.count("*").alias("n"), F.sum(col("price").multiply(col("qty"))).alias("value"));
	}
	@dp.materializedView() static sets() {
		return spark.sql("SELECT kind, qty, count(*) AS n FROM items GROUP BY GROUPING SETS ((kind), (qty), ())");
	}
}
