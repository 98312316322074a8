import { expect, it } from "vitest";
import { col, F, spark, Window } from "../../../src/index.js";
import { relationOf } from "../../../src/plan/marks.js";
import type { Relation } from "../../../src/plan/relation.js";
import { samePlan, sketchOf } from "../../../src/plan/samePlan.js";
import { planToJson } from "../../../src/plan/serialize.js";

const PLANS: readonly (() => Relation)[] = [
	() => relationOf(spark.table("a")),
	() => relationOf(spark.table("b")),
	() => relationOf(spark.table("a").filter("x > 1")),
	() => relationOf(spark.table("a").filter("x > 2")),
	() => relationOf(spark.table("a").select("x", col("y").alias("z"))),
	() => relationOf(spark.table("a").select("x", col("y").alias("w"))),
	() =>
		relationOf(spark.table("a").withColumn("n", F.rowNumber().over(Window.partitionBy("x").orderBy("y")))),
	() => {
		const a = spark.table("a");
		return relationOf(a.join(a, "x"));
	},
	() => relationOf(spark.table("a").join(spark.table("a"), "x")),
	() => {
		const [a, b] = [spark.table("a"), spark.table("b")];
		return relationOf(a.join(b, a.col("x").eq(b.col("x"))));
	},
	() => {
		const [a, b] = [spark.table("a"), spark.table("b")];
		return relationOf(a.join(b, b.col("x").eq(a.col("x"))));
	},
	() => relationOf(spark.sql("SELECT x, sum(y) AS s FROM a GROUP BY x HAVING s > 1")),
];

it("agrees with the plans' JSON", () => {
	for (const [i, make] of PLANS.entries())
		for (const [j, other] of PLANS.entries()) {
			const [a, b] = [make(), other()];
			const equal = JSON.stringify(planToJson(a)) === JSON.stringify(planToJson(b));
			expect(samePlan(a, b), `${i} and ${j}`).toBe(equal);
			if (equal) expect(sketchOf(a)).toBe(sketchOf(b));
		}
});
