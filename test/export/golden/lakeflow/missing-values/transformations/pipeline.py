from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def filled():
    return (
        spark.read.table("items").fillna({"qty": 0, "kind": "?"}).fillna("nothing", subset=["note"])
    )


@dp.materialized_view
def dropped():
    return spark.read.table("items").dropna(subset=["kind", "qty"])


@dp.materialized_view
def dropped_all():
    return spark.read.table("items").dropna(how="all", subset=["kind", "note"])


@dp.materialized_view
def replaced():
    return spark.read.table("items").replace({"a": "A", "b": "B"})


@dp.materialized_view
def renamed():
    return (
        spark.read.table("items")
        .withColumnRenamed("qty", "quantity")
        .withColumnsRenamed({"kind": "sort", "note": "remark"})
        .drop("price", "sold")
    )


@dp.materialized_view
def changed():
    return (
        spark.read.table("items")
        .withColumns({"qty": F.col("qty") + 1, "twice": F.col("qty") * 2})
        .withColumn("kind", F.coalesce("kind", F.lit("none")))
    )


@dp.materialized_view
def named():
    return spark.read.table("items").select("id", "kind").toDF("number", "letter")


@dp.materialized_view
def long():
    return spark.read.table("items").unpivot(["id"], ["qty", "id"], "what", "value")


@dp.materialized_view
def through():
    return (
        F.broadcast(spark.read.table("items").withColumn("id", F.col("id") * 2))
        .repartition(2)
        .coalesce(1)
    )


@dp.materialized_view
def by_columns():
    return spark.read.table("items").select(
        F.col("id").cast("string"),
        F.col("kind").cast("string"),
        F.col("qty").cast("string"),
        F.col("price").cast("string"),
        F.col("sold").cast("string"),
    )
