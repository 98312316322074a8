"""Methods and properties of frames that no other case has."""

from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def bound():
    other_items = spark.read.table("items")
    another_items = spark.read.table("items")
    return other_items.join(
        another_items,
        (other_items["qty"] == another_items["qty"]) & (other_items["id"] != another_items["id"]),
    ).select(other_items["id"].alias("one"), another_items["id"].alias("other"))


@dp.materialized_view
def free():
    return spark.read.table("items").filter(F.col("qty") > 0).select("id", "kind")


@dp.materialized_view
def numbers_only():
    return spark.read.table("items").select("id", "qty", F.lit(6).alias("columns"))


@dp.materialized_view
def replaced():
    return (
        spark.read.table("items")
        .select(
            "id",
            F.when(F.col("kind") == "a", F.lit("A").cast("string"))
            .otherwise(F.col("kind"))
            .alias("kind"),
            "qty",
            "price",
            "sold",
            "note",
        )
        .select(
            F.when(F.col("id") == 7, F.lit(70).cast("int"))
            .when(F.col("id") == 0, F.lit(1).cast("int"))
            .otherwise(F.col("id"))
            .alias("id"),
            "kind",
            F.when(F.col("qty") == 7, F.lit(70).cast("int"))
            .when(F.col("qty") == 0, F.lit(1).cast("int"))
            .otherwise(F.col("qty"))
            .alias("qty"),
            F.when(F.col("price") == 7, F.lit(70).cast("decimal(10,2)"))
            .when(F.col("price") == 0, F.lit(1).cast("decimal(10,2)"))
            .otherwise(F.col("price"))
            .alias("price"),
            "sold",
            "note",
        )
    )


@dp.materialized_view
def kinds():
    return spark.read.table("items").select("kind").dropDuplicates().dropDuplicates(["kind"])


@dp.materialized_view
def with_twin():
    return (
        spark.read.table("items")
        .alias("i")
        .filter(
            spark.read.table("items")
            .alias("t")
            .filter(
                (F.col("t.qty") == F.col("i.qty").outer())
                & (F.col("t.id") != F.col("i.id").outer())
            )
            .exists()
        )
        .select("i.id")
    )


@dp.materialized_view
def means():
    return spark.read.table("items").groupBy("kind").agg(F.avg("qty"), F.avg("price"))


@dp.materialized_view
def ranges():
    return spark.read.table("items").repartitionByRange("id").coalesce(1).select("id")
