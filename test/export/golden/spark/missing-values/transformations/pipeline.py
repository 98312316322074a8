from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def filled():
    return (
        spark.read.table("items")
        .select(
            "id",
            F.coalesce("kind", F.lit("?")).alias("kind"),
            F.coalesce("qty", F.lit(0)).alias("qty"),
            "price",
            "sold",
            "note",
        )
        .select(
            "id", "kind", "qty", "price", "sold", F.coalesce("note", F.lit("nothing")).alias("note")
        )
    )


@dp.materialized_view
def dropped():
    return spark.read.table("items").filter(F.col("kind").isNotNull() & F.col("qty").isNotNull())


@dp.materialized_view
def dropped_all():
    return spark.read.table("items").filter(F.col("kind").isNotNull() | F.col("note").isNotNull())


@dp.materialized_view
def replaced():
    return spark.read.table("items").select(
        "id",
        F.when(F.col("kind") == "a", F.lit("A").cast("string"))
        .when(F.col("kind") == "b", F.lit("B").cast("string"))
        .otherwise(F.col("kind"))
        .alias("kind"),
        "qty",
        "price",
        "sold",
        F.when(F.col("note") == "a", F.lit("A").cast("string"))
        .when(F.col("note") == "b", F.lit("B").cast("string"))
        .otherwise(F.col("note"))
        .alias("note"),
    )


@dp.materialized_view
def renamed():
    return (
        spark.read.table("items")
        .select("id", "kind", F.col("qty").alias("quantity"), "price", "sold", "note")
        .select(
            "id",
            F.col("kind").alias("sort"),
            "quantity",
            "price",
            "sold",
            F.col("note").alias("remark"),
        )
        .select("id", "sort", "quantity", "remark")
    )


@dp.materialized_view
def changed():
    return (
        spark.read.table("items")
        .select(
            "id",
            "kind",
            (F.col("qty") + 1).alias("qty"),
            "price",
            "sold",
            "note",
            (F.col("qty") * 2).alias("twice"),
        )
        .select(
            "id",
            F.coalesce("kind", F.lit("none")).alias("kind"),
            "qty",
            "price",
            "sold",
            "note",
            "twice",
        )
    )


@dp.materialized_view
def named():
    return spark.read.table("items").select("id", "kind").toDF("number", "letter")


@dp.materialized_view
def long():
    return spark.read.table("items").unpivot(["id"], ["qty", "id"], "what", "value")


@dp.materialized_view
def through():
    return (
        F.broadcast(
            spark.read.table("items").select(
                (F.col("id") * 2).alias("id"), "kind", "qty", "price", "sold", "note"
            )
        )
        .repartition(2)
        .coalesce(1)
    )


@dp.materialized_view
def by_columns():
    return spark.read.table("items").select(
        F.col("id").cast("string"),
        F.col("kind").cast("string"),
        F.col("qty").cast("string"),
        F.col("price").cast("string"),
        F.col("sold").cast("string"),
    )
