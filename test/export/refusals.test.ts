import { describe, expect, test } from "vitest";
import type { ExportOptions } from "../../src/run/api.js";
import { loadPipeline } from "../e2e/lib/dist.js";
import { tempProject } from "../helpers/tempProject.js";

/** What a target cannot carry is refused by name, at its place, and then there are no files. */
interface Refusal {
	readonly what: string;
	readonly request: ExportOptions;
	readonly pipeline: string;
	readonly config?: object;
	readonly message: RegExp;
	/** The place in the pipeline: the text that stands there. */
	readonly at?: string;
}

const STORAGE = { spark: { storage: "file:///var/lib/aqueduck" } };
const one = 'export const a = dp.materializedView({ name: "a" }, () => spark.range(3));';

const refusals: readonly Refusal[] = [
	{
		what: "no storage",
		request: { target: "spark" },
		pipeline: one,
		config: {},
		message: /needs a folder for its checkpoints/,
	},
	{
		what: "notebooks for open source Spark",
		request: { target: "spark", format: "ipynb" },
		pipeline: one,
		message: /The format ipynb cannot be written for spark/,
	},
	{
		what: "a table's name that Spark's catalog does not take",
		request: { target: "spark" },
		pipeline: 'export const a = dp.materializedView({ name: "`été 2024`" }, () => spark.range(3));',
		message: /The table `été 2024` cannot be written for spark/,
		at: "materializedView",
	},
	{
		what: "a view in a schema",
		request: { target: "spark" },
		pipeline: `${one}\nexport const v = dp.temporaryView({ name: "raw.v" }, () => dp.read("a"));`,
		message: /The view raw\.v cannot be written for spark: a view's name there has one part/,
	},
	{
		what: "views alone",
		request: { target: "spark" },
		pipeline: 'export const v = dp.temporaryView({ name: "v" }, () => spark.range(3));',
		message: /A pipeline of temporary views alone/,
	},
	{
		what: "a flow that runs once",
		request: { target: "spark" },
		pipeline: `export class P {
	@dp.streamingTable() static t() { return spark.readStream.schema("n BIGINT").json("data/t"); }
	@dp.appendFlow({ target: "t", name: "backfill", once: true }) static more() { return spark.range(3).select(col("id").alias("n")); }
}`,
		message: /The flow backfill that runs once cannot be written for spark/,
	},
	{
		what: "a UDF without Python",
		request: { target: "lakeflow" },
		pipeline: `const twice = dp.udf({ name: "twice", args: ["int"], returns: "int", js: (n: number) => 2 * n });
export const a = dp.materializedView({ name: "a" }, () => spark.range(3).select(twice(col("id").cast("int")).alias("n")));`,
		message: /twice.*cannot be written for lakeflow/,
		at: "twice",
	},
	{
		what: "distinct before Spark 4.3",
		request: { target: "spark", sparkVersion: "4.2" },
		pipeline: `${one}\nexport const b = dp.materializedView({ name: "b" }, () => dp.read("a").distinct());`,
		message: /distinct cannot be written for spark: Spark 4\.2 cannot register it/,
		at: "distinct",
	},
	{
		what: "a function that a release does not have yet",
		request: { target: "spark", sparkVersion: "4.1" },
		pipeline: `export const a = dp.materializedView({ name: "a" }, () => spark.range(3).select(F.hmac(F.lit("k"), F.lit("m")).alias("n")));`,
		message: /hmac cannot be written for spark: Spark has it since 4\.3/,
	},
	{
		what: "a bundle without a catalog",
		request: { target: "bundle" },
		pipeline: one,
		message: /The environment dev cannot be written for bundle: it has no catalog/,
	},
	{
		what: "serverless with clusters",
		request: { target: "bundle" },
		pipeline: one,
		config: {
			databricks: { catalog: "main", serverless: true, clusters: [{ label: "default", num_workers: 1 }] },
		},
		message: /serverless with clusters/,
	},
	...(["spark", "laktory"] as const).map((target) => ({
		what: "a function of Databricks' own",
		request: { target },
		pipeline: `export const b = dp.materializedView({ name: "b" }, () => spark.sql("SELECT ai_gen('hello') AS g"));`,
		message: /The function ai_gen cannot be written for \w+: only Databricks has it/,
		at: "ai_gen('hello')",
	})),
	{
		what: "a function of Databricks' own in a rule",
		request: { target: "spark" as const },
		pipeline: `export const b = dp.materializedView({ name: "b", expect: { some: "is_member('people') OR id > 0" } }, () => spark.range(3));`,
		message: /The function is_member cannot be written for spark: only Databricks has it/,
		at: "is_member('people')",
	},
	{
		what: "a schedule that Quartz cannot say",
		request: { target: "bundle" },
		pipeline: one,
		config: { databricks: { catalog: "main" }, schedule: "0 6 1 * 1" },
		message: /The schedule "0 6 1 \* 1"/,
	},
	{
		what: "a name that the counts of warnings need",
		request: { target: "spark" },
		pipeline: `export const a = dp.materializedView({ name: "a", expect: { some: "id > 1" } }, () => spark.range(3));
export const b = dp.materializedView({ name: "a_expectations" }, () => spark.range(3));`,
		message: /The rule some cannot be written for spark: the name a_expectations is taken/,
	},
	{
		what: "a table with a folder of its own",
		request: { target: "spark" },
		pipeline: `export const a = dp.materializedView({ name: "a", path: "out/a", format: "parquet" }, () => spark.range(3));`,
		message: /a as files \(path, format\) cannot be written for spark/,
		at: "materializedView",
	},
	{
		what: "Auto Loader without a schema",
		request: { target: "spark" },
		pipeline: `export const a = dp.streamingTable({ name: "a" }, () =>
	spark.readStream.format("cloudFiles").option("cloudFiles.format", "json").load("data/t"));`,
		message: /Auto Loader without a schema cannot be written for spark/,
		at: "load",
	},
	{
		what: "an option of Databricks' readers",
		request: { target: "laktory", backend: "pyspark" },
		pipeline: `export const a = dp.materializedView({ name: "a" }, () =>
	spark.read.option("rescuedDataColumn", "rest").schema("n BIGINT").json("data/t"));`,
		message: /The option rescuedDataColumn of a read cannot be written for laktory/,
		at: "json",
	},
	{
		what: "a flow that runs once over a stream",
		request: { target: "lakeflow" },
		pipeline: `dp.createStreamingTable("t");
export const more = dp.appendFlow({ target: "t", once: true }, () => spark.readStream.schema("n BIGINT").json("data/t"));`,
		message: /The flow more that runs once over a stream cannot be written for lakeflow/,
		at: "appendFlow",
	},
	{
		what: "declared columns that only a cast gives, on Polars",
		request: { target: "laktory" },
		pipeline: `export const a = dp.materializedView({ name: "a", schema: "n DECIMAL(20,2)" }, () =>
	spark.read.schema("n INT").json("data/t").untyped());`,
		message: /The declared type of n cannot be written for laktory/,
	},
	{
		what: "a column that may not be NULL, on Polars",
		request: { target: "laktory" },
		pipeline: `export const a = dp.materializedView({ name: "a", schema: "n BIGINT NOT NULL" }, () =>
	spark.read.schema("n BIGINT").json("data/t").untyped());`,
		message: /NOT NULL of n cannot be written for laktory/,
	},
	{
		what: "a parameter of a recursive query",
		request: { target: "spark" },
		pipeline: `export const a = dp.materializedView({ name: "a" }, () => spark.sql(
	"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {most}) SELECT n FROM r",
	{ most: dp.param("most", { default: 4 }) },
));`,
		message: /the parameter most inside of SQL text cannot be written for spark/,
	},
	{
		what: "zipped arrays with names of their own, in SQL",
		request: { target: "sql" },
		pipeline: `export const a = dp.materializedView({ name: "a" }, () => spark.range(3).select(F.arraysZip(F.array("id").alias("x")).alias("z")));`,
		message: /arrays_zip with names of fields cannot be written for sql/,
		at: "arraysZip",
	},
	{
		what: "two aggregates of which Spark's optimizer makes a wrong plan",
		request: { target: "spark" },
		pipeline: `export const a = dp.materializedView({ name: "a" }, () =>
	spark.sql("SELECT string_agg(DISTINCT x, ',') WITHIN GROUP (ORDER BY x) AS l FROM VALUES ('a', 1) AS t(x, y) GROUP BY y HAVING count(DISTINCT y) > 0"));`,
		message:
			/string_agg\(DISTINCT …\) with an order, beside another DISTINCT or with FILTER cannot be written/,
		at: "string_agg(DISTINCT x, ',') WITHIN GROUP (ORDER BY x)",
	},
];

