from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def unions():
    other_items = spark.read.table("items").filter("kind = 'a'").select("id", "kind")
    return other_items.union(other_items).union(spark.read.table("items").select("id", "note"))


@dp.materialized_view
def by_name():
    return (
        spark.read.table("items")
        .select("id", "kind")
        .unionByName(spark.read.table("items").select("note", "id"), allowMissingColumns=True)
    )


@dp.materialized_view
def common():
    return (
        spark.read.table("items")
        .select("qty")
        .intersect(spark.read.table("items").filter("id > 3").select("qty"))
    )


@dp.materialized_view
def common_all():
    return (
        spark.read.table("items")
        .select("qty")
        .intersectAll(spark.read.table("items").select("qty"))
    )


@dp.materialized_view
def less():
    return (
        spark.read.table("items")
        .select("qty")
        .subtract(spark.read.table("items").filter("id < 3").select("qty"))
    )


@dp.materialized_view
def less_all():
    return (
        spark.read.table("items")
        .select("qty")
        .exceptAll(spark.read.table("items").filter("id = 4").select("qty"))
    )


@dp.materialized_view
def once():
    return spark.read.table("items").select("kind", "qty").distinct()


@dp.materialized_view
def by_key():
    return spark.read.table("items").select("kind").dropDuplicates(["kind"])


@dp.materialized_view
def cut():
    return spark.read.table("items").orderBy(F.col("id").desc()).limit(3).select("id")


@dp.materialized_view
def after():
    return spark.read.table("items").orderBy("id").offset(2).select("id")
