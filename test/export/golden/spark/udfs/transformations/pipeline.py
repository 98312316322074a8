from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"

initials = F.udf(lambda text, count: None if text is None else text[:count], "string")


def shout(text):
    # loud
    return None if text is None else text + "!"


shout_udf = F.udf(shout, "string")


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def named():
    return spark.read.table("items").select(
        "id",
        initials("note", F.lit(2)).alias("initials"),
        shout_udf("kind").alias("shout"),
        shout_udf("note").alias("again"),
    )
