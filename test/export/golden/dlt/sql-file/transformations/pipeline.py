import dlt


# Orders as they came
@dlt.table(comment="It's raw")
def raw_orders():
    return spark.sql("""
SELECT * FROM STREAM read_files('data/orders', format => 'json',
schema => 'order_id INT, customer STRING, amount STRING, placed STRING, country STRING')
""")


@dlt.table
@dlt.expect_or_drop("paid", "amount > 0")
@dlt.expect("known", "customer IS NOT NULL")
def orders():
    return spark.sql(
        "SELECT order_id, customer, try_cast(amount AS DECIMAL(10, 2)) AS amount FROM STREAM(raw_orders)"
    )


@dlt.view
def buyers():
    return spark.sql("SELECT DISTINCT customer FROM orders WHERE customer IS NOT NULL")


@dlt.table(comment="By buyer")
def spent():
    return spark.sql("""
SELECT b.customer, coalesce(sum(o.amount), 0) AS total
FROM buyers b LEFT JOIN orders o ON o.customer = b.customer
GROUP BY b.customer
""")
