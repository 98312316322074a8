"""Methods and properties of frames that no other case has."""

from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def bound():
    other_items = spark.read.table("items").alias("items")
    another_items = spark.read.table("items").alias("other_items")
    return other_items.join(
        another_items,
        (F.col("items.qty") == F.col("other_items.qty"))
        & (F.col("items.id") != F.col("other_items.id")),
    ).select(F.col("items.id").alias("one"), F.col("other_items.id").alias("other"))


@dp.materialized_view
def free():
    return spark.read.table("items").filter(F.col("qty") > 0).select("id", "kind")


@dp.materialized_view
def numbers_only():
    return spark.read.table("items").select("id", "qty", F.lit(6).alias("columns"))


@dp.materialized_view
def replaced():
    return spark.read.table("items").replace({"a": "A"}, subset=["kind"]).replace({7: 70, 0: 1})


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
