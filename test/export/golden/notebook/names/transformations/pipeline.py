# Databricks notebook source
from pyspark import pipelines as dp
from pyspark.sql import functions as F

# COMMAND ----------

ORDERS = "order_id INT, customer STRING, amount STRING, placed STRING, country STRING, tags ARRAY<STRING>, ship STRUCT<city: STRING, zip: STRING>"

# COMMAND ----------

# MAGIC %md
# MAGIC Doc with """quotes""", a \ and a
# MAGIC second line with {braces}.

# COMMAND ----------

# DBTITLE 1,summer_2024
@dp.table(comment="C'est \"l'été\" \\ {x}\nzweite Zeile — ünïcode")
def summer_2024():
    # a comment with """ and \n in it
    return (
        spark.readStream.schema(ORDERS)
        .json("data/orders")
        .select("order_id", F.col("customer").alias("a'b\"c"))
    )

# COMMAND ----------

# DBTITLE 1,Ticked
@dp.materialized_view(table_properties={"k'ey": 'v"al\\ue'})
def Ticked():
    return spark.read.table("summer_2024").select(
        F.col("a'b\"c").alias("new\\line {y}"), F.lit("tab\there 🦆 \\N").alias("sp ace")
    )

# COMMAND ----------

# DBTITLE 1,class
@dp.materialized_view(name="class")
@dp.expect_or_drop('it\'s "fine" \\', "`sp ace` LIKE 'tab%' AND 'x''y' <> \"{z}\"")
def class_():
    return spark.read.table("Ticked")
