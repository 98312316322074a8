"""Declared columns: wider types, another order, other letter case."""

from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, country STRING"


@dp.table(schema="country STRING, order_id BIGINT, Customer STRING")
def orders():
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .select(
            "country",
            F.col("order_id").cast("bigint").alias("order_id"),
            F.col("customer").alias("Customer"),
        )
        .filter(F.coalesce(F.expr("order_id > 1"), F.lit(False)))
    )


@dp.materialized_view(schema="n DECIMAL(20,2) COMMENT 'rows', country STRING")
def countries():
    return (
        spark.read.table("orders")
        .groupBy("country")
        .agg(F.count("*").cast("int").alias("n"))
        .filter("country IS NOT NULL")
        .select(F.col("n").cast("decimal(20,2)").alias("n"), "country")
        .select(
            "n", F.coalesce("country", F.raise_error("countries.country is NULL")).alias("country")
        )
    )


@dp.table
def everything():
    # The first flow says the type of a column.
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .select(F.col("order_id").cast("bigint").alias("id"))
        .unionByName(
            spark.readStream.schema(ORDERS)
            .json("data/orders")
            .select(F.col("order_id").alias("id"), "country")
            .select(F.col("id").cast("bigint").alias("id"), "country"),
            allowMissingColumns=True,
        )
    )


@dp.table(schema="country STRING, order_id BIGINT")
def copies():
    return (
        spark.readStream.table("orders").select("order_id", "country").select("country", "order_id")
    )
