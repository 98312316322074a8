from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table
def orders():
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .filter(F.coalesce(F.col("country").isNotNull(), F.lit(False)))
    )


@dp.materialized_view(comment="What breaks the rules of orders")
def orders_expectations():
    return spark.read.table("orders").select(
        F.lit("has_customer").alias("rule"),
        F.count_if(F.coalesce(F.expr("customer IS NOT NULL"), F.lit(False))).alias("passed"),
        F.count_if(~F.coalesce(F.expr("customer IS NOT NULL"), F.lit(False))).alias("failed"),
    )


@dp.materialized_view
def dated_orders():
    return (
        spark.read.table("orders")
        .select("order_id", "customer", "amount", "placed")
        .filter(
            F.when(
                ~F.coalesce(F.expr("order_id > 0"), F.lit(False)),
                F.raise_error("dated_orders breaks the rule numbered: order_id > 0"),
            )
            .when(
                ~F.coalesce(F.expr("order_id < 1000000"), F.lit(False)),
                F.raise_error("dated_orders breaks the rule small id: order_id < 1000000"),
            )
            .otherwise(F.coalesce(F.expr("placed IS NOT NULL"), F.lit(False)))
        )
    )


@dp.materialized_view(comment="What breaks the rules of dated_orders")
def dated_orders_expectations():
    return (
        spark.read.table("dated_orders")
        .select(
            F.lit("positive").alias("rule"),
            F.count_if(F.coalesce(F.expr("try_cast(amount AS DOUBLE) > 0"), F.lit(False))).alias(
                "passed"
            ),
            F.count_if(~F.coalesce(F.expr("try_cast(amount AS DOUBLE) > 0"), F.lit(False))).alias(
                "failed"
            ),
        )
        .union(
            spark.read.table("dated_orders").select(
                F.lit('it\'s "odd"').alias("rule"),
                F.count_if(F.coalesce(F.expr("length(customer) > 2"), F.lit(False))).alias(
                    "passed"
                ),
                F.count_if(~F.coalesce(F.expr("length(customer) > 2"), F.lit(False))).alias(
                    "failed"
                ),
            )
        )
    )


@dp.temporary_view
def early_orders():
    return spark.read.table("dated_orders").filter(
        F.coalesce(F.expr("customer <> 'bob'"), F.lit(False))
        & F.coalesce(F.expr("placed < '2024-03-01'"), F.lit(False))
    )


@dp.materialized_view
def customers():
    return spark.read.table("early_orders").groupBy("customer").agg(F.count("*").alias("orders"))


@dp.materialized_view(comment="What breaks the rules of customers")
def customers_expectations():
    return (
        spark.read.table("customers")
        .select(
            F.lit("some").alias("rule"),
            F.count_if(F.coalesce(F.expr("orders >= 1"), F.lit(False))).alias("passed"),
            F.count_if(~F.coalesce(F.expr("orders >= 1"), F.lit(False))).alias("failed"),
        )
        .union(
            spark.read.table("customers").select(
                F.lit("many").alias("rule"),
                F.count_if(F.coalesce(F.expr("orders >= 2"), F.lit(False))).alias("passed"),
                F.count_if(~F.coalesce(F.expr("orders >= 2"), F.lit(False))).alias("failed"),
            )
        )
    )
