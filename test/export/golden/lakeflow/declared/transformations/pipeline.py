"""Declared columns: wider types, another order, other letter case."""

from pyspark import pipelines as dp
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, country STRING"


@dp.table(schema="country STRING, order_id BIGINT, Customer STRING")
@dp.expect_or_drop("numbered", "order_id > 1")
def orders():
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .select(
            "country",
            F.col("order_id").cast("bigint").alias("order_id"),
            F.col("customer").alias("Customer"),
        )
    )


@dp.materialized_view(schema="n DECIMAL(20,2) COMMENT 'rows', country STRING NOT NULL")
def countries():
    return (
        spark.read.table("orders")
        .groupBy("country")
        .agg(F.count("*").cast("int").alias("n"))
        .filter("country IS NOT NULL")
        .select(F.col("n").cast("decimal(20,2)").alias("n"), "country")
    )


@dp.append_flow(
    target="everything", comment="All of them", spark_conf={"spark.sql.shuffle.partitions": "2"}
)
def first():
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .select(F.col("order_id").cast("bigint").alias("id"))
    )


@dp.append_flow(target="everything")
def second():
    """The first flow says the type of a column."""
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .select(F.col("order_id").alias("id"), "country")
        .select(F.col("id").cast("bigint").alias("id"), "country")
    )


dp.create_streaming_table(name="everything")


@dp.append_flow(target="copies")
def orders_to_copies():
    return (
        spark.readStream.table("orders").select("order_id", "country").select("country", "order_id")
    )


dp.create_streaming_table(name="copies", schema="country STRING, order_id BIGINT")
