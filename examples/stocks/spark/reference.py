"""The stocks pipeline in plain PySpark, over the files that prepare.mjs makes."""

from pyspark.sql import Window
from pyspark.sql import functions as F

RULES = {
    "prices": {
        "positive_price": ("drop", "price > 0"),
        "dated": ("drop", "traded_on IS NOT NULL"),
        "below_500": ("warn", "price < 500"),
    },
}


def tables(spark, data, keep):
    """Every stored table by name. `keep(name, candidates)` leaves the rows that the rules of a table let pass."""
    raw = (
        spark.read.format("csv").option("header", True)
        .schema("symbol STRING, date STRING, price STRING").load(f"{data}/deliveries")
    )
    prices = keep(
        "prices",
        raw.select(
            F.upper(F.trim("symbol")).alias("symbol"),
            F.to_date("date", "MMM d yyyy").alias("traded_on"),
            F.col("price").cast("decimal(10,2)").alias("price"),
        ).dropDuplicates(["symbol", "traded_on"]),
    )
    by_symbol = Window.partitionBy("symbol").orderBy("month")
    monthly = (
        prices.groupBy("symbol", F.date_trunc("month", "traded_on").alias("month"))
        .agg(F.avg("price").alias("mean_price"))
        .withColumn("previous", F.lag("mean_price").over(by_symbol))
        .withColumn(
            "change", F.round(F.col("mean_price").cast("double") / F.col("previous").cast("double") - 1, 4)
        )
    )
    return {
        "raw_prices": raw,
        "prices": prices,
        "monthly_changes": monthly,
        "market_months": monthly.groupBy("month").agg(
            F.count("*").alias("symbols"),
            F.sum("mean_price").alias("total_price"),
            F.avg("change").alias("mean_change"),
            F.sum(F.when(F.col("change") > 0, 1).otherwise(0)).alias("risers"),
            F.max_by("symbol", "change").alias("best"),
        ),
        "yearly_prices": spark.sql(
            """SELECT symbol, year(traded_on) AS year, count(*) AS months, min(price) AS lowest, max(price) AS highest,
                      sum(price) AS total, avg(price) AS mean,
                      rank() OVER (PARTITION BY year(traded_on) ORDER BY avg(price) DESC) AS place
               FROM {prices}
               GROUP BY symbol, year(traded_on)""",
            prices=prices,
        ),
    }
