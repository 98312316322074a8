import * as dp from "aqueduck";
import { col, F, spark, Window } from "aqueduck";

/** Monthly share prices: raw deliveries that overlap, cleaned and deduplicated, then looked at by month. */
export class Stocks {
	@dp.streamingTable({ comment: "Price lines as delivered; a delivery repeats the end of the one before" })
	static raw_prices() {
		return spark.readStream
			.format("csv")
			.option("header", true)
			.schema("symbol STRING, date STRING, price STRING")
			.load("data/deliveries");
	}

	@dp.table({ comment: "One price per symbol and day" })
	@dp.expectOrDrop("positive_price", "price > 0")
	@dp.expectOrDrop("dated", "traded_on IS NOT NULL")
	@dp.expect("below_500", "price < 500")
	static prices() {
		return dp
			.readStream("raw_prices")
			.select(
				F.upper(F.trim("symbol")).alias("symbol"),
				F.toDate("date", "MMM d yyyy").alias("traded_on"),
				col("price").cast("decimal(10,2)").alias("price"),
			)
			.dropDuplicates(["symbol", "traded_on"]);
	}

	@dp.materializedView({ comment: "Each symbol by month, with its change against the month before" })
	static monthly_changes() {
		const bySymbol = Window.partitionBy("symbol").orderBy("month");
		return dp
			.read("prices")
			.groupBy("symbol", F.dateTrunc("month", "traded_on").alias("month"))
			.agg(F.avg("price").alias("mean_price"))
			.withColumn("previous", F.lag("mean_price").over(bySymbol))
			.withColumn(
				"change",
				F.round(col("mean_price").cast("double").divide(col("previous").cast("double")).minus(1), 4),
			);
	}

	@dp.materializedView({ comment: "All symbols by month" })
	static market_months() {
		return dp
			.read(Stocks.monthly_changes)
			.groupBy("month")
			.agg(
				F.count("*").alias("symbols"),
				F.sum("mean_price").alias("total_price"),
				F.avg("change").alias("mean_change"),
				F.sum(F.when(col("change").gt(0), 1).otherwise(0)).alias("risers"),
				F.maxBy("symbol", "change").alias("best"),
			);
	}
}

export const yearly_prices = dp.materializedView({ comment: "Each symbol by year, by SQL" }, () =>
	spark.sql(`
		SELECT symbol, year(traded_on) AS year, count(*) AS months, min(price) AS lowest, max(price) AS highest,
		       sum(price) AS total, avg(price) AS mean,
		       rank() OVER (PARTITION BY year(traded_on) ORDER BY avg(price) DESC) AS place
		FROM prices
		GROUP BY symbol, year(traded_on)`),
);
