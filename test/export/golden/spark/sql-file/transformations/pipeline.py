from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()


# Orders as they came
@dp.table(comment="It's raw")
def raw_orders():
    return (
        spark.readStream.schema(
            "order_id int, customer string, amount string, placed string, country string"
        )
        .json("data/orders")
        .select("*")
    )


@dp.table
def orders():
    return spark.sql(
        "SELECT order_id, customer, try_cast(amount AS DECIMAL(10, 2)) AS amount FROM STREAM raw_orders"
    ).filter(F.coalesce(F.col("amount") > 0, F.lit(False)))


@dp.materialized_view(comment="What breaks the rules of orders")
def orders_expectations():
    return spark.read.table("orders").select(
        F.lit("known").alias("rule"),
        F.count_if(F.coalesce(F.col("customer").isNotNull(), F.lit(False))).alias("passed"),
        F.count_if(~F.coalesce(F.col("customer").isNotNull(), F.lit(False))).alias("failed"),
    )


@dp.temporary_view
def buyers():
    return spark.sql("SELECT DISTINCT customer FROM orders WHERE customer IS NOT NULL")


@dp.materialized_view(comment="By buyer")
def spent():
    return spark.sql("""
SELECT b.customer, coalesce(sum(o.amount), 0) AS total
FROM buyers b LEFT JOIN orders o ON o.customer = b.customer
GROUP BY b.customer
""")
