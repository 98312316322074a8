from pyspark import pipelines as dp
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table
def orders():
    return spark.sql(
        "SELECT order_id, customer, try_cast(amount AS DECIMAL(10,2)) AS amount, country FROM {raw}",
        raw=spark.readStream.schema(ORDERS).json("data/orders"),
    )


@dp.materialized_view
def ranked():
    return spark.sql("""
-- The best orders of each country
WITH known AS (SELECT * FROM orders WHERE country IS NOT NULL)
SELECT country, order_id, amount,
       row_number() OVER (PARTITION BY country ORDER BY amount DESC NULLS LAST, order_id) AS place
FROM known /* of those with a country */
WHERE amount IS NOT NULL OR customer = 'it''s {not a frame}'
""")


@dp.materialized_view
def above():
    return (
        spark.read.table("orders")
        .filter("amount > 0")
        .groupBy("country")
        .agg(F.count("*").alias("orders"), F.sum("amount").alias("total"))
        .filter(
            (F.sum("amount") > F.lit(spark.conf.get("least", "5")).cast("int"))
            & (F.count("*") < 100)
        )
    )


@dp.materialized_view
def by_name():
    return spark.sql(
        "SELECT 'a\\'b\\\\c' AS given, o.* FROM orders AS o WHERE EXISTS (SELECT 1 FROM ranked r WHERE r.order_id = o.order_id)"
    )


@dp.materialized_view
def shaped():
    return (
        spark.read.table("orders")
        .selectExpr("order_id AS id", "upper(customer) AS `the customer`", "amount * 2 AS twice")
        .filter("id % 2 = 1 OR twice IS NULL")
    )


@dp.materialized_view
def numbered():
    return spark.sql("""
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5)
SELECT n, count(order_id) AS orders FROM r LEFT JOIN orders ON order_id = n GROUP BY n
""")
