import dlt
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"

dlt.create_streaming_table(
    name="all_orders",
    comment="From every channel",
    expect_all_or_drop={"known": "country IS NOT NULL"},
)


@dlt.view
def web_orders():
    return (
        spark.readStream.schema(ORDERS).json("data/orders").filter(F.array_contains("tags", "web"))
    )


@dlt.append_flow(target="all_orders")
def from_web():
    """Orders of the web."""
    return dlt.read_stream("web_orders").select(
        "order_id", "country", F.lit("web").alias("channel")
    )


@dlt.append_flow(target="all_orders")
def shop():
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .filter(F.array_contains("tags", "shop"))
        .select("order_id", "country", F.lit("shop").alias("channel"))
    )


@dlt.table
def channels():
    return dlt.read("all_orders").groupBy("channel").count()
