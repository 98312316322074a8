import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { offsetAt } from "../../src/core/location.js";
import { tempProject } from "../helpers/tempProject.js";
import { loadPipeline } from "./lib/dist.js";

const PIPELINE = `import * as dp from "aqueduck";
import { col, F, spark } from "aqueduck";
export const src = dp.table(() => spark.createDataFrame([[1, "a"], [0, "7"]], "n INT, s STRING"));
export const casts = dp.table(() => dp.read(src).select(col("s").cast("int").alias("x"), col("s").cast("double").alias("y")));
export const divides = dp.table(() => dp.read(src).select(col("n").divide(2).alias("h"), F.lit(1).divide(col("n")).alias("x")));
export const remainder = dp.table(() => spark.sql("SELECT n / 2 AS h, 10 % n AS m FROM src"));
export const overflows = dp.table(() => dp.read(src).select(col("n").plus(2147483647).alias("x"), col("n").minus(1)));
export const parses = dp.table(() => dp.read(src).select(F.toDate("s", "yyyy-MM-dd").alias("x")));
export const narrow = dp.table(() => dp.read(src).select(F.lit("12345.6").cast("decimal(5,2)").alias("x")));
export const element = dp.table(() => dp.read(src).select(F.elementAt(F.array("n"), 3).alias("x")));
export const item = dp.table(() => spark.sql("SELECT array(n)[3] AS x FROM src"));
export const implicit = dp.table(() => dp.read(src).filter("s > 3"));
export const ruled = dp.table({ expect: { half: "1 / n > 0" } }, () => dp.read(src));
export const file = dp.table(() => spark.read.schema("a INT").option("mode", "FAILFAST").json("data/x.json"));
export const view = dp.temporaryView(() => dp.read(src).withColumn("y", col("s").cast("bigint")));
export const viewed = dp.table(() => dp.read(view).select("y"));
export const raised = dp.table(() => dp.read(src).select(F.raiseError(F.lit("boom")).alias("x")));
export const either = dp.table(() => dp.read(src).select(col("s").cast("int").alias("x"), col("s").cast("int").plus(1).alias("y")));
`;

/** Data set → condition, and the words of its line from which the error comes on. */
const EXPECTED: Readonly<Record<string, readonly [string, string, string]>> = {
	casts: ["CAST_INVALID_INPUT", 'cast("int")', "tryCast"],
	divides: ["DIVIDE_BY_ZERO", 'divide(col("n"))', "tryDivide"],
	remainder: ["REMAINDER_BY_ZERO", "10 % n", "tryMod"],
	overflows: ["ARITHMETIC_OVERFLOW", "plus(", "tryAdd"],
	parses: ["CANNOT_PARSE_TIMESTAMP", "toDate(", "tryToTimestamp"],
	narrow: ["NUMERIC_VALUE_OUT_OF_RANGE", "cast(", "tryCast"],
	element: ["INVALID_ARRAY_INDEX_IN_ELEMENT_AT", "elementAt(", "tryElementAt"],
	item: ["INVALID_ARRAY_INDEX", "array(n)[3]", "F.get"],
	implicit: ["CAST_INVALID_INPUT", "s > 3", "tryCast"],
	ruled: ["DIVIDE_BY_ZERO", "1 / n", "tryDivide"],
	file: ["FAILED_READ_FILE", "data/x.json", "PERMISSIVE"],
	viewed: ["CAST_INVALID_INPUT", 'cast("bigint")', "tryCast"],
	raised: ["USER_RAISED_EXCEPTION", "raiseError(", ""],
};

test("an error of the engine lands on the expression that raised it", async () => {
	const dir = tempProject({ "pipeline.ts": PIPELINE, "data/x.json": '{"a": "x' });
	const pipeline = await loadPipeline(undefined, { cwd: dir, environment: {} });
	const { steps } = await pipeline.run({ retries: 0 });
	const text = readFileSync(join(dir, "pipeline.ts"), "utf8");
	const errorOf = (name: string) => steps.find((s) => s.display === name)?.error;
	for (const [name, [condition, at, hint]] of Object.entries(EXPECTED)) {
		const error = errorOf(name);
		expect([name, error?.sparkCondition?.split(".").slice(0, 1)]).toEqual([name, [condition]]);
		expect(error?.file).toBe(join(dir, "pipeline.ts"));
		expect(text.slice(offsetAt(text, error?.range?.start ?? { line: 1, col: 1 })), name).toMatch(
			new RegExp(`^["']?${at.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`),
		);
		expect(error?.hint ?? "").toContain(hint);
		expect(error?.object).toBe(name);
	}
	// Two casts can have raised it: the data set's place, and both beside it.
	const either = errorOf("either");
	expect(text.slice(offsetAt(text, either?.range?.start ?? { line: 1, col: 1 }))).toMatch(
		/^table\(\(\) => dp\.read\(src\)\.select\(col\("s"\)\.cast\("int"\)\.alias/,
	);
	expect(
		either?.related?.map((r) =>
			text.slice(offsetAt(text, r.range?.start ?? { line: 1, col: 1 })).slice(0, 11),
		),
	).toEqual(['cast("int")', 'cast("int")']);
});
