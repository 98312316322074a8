from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import DoubleType, IntegerType, StringType, StructField, StructType

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def words():
    return spark.read.table("items").select(
        "id", F.explode(F.split(F.trim("note"), "[ ,;]")).alias("word")
    )


@dp.materialized_view
def words_outer():
    return spark.read.table("items").select(
        "id", F.explode_outer(F.split("note", ",")).alias("word")
    )


@dp.materialized_view
def placed():
    return spark.read.table("items").select(
        "id", F.posexplode(F.array("qty", "id")).alias("place", "value")
    )


@dp.materialized_view
def stacked():
    return spark.read.table("items").select(
        "id", F.stack(F.lit(2), F.lit("qty"), "qty", F.lit("id"), "id").alias("what", "value")
    )


@dp.materialized_view
def inlined():
    return spark.read.table("items").select(
        F.inline(F.array(F.struct(F.col("id").alias("n"), F.col("kind").alias("k"))))
    )


@dp.materialized_view
def mapped():
    return (
        spark.read.table("items")
        .filter("kind IS NOT NULL")
        .select(F.explode(F.create_map("kind", "qty")))
    )


@dp.materialized_view
def lateral():
    return spark.sql("SELECT id, w FROM items LATERAL VIEW OUTER explode(split(note, ' ')) t AS w")


@dp.materialized_view
def in_from():
    return spark.sql("SELECT n + 1 AS m FROM explode(array(1, 2)) AS t(n)")


@dp.materialized_view
def numbers():
    return spark.range(1, 10, 3).select((F.col("id") * 10).alias("n"))


@dp.materialized_view
def rows():
    return spark.createDataFrame(
        [(1, "one", 1.5, None), (2, 'it\'s "two"', -0.25, "x")],
        StructType(
            [
                StructField("n", IntegerType()),
                StructField("word", StringType()),
                StructField("d", DoubleType()),
                StructField("maybe", StringType()),
            ]
        ),
    )


@dp.materialized_view
def values():
    return spark.sql(
        "SELECT * FROM VALUES (1, DATE'2024-02-29', X'1F'), (2, NULL, X'') AS t(a, b, c)"
    )
