import dlt
from pyspark.sql import functions as F

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"


@dlt.table(comment="C'est \"l'été\" \\ {x}\nzweite Zeile — ünïcode")
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


@dlt.table(table_properties={"k'ey": 'v"al\\ue'})
def Ticked():
    return dlt.read("summer_2024").select(
        F.col("a'b\"c").alias("new\\line {y}"), F.lit("tab\there 🦆 \\N").alias("sp ace")
    )


@dlt.table(name="class")
@dlt.expect_or_drop('it\'s "fine" \\', "`sp ace` LIKE 'tab%' AND 'x''y' <> \"{z}\"")
def class_():
    return dlt.read("Ticked")
