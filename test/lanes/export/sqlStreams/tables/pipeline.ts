import * as dp from "aqueduck";
import { col, F, param, spark, sql } from "aqueduck";

/** Streams over tables, which have SQL in open source Spark. */
export class Tables {
	@dp.streamingTable({ comment: 'It\'s "all" of them \\ {x}', tableProperties: { "k'ey": 'v"al\\ue' } })
	@dp.expectOrDrop("known user", "user IS NOT NULL")
	@dp.expect("valued", sql`value > ${param("least", { type: "int" })}`)
	static copied() {
		return spark.readStream.table("events");
	}
	@dp.temporaryView() static large() {
		return dp
			.readStream("copied")
			.filter(col("value").gt(param("small", { default: 1 })))
			.select("id", "user");
	}
	@dp.appendFlow({ target: "merged" }) static from_large() {
		return dp.readStream("large").select("id", F.lit("large").alias("origin"));
	}
	@dp.appendFlow({ target: "merged" }) static from_all() {
		return spark.readStream.table("events").select("id", "user", F.lit("all").alias("origin"));
	}
	@dp.streamingTable({ schema: "user STRING, id BIGINT" }) static wider() {
		return spark.readStream.table("events").select("id", "user").untyped();
	}
	@dp.materializedView() static per_user() {
		return dp
			.read("copied")
			.groupBy("user")
			.agg(F.count("*").alias("n"), F.max("at").alias("last"))
			.join(spark.table("users"), "user", "left");
	}
}
dp.createStreamingTable("merged", { expectOrFail: { numbered: "id > 0" } });
