from pyspark import pipelines as dp
from pyspark.sql import functions as F

ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def structs():
    """Structs with other fields: what SQL has no form for."""
    return (
        spark.read.table("items")
        .select("id", F.struct("id", "kind", F.struct("qty", "note").alias("inner")).alias("s"))
        .select(
            "id",
            F.col("s").withField("id", F.lit(0)).alias("replaced"),
            F.col("s").withField("more", F.col("id") + 1).alias("added"),
            F.col("s").withField("`inner`.qty", F.lit(1)).alias("inside"),
            F.col("s").dropFields("kind").alias("fewer"),
            F.col("s").dropFields("kind", "`inner`.note").alias("much_fewer"),
        )
    )
