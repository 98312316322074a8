from pyspark import pipelines as dp
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table
@dp.expect("has_customer", "customer IS NOT NULL")
@dp.expect_or_drop("has_country", "country IS NOT NULL")
def orders():
    return spark.readStream.schema(ORDERS).json("data/orders")


@dp.materialized_view
@dp.expect_all_or_fail({"numbered": "order_id > 0", "small id": "order_id < 1000000"})
@dp.expect("positive", "try_cast(amount AS DOUBLE) > 0")
@dp.expect('it\'s "odd"', "length(customer) > 2")
@dp.expect_or_drop("dated", "placed IS NOT NULL")
def dated_orders():
    return spark.read.table("orders").select("order_id", "customer", "amount", "placed")


@dp.temporary_view
@dp.expect_all_or_drop({"named": "customer <> 'bob'", "early": "placed < '2024-03-01'"})
def early_orders():
    return spark.read.table("dated_orders")


@dp.materialized_view
@dp.expect_all({"some": "orders >= 1", "many": "orders >= 2"})
def customers():
    return spark.read.table("early_orders").groupBy("customer").agg(F.count("*").alias("orders"))
