import * as dp from "aqueduck";
import { col, spark } from "aqueduck";

const EVENT =
	"data STRUCT<_created_at: STRING, _name: STRING, _producer_name: STRING, close: DOUBLE, created_at: STRING, high: DOUBLE, " +
	"low: DOUBLE, open: DOUBLE, symbol: STRING, volume: DOUBLE>, description STRING, event_root_ STRING, name STRING, " +
	"producer STRUCT<description: STRING, name: STRING, party: BIGINT>";

/** Stock prices as events, and as a table with one row per symbol and instant. */
export class StockPrices {
	@dp.materializedView({ comment: "Events as they came" })
	static brz_stock_prices() {
		return spark.read.schema(EVENT).json("data/stock_prices");
	}

	@dp.materializedView({ comment: "Prices with types", primaryKey: ["symbol", "created_at"] })
	static slv_stock_prices() {
		return dp
			.read(StockPrices.brz_stock_prices)
			.select(
				col("data.created_at").cast("timestamp").alias("created_at"),
				col("data.symbol").alias("name"),
				col("data.symbol").alias("symbol"),
				col("data.open").alias("open"),
				col("data.close").alias("close"),
				col("data.high").alias("high"),
				col("data.low").alias("low"),
				col("data.volume").alias("volume"),
			)
			.dropDuplicates(["symbol", "created_at"]);
	}
}
