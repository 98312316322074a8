from pyspark import pipelines as dp
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"

dp.create_streaming_table(
    name="all_orders",
    comment="From every channel",
    expect_all_or_drop={"known": "country IS NOT NULL"},
)


@dp.temporary_view
def web_orders():
    return (
        spark.readStream.schema(ORDERS).json("data/orders").filter(F.array_contains("tags", "web"))
    )


@dp.append_flow(target="all_orders")
def from_web():
    """Orders of the web."""
    return spark.readStream.table("web_orders").select(
        "order_id", "country", F.lit("web").alias("channel")
    )


@dp.append_flow(target="all_orders")
def shop():
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .filter(F.array_contains("tags", "shop"))
        .select("order_id", "country", F.lit("shop").alias("channel"))
    )


@dp.materialized_view
def channels():
    return spark.read.table("all_orders").groupBy("channel").count()
