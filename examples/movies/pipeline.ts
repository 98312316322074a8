import * as dp from "aqueduck";
import { col, F, spark, Window } from "aqueduck";

/** Films, from a file with gaps, numbers for titles, and release years that lie in the future. */
export class Movies {
	@dp.materializedView({ comment: "The file as it is; its types are inferred as Spark infers them" })
	static raw_movies() {
		return spark.read.format("json").option("multiLine", true).load("data/movies.json");
	}

	@dp.table({ comment: "Films that can be counted on" })
	@dp.expectAll({ rated: "imdb_rating IS NOT NULL", directed: "director IS NOT NULL" })
	@dp.expect("profitable", "worldwide_gross >= budget")
	@dp.expectAllOrDrop({ titled: "title IS NOT NULL AND title <> ''", earned: "worldwide_gross > 0" })
	@dp.expectOrDrop("released", "released_on < DATE'2011-01-01'")
	static movies() {
		return dp
			.read(Movies.raw_movies)
			.select(
				F.trim(col("Title")).alias("title"),
				F.toDate(col("Release Date"), "MMM dd yyyy").alias("released_on"),
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
			)
			.dropDuplicates();
	}

	@dp.materializedView({ comment: "Films by genre" })
	static genres() {
		return dp
			.read("movies")
			.groupBy("genre")
			.agg(
				F.count("*").alias("films"),
				F.avg("imdb_rating").alias("mean_rating"),
				F.median("minutes").alias("median_minutes"),
				F.sum("worldwide_gross").alias("gross"),
				F.min("released_on").alias("first_release"),
				F.countDistinct("director").alias("directors"),
			);
	}

	@dp.materializedView({ comment: "The three best films of each genre, of those with enough votes" })
	static best_films() {
		const best = Window.partitionBy("genre").orderBy(
			col("imdb_rating").desc(),
			col("imdb_votes").desc(),
			col("title").asc(),
		);
		return dp
			.read("movies")
			.filter("imdb_votes >= 10000")
			.withColumn("place", F.rowNumber().over(best))
			.where(col("place").leq(3))
			.select("genre", "place", "title", "released_on", "imdb_rating", "imdb_votes");
	}
}

export const decades = dp.materializedView({ comment: "Films by decade, by SQL" }, () =>
	spark.sql(`
		SELECT year(released_on) div 10 * 10 AS decade,
		       count(*) AS films,
		       count(imdb_rating) AS rated,
		       round(avg(imdb_rating), 2) AS mean_rating,
		       sum(worldwide_gross) / sum(budget) AS return,
		       count_if(mpaa_rating IN ('PG-13', 'R')) AS for_grown_ups
		FROM movies
		GROUP BY 1`),
);