describe.each(refusals)("$what ($request.target)", ({ request, pipeline, config, message, at }) => {
	test("is refused by name", async () => {
		const source = `import * as dp from "aqueduck";\nimport { col, F, spark } from "aqueduck";\nvoid col; void F;\n${pipeline}\n`;
		const dir = tempProject({
			"pipeline.ts": source,
			"aqueduck.config.json": JSON.stringify({ name: "p", ...(config ?? STORAGE) }),
			"data/t/one.json": '{"n":1}\n',
		});
		const { files, diagnostics } = await (await loadPipeline(dir)).export(request);
		const errors = diagnostics.filter((d) => d.severity === "error");
		expect(errors.map((d) => d.code)).toContain("EXPORT_REFUSED");
		const found = errors.find((d) => message.test(d.message));
		expect(found?.message ?? errors.map((d) => d.message)).toMatch(message);
		expect(files).toEqual([]);
		if (at === undefined) return;
		const { start, end } = found?.range ?? { start: { line: 0, col: 0 }, end: { line: 0, col: 0 } };
		expect(source.split("\n")[start.line - 1]?.slice(start.col - 1, end.col - 1)).toBe(at);
	});
});

test("one place that is refused for several data sets is told of for each", async () => {
	const dir = tempProject({
		"pipeline.ts": `import * as dp from "aqueduck";
import { col, spark, udf } from "aqueduck";
const odd = udf({ name: "odd", args: ["int"], returns: "boolean", js: (x) => x % 2 === 1 });
for (const k of ["a", "b"])
	dp.materializedView({ name: \`t_\${k}\`, expect: { odd: odd(col("id")) } }, () => spark.sql("SELECT 1 AS id"));
`,
		"aqueduck.config.json": JSON.stringify({ name: "p" }),
	});
	const { diagnostics } = await (await loadPipeline(dir)).export({ target: "lakeflow" });
	expect(diagnostics.map((d) => [d.code, d.object])).toEqual([
		["EXPORT_REFUSED", "t_a"],
		["EXPORT_REFUSED", "t_b"],
	]);
});

test("an ordered list without a second DISTINCT that matters is written", async () => {
	const dir = tempProject({
		"pipeline.ts": `import * as dp from "aqueduck";
import { spark } from "aqueduck";
export const a = dp.materializedView(() =>
	spark.sql("SELECT listagg(DISTINCT x, ',') WITHIN GROUP (ORDER BY x) AS l, max(DISTINCT y) AS m, count(y) AS n FROM VALUES ('a', 1) AS t(x, y)"));
`,
		"aqueduck.config.json": JSON.stringify({ name: "p", ...STORAGE }),
	});
	expect((await (await loadPipeline(dir)).export({ target: "spark" })).diagnostics).toEqual([]);
});
