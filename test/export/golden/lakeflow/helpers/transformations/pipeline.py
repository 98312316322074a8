from pyspark import pipelines as dp
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"
CURRENCY = "EUR"
# What counts as a large order.
LARGE = 50


def clean(df, column):
    """Without rows that lack a column, its text in capitals."""
    return df.filter(F.col(column).isNotNull()).withColumn(column, F.upper(column))


def withLabel(df, name, least):
    return df.withColumn(name, F.when(F.col("cents") >= least, "large").otherwise("small"))


def cents(amount):
    """Cents of an amount in text."""
    return (amount.cast("decimal(12,2)") * 100).cast("bigint")


@dp.table
def orders():
    return clean(spark.readStream.schema(ORDERS).json("data/orders"), "customer")


@dp.materialized_view
def labelled():
    return withLabel(
        spark.read.table("orders").select("order_id", cents(F.col("amount")).alias("cents")),
        "size",
        1000,
    ).withColumn("currency", F.lit(CURRENCY))


@dp.materialized_view
def large():
    return withLabel(
        clean(spark.read.table("orders"), "country").select(
            "order_id", cents(F.col("amount")).alias("cents")
        ),
        "kind",
        5000,
    ).filter(F.col("cents") > LARGE)
