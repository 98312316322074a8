"""Stock prices as events, and as a table with one row per symbol and instant."""

from pyspark import pipelines as dp
from pyspark.sql import functions as F


@dp.materialized_view(comment="Events as they came")
def brz_stock_prices():
    return spark.read.schema(
        "data struct<_created_at: string, _name: string, _producer_name: string, close: double, created_at: string, high: double, low: double, open: double, symbol: string, volume: double>, description string, event_root_ string, name string, producer struct<description: string, name: string, party: bigint>"
    ).json("data/stock_prices")


@dp.materialized_view(comment="Prices with types")
def slv_stock_prices():
    return (
        spark.read.table("brz_stock_prices")
        .select(
            F.col("data.created_at").cast("timestamp").alias("created_at"),
            F.col("data.symbol").alias("name"),
            F.col("data.symbol").alias("symbol"),
            F.col("data.open").alias("open"),
            F.col("data.close").alias("close"),
            F.col("data.high").alias("high"),
            F.col("data.low").alias("low"),
            F.col("data.volume").alias("volume"),
        )
        .dropDuplicates(["symbol", "created_at"])
    )
