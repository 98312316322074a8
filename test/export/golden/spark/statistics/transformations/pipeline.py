from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def sampled():
    return spark.read.table("items").sample(fraction=1.0).select("id")


@dp.materialized_view
def cross():
    return (
        spark.read.table("items")
        .filter("kind IS NOT NULL AND qty IS NOT NULL")
        .groupBy("kind")
        .pivot("qty", [0, 3, 7])
        .count()
    )


@dp.materialized_view
def constants():
    return (
        spark.read.table("items")
        .limit(1)
        .select(
            F.lit(1).alias("i"),
            F.lit(12345678901).alias("l"),
            F.lit(1.5).alias("d"),
            F.lit(True).alias("b"),
            F.lit(None).cast("string").alias("n"),
            F.lit("2024-02-29").cast("date").alias("day"),
            F.lit("2024-02-29 12:00:00").cast("timestamp").alias("t"),
            F.lit("2024-02-29 12:00:00").cast("timestamp_ntz").alias("ntz"),
            F.lit("1.10").cast("decimal(5,2)").alias("dec"),
            F.lit(b"\x01\xff").alias("bin"),
            F.array(F.lit(1), F.lit(None)).alias("arr"),
            F.lit(float("nan")).alias("nan"),
            F.lit(-0.0).cast("double").alias("zero"),
            F.expr("INTERVAL '1-2' YEAR TO MONTH").cast("string").alias("ym"),
        )
    )
