import { expect, test } from "vitest";
import { field, STRING, struct } from "../../../../src/core/dataTypes.js";
import { col, spark } from "../../../../src/index.js";
import { analyze } from "../../../../src/plan/analyze/index.js";
import { relationOf } from "../../../../src/plan/marks.js";

const inferred = {
	table: () => undefined,
	tableNames: () => [],
	files: () => ({
		schema: struct([field("_corrupt_record", STRING), field("a", STRING)]),
		partitions: struct([]),
	}),
	parameter: () => undefined,
	timeZone: "UTC",
};
const codes = (frame: object): string[] =>
	analyze(relationOf(frame), inferred).diagnostics.map((d) => d.code);

test("a query that needs nothing but the corrupt record column of an inferred schema is refused, as Spark does", () => {
	const file = spark.read.json("a.json");
	expect(codes(file.select("_corrupt_record"))).toEqual(["SOURCE_CORRUPT_ONLY"]);
	expect(codes(file.filter("_corrupt_record IS NOT NULL").select("_corrupt_record"))).toEqual([
		"SOURCE_CORRUPT_ONLY",
	]);
	expect(codes(file.withColumn("b", col("a")).select("_corrupt_record"))).toEqual(["SOURCE_CORRUPT_ONLY"]);
	expect(codes(file.select("_corrupt_record", "a"))).toEqual([]);
	expect(codes(file.filter("a = 'x'").select("_corrupt_record"))).toEqual([]);
});
