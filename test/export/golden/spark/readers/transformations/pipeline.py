from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()


@dp.materialized_view
def semicolons():
    return (
        spark.read.schema("id int, day date, price double, note string")
        .option("header", True)
        .option("sep", ";")
        .option("nullValue", "-")
        .option("dateFormat", "dd.MM.yyyy")
        .csv("data/semi.csv")
    )


@dp.materialized_view
def inferred():
    return spark.read.option("header", True).option("inferSchema", True).csv("data/plain.csv")


@dp.materialized_view
def lines():
    return spark.read.text("data/lines.txt")


@dp.materialized_view
def pretty():
    return spark.read.option("multiLine", True).json("data/pretty.json")


@dp.materialized_view
def permissive():
    return spark.read.schema("a int, _corrupt_record string").json("data/broken.jsonl")


@dp.materialized_view
def dropped():
    return spark.read.schema("a int").option("mode", "DROPMALFORMED").json("data/broken.jsonl")


@dp.table
def parts():
    return spark.readStream.schema("a int, day date").json("data/parts")


@dp.materialized_view
def with_name():
    return (
        spark.read.schema("a int")
        .json("data/parts")
        .select("a", F.regexp_extract("_metadata.file_name", "^(\\w+)", 1).alias("file"))
    )
