/* Definitions in their forms, and reads of them by reference. */
import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";
import { z } from "zod";
import { row, untyped } from "./rows.js";

export class Flights {
	@dp.table({ comment: "raw" })
	static raw() {
		return spark.readStream.schema("date STRING, delay INT, origin STRING").json("x");
	}

	@dp.table()
	@dp.expect("o", "origin IS NOT NULL")
	@dp.expectOrDrop("d", col("delay").between(-120, 1440))
	static silver() {
		return dp
			.readStream(Flights.raw)
			.withColumn("day", F.toDate("date"))
			.withColumn("late", (c) => c.delay.gt(15));
	}

	@dp.materializedView
	static gold() {
		return dp
			.read(Flights.silver)
			.groupBy("origin", "day")
			.agg(F.count("*").alias("legs"), F.max("delay").alias("worst"));
	}

	@dp.table({ schema: z.object({ origin: z.string() }) })
	static typed() {
		return dp.read(Flights.gold).select("origin");
	}

	@dp.table()
	instance() {
		return dp.read(this.other).select("a");
	}

	@dp.temporaryView()
	other() {
		return dp.read("nowhere").select("a");
	}
}

row<{ date: string; delay: number; origin: string }>()(Flights.raw());
row<{ origin: string; day: string; legs: bigint; worst: number }>()(Flights.gold());

export const airports = dp.table(
	{ comment: "A", schema: z.object({ code: z.string(), city: z.string().nullable() }) },
	() => spark.read.csv("a"),
);
row<{ code: string; city: string }>()(dp.read(airports));
export const plain = dp.table({}, () => dp.read(Flights.silver).select("origin", "delay"));
row<{ origin: string; delay: number }>()(dp.read(plain));
export const bare = dp.table(() => dp.read(Flights.silver).select("late"));
row<{ late: boolean }>()(dp.read(bare));
export const free = dp.table(() => spark.sql("SELECT 1 AS one"));
untyped(dp.read(free));

export class Mistakes {
	// @ts-expect-error the schema's column "total" is missing
	@dp.table({ schema: "id INT, total DOUBLE" })
	static short() {
		return spark.read.schema("id INT").json("x");
	}

	// @ts-expect-error a comment is text
	@dp.table({ comment: 1 })
	static comment() {
		return dp.read(plain);
	}

	// @ts-expect-error no such option
	@dp.table({ coment: "x" })
	static option() {
		return dp.read(plain);
	}

	// @ts-expect-error no DataFrame
	@dp.table()
	static number() {
		return 1;
	}

	// @ts-expect-error async
	@dp.table()
	static async later() {
		return dp.read(plain);
	}

	// @ts-expect-error a misspelt column in a rule
	@dp.expectOrDrop("pos", col("dealy").gt(0))
	@dp.table()
	static rule() {
		return dp.read(plain);
	}
}
// @ts-expect-error a misspelt column of a table read by reference
dp.read(Flights.gold).select("zzz");
