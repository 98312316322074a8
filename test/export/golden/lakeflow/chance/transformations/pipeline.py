from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def drawn():
    return spark.read.table("items").select(
        "id", F.rand(7).alias("r"), F.call_function("uuid").alias("u")
    )


@dp.materialized_view
def firsts():
    return spark.read.table("items").groupBy("kind").agg(F.first("id").alias("one"))


@dp.materialized_view
def counted():
    return spark.read.table("drawn").filter("r >= 0").groupBy().agg(F.count("*").alias("n"))


@dp.materialized_view
def kept():
    return spark.read.table("items").dropDuplicates(["kind"])
