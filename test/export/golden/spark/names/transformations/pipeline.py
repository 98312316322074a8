from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dp.table(comment="C'est \"l'été\" \\ {x}\nzweite Zeile — ünïcode")
def summer_2024():
    """Doc with \"\"\"quotes\"\"\", a \\ and a
    second line with {braces}.
    """
    # a comment with """ and \n in it
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .select("order_id", F.col("customer").alias("a'b\"c"))
    )


@dp.materialized_view(table_properties={"k'ey": 'v"al\\ue'})
def Ticked():
    return spark.read.table("summer_2024").select(
        F.col("a'b\"c").alias("new\\line {y}"), F.lit("tab\there 🦆 \\N").alias("sp ace")
    )


@dp.materialized_view(name="class")
def class_():
    return spark.read.table("Ticked").filter(
        F.coalesce(F.expr("`sp ace` LIKE 'tab%' AND 'x''y' <> \"{z}\""), F.lit(False))
    )
