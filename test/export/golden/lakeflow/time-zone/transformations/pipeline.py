from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def instants():
    return (
        spark.read.table("items")
        .filter("sold IS NOT NULL")
        .select(
            "id",
            F.col("sold").cast("timestamp").alias("midnight"),
            F.hour(F.timestamp_seconds(F.lit(0))).alias("hour"),
            F.date_format(F.timestamp_seconds(F.lit(86400)), "yyyy-MM-dd HH:mm").alias("text"),
        )
    )
