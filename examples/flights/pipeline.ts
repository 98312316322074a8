import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";

/** Flight legs of early 2001, one file per day: raw, checked, and looked at by airport and by day. */
export class Flights {
	@dp.streamingTable({ comment: "Raw legs, as delivered" })
	static bronze_flights() {
		return spark.readStream
			.format("json")
			.schema("date STRING, delay INT, distance INT, origin STRING, destination STRING")
			.load("data/flights");
	}

	@dp.table({ comment: "Legs with a usable delay" })
	@dp.expect("known_origin", "origin IS NOT NULL")
	@dp.expect("on_time", "delay < 15")
	@dp.expectOrDrop("sane_delay", "delay BETWEEN -45 AND 240")
	@dp.expectOrFail("dated", "flown_at IS NOT NULL")
	static silver_flights() {
		return dp
			.readStream("bronze_flights")
			.withColumn("flown_at", F.toTimestamp(col("date"), "yyyy/MM/dd HH:mm"))
			.drop("date");
	}

	@dp.materializedView({ comment: "Mean delay by origin and day" })
	static gold_delays() {
		return dp
			.read(Flights.silver_flights)
			.groupBy("origin", F.toDate("flown_at").alias("day"))
			.agg(F.count("*").alias("legs"), F.avg("delay").alias("mean_delay"));
	}

	@dp.materializedView({ comment: "Delays by airport" })
	static airport_delays() {
		return dp
			.read("located_legs")
			.groupBy("origin", "city", "state")
			.agg(
				F.count("*").alias("legs"),
				F.countDistinct("destination").alias("destinations"),
				F.round(F.avg("delay"), 2).alias("mean_delay"),
				F.max("delay").alias("worst_delay"),
				F.sum(F.when(col("delay").geq(15), 1).otherwise(0)).alias("late_legs"),
			);
	}

	@dp.materializedView({ comment: "Delays by day" })
	static daily_delays() {
		return dp
			.read("silver_flights")
			.withColumn("day", F.toDate("flown_at"))
			.groupBy("day", F.dateFormat("day", "EEEE").alias("weekday"))
			.agg(
				F.count("*").alias("legs"),
				F.sum("distance").alias("distance"),
				F.avg("delay").alias("mean_delay"),
				F.stddev("delay").alias("spread"),
			);
	}

	@dp.materializedView({ comment: "The busiest routes, by SQL" })
	static busy_routes() {
		return spark.sql(
			`SELECT origin, destination, count(*) AS legs, min(flown_at) AS first_leg, max(flown_at) AS last_leg,
			        sum(CASE WHEN delay > 0 THEN delay ELSE 0 END) AS minutes_late
			 FROM {legs}
			 WHERE city IS NOT NULL
			 GROUP BY origin, destination
			 HAVING count(*) >= 5`,
			{ legs: dp.read("located_legs") },
		);
	}
}

// The same without a class: TypeScript cannot decorate a bare function.
export const airports = dp.table(
	{ comment: "Airports", expectOrDrop: { located: "latitude IS NOT NULL AND longitude IS NOT NULL" } },
	() =>
		spark.read
			.option("header", true)
			.csv("data/airports.csv")
			.select(
				"iata",
				"name",
				"city",
				"state",
				"country",
				col("latitude").cast("double").alias("latitude"),
				col("longitude").cast("double").alias("longitude"),
			),
);

/** A view is not stored: two of the tables above read it. */
export const located_legs = dp.temporaryView(() =>
	dp
		.read("silver_flights")
		.join(dp.read(airports).select(col("iata").alias("origin"), "city", "state"), "origin", "left"),
);
