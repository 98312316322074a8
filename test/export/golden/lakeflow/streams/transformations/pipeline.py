from pyspark import pipelines as dp
from pyspark.sql import functions as F

EVENTS = "id INT, at TIMESTAMP, user STRING, value DOUBLE"


@dp.table
def events():
    return spark.readStream.schema(EVENTS).json("data/events")


@dp.table
def once():
    return spark.readStream.table("events").dropDuplicates(["id", "user"])


@dp.materialized_view
def users():
    return spark.read.schema("user string, city string").json("data/users.json")


@dp.table
def with_city():
    return spark.readStream.table("events").join(spark.read.table("users"), "user", "left")


@dp.temporary_view
def large():
    return (
        spark.readStream.table("with_city").filter("value > 1").withColumn("size", F.lit("large"))
    )


@dp.table
def large_events():
    return spark.readStream.table("large").select("id", "city", "size")


@dp.materialized_view
def by_hour():
    return (
        spark.read.table("events")
        .groupBy(F.window("at", "1 hour"), "user")
        .agg(F.count("*").alias("n"))
        .select("window.start", "user", "n")
    )
