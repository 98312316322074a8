from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table(comment="From every channel")
def all_orders():
    # Orders of the web.
    return (
        spark.readStream.table("web_orders")
        .select("order_id", "country", F.lit("web").alias("channel"))
        .unionByName(
            spark.readStream.schema(ORDERS)
            .json("data/orders")
            .filter(F.array_contains("tags", "shop"))
            .select("order_id", "country", F.lit("shop").alias("channel")),
            allowMissingColumns=True,
        )
        .filter(F.coalesce(F.expr("country IS NOT NULL"), F.lit(False)))
    )


@dp.temporary_view
def web_orders():
    return (
        spark.readStream.schema(ORDERS).json("data/orders").filter(F.array_contains("tags", "web"))
    )


@dp.materialized_view
def channels():
    return spark.read.table("all_orders").groupBy("channel").count()
