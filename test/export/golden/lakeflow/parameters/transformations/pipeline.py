from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def chosen():
    return (
        spark.read.table("items")
        .filter(F.col("kind") == F.lit(spark.conf.get("kind", "a")))
        .select("id", F.lit(spark.conf.get("label", "plain")).alias("label"))
    )


@dp.materialized_view
def from_path():
    return spark.read.schema("id int").json(spark.conf.get("root", "data") + "/items.json")


@dp.materialized_view
def numbered():
    return spark.read.table("items").filter(
        F.col("qty") >= F.lit(spark.conf.get("least", "1")).cast("int")
    )
