"""Methods that no other case has."""

from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def sets():
    return (
        spark.read.table("items")
        .groupingSets([["kind"], ["qty"], []], "kind", "qty")
        .agg(F.count("*").alias("n"), F.grouping_id().alias("level"))
    )


@dp.materialized_view
def lower():
    return spark.read.table("items").groupBy("kind").agg(F.max("qty").alias("most"))


@dp.materialized_view
def sorted():
    return (
        spark.read.table("items")
        .repartitionByRange(2, "id")
        .sortWithinPartitions("id")
        .select("id", "kind")
    )


@dp.materialized_view
def melted():
    return spark.read.table("items").select("id", "qty").unpivot(["id"], ["qty"], "what", "value")


@dp.materialized_view
def above():
    return (
        spark.read.table("items")
        .filter(F.col("qty") > spark.read.table("items").groupBy().agg(F.avg("qty")).scalar())
        .select("id")
    )


@dp.table
def once():
    return (
        spark.readStream.schema("id int, at timestamp, user string, value double")
        .json("data/events")
        .withWatermark("at", "10 days")
        .select("id", "user")
    )
