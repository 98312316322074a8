from pyspark import pipelines as dp
from pyspark.sql import SparkSession

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def labelled():
    return spark.read.table("items").join(
        spark.read.schema("kind string, label string")
        .option("header", True)
        .csv("data/labels.csv"),
        "kind",
        "left",
    )


@dp.table
def streamed():
    return spark.readStream.schema("n int").json("data/arrivals").select("n")
