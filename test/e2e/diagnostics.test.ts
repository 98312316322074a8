import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { offsetAt } from "../../src/core/location.js";
import { tempProject } from "../helpers/tempProject.js";
import { AqueduckError, loadPipeline } from "./lib/dist.js";

const HEAD = 'import * as dp from "aqueduck";\nimport { col, F, spark } from "aqueduck";\n';

/** What validate says of a pipeline: code, the words it points at, the first candidate, what it blocks. */
async function said(code: string) {
	const dir = tempProject({ "pipeline.ts": HEAD + code });
	const file = join(dir, "pipeline.ts");
	const text = readFileSync(file, "utf8");
	const diagnostics = await loadPipeline(undefined, { cwd: dir, environment: {} }).then(
		async (pipeline) => (await pipeline.validate()).diagnostics,
		(error: unknown) => {
			if (error instanceof AqueduckError) return [error.diagnostic, ...error.others];
			throw error;
		},
	);
	return diagnostics.map((d) => {
		const range = d.file === file ? d.range : undefined;
		const words = range ? text.slice(offsetAt(text, range.start), offsetAt(text, range.end)) : undefined;
		return [`${d.severity} ${d.code}`, words, d.candidates?.[0], d.blocks?.join(" ")];
	});
}

const SRC = 'export const src = dp.table(() => spark.createDataFrame([[1, "a"]], "id INT, name STRING"));\n';

test("causes stand before what they block, and readers are not told what follows from them", async () => {
	const found = await said(
		`export const last = dp.table(() => dp.read("mid").select("name", F.upper("nmae")));
export const mid = dp.table(() => dp.read(src).withColumn("more", F.lit(1)).join(dp.read("noting"), "id"));
export const other = dp.table(() => dp.read("src").select("idd"));
${SRC}`,
	);
	expect(found).toEqual([
		["error GRAPH_UNKNOWN_DATASET", '"noting"'.slice(1, -1), undefined, "last"],
		["error PLAN_UNKNOWN_COLUMN", "idd", "id", undefined],
	]);
});

test("where only a type is wrong, the columns are known and readers are checked", async () => {
	const found = await said(
		`export const last = dp.table(() => dp.read("mid").select("name", "idd"));
export const mid = dp.table(() => dp.read(src).withColumn("id", F.sqrt(F.array("id"))));
${SRC}`,
	);
	expect(found.map(([code, words]) => [code, words])).toEqual([
		["error PLAN_TYPE_MISMATCH", "sqrt"],
		["error PLAN_UNKNOWN_COLUMN", "idd"],
	]);
});

test.each([
	['dp.read(src).drop("nmae")', "warning PLAN_NO_EFFECT", "nmae", "name"],
	['dp.read(src).withColumnRenamed("nmae", "title")', "warning PLAN_NO_EFFECT", "nmae", "name"],
	['dp.read(src).dropna({ sbset: ["id"] })', "error DEFINITION_UNKNOWN_OPTION", "sbset", "subset"],
	['dp.read(src).select(col("id").cast(dp.T.itn))', "error DEFINITION_UNKNOWN_MEMBER", "itn", "int"],
	['spark.sql("SELECT cats(id AS string) FROM src")', "error SQL_SYNTAX", "cats", "cast"],
	['spark.sql("WITH one AS (SELECT 1) SELECT * FROM oen")', "error GRAPH_UNKNOWN_DATASET", "oen", "one"],
	['spark.sql("SELECT t.nmae FROM src t")', "error PLAN_UNKNOWN_COLUMN", "nmae", "name"],
	['spark.sql("SELECT tt.name FROM src ttt")', "error PLAN_UNKNOWN_COLUMN", "tt", "ttt"],
	["dp.read(Tables.gold)", "error DEFINITION_UNDEFINED_READ", "gold", "glod"],
])("%s: %s", async (code, ...expected) => {
	const found = await said(
		`${SRC}class Tables {\n@dp.table\nstatic glod() { return dp.read(src); }\n}\nexport const t = dp.table(() => ${code});\n`,
	);
	expect(found.map((f) => f.slice(0, 3))).toEqual([expected]);
});

test("a name that is given as a constant is found where it is written", async () =>
	expect(
		await said(
			`${SRC}const KEY = "nmae";\nexport const t = dp.table(() => dp.read(src).groupBy(KEY).count());\n`,
		),
	).toEqual([["error PLAN_UNKNOWN_COLUMN", "nmae", "name", undefined]]));

test("a decorator that is put on nothing", async () =>
	expect(await said(`${SRC}export const lost = dp.table({ coment: "x" });\n`)).toEqual([
		["error DEFINITION_UNKNOWN_OPTION", "coment", "comment", undefined],
		["warning DEFINITION_UNAPPLIED", "table", undefined, undefined],
	]));

test("columns that options name", async () =>
	expect(
		await said(
			`${SRC}export const t = dp.table({ partitionCols: ["nmae"], primaryKey: ["id"] }, () => dp.read(src));\n`,
		),
	).toEqual([["error PLAN_UNKNOWN_COLUMN", "nmae", "name", undefined]]));

test("a flow into a table that is named almost so", async () => {
	const found = await said(
		`dp.createStreamingTable("events");\nexport const raw = dp.streamingTable(() => spark.readStream.schema("id INT").json("data"));\ndp.appendFlow({ source: raw, target: "evnets" });\n`,
	);
	expect(found).toContainEqual(["error GRAPH_UNDECLARED_TARGET", "evnets", "events", undefined]);
});

test("names that are not imported, or not exported", async () => {
	expect(await said(`${SRC}export const t = dp.table(() => dp.read(src).select(lit(1)));\n`)).toEqual([
		["error DEFINITION_UNDEFINED_NAME", "lit", undefined, undefined],
	]);
	expect(
		await said(`import { tabel } from "aqueduck";\n${SRC}export const t = tabel(() => dp.read(src));\n`),
	).toEqual([["error LOAD_IMPORT_NAME", "tabel", "table", undefined]]);
	expect(await said(`import { x } from "aqeduck";\n${SRC}export const t = x;\n`)).toEqual([
		["error LOAD_IMPORT", "aqeduck", "aqueduck", undefined],
	]);
});
