import { describe, expect, test } from "vitest";
import { aq, aqJson, aqOk } from "./lib/aq.js";
import { project, rewrite } from "./lib/project.js";
import { SHOP, shop } from "./lib/shop.js";

describe("show and sql", () => {
	test("formats, limits and conditions", async () => {
		const dir = shop();
		expect((await aq(dir, ["show", "orders"])).code).toBe(1);
		await aqOk(dir, "run");
		const table = await aq(dir, ["show", "orders"]);
		expect(table.out).toBe(
			[
				"id  city  amount  at",
				"──  ────  ──────  ───────────────────",
				" 1  Oslo   10.50  2026-01-01 10:00:00",
				" 2  Rome   20.00  2026-01-01 11:30:00",
				" 4  NULL    1.25  NULL",
				"",
			].join("\n"),
		);
		expect(
			await aqOk(dir, "show", "orders", "--format", "csv", "--where", "amount > 5 AND city = 'Oslo'"),
		).toBe("id,city,amount,at\n1,Oslo,10.50,2026-01-01 10:00:00\n");
		expect(await aqOk(dir, "show", "orders", "--format", "md", "-n", "1")).toMatch(
			/^\| id \| city \| amount \| at \|\n\| ---: \|/,
		);
		const limited = await aq(dir, ["show", "orders", "-n", "2"]);
		expect(limited.out.trimEnd().split("\n")).toHaveLength(4);
		expect(limited.err).toContain("first 2 rows");
		expect(await aqJson(dir, "show", "orders", "--where", "id = 4")).toEqual([
			{ id: 4, city: null, amount: 1.25, at: null },
		]);
		expect(await aqOk(dir, "show", "orders", "-n", "0")).toContain("amount");
	});

	test("unknown tables and columns give near names", async () => {
		const dir = shop();
		await aqOk(dir, "run");
		for (const [argv, code, near] of [
			[["show", "odrers"], "UNKNOWN", '"orders"'],
			[["show", "orders", "--where", "amonut > 1"], "PLAN_UNKNOWN_COLUMN", '"amount"'],
			[["sql", "SELECT amonut FROM orders"], "PLAN_UNKNOWN_COLUMN", '"amount"'],
			[["sql", "SELECT conut(*) FROM orders"], "PLAN_UNKNOWN_FUNCTION", '"count"'],
			[["sql", "SELECT * FROM odrers"], "UNKNOWN", '"orders"'],
			[["sql", "SELECT * FRM orders"], "SQL_SYNTAX", undefined],
			[["sql", "--explain", "odrers"], "RUN_UNKNOWN_TABLE", '"orders"'],
		] as const) {
			const ran = await aq(dir, argv);
			expect([argv, ran.code, ran.out, ran.err]).toEqual([argv, 1, "", expect.stringContaining(code)]);
			if (near) expect(ran.err).toContain(near);
			expect(ran.err).not.toContain("    at ");
		}
	});

	test("what was never run is said so; a temporary view is what it would give now", async () => {
		const dir = shop();
		for (const argv of [
			["show", "per_city"],
			["sql", "SELECT * FROM per_city"],
			["show", "located"],
		]) {
			const { code, err } = await aq(dir, argv);
			expect([argv, code, err]).toEqual([
				argv,
				1,
				expect.stringMatching(/^✖ RUN_UNKNOWN_TABLE {2}No table (per_city|orders|cities) in the warehouse/),
			]);
			expect(err).toMatch(/hint aq run (per_city|orders|cities)\n/);
		}
		await aqOk(dir, "run");
		expect(await aqJson(dir, "sql", "SELECT id, country FROM located WHERE id > 1 ORDER BY id")).toEqual([
			{ id: 2, country: "IT" },
			{ id: 4, country: null },
		]);
		rewrite(
			dir,
			SHOP.replace(
				"temporaryView(() =>",
				'temporaryView({ expectOrDrop: { known: "country IS NOT NULL" }, expect: { never: "false" } }, () =>',
			),
		);
		expect(await aqJson(dir, "sql", "SELECT count(*) AS n FROM located")).toEqual([{ n: 2 }]);
	});

	test("reading the first rows of many leaves the storage free for the next command", async () => {
		const dir = project("export const many = dp.table(() => spark.range(100000));");
		await aqOk(dir, "run");
		for (const rows of ["1", "0", "3000"]) await aqOk(dir, "show", "many", "-n", rows, "--format", "csv");
		expect(await aqOk(dir, "run", "--full-refresh-all")).toContain("100 000 rows");
	});

	test("sql is Spark SQL", async () => {
		const dir = shop();
		await aqOk(dir, "run");
		const sql = (text: string): Promise<unknown> => aqJson(dir, "sql", text);
		expect(
			await sql(
				"SELECT nvl(city, '?') AS c, `amount` * 2 AS a FROM orders ORDER BY id DESC NULLS LAST LIMIT 1",
			),
		).toEqual([{ c: "?", a: 2.5 }]);
		expect(
			await sql(
				"WITH x AS (SELECT city, sum(amount) AS a FROM orders GROUP BY city) SELECT count(*) AS n FROM x",
			),
		).toEqual([{ n: 3 }]);
		expect(
			await sql(
				"SELECT 7 DIV 2 AS q, -7 % 3 AS r, substring('duck', -2) AS s, date_format(timestamp'2026-01-02 03:04:05', 'yyyy/MM') AS m",
			),
		).toEqual([{ q: 3, r: -1, s: "ck", m: "2026/01" }]);
		expect(
			await sql(
				"SELECT array(1, 2) AS a, map('k', 1.5BD) AS m, named_struct('x', CAST(1 AS BIGINT)) AS s, double('NaN') AS d, X'00ff' AS b",
			),
		).toEqual([{ a: [1, 2], m: { k: 1.5 }, s: { x: 1 }, d: "NaN", b: "AP8=" }]);
		const { err } = await aq(dir, ["sql", "SELECT 1 AS one"]);
		expect(err).toBe("1 row\n");
		expect((await aq(dir, ["sql", "SELECT 1/0"])).err).toContain("DIVIDE_BY_ZERO");
		expect((await aq(dir, ["sql", "DROP TABLE orders"])).code).toBe(1);
		expect(await sql("SELECT count(*) AS n FROM orders")).toEqual([{ n: 3 }]);
	});

	test("sql --explain prints the plan and the engine's SQL, before and after the first run", async () => {
		const dir = shop();
		for (let i = 0; i < 2; i++) {
			const text = await aqOk(dir, "sql", "--explain", "per_city");
			expect(text).toContain("per_city ← flow per_city (complete)");
			expect(text).toContain("aggregate → city, country");
			expect(text).toMatch(/-- duckdb/);
			expect(text).toMatch(/SELECT/i);
			await aqOk(dir, "run");
		}
		const [flow] = await aqJson<{ dataset: string; plan: string[]; text: string }[]>(
			dir,
			"sql",
			"--explain",
			"totals",
		);
		expect(flow?.dataset).toBe("totals");
	});
});
