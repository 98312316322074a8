import * as dp from "aqueduck";
import { F, spark } from "aqueduck";

const EVENTS = "id INT, at TIMESTAMP, user STRING, value DOUBLE";

export class Streams {
	@dp.streamingTable() static events() {
		return spark.readStream.schema(EVENTS).json("data/events");
	}
	@dp.streamingTable() static once() {
		return dp.readStream("events").dropDuplicates(["id", "user"]);
	}
	@dp.materializedView() static users() {
		return spark.read.schema("user STRING, city STRING").json("data/users.json");
	}
	@dp.streamingTable() static with_city() {
		return dp.readStream("events").join(dp.read("users"), "user", "left");
	}
	@dp.temporaryView() static large() {
		return dp.readStream("with_city").filter("value > 1").withColumn("size", F.lit("large"));
	}
	@dp.streamingTable() static large_events() {
		return dp.readStream("large").select("id", "city", "size");
	}
	@dp.materializedView() static by_hour() {
		return dp
			.read("events")
			.groupBy(F.window("at", "1 hour"), "user")
			.agg(F.count("*").alias("n"))
			.select("window.start", "user", "n");
	}
}
