from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table(name="raw.orders")
def orders():
    return spark.readStream.schema(ORDERS).json("data/orders")


@dp.table(name="silver.orders")
def other_orders():
    return spark.readStream.table("raw.orders").select("order_id", "country")


@dp.materialized_view(name="gold.orders")
def another_orders():
    return spark.read.table("silver.orders").groupBy("country").agg(F.max("order_id").alias("last"))
