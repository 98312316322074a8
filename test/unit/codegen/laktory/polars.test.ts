import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadPipeline } from "../../../../src/run.js";
import { tempProject } from "../../../helpers/tempProject.js";

/** The document, without the spaces that lay it out. */
async function document(pipeline: string): Promise<string> {
	const dir = tempProject({
		"aqueduck.config.json": '{"name":"shop"}',
		"pipeline.ts": `import * as dp from "aqueduck";\nimport { spark } from "aqueduck";\n${pipeline}`,
		"data/t.json": '{"id":1}',
	});
	const loaded = await loadPipeline(dir);
	const { files, diagnostics } = await loaded.export({ target: "laktory", backend: "polars" });
	expect(diagnostics.filter((d) => d.severity === "error").map((d) => d.message)).toEqual([]);
	const text = files.find((f) => f.path === "pipeline.yaml")?.text ?? "";
	expect(() => parse(text)).not.toThrow();
	return text
		.replace(/\s+/g, " ")
		.replace(/([([{]) | (?=[)\]},.])/g, "$1")
		.replace(/,(?=[)\]}])/g, "");
}

const COLUMNS =
	"id INT, a INT, b INT, d DOUBLE, s STRING, p DECIMAL(10,2), l ARRAY<STRING>, st STRUCT<c: INT, e: STRING>";
const BASE = `export const base = dp.materializedView(() => spark.read.schema("${COLUMNS}").json("data/t.json"));\n`;
const of = (query: string): Promise<string> =>
	document(`${BASE}export const t = dp.materializedView(() => spark.sql(${JSON.stringify(query)}));`);

describe("aggregates on Polars", () => {
	test("distinct values are counted without dropping NULL before", async () => {
		const text = await of("SELECT s, count(DISTINCT id) AS n FROM base GROUP BY s");
		expect(text).toContain(
			'pl.col("id").n_unique().cast(pl.Int64) - pl.col("id").is_null().any().cast(pl.Int64)',
		);
		expect(text).not.toContain("drop_nulls");
	});

	test("NaN is the largest number, without dropping it before", async () => {
		const text = await of("SELECT s, max(d) AS mx, min(d) AS mn FROM base GROUP BY s");
		expect(text).toContain('pl.col("d").nan_max()');
		expect(text).toContain('pl.coalesce(pl.col("d").fill_nan(None).min(), pl.col("d").max())');
		expect(text).not.toContain("drop_nans");
	});

	test("an argument is evaluated for the rows of the filter alone", async () => {
		const text = await of("SELECT max(10 / a) FILTER (WHERE a <> 0) AS n FROM base");
		expect(text).toMatch(/pl\.when\([^"]*pl\.col\("a"\) == 0[^"]*\)\.fill_null\(False\) &/);
	});

	test("a constant is there for every row", async () => {
		const text = await of("SELECT s, sum(1) AS n, count(CAST(NULL AS INT)) AS m FROM base GROUP BY s");
		expect(text).toContain("pl.repeat(pl.lit(1, dtype=pl.Int32), pl.len()).cast(pl.Int64).sum()");
		expect(text).toMatch(/pl\.repeat\(pl\.lit\(None[^)]*\).*, pl\.len\(\)\)\.is_not_null\(\)\.sum\(\)/);
	});

	test("a constant is a key, and orders nothing", async () => {
		expect(await of("SELECT 'c' AS c, count(*) AS n FROM base GROUP BY 'c'")).toContain("pl.repeat");
		const sorted = await of("SELECT id FROM base ORDER BY 'x', id");
		expect(sorted).toContain("func_name: sort");
		expect(sorted).not.toContain('pl.lit("x")');
	});
});

describe("windows on Polars", () => {
	test("several columns say themselves where NULL goes", async () => {
		const text = await of(
			"SELECT id, row_number() OVER (ORDER BY a NULLS LAST, b, id NULLS LAST) AS r FROM base",
		);
		expect(text).toContain(
			'order_by=[pl.col("a").is_null().alias("key 0"), pl.col("a").alias("key 1"), pl.col("b").alias("key 2"), ' +
				'pl.col("id").is_null().alias("key 3"), pl.col("id").alias("key 4")]',
		);
	});

	test("descending, NULL first", async () => {
		const text = await of(
			"SELECT id, row_number() OVER (ORDER BY a DESC NULLS FIRST, b DESC) AS r FROM base",
		);
		expect(text).toContain(
			'order_by=[pl.col("a").is_null().alias("key 0"), pl.col("a").alias("key 1"), pl.col("b").alias("key 2")], descending=True',
		);
	});

	test("a constant is there for every row", async () => {
		expect(await of("SELECT id, lag('c') OVER (ORDER BY id) AS l FROM base")).toContain(
			'pl.repeat(pl.lit("c"), pl.len()).shift(1)',
		);
	});
});

describe("joins on Polars", () => {
	test.each(["p", "l", "st"])("the only key %s has a constant beside it", async (key) => {
		const text = await of(`SELECT x.id, y.id AS y FROM base x JOIN base y ON x.${key} = y.${key}`);
		expect(text).toContain(`left_on=[pl.col("${key}"), pl.lit(1).name.suffix(" key")]`);
	});

	test("and the only column of EXCEPT", async () => {
		const text = await of("SELECT p FROM base EXCEPT SELECT p FROM base WHERE id > 1");
		expect(text).toContain('pl.lit(1).name.suffix(" key")');
	});

	test("two keys of one column are columns of their own", async () => {
		const text = await of(
			"SELECT x.id, y.id AS y FROM base x JOIN base y ON x.id + 1 = y.id + 1 AND x.id + 2 = y.id + 2",
		);
		expect(text).toContain('.alias("key")');
		expect(text).toMatch(/left_on=\["key", "(\w+)"\], right_on=/);
		expect(text).toContain("func_name: drop");
	});

	test("a condition guards those after it", async () => {
		const text = await of("SELECT x.id FROM base x JOIN base y ON x.id = y.id AND x.a <> 0 AND 10 / x.a > 1");
		expect(text).toMatch(/pl\.when\([^"]*pl\.col\("a"\) == 0[^"]*\)\.fill_null\(True\) &/);
	});
});

test("a view's rule that fails is checked before a reader's filter", async () => {
	const text = await document(
		`${BASE}export const checked = dp.temporaryView({ expectOrFail: { positive: "id > 0" } }, () => dp.read("base"));
export const t = dp.materializedView({ expectOrFail: { positive: "id > 0" } }, () => dp.read("checked").filter("id > 3"));`,
	);
	expect(text.match(/func_name: map_batches/g)).toHaveLength(1);
	expect(text).toMatch(
		/map_batches func_args: - \S*lambda df: df\S* func_kwargs: predicate_pushdown: false slice_pushdown: false/,
	);
});

test.each([
	["round", (e: string) => `round(${e} * 1.1D, 2)`, "d"],
	["div", (e: string) => `(${e} div b)`, "a"],
	["%", (e: string) => `(${e} % b)`, "a"],
	["/", (e: string) => `(${e} / d)`, "d"],
	["ln", (e: string) => `ln(${e})`, "d"],
] as const)("nested %s grows by its own text alone", async (_, nest, column) => {
	const length = async (levels: number): Promise<number> => {
		let e: string = column;
		for (let i = 0; i < levels; i++) e = nest(e);
		return (await of(`SELECT id, ${e} AS x FROM base`)).length;
	};
	const [two, three, six] = [await length(2), await length(3), await length(6)];
	expect(six - three).toBeLessThan(3.2 * (three - two) + 40);
});
