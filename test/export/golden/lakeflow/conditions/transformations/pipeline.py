"""Conditions of rules in every form: text, templates with values and parameters, columns."""

from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
@dp.expect_or_drop("template", "id >= 1 AND coalesce(note, '') <> 'it\\'s {0} \\\\ \"x\"'")
@dp.expect_or_drop("parameter", F.col("id") <= F.lit(spark.conf.get("most", "6")).cast("int"))
@dp.expect_or_drop(
    "column", (F.col("id") != F.lit(spark.conf.get("other", "3")).cast("int")) & F.lit(True)
)
@dp.expect_or_fail("text", "id < 1000")
@dp.expect(
    "few",
    F.when(F.col("qty") > F.lit(spark.conf.get("most", "6")).cast("int"), False).otherwise(True),
)
def checked():
    return spark.read.table("items")


@dp.materialized_view
def filtered():
    return spark.read.table("items").filter(F.col("qty") > 1).filter("kind IN ('a', 'b')")


@dp.table
def numbered():
    return spark.readStream.schema(ITEMS).json("data/*.json").select("id")


dp.create_streaming_table(
    name="limited",
    expect_all={"any": "id > 1"},
    expect_all_or_drop={"low": F.col("id") < F.lit(spark.conf.get("most", "6")).cast("int")},
)


@dp.append_flow(target="limited")
def numbered_to_limited():
    return spark.readStream.table("numbered")
