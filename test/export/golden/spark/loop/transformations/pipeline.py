from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table
def raw():
    return spark.readStream.schema(ORDERS).json("data/orders")


# One table for each country.


@dp.materialized_view(comment="Orders of FR")
def orders_fr():
    return (
        spark.read.table("raw")
        .filter(F.col("country") == "FR")
        .groupBy()
        .agg(F.count("*").alias("orders"), F.min("placed").alias("first"))
    )


@dp.materialized_view(comment="Orders of DE")
def orders_de():
    return (
        spark.read.table("raw")
        .filter(F.col("country") == "DE")
        .groupBy()
        .agg(F.count("*").alias("orders"), F.min("placed").alias("first"))
    )


@dp.materialized_view
def both():
    return (
        spark.read.table("orders_fr")
        .select("*", F.lit("FR").alias("country"))
        .unionByName(spark.read.table("orders_de").select("*", F.lit("DE").alias("country")))
    )
