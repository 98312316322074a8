"""The flights pipeline in plain PySpark, over the files that prepare.mjs makes."""

from pyspark.sql import functions as F

RULES = {
    "silver_flights": {
        "known_origin": ("warn", "origin IS NOT NULL"),
        "on_time": ("warn", "delay < 15"),
        "sane_delay": ("drop", "delay BETWEEN -45 AND 240"),
        "dated": ("fail", "flown_at IS NOT NULL"),
    },
    "airports": {"located": ("drop", "latitude IS NOT NULL AND longitude IS NOT NULL")},
}


def tables(spark, data, keep):
    """Every stored table by name. `keep(name, candidates)` leaves the rows that the rules of a table let pass."""
    bronze = (
        spark.read.format("json")
        .schema("date STRING, delay INT, distance INT, origin STRING, destination STRING")
        .load(f"{data}/flights")
    )
    silver = keep(
        "silver_flights",
        bronze.withColumn("flown_at", F.to_timestamp(F.col("date"), "yyyy/MM/dd HH:mm")).drop("date"),
    )
    airports = keep(
        "airports",
        spark.read.option("header", True).csv(f"{data}/airports.csv").select(
            "iata", "name", "city", "state", "country",
            F.col("latitude").cast("double").alias("latitude"),
            F.col("longitude").cast("double").alias("longitude"),
        ),
    )
    legs = silver.join(airports.select(F.col("iata").alias("origin"), "city", "state"), "origin", "left")
    return {
        "bronze_flights": bronze,
        "silver_flights": silver,
        "airports": airports,
        "gold_delays": silver.groupBy("origin", F.to_date("flown_at").alias("day")).agg(
            F.count("*").alias("legs"), F.avg("delay").alias("mean_delay")
        ),
        "airport_delays": legs.groupBy("origin", "city", "state").agg(
            F.count("*").alias("legs"),
            F.countDistinct("destination").alias("destinations"),
            F.round(F.avg("delay"), 2).alias("mean_delay"),
            F.max("delay").alias("worst_delay"),
            F.sum(F.when(F.col("delay") >= 15, 1).otherwise(0)).alias("late_legs"),
        ),
        "daily_delays": silver.withColumn("day", F.to_date("flown_at"))
        .groupBy("day", F.date_format("day", "EEEE").alias("weekday"))
        .agg(
            F.count("*").alias("legs"),
            F.sum("distance").alias("distance"),
            F.avg("delay").alias("mean_delay"),
            F.stddev("delay").alias("spread"),
        ),
        "busy_routes": spark.sql(
            """SELECT origin, destination, count(*) AS legs, min(flown_at) AS first_leg, max(flown_at) AS last_leg,
                      sum(CASE WHEN delay > 0 THEN delay ELSE 0 END) AS minutes_late
               FROM {legs}
               WHERE city IS NOT NULL
               GROUP BY origin, destination
               HAVING count(*) >= 5""",
            legs=legs,
        ),
    }
