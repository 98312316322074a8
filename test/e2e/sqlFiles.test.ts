import { expect, test } from "vitest";
import { addFiles, tempProject } from "../helpers/tempProject.js";
import { aq, aqOk } from "./lib/aq.js";
import { loadPipeline } from "./lib/dist.js";
import { HEAD, jsonl } from "./lib/project.js";

const ROWS = jsonl(
	{ id: 1, amount: 10, city: "Oslo" },
	{ id: 2, amount: -5, city: "Oslo" },
	{ id: 3, amount: 7, city: null },
);

const PIPELINE = `-- Databricks notebook source
SET shop.least = 0;

CREATE OR REFRESH STREAMING TABLE raw_orders
COMMENT 'Orders as they come'
AS SELECT * FROM STREAM read_files('data', format => 'json', schema => 'id INT, amount INT, city STRING');

-- COMMAND ----------
CREATE OR REFRESH MATERIALIZED VIEW orders (
  CONSTRAINT known EXPECT (city IS NOT NULL),
  CONSTRAINT positive EXPECT (amount > \${shop.least}) ON VIOLATION DROP ROW
) COMMENT 'Good ones' AS
SELECT id, amount, city FROM LIVE.raw_orders;

CREATE TEMPORARY VIEW cities (town, n) AS SELECT city, count(*) FROM orders GROUP BY city;
CREATE MATERIALIZED VIEW totals AS FROM cities |> WHERE n > 0 |> ORDER BY town;

CREATE STREAMING TABLE all_orders;
CREATE FLOW europe AS INSERT INTO all_orders BY NAME SELECT id, amount FROM STREAM(raw_orders);
CREATE FLOW old AS INSERT INTO ONCE all_orders BY NAME SELECT 0 AS id, 1 AS amount;
`;

const rows = async (
	dir: string,
	table: string,
	target: string | undefined = "pipeline.sql",
): Promise<unknown> => {
	const pipeline = await loadPipeline(target, { cwd: dir, environment: {} });
	const { schema, rows: found } = await pipeline.sql(`SELECT * FROM ${table} ORDER BY 1`);
	const plain = (v: unknown) => (typeof v === "bigint" ? Number(v) : v);
	return found.map((row) => Object.fromEntries(schema.fields.map((f, i) => [f.name, plain(row[i] ?? null)])));
};

test("aq run pipeline.sql: tables, rules, views, flows and settings; the next run reads only what is new", async () => {
	const dir = tempProject({ "pipeline.sql": PIPELINE, "data/a.json": ROWS });
	await aqOk(dir, "run", "pipeline.sql");
	expect(await rows(dir, "orders")).toEqual([
		{ id: 1, amount: 10, city: "Oslo" },
		{ id: 3, amount: 7, city: null },
	]);
	expect(await rows(dir, "totals")).toEqual([
		{ town: null, n: 1 },
		{ town: "Oslo", n: 1 },
	]);
	expect(await rows(dir, "all_orders")).toHaveLength(4);
	addFiles(dir, { "data/b.json": jsonl({ id: 4, amount: 1, city: "Bern" }) });
	await aqOk(dir, "run", "pipeline.sql");
	expect(await rows(dir, "all_orders")).toHaveLength(5);
	expect(await rows(dir, "orders")).toHaveLength(3);
});

test("SQL files stand among the modules, and read what TypeScript defines and the other way", async () => {
	const dir = tempProject({
		"aqueduck.config.json": JSON.stringify({ name: "both", modules: ["src/**/*.ts", "src/**/*.sql"] }),
		"src/a.ts": `${HEAD}export const numbers = dp.materializedView(() => spark.range(3));
export const last = dp.materializedView(() => dp.read("doubled").groupBy().agg(F.max("d").alias("d")));`,
		"src/b.sql": "CREATE MATERIALIZED VIEW doubled AS SELECT id * 2 AS d FROM numbers;",
		"src/c.sql":
			"USE other;\nCREATE VIEW v AS SELECT 1 AS x;\nCREATE MATERIALIZED VIEW one AS SELECT * FROM v;\nCREATE MATERIALIZED VIEW two AS SELECT * FROM one;",
	});
	await aqOk(dir, "run");
	expect(await rows(dir, "last", ".")).toEqual([{ d: 4 }]);
	expect(await rows(dir, "other.two", ".")).toEqual([{ x: 1 }]);
});

test("errors land on the token in the file", async () => {
	const dir = tempProject({
		"pipeline.sql": [
			"CREATE MATERIALIZED VIEW a AS SELECT 1 AS amount;",
			"CREATE MATERIALIZED VIEW b AS SELECT amonut FROM a;",
			"CREATE MATERIALIZED VIEW c (CONSTRAINT r EXPECT (amuont > 1)) AS SELECT amount FROM a;",
			"CREATE MATERIALIZED VIEW d AS SELECT (1;",
			"APPLY CHANGES INTO t FROM STREAM(a) KEYS (id) SEQUENCE BY ts;",
			"DROP TABLE a;",
		].join("\n"),
	});
	const { code, text } = await aq(dir, ["validate", "pipeline.sql"]);
	expect(code).not.toBe(0);
	for (const place of ["2:38", "3:50", "4:40", "5:1", "6:1"]) expect(text).toContain(`pipeline.sql:${place}`);
	expect(text).toContain("APPLY CHANGES INTO is not available in this version");
	expect(text).toContain("amount");
});
