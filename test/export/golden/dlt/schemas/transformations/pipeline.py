import dlt
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dlt.table(name="raw.orders")
def orders():
    return spark.readStream.schema(ORDERS).json("data/orders")


@dlt.table(name="silver.orders")
def other_orders():
    return dlt.read_stream("raw.orders").select("order_id", "country")


@dlt.table(name="gold.orders")
def another_orders():
    return dlt.read("silver.orders").groupBy("country").agg(F.max("order_id").alias("last"))
