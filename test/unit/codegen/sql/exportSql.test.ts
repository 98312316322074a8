import { describe, expect, test } from "vitest";
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
		const item = { kind: "dataset", dataset, remarks: { above: ["both"], inside: [] } } as const;
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
