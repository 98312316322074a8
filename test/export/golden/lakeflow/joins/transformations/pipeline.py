from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def kinds():
    return (
        spark.read.schema("id int, kind string, label string")
        .option("header", True)
        .csv("data/kinds.csv")
    )


@dp.materialized_view
def inner_join():
    return spark.read.table("items").join(spark.read.table("kinds").drop("id"), "kind")


@dp.materialized_view
def left_join():
    other_items = spark.read.table("items")
    other_kinds = spark.read.table("kinds")
    return other_items.join(
        other_kinds, other_items["kind"].eqNullSafe(other_kinds["kind"]), "left"
    ).select(other_items["id"], other_kinds["id"].alias("kind_id"), "label")


@dp.materialized_view
def full_join():
    return (
        spark.read.table("items")
        .select("id", "kind")
        .join(spark.read.table("kinds").select("kind", "label"), "kind", "full")
    )


@dp.materialized_view
def right_join():
    return (
        spark.read.table("items")
        .alias("i")
        .join(
            spark.read.table("kinds").alias("k"), F.expr("i.kind = k.kind AND i.qty > 0"), "right"
        )
        .select("i.id", "k.label")
    )


@dp.materialized_view
def semi():
    return spark.read.table("items").join(spark.read.table("kinds"), "kind", "left_semi")


@dp.materialized_view
def anti():
    return spark.read.table("items").join(spark.read.table("kinds"), "kind", "left_anti")


@dp.materialized_view
def crossed():
    return (
        spark.read.table("items")
        .select("id")
        .crossJoin(spark.read.table("kinds").select("label"))
        .limit(100)
    )


@dp.materialized_view
def to_itself():
    return (
        spark.read.table("items")
        .alias("a")
        .join(
            spark.read.table("items").alias("b"),
            (F.col("a.kind") == F.col("b.kind")) & (F.col("a.id") < F.col("b.id")),
        )
        .select(F.col("a.id").alias("first"), F.col("b.id").alias("second"))
    )
