from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"
CURRENCY = "EUR"
# What counts as a large order.
LARGE = 50


def withLabel(df, name, least):
    return df.select("*", F.when(F.col("cents") >= least, "large").otherwise("small").alias(name))


def cents(amount):
    """Cents of an amount in text."""
    return (amount.cast("decimal(12,2)") * 100).cast("bigint")


@dp.table
def orders():
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .filter(F.col("customer").isNotNull())
        .select(
            "order_id",
            F.upper("customer").alias("customer"),
            "amount",
            "placed",
            "country",
            "tags",
            "ship",
        )
    )


@dp.materialized_view
def labelled():
    return withLabel(
        spark.read.table("orders").select("order_id", cents(F.col("amount")).alias("cents")),
        "size",
        1000,
    ).select("*", F.lit(CURRENCY).alias("currency"))


@dp.materialized_view
def large():
    return withLabel(
        spark.read.table("orders")
        .filter(F.col("country").isNotNull())
        .select(
            "order_id",
            "customer",
            "amount",
            "placed",
            F.upper("country").alias("country"),
            "tags",
            "ship",
        )
        .select("order_id", cents(F.col("amount")).alias("cents")),
        "kind",
        5000,
    ).filter(F.col("cents") > LARGE)
