import dlt
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dlt.table
@dlt.expect("has_customer", "customer IS NOT NULL")
@dlt.expect_or_drop("has_country", "country IS NOT NULL")
def orders():
    return spark.readStream.schema(ORDERS).json("data/orders")


@dlt.table
@dlt.expect_all_or_fail({"numbered": "order_id > 0", "small id": "order_id < 1000000"})
@dlt.expect("positive", "try_cast(amount AS DOUBLE) > 0")
@dlt.expect('it\'s "odd"', "length(customer) > 2")
@dlt.expect_or_drop("dated", "placed IS NOT NULL")
def dated_orders():
    return dlt.read("orders").select("order_id", "customer", "amount", "placed")


@dlt.view
@dlt.expect_all_or_drop({"named": "customer <> 'bob'", "early": "placed < '2024-03-01'"})
def early_orders():
    return dlt.read("dated_orders")


@dlt.table
@dlt.expect_all({"some": "orders >= 1", "many": "orders >= 2"})
def customers():
    return dlt.read("early_orders").groupBy("customer").agg(F.count("*").alias("orders"))
