"""Conditions of rules in every form: text, templates with values and parameters, columns."""

from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def checked():
    return spark.read.table("items").filter(
        F.when(
            ~F.coalesce(F.expr("id < 1000"), F.lit(False)),
            F.raise_error("checked breaks the rule text: (id < 1000)"),
        ).otherwise(
            F.coalesce(
                (F.col("id") >= 1) & (F.coalesce("note", F.lit("")) != 'it\'s {0} \\ "x"'),
                F.lit(False),
            )
            & F.coalesce(
                F.col("id") <= F.lit(spark.conf.get("most", "6")).cast("int"), F.lit(False)
            )
            & F.coalesce(
                (F.col("id") != F.lit(spark.conf.get("other", "3")).cast("int")) & F.lit(True),
                F.lit(False),
            )
        )
    )


@dp.materialized_view(comment="What breaks the rules of checked")
def checked_expectations():
    return spark.read.table("checked").select(
        F.lit("few").alias("rule"),
        F.count_if(
            F.coalesce(
                F.when(
                    F.col("qty") > F.lit(spark.conf.get("most", "6")).cast("int"), False
                ).otherwise(True),
                F.lit(False),
            )
        ).alias("passed"),
        F.count_if(
            ~F.coalesce(
                F.when(
                    F.col("qty") > F.lit(spark.conf.get("most", "6")).cast("int"), False
                ).otherwise(True),
                F.lit(False),
            )
        ).alias("failed"),
    )


@dp.materialized_view
def filtered():
    return spark.read.table("items").filter(F.col("qty") > 1).filter("kind IN ('a', 'b')")


@dp.table
def numbered():
    return spark.readStream.schema(ITEMS).json("data/*.json").select("id")


@dp.table
def limited():
    return spark.readStream.table("numbered").filter(
        F.coalesce(F.col("id") < F.lit(spark.conf.get("most", "6")).cast("int"), F.lit(False))
    )


@dp.materialized_view(comment="What breaks the rules of limited")
def limited_expectations():
    return spark.read.table("limited").select(
        F.lit("any").alias("rule"),
        F.count_if(F.coalesce(F.expr("id > 1"), F.lit(False))).alias("passed"),
        F.count_if(~F.coalesce(F.expr("id > 1"), F.lit(False))).alias("failed"),
    )
