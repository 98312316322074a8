import * as dp from "aqueduck";
import { col, F, spark, Window } from "aqueduck";

const ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING";

export const items = dp.materializedView(() => spark.read.schema(ITEMS).json("data/items.json"));

export class Windows {
	@dp.materializedView() static ranked() {
		const byPrice = Window.partitionBy("kind").orderBy(col("price").desc(), col("id").asc());
		return dp
			.read("items")
			.select(
				"id",
				"kind",
				F.rowNumber().over(byPrice).alias("place"),
				F.rank().over(byPrice).alias("rank"),
				F.denseRank().over(byPrice).alias("dense"),
				F.percentRank().over(byPrice).alias("percent"),
				F.cumeDist().over(byPrice).alias("cume"),
				F.ntile(2).over(byPrice).alias("half"),
				F.lag("id", 1).over(byPrice).alias("before"),
				F.lead("id", 1, -1).over(byPrice).alias("after"),
				F.firstValue("id").over(byPrice).alias("first"),
				F.nthValue("id", 2).over(byPrice).alias("second"),
			);
	}
	@dp.materializedView() static running() {
		const soFar = Window.orderBy("id").rowsBetween(Window.unboundedPreceding, Window.currentRow);
		const around = Window.orderBy("id").rowsBetween(-1, 1);
		const near = Window.partitionBy("kind").orderBy("qty").rangeBetween(-3, 3);
		return dp
			.read("items")
			.withColumn("total", F.sum("qty").over(soFar))
			.withColumn("mean", F.avg("qty").over(around))
			.withColumn("near", F.count("*").over(near))
			.filter(col("total").isNotNull());
	}
}
