"""Orders from delivery to the day's revenue."""

import dlt
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dlt.table(comment="Raw orders")
def raw_orders():
    """Every line as it came."""
    return spark.readStream.schema(ORDERS).json("data/orders")


@dlt.table(comment="Orders with types")
def orders():
    """Orders with an amount.

    Text becomes numbers and instants here.
    """
    # Half a cent is rounded away from zero.
    return (
        dlt.read_stream("raw_orders")
        .withColumn("amount", F.round(F.col("amount").cast("decimal(12,4)"), 2))
        .withColumn("placed", F.try_to_timestamp("placed"))
        .filter(F.col("amount").isNotNull())
        .drop("tags")
    )


@dlt.table
def revenue():
    return (
        dlt.read("orders")
        .groupBy("country", F.to_date("placed").alias("day"))
        .agg(F.count("*").alias("orders"), F.sum("amount").alias("revenue"))
        .orderBy("country")
    )
