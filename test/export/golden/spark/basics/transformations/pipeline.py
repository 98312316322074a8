"""Orders from delivery to the day's revenue."""

from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table(comment="Raw orders")
def raw_orders():
    """Every line as it came."""
    return spark.readStream.schema(ORDERS).json("data/orders")


@dp.table(comment="Orders with types")
def orders():
    """Orders with an amount.

    Text becomes numbers and instants here.
    """
    # Half a cent is rounded away from zero.
    return (
        spark.readStream.table("raw_orders")
        .select(
            "order_id",
            "customer",
            F.round(F.col("amount").cast("decimal(12,4)"), 2).alias("amount"),
            "placed",
            "country",
            "tags",
            "ship",
        )
        .select(
            "order_id",
            "customer",
            "amount",
            F.try_to_timestamp("placed").alias("placed"),
            "country",
            "tags",
            "ship",
        )
        .filter(F.col("amount").isNotNull())
        .select("order_id", "customer", "amount", "placed", "country", "ship")
    )


@dp.materialized_view
def revenue():
    return (
        spark.read.table("orders")
        .groupBy("country", F.to_date("placed").alias("day"))
        .agg(F.count("*").alias("orders"), F.sum("amount").alias("revenue"))
        .orderBy("country")
    )
