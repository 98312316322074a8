from pyspark import pipelines as dp
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.active()
ITEMS = "id INT, kind STRING, qty INT, price DECIMAL(10,2), sold DATE, note STRING"


@dp.materialized_view
def items():
    return spark.read.schema(ITEMS).json("data/items.json")


@dp.materialized_view
def one():
    return spark.read.table("items").select(
        "id",
        F.year("sold").alias("year"),
        F.quarter("sold").alias("quarter"),
        F.month("sold").alias("month"),
        F.weekofyear("sold").alias("week"),
        F.dayofweek("sold").alias("dow"),
        F.weekday("sold").alias("weekday"),
        F.dayofmonth("sold").alias("dom"),
        F.dayofyear("sold").alias("doy"),
        F.last_day("sold").alias("last_day"),
        F.next_day("sold", "Mon").alias("next_monday"),
        F.date_add("sold", 30).alias("later"),
        F.date_sub("sold", 30).alias("earlier"),
        F.add_months("sold", 1).alias("next_month"),
        F.datediff("sold", F.lit("2024-01-01").cast("date")).alias("days"),
        F.months_between("sold", F.lit("2024-01-15").cast("date")).alias("months"),
        F.trunc("sold", "MM").alias("month_start"),
        F.date_trunc("quarter", "sold").alias("quarter_start"),
        F.date_format("sold", "EEE dd.MM.yyyy").alias("formatted"),
        F.make_date(F.lit(2024), F.lit(2), "id").alias("made"),
        F.unix_date("sold").alias("unix_date"),
        F.date_from_unix_date("id").alias("from_unix"),
        F.dayname("sold").alias("dayname"),
        F.monthname("sold").alias("monthname"),
        F.extract(F.lit("WEEK"), "sold").alias("extracted"),
        F.date_part(F.lit("DOY"), "sold").alias("part"),
    )


@dp.materialized_view
def two():
    return (
        spark.read.table("items")
        .filter("sold IS NOT NULL")
        .select(
            "*",
            F.to_timestamp(
                F.concat_ws(" ", F.col("sold").cast("string"), F.lit("13:14:15.25")),
                "yyyy-MM-dd HH:mm:ss.SS",
            ).alias("t"),
        )
        .select(
            "id",
            "t",
            F.hour("t").alias("hour"),
            F.minute("t").alias("minute"),
            F.second("t").alias("second"),
            F.unix_timestamp("t").alias("unix"),
            F.unix_millis("t").alias("millis"),
            F.unix_micros("t").alias("micros"),
            F.from_unixtime(F.lit(0), "yyyy-MM-dd HH:mm:ss").alias("epoch"),
            F.timestamp_seconds("id").alias("seconds"),
            F.timestamp_millis("id").alias("from_millis"),
            F.timestamp_micros("id").alias("from_micros"),
            F.from_utc_timestamp("t", "Asia/Tokyo").alias("tokyo"),
            F.to_utc_timestamp("t", "America/New_York").alias("from_new_york"),
            F.convert_timezone(
                F.lit("UTC"), F.lit("Europe/Paris"), F.col("t").cast("timestamp_ntz")
            ).alias("paris"),
            F.date_trunc("hour", "t").alias("hour_start"),
            F.to_date("t").alias("day"),
            F.timestamp_add("DAY", F.lit(2), "t").alias("added"),
            F.timestamp_diff("HOUR", F.lit("2024-01-01 00:00:00").cast("timestamp"), "t").alias(
                "hours"
            ),
            F.make_timestamp(F.lit(2024), F.lit(1), F.lit(2), F.lit(3), F.lit(4), F.lit(5.5)).alias(
                "made"
            ),
            F.try_to_timestamp(F.lit("x")).alias("none"),
            F.window("t", "1 day").alias("window"),
            F.expr("t + INTERVAL 1 MONTH").alias("next_month"),
            F.expr("t - INTERVAL '2' HOUR").alias("before"),
            F.expr("sold + 1").alias("next_day"),
            F.col("t").cast("date").alias("as_date"),
            F.date_diff("sold", F.lit("2024-01-01").cast("date")).alias("diff"),
        )
    )


@dp.materialized_view
def spans():
    return spark.read.table("items").select(
        "id",
        (F.col("sold") - F.lit("2024-01-01").cast("date")).alias("span"),
        F.make_dt_interval(F.lit(0), F.lit(1), F.lit(2), F.lit(3.5)).alias("clock"),
        F.make_ym_interval(F.lit(1), F.lit(2)).alias("months"),
        F.array(
            F.col("sold") - F.lit("2024-01-01").cast("date"), F.expr("INTERVAL '-1' DAY")
        ).alias("spans"),
        F.struct(F.expr("INTERVAL '1-2' YEAR TO MONTH").alias("a b")).alias("inside"),
    )
