"""The movies pipeline in plain PySpark, over the file that prepare.mjs makes."""

from pyspark.sql import Window
from pyspark.sql import functions as F
from pyspark.sql.functions import col

RULES = {
    "movies": {
        "rated": ("warn", "imdb_rating IS NOT NULL"),
        "directed": ("warn", "director IS NOT NULL"),
        "profitable": ("warn", "worldwide_gross >= budget"),
        "titled": ("drop", "title IS NOT NULL AND title <> ''"),
        "earned": ("drop", "worldwide_gross > 0"),
        "released": ("drop", "released_on < DATE'2011-01-01'"),
    },
}


def tables(spark, data, keep):
    """Every stored table by name. `keep(name, candidates)` leaves the rows that the rules of a table let pass."""
    raw = spark.read.format("json").option("multiLine", True).load(f"{data}/movies.json")
    movies = keep(
        "movies",
        raw.select(
            F.trim(col("Title")).alias("title"),
            F.to_date(col("Release Date"), "MMM dd yyyy").alias("released_on"),
            F.coalesce(col("Major Genre"), F.lit("Unknown")).alias("genre"),
            col("Director").alias("director"),
            col("Distributor").alias("distributor"),
            col("MPAA Rating").alias("mpaa_rating"),
            col("Running Time min").cast("int").alias("minutes"),
            col("Production Budget").alias("budget"),
            col("US Gross").alias("us_gross"),
            col("Worldwide Gross").alias("worldwide_gross"),
            col("IMDB Rating").alias("imdb_rating"),
            col("IMDB Votes").alias("imdb_votes"),
            col("Rotten Tomatoes Rating").alias("tomatoes"),
        ).dropDuplicates(),
    )
    best = Window.partitionBy("genre").orderBy(
        col("imdb_rating").desc(), col("imdb_votes").desc(), col("title").asc()
    )
    return {
        "raw_movies": raw,
        "movies": movies,
        "genres": movies.groupBy("genre").agg(
            F.count("*").alias("films"),
            F.avg("imdb_rating").alias("mean_rating"),
            F.median("minutes").alias("median_minutes"),
            F.sum("worldwide_gross").alias("gross"),
            F.min("released_on").alias("first_release"),
            F.countDistinct("director").alias("directors"),
        ),
        "best_films": movies.filter("imdb_votes >= 10000")
        .withColumn("place", F.row_number().over(best))
        .where(col("place") <= 3)
        .select("genre", "place", "title", "released_on", "imdb_rating", "imdb_votes"),
        "decades": spark.sql(
            """SELECT year(released_on) div 10 * 10 AS decade,
                      count(*) AS films,
                      count(imdb_rating) AS rated,
                      round(avg(imdb_rating), 2) AS mean_rating,
                      sum(worldwide_gross) / sum(budget) AS return,
                      count_if(mpaa_rating IN ('PG-13', 'R')) AS for_grown_ups
               FROM {movies}
               GROUP BY 1""",
            movies=movies,
        ),
    }
