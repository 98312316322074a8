import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { ExportResult } from "../../../../src/codegen/export/contract.js";
import { Reporter } from "../../../../src/codegen/export/project.js";
import { statementsOf } from "../../../../src/codegen/export/sql/statements.js";
import { SqlUnit } from "../../../../src/codegen/export/sql/unit.js";
import type { Dataset, Graph } from "../../../../src/graph/graph.js";
import { ensureAllPlaces } from "../../../../src/graph/places.js";
import { loadPipeline } from "../../../../src/run.js";
import { tempProject } from "../../../helpers/tempProject.js";

const CONFIG = '{ "name": "shop", "modules": ["*.sql", "*.ts"] }';

interface Loaded {
	readonly graph: Graph;
	readonly result: ExportResult;
	readonly file: (path: string) => string | undefined;
}

async function loaded(files: Readonly<Record<string, string>>, config = CONFIG): Promise<Loaded> {
	const dir = tempProject({ "aqueduck.config.json": config, ...files });
	const pipeline = await loadPipeline(dir);
	const graph = await pipeline.graph();
	expect(graph.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
	const result = await pipeline.export({ target: "sql" });
	return { graph, result, file: (path) => result.files.find((f) => f.path === path)?.text };
}

const plansOf = ({ graph }: Loaded) =>
	graph.flows.map((f) => ({ name: f.name, kind: f.kind, target: f.target, plan: f.plan.root }));
const rulesOf = ({ graph }: Loaded) =>
	graph.datasets.map((d) => ({
		key: d.key,
		kind: d.kind,
		comment: d.options.comment,
		properties: d.options.tableProperties,
		partitioned: d.options.partitionCols,
		rules: d.expectations.map((r) => ({ name: r.name, action: r.action, bound: r.bound })),
	}));

const SHOP = `
-- All that is sold.
CREATE OR REFRESH STREAMING TABLE raw_orders (id BIGINT, amount INT, day DATE)
PARTITIONED BY (day)
COMMENT 'it''s raw' TBLPROPERTIES ('quality' = 'bronze', 'a.b' = 'x\\\\y')
AS SELECT id, amount, day FROM STREAM read_files('data/orders', format => 'json', schema => 'id BIGINT, amount INT, day DATE');

CREATE MATERIALIZED VIEW totals (
  CONSTRAINT \`a rule\` EXPECT (total IS NOT NULL) ON VIOLATION DROP ROW,
  CONSTRAINT sane EXPECT (total < 100) ON VIOLATION FAIL UPDATE,
  CONSTRAINT told EXPECT (n > 1)
) AS
  WITH o AS (SELECT * FROM raw_orders)
  SELECT day, sum(amount) AS total, count(*) AS n -- per day
  FROM o GROUP BY day;

CREATE TEMPORARY VIEW busy AS SELECT * FROM totals WHERE n > 5;

CREATE STREAMING TABLE all_orders;
CREATE FLOW from_raw AS INSERT INTO all_orders BY NAME SELECT id, amount FROM STREAM raw_orders;
CREATE FLOW big AS INSERT INTO all_orders BY NAME SELECT id, amount FROM STREAM(raw_orders) WHERE amount > 10;
`;

describe("a pipeline of SQL files", () => {
	test("in Databricks' spelling is the same pipeline again", async () => {
		const first = await loaded({ "shop.sql": SHOP, "data/orders/a.json": '{"id": 1}' });
		const text = first.file("databricks/shop.sql") as string;
		expect(text).toContain("-- per day");
		expect(text).toContain("CONSTRAINT `a rule` EXPECT (total IS NOT NULL) ON VIOLATION DROP ROW");
		const again = await loaded({ "shop.sql": text, "data/orders/a.json": '{"id": 1}' });
		expect(plansOf(again)).toEqual(plansOf(first));
		expect(rulesOf(again)).toEqual(rulesOf(first));
		expect(again.file("databricks/shop.sql")).toBe(text);
	});

	test("open source Spark has no streams of files: its folder is not written, and that is told", async () => {
		const { result } = await loaded({ "shop.sql": SHOP, "data/orders/a.json": '{"id": 1}' });
		expect(result.files.map((f) => f.path)).toEqual(["databricks/shop.sql"]);
		expect(result.diagnostics.map((d) => [d.code, d.severity])).toEqual([["EXPORT_PASSED_OVER", "note"]]);
		expect(result.diagnostics[0]?.message).toContain("read_files");
		expect(result.diagnostics[0]?.file).toMatch(/shop\.sql$/);
	});

	test("drop, fail and warn in open source Spark", async () => {
		const { file, result } = await loaded({
			"shop.sql": `CREATE MATERIALIZED VIEW raw AS SELECT * FROM VALUES (1, 'a'), (NULL, 'b') AS t (x, y);
				CREATE MATERIALIZED VIEW checked (
					CONSTRAINT known EXPECT (x IS NOT NULL) ON VIOLATION DROP ROW,
					CONSTRAINT small EXPECT (x < 10) ON VIOLATION FAIL UPDATE,
					CONSTRAINT named EXPECT (y <> '')
				) AS SELECT * FROM raw;`,
		});
		expect(file("spark/shop.sql")).toBe(`CREATE MATERIALIZED VIEW raw
AS
SELECT * FROM VALUES (1, 'a'), (NULL, 'b') AS t (x, y);

CREATE MATERIALIZED VIEW checked
AS
SELECT *
FROM (
  SELECT * FROM raw
)
WHERE CASE
  WHEN NOT coalesce(x < 10, false) THEN raise_error('checked breaks the rule small: x < 10')
  ELSE coalesce(x IS NOT NULL, false)
END;

CREATE MATERIALIZED VIEW checked_expectations
COMMENT 'What breaks the rules of checked'
AS
SELECT
  'named' AS rule,
  count_if(coalesce(y <> '', false)) AS passed,
  count_if(NOT coalesce(y <> '', false)) AS failed
FROM checked;
`);
		expect(result.diagnostics.map((d) => d.code)).toEqual(["EXPORT_LOWERED", "EXPORT_LOWERED"]);
		const text = file("spark/shop.sql") as string;
		const again = await loaded({ "shop.sql": text });
		expect(again.graph.datasets.map((d) => d.display)).toEqual(["raw", "checked", "checked_expectations"]);
	});

	test("several flows are one query in open source Spark", async () => {
		const dir = tempProject({
			"aqueduck.config.json": CONFIG,
			"shop.sql": SHOP,
			"data/orders/a.json": '{"id": 1}',
		});
		const pipeline = await loadPipeline(dir);
		const graph = await pipeline.graph();
		const told: string[] = [];
		const tell = (_at: unknown, construct: string): void => void told.push(construct);
		const unit = new SqlUnit(
			{
				graph,
				settings: pipeline.settings,
				request: { target: "sql", format: "py", sparkVersion: "4.3", backend: "polars" },
				report: new Reporter("sql"),
			},
			"spark",
			{ refuse: tell, lowered: tell, passedOver: tell },
		);
		const dataset = graph.datasets.find((d) => d.display === "all_orders") as Dataset;
		const flows = graph.flows.filter((f) => f.target === dataset.key);
		ensureAllPlaces(graph);
		const item = {
			kind: "dataset",
			dataset,
			remarks: { above: ["both"], inside: [] },
			before: [],
		} as const;
		expect(statementsOf(item, flows, unit)).toEqual([
			`-- both
CREATE STREAMING TABLE all_orders
AS
SELECT id, amount
FROM (
  SELECT id, amount FROM STREAM raw_orders
)
UNION ALL
SELECT id, amount
FROM (
  SELECT id, amount FROM STREAM raw_orders WHERE amount > 10
);`,
		]);
		expect(told).toEqual(["2 flows into all_orders"]);
	});

	test("names that need backticks, and a table whose name leaves the folder", async () => {
		const { file, result, graph } = await loaded({
			"a file.sql":
				"CREATE MATERIALIZED VIEW `../größe x` COMMENT 'a\\nb {c} ${d}' AS SELECT 1 AS `a b`, '''' AS q;",
		});
		expect(result.files.every((f) => /^(databricks|spark)\/[\w/]+\.sql$/.test(f.path))).toBe(true);
		const text = file("databricks/a_file.sql") as string;
		const again = await loaded({ "other.sql": text });
		expect(again.graph.datasets.map((d) => [d.display, d.options.comment])).toEqual(
			graph.datasets.map((d) => [d.display, d.options.comment]),
		);
	});
});

describe("parameters", () => {
	const typed = (type: string, name = "n"): string =>
		`dp.param("${name}", { type: "${type}" }).alias("${name}")`;
	const pipeline = (...columns: string[]): string =>
		`import * as dp from "aqueduck"; import { F, spark } from "aqueduck";
export const t = dp.materializedView(() => spark.range(3).select(${columns.join(", ")}));`;
	const config = (parameters: object, more: object = {}): string =>
		JSON.stringify({ name: "p", modules: ["*.ts"], spark: { storage: "file:///x" }, parameters, ...more });

	test("have their own type, whatever the text is", async () => {
		const found = await loaded(
			{
				"p.ts": pipeline(
					`F.negate(dp.param("n", { type: "int" })).alias("n")`,
					typed("double", "rate"),
					typed("decimal(10,2)", "price"),
					typed("boolean", "flag"),
					typed("date", "day"),
					typed("timestamp", "at"),
				),
			},
			config({ n: "-5", rate: "0.5", price: "1", flag: "yes", day: "2024-01-01", at: "2024-01-01 10:00" }),
		);
		for (const dialect of ["databricks", "spark"]) {
			const text = found.file(`${dialect}/p.sql`);
			expect(text).toContain("-CAST('${n}' AS INT)");
			expect(text).toContain("CAST('${rate}' AS DOUBLE) AS rate");
			expect(text).toContain("CAST('${price}' AS DECIMAL(10,2)) AS price");
			expect(text).toContain("CAST('${flag}' AS BOOLEAN) AS flag");
			expect(text).toContain("DATE '${day}' AS day");
			expect(text).toContain("TIMESTAMP '${at}' AS at");
		}
		expect(found.file("spark/spark-pipeline.yml")).toContain('day: "2024-01-01"');
	});

	test("a time is in UTC in every time zone", async () => {
		const found = await loaded(
			{ "p.ts": pipeline(typed("timestamp", "at")) },
			config({ at: "2024-01-01 10:00:00" }, { timeZone: "Europe/Paris" }),
		);
		expect(found.file("spark/p.sql")).toContain("CAST(concat(replace('${at}', 'Z', ''), 'Z') AS TIMESTAMP)");
	});

	test("a text with quotes, backslashes and ${ is set so that the literal around it holds", async () => {
		const found = await loaded(
			{ "p.ts": pipeline(`dp.param("txt", { default: "it's" }).alias("txt")`, typed("string", "other")) },
			config({ other: "a\\b ${txt}" }),
		);
		const spec = parse(found.file("spark/spark-pipeline.yml") as string) as {
			configuration: Record<string, string>;
		};
		expect(spec.configuration).toMatchObject({ txt: "it\\'s", other: "a\\\\b \\u0024{txt}" });
		expect(found.result.diagnostics.map((d) => d.message).join("\n")).toContain("e.g. to it\\'s");
	});

	test("a name that no reference can have is refused by name", async () => {
		const { result } = await loaded({ "p.ts": pipeline(typed("string", "a b")) }, config({ "a b": "x" }));
		expect(result.files).toEqual([]);
		expect(result.diagnostics.map((d) => d.message).join("\n")).toContain('The parameter "a b"');
	});

	test("what only a deployment has is named", async () => {
		const more = {
			schedule: "0 6 * * *",
			databricks: { tags: { a: "b" }, libraries: [{ jar: "/x.jar" }], photon: true },
		};
		const { result } = await loaded({ "p.ts": pipeline(`F.lit(1).alias("a")`) }, config({}, more));
		const told = result.diagnostics.map((d) => d.message).join("\n");
		expect(told).toContain("databricks: { photon, libraries, tags } is left out");
		expect(told).toContain("the schedule 0 6 * * * is left out");
	});
});
