from pyspark import pipelines as dp
from pyspark.sql import functions as F


def clean(text):
    """Without the spaces around it, in capitals."""
    return F.upper(F.trim(text))


def sameText(left, right):
    return F.lower(left) == F.lower(right)


def paid(orders, name):
    return orders.filter(F.col("amount").isNotNull()).alias(name)


def hasLarger(orders):
    return (
        orders.alias("larger").filter(F.col("larger.amount") > F.col("o.amount").outer()).exists()
    )


@dp.table
def orders():
    return spark.readStream.schema(
        "id int, kind string, name string, amount int, tags array<string>"
    ).json("data/orders")


# The column x is not what a lambda calls x.
@dp.materialized_view
def tagged():
    return (
        spark.read.table("orders")
        .withColumn("x", F.lit("not this"))
        .select(
            "id",
            F.transform("tags", lambda x: clean(x)).alias("clean"),
            F.filter("tags", lambda x: F.exists("tags", lambda u: clean(x) != clean(u))).alias(
                "several"
            ),
            F.aggregate(
                "tags", F.lit(""), lambda x, y: F.concat(x, F.coalesce(clean(y), F.lit("-")))
            ).alias("all"),
        )
    )


@dp.materialized_view
def pairs():
    other_orders = spark.read.table("orders").filter(F.col("id") < 4).alias("orders")
    another_orders = (
        spark.read.table("orders").withColumn("twice", F.col("amount") * 2).alias("other_orders")
    )
    return other_orders.join(
        another_orders,
        (F.col("orders.id") == F.col("other_orders.id"))
        | sameText(F.col("orders.kind"), F.col("other_orders.name")),
    ).select(clean(F.col("orders.name")).alias("name"), "twice")


@dp.materialized_view
def spoken():
    return (
        paid(spark.read.table("orders"), "l")
        .join(paid(spark.read.table("orders"), "r"), F.expr("l.kind = r.kind"))
        .select("l.id", "r.name")
    )


@dp.materialized_view
def smaller():
    return (
        spark.read.table("orders")
        .alias("o")
        .filter(hasLarger(spark.read.table("orders")))
        .select("o.id")
    )


@dp.materialized_view
def smallest():
    return (
        spark.read.table("orders")
        .alias("o")
        .filter(
            spark.read.table("orders")
            .alias("i")
            .filter(F.col("i.amount") > F.col("o.amount").outer())
            .exists()
        )
        .filter(
            spark.read.table("orders")
            .alias("i")
            .filter(sameText(F.col("i.kind"), F.col("o.kind").outer()))
            .exists()
        )
        .select("o.id", clean(F.col("o.name")).alias("name"))
    )
