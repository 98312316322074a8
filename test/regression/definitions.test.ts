import { expect, test } from "vitest";
import { addFiles } from "../helpers/tempProject.js";
import { jsonl, outcomes, project, rewrite, rowsOf, updateOk } from "./lib/project.js";

test("comments and layout, in SQL text too, change nothing", async () => {
	const text = (sql: string, condition: string, comment: string) => `${comment}
export const a = dp.materializedView({ expectOrDrop: { some: "${condition}" } }, () => spark.sql(\`${sql}\`));`;
	const dir = project(text("SELECT 1 AS x", "x > 0", "// one"));
	await updateOk(dir);
	rewrite(dir, text("/* comment */ select\n  1   AS x -- x", "x  >  0", "// two\n// more"));
	expect(await outcomes(dir)).toEqual({ a: "skipped" });
});

test("comments beside a UDF change nothing", async () => {
	const text = (comment: string) => `${comment}
const twice = udf({ name: "twice", args: ["int"], returns: "int", js: (x: number) => x * 2 });
export const b = dp.materializedView(() => spark.createDataFrame([[1]], "x INT").select(twice("x").alias("y"))); ${comment}`;
	const dir = project(text("// one"));
	await updateOk(dir);
	rewrite(dir, text("// two\n// more"));
	expect(await outcomes(dir)).toEqual({ b: "skipped" });
});

test("types of every kind are what they were when a reader asks again", async () => {
	const dir = project(
		`export const up = dp.materializedView(() => spark.sql(
		"SELECT NULL AS n, named_struct('a', 1, 'B', array(map('k', 1.5))) AS s, CAST(1 AS DECIMAL(20,3)) AS d, DATE'2024-01-01' AS day, " +
		"TIMESTAMP'2024-01-01 00:00:00' AS t, TIMESTAMP_NTZ'2024-01-01 00:00:00' AS tn, X'01' AS bin, CAST(1 AS TINYINT) AS tiny, true AS b"));
export const down = dp.materializedView(() => dp.read("up"));
export const stream = dp.streamingTable(() => dp.readStream("raw").withColumn("z", F.struct(lit(null).alias("q"))));
export const raw = dp.streamingTable(() => spark.readStream.format("json").schema("id INT, s STRUCT<a: INT, b: ARRAY<STRING>>").load("data"));
export const last = dp.materializedView(() => dp.read("stream"));`,
		{ "data/1.json": jsonl({ id: 1, s: { a: 1, b: ["x"] } }) },
	);
	await updateOk(dir);
	expect(new Set(Object.values(await outcomes(dir)))).toEqual(new Set(["skipped"]));
	expect(await rowsOf(dir, "SELECT * FROM down")).toEqual(await rowsOf(dir, "SELECT * FROM up"));
	addFiles(dir, { "data/2.json": jsonl({ id: 2, s: null }) });
	expect(await outcomes(dir)).toMatchObject({
		raw: "completed",
		stream: "completed",
		last: "completed",
		up: "skipped",
	});
	expect(await rowsOf(dir, "SELECT id FROM last ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("an alias of the config that means another table is a changed definition, in a subquery too", async () => {
	const config = (name: string) => ({
		"aqueduck.config.json": JSON.stringify({
			name: "p",
			modules: ["pipeline.ts"],
			sources: { src: { table: name } },
		}),
	});
	const dir = project(
		`export const a = dp.materializedView(() => spark.createDataFrame([[1]], "id INT"));
export const b = dp.materializedView(() => spark.createDataFrame([[2]], "id INT"));
export const out = dp.materializedView(() => spark.sql("SELECT (SELECT max(id) FROM src) AS m"));`,
		config("a"),
	);
	await updateOk(dir);
	addFiles(dir, config("b"));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT m FROM out")).toEqual([{ m: 2 }]);
});

test("the session's time zone is part of what a table is made of", async () => {
	const config = (timeZone: string) => ({
		"aqueduck.config.json": JSON.stringify({ name: "p", modules: ["pipeline.ts"], timeZone }),
	});
	const dir = project(
		`export const t = dp.materializedView(() => spark.createDataFrame([[0]], "s BIGINT").select(F.hour(col("s").cast("timestamp")).alias("h")));`,
		config("UTC"),
	);
	await updateOk(dir);
	addFiles(dir, config("Asia/Tokyo"));
	await updateOk(dir);
	expect(await rowsOf(dir, "SELECT h FROM t")).toEqual([{ h: 9 }]);
});

test("chance and the clock are computed again, behind a view too", async () => {
	const dir = project(`export const v = dp.temporaryView(() => spark.range(1).withColumn("r", F.rand()));
export const a = dp.materializedView(() => dp.read("v"));
export const b = dp.materializedView(() => spark.sql("SELECT current_timestamp() AS now"));
export const c = dp.materializedView(() => spark.range(1).filter("id IN (SELECT id FROM v WHERE r >= 0)"));
export const d = dp.materializedView(() => spark.range(1).sample(0.5));`);
	await updateOk(dir);
	expect(await outcomes(dir)).toMatchObject({
		a: "completed",
		b: "completed",
		c: "completed",
		d: "completed",
	});
});
