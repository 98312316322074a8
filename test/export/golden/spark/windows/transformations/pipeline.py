from pyspark import pipelines as dp
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def ranked():
    window = Window.partitionBy("kind").orderBy(F.col("price").desc(), "id")
    return spark.read.table("items").select(
        "id",
        "kind",
        F.row_number().over(window).alias("place"),
        F.rank().over(window).alias("rank"),
        F.dense_rank().over(window).alias("dense"),
        F.percent_rank().over(window).alias("percent"),
        F.cume_dist().over(window).alias("cume"),
        F.ntile(2).over(window).alias("half"),
        F.lag("id", 1).over(window).alias("before"),
        F.lead("id", 1, -1).over(window).alias("after"),
        F.first_value("id").over(window).alias("first"),
        F.nth_value("id", 2).over(window).alias("second"),
    )


@dp.materialized_view
def running():
    return (
        spark.read.table("items")
        .select(
            "*",
            F.sum("qty")
            .over(Window.orderBy("id").rowsBetween(Window.unboundedPreceding, Window.currentRow))
            .alias("total"),
        )
        .select("*", F.avg("qty").over(Window.orderBy("id").rowsBetween(-1, 1)).alias("mean"))
        .select(
            "*",
            F.count("*")
            .over(Window.partitionBy("kind").orderBy("qty").rangeBetween(-3, 3))
            .alias("near"),
        )
        .filter(F.col("total").isNotNull())
    )
