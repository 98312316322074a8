import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { LaktoryPipeline } from "../../../../src/codegen/export/laktory/document.js";
import type { ExportOptions } from "../../../../src/run/api.js";
import { loadPipeline } from "../../../../src/run.js";
import { tempProject } from "../../../helpers/tempProject.js";

interface Exported {
	/** The document as Laktory reads it; undefined when something is refused. */
	readonly document: LaktoryPipeline | undefined;
	readonly yaml: string;
	readonly said: string;
}

async function exported(
	pipeline: string,
	{
		config = {},
		files = {},
		backend = "polars",
	}: { config?: object; files?: Record<string, string>; backend?: "polars" | "pyspark" } = {},
): Promise<Exported> {
	const dir = tempProject({
		"aqueduck.config.json": JSON.stringify({ name: "shop", ...config }),
		"pipeline.ts": `import * as dp from "aqueduck";\nimport { col, F, lit, param, spark } from "aqueduck";\n${pipeline}`,
		"data/t.json": '{"id":1}',
		"d/t.json": '{"id":1}',
		...files,
	});
	const loaded = await loadPipeline(dir);
	const graph = await loaded.graph();
	expect(graph.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
	const request: ExportOptions = { target: "laktory", backend };
	const { files: written, diagnostics } = await loaded.export(request);
	const yaml = written.find((f) => f.path === "pipeline.yaml")?.text ?? "";
	return {
		document: yaml === "" ? undefined : (parse(yaml, { version: "1.1" }) as LaktoryPipeline),
		yaml,
		said: diagnostics.map((d) => `${d.severity}: ${d.message}`).join("\n"),
	};
}

const BASE = `export const base = dp.materializedView(() => spark.read.schema("id INT, a BIGINT, s STRING, d DOUBLE, l ARRAY<INT>").json("data/t.json"));\n`;
const sql = (query: string): string =>
	`${BASE}export const t = dp.materializedView(() => spark.sql(${JSON.stringify(query)}));`;

describe("expressions on Polars", () => {
	test("a negated integer is taken from 0", async () => {
		const { yaml } = await exported(sql("SELECT -id AS n, -a AS m, -d AS x FROM base"));
		expect(yaml).toContain('(0 - pl.col("id").cast(pl.Int128)).cast(pl.Int32).alias("n")');
		expect(yaml).toContain('(0 - pl.col("a").cast(pl.Int128)).cast(pl.Int64).alias("m")');
		expect(yaml).toContain('(-pl.col("d")).alias("x")');
	});

	test("typeof has Spark's name with its parts", async () => {
		const { yaml } = await exported(
			sql("SELECT id, typeof(CAST(id AS DECIMAL(10,2))) AS a, typeof(l) AS b, typeof(id) AS c FROM base"),
		);
		for (const type of ["decimal(10,2)", "array<int>", "int"]) expect(yaml).toContain(`pl.lit("${type}")`);
	});

	test("a pattern that may match nothing is not replaced", async () => {
		const { document, said } = await exported(sql("SELECT regexp_replace(s, 'a*', '_') AS x FROM base"));
		expect(document).toBeUndefined();
		expect(said).toMatch(
			/regexp_replace with the pattern "a\*", which matches the empty text cannot be written/,
		);
	});

	test("casts leave out the spaces that Spark's do", async () => {
		const { yaml } = await exported(
			sql("SELECT try_cast(s AS INT) AS i, try_cast(s AS DOUBLE) AS d FROM base"),
		);
		expect(yaml).toContain(String.raw`"^[\\x00-\\x20\\x7f]+|[\\x00-\\x20\\x7f]+$"`);
		expect(yaml).toContain(String.raw`"^[\\x00-\\x20]+|[\\x00-\\x20]+$"`);
		expect(yaml).not.toContain("strip_chars");
	});
});

describe("files on Polars", () => {
	const read = (call: string): string => `export const t = dp.materializedView(() => spark.read.${call});`;
	const CSV = { files: { "data/a.csv": "s\nx\n" } };
	const sourceOf = ({ document }: Exported): Record<string, unknown> =>
		document?.nodes[0]?.sources?.[0] as Record<string, unknown>;

	test("a folder is read without hidden files and other folders", async () => {
		const found = await exported(read('schema("id INT").json("data/in")'), {
			files: { "data/in/a.json": "{}", "data/in/_b.json": "{}", "data/in/sub/c.json": "{}" },
		});
		expect(sourceOf(found)).toMatchObject({ path: "data/in/[!_.]*", format: "JSONL" });
		expect(found.said).toMatch(/data\/in\/\[!_\.\]\*, files alone/);
	});

	test("a pattern that names a folder is refused by it", async () => {
		const { document, said } = await exported(read('schema("id INT").json("data/*")'), {
			files: { "data/a.json": "{}", "data/sub/c.json": "{}" },
		});
		expect(document).toBeUndefined();
		expect(said).toMatch(/A read of data\/\* cannot be written for laktory: it names the folder sub too/);
	});

	test("CSV: empty lines are skipped, empty texts are NULL, other quotes end the run", async () => {
		const found = await exported(
			read('option("header", true).schema("id INT, s STRING").csv("data/a.csv")'),
			CSV,
		);
		expect(sourceOf(found).reader_kwargs).toEqual({
			comment_prefix: "\n",
			truncate_ragged_lines: true,
			raise_if_empty: false,
		});
		expect(found.yaml).toContain('pl.when(pl.col("s") != pl.lit("")).then(pl.col("s")).alias("s")');
		expect(found.yaml).toContain(String.raw`'["\\n\\r]|`);
		expect(found.document?.nodes[0]?.transformer?.nodes.map((n) => "func_name" in n && n.func_name)).toEqual([
			"filter",
			"map_batches",
			"select",
		]);
	});

	test("CSV: multiLine and a quote as its own escape are Polars' own way", async () => {
		const { yaml } = await exported(
			read(`options({ multiLine: true, escape: '"' }).schema("s STRING").csv("data/a.csv")`),
			CSV,
		);
		expect(yaml).toContain(String.raw`str.contains("[\\r]")`);
	});

	test("JSON: a decimal with more digits than a double is refused", async () => {
		const { said } = await exported(read('schema("p DECIMAL(16,2)").json("data/t.json")'));
		expect(said).toMatch(/The column p of type decimal\(16,2\) in JSON files cannot be written/);
		expect((await exported(read('schema("p DECIMAL(15,2)").json("data/t.json")'))).document).toBeDefined();
	});
});

describe("warnings", () => {
	const rule = (condition: string): string =>
		`export const t = dp.materializedView({ expect: { r: ${JSON.stringify(condition)} } }, () => spark.read.schema("id INT, v STRING").json("data/t.json"));`;

	test.each(["v = 'foo.bar(x'", "v = 'it is lit(1)'", "v = 'see pl.'", "v = 'F.'"])(
		"%s is SQL, whatever Laktory sees in it",
		async (condition) => {
			for (const backend of ["polars", "pyspark"] as const) {
				const { document } = await exported(rule(condition), { backend });
				expect(document?.nodes[0]?.expectations).toEqual([
					{ name: "r", expr: { expr: `(v IS NOT NULL AND ${condition})`, type: "SQL" }, action: "WARN" },
				]);
			}
		},
	);

	test("a plain condition stays a text, and one with a line end is told", async () => {
		const plain = await exported(rule("id = 1"));
		expect(plain.document?.nodes[0]?.expectations?.[0]?.expr).toBe("(id IS NOT NULL AND id = 1)");
		const broken = await exported(rule("v = 'a\nb'"));
		expect(broken.document?.nodes[0]?.expectations).toBeUndefined();
		expect(broken.said).toMatch(/the rule r/);
	});
});

describe("what the config says", () => {
	const WITH_PARAMS = `export const t = dp.materializedView({ expectOrDrop: { m: col("id").gt(param("min", { type: "int", default: 1 })) }, expect: { w: col("id").gt(param("least", { type: "int", default: 1 })) } }, () => spark.read.schema("id INT").json(F.concat(param("root", { default: "d" }), lit("/t.json"))));`;

	test.each(["polars", "pyspark"] as const)("every parameter is told on %s", async (backend) => {
		const { said } = await exported(WITH_PARAMS, { backend });
		for (const name of ["min", "least", "root"])
			expect(said).toMatch(new RegExp(`the parameter ${name} .*the value that it has in this environment`));
	});

	test("schedule, notifications and retries are told", async () => {
		const config = { schedule: "0 6 * * *", retries: 4, notifications: { email: ["a@x.org"] } };
		const { said } = await exported(BASE, { config });
		expect(said).toMatch(/the schedule 0 6 \* \* \*.*Laktory runs when it is called/);
		expect(said).toMatch(/notifications to a@x\.org/);
		expect(said).toMatch(/4 retries/);
		const own = {
			orchestrator: { type: "LAKEFLOW_JOB", schedule: { quartz_cron_expression: "0 0 6 * * ?" } },
		};
		const job = await exported(BASE, { config: { ...config, laktory: own }, backend: "pyspark" });
		expect(job.said).not.toMatch(/the schedule/);
		expect(job.said).toMatch(/notifications to a@x\.org.*laktory\.orchestrator/);
		expect((await exported(BASE)).said).not.toMatch(/retries|schedule/);
	});
});

describe("orchestrators that make tables", () => {
	const TABLES = `
export const a = dp.materializedView({ name: "raw.orders", tableProperties: { q: "1" }, comment: "c" }, () => spark.read.schema("id INT").json("data/t.json"));
export const b = dp.materializedView({ name: "silver.orders", partitionCols: ["id"] }, () => dp.read("raw.orders"));
export const c = dp.materializedView({ name: "größe" }, () => dp.read("silver.orders"));`;
	const sinks = async (orchestrator: object): Promise<unknown[] | string> => {
		const { document, said } = await exported(TABLES, {
			config: { laktory: { orchestrator } },
			backend: "pyspark",
		});
		return document?.nodes.flatMap((n) => n.sinks ?? []) ?? said;
	};

	test("a pipeline of Lakeflow has the schema by its catalog", async () => {
		expect(await sinks({ type: "LAKEFLOW_DECLARATIVE_PIPELINE", catalog: "main", schema: "x" })).toEqual([
			{
				type: "UNITY_CATALOG",
				catalog_name: "main",
				schema_name: "raw",
				table_name: "orders",
				metadata: { comment: "c", properties: { q: "1" } },
			},
			{ type: "UNITY_CATALOG", catalog_name: "main", schema_name: "silver", table_name: "orders" },
			{ type: "UNITY_CATALOG", table_name: "`größe`" },
		]);
		expect(await sinks({ type: "LAKEFLOW_DECLARATIVE_PIPELINE" })).toMatch(/The schema of raw\.orders/);
	});

	test("a pipeline of Spark has its own catalog", async () => {
		expect(await sinks({ type: "SPARK_DECLARATIVE_PIPELINE" })).toMatchObject([
			{ type: "HIVE_METASTORE", catalog_name: "spark_catalog", schema_name: "raw", table_name: "orders" },
			{ type: "HIVE_METASTORE", catalog_name: "spark_catalog", schema_name: "silver", table_name: "orders" },
			{ type: "HIVE_METASTORE", table_name: "`größe`" },
		]);
	});

	test("what tables have no place for is told as such", async () => {
		const { said } = await exported(TABLES, {
			config: { laktory: { orchestrator: { type: "SPARK_DECLARATIVE_PIPELINE" } } },
			backend: "pyspark",
		});
		expect(said).toMatch(/the option partitionCols.*Laktory's tables have none/);
		expect(said).not.toMatch(/tableProperties/);
	});
});
