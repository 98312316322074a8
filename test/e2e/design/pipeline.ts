import * as dp from "aqueduck";
import { F, col, spark } from "aqueduck";

export class Flights {
  @dp.streamingTable({ comment: "Raw legs" })
  static bronze_flights() {
    return spark.readStream.format("json").schema("date STRING, delay INT, origin STRING").load("data/flights");
  }

  @dp.table({ comment: "Legs with a usable delay" })
  @dp.expect("known_origin", "origin IS NOT NULL")
  @dp.expectOrDrop("sane_delay", "delay BETWEEN -120 AND 1440")
  static silver_flights() {
    return dp.readStream("bronze_flights").withColumn("flown_at", F.toTimestamp(col("date"), "yyyy/MM/dd HH:mm"));
  }

  @dp.materializedView({ comment: "Mean delay by origin and day" })
  static gold_delays() {
    return dp.read(Flights.silver_flights)                     // by reference, or by name: dp.read("silver_flights")
      .groupBy("origin", F.toDate("flown_at").alias("day"))
      .agg(F.count("*").alias("legs"), F.avg("delay").alias("mean_delay"));
  }
}

// the same without a class; TypeScript cannot decorate a bare function
export const airports = dp.table({ comment: "Airports", expectOrDrop: { located: "latitude IS NOT NULL" } },
  () => spark.read.option("header", true).csv("data/airports.csv"));
export const busy = dp.temporaryView(() => spark.sql("SELECT origin FROM {d} GROUP BY origin HAVING sum(legs) > 100", { d: dp.read("gold_delays") }));
