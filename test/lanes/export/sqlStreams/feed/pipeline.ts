import * as dp from "aqueduck";
import { spark } from "aqueduck";

/** What another pipeline has made: SQL of open source Spark has no streams of files. */
export const events = dp.streamingTable(() =>
	spark.readStream.schema("id INT, at TIMESTAMP, user STRING, value DOUBLE").json("data/events"),
);
export const users = dp.materializedView(() => dp.read("events").groupBy("user").count());
