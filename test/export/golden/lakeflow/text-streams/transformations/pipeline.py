from pyspark import pipelines as dp
from pyspark.sql import functions as F


@dp.table
def lines():
    return spark.readStream.text("data/lines")


@dp.table
def loud():
    return (
        spark.readStream.option("lineSep", "\n")
        .text("data/lines")
        .select(F.upper("value").alias("line"))
    )
