import dlt
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dlt.table
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dlt.table
def chosen():
    return (
        dlt.read("items")
        .filter(F.col("kind") == F.lit(spark.conf.get("kind", "a")))
        .select("id", F.lit(spark.conf.get("label", "plain")).alias("label"))
    )


@dlt.table
def from_path():
    return spark.read.schema("id int").json(spark.conf.get("root", "data") + "/items.json")


@dlt.table
def numbered():
    return dlt.read("items").filter(F.col("qty") >= F.lit(spark.conf.get("least", "1")).cast("int"))
