import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { offsetAt } from "../../../../src/core/location.js";
import { col, expr, F, read, spark, sql, Window } from "../../../../src/index.js";
import { walkBound } from "../../../../src/plan/boundWalk.js";
import { relationOf } from "../../../../src/plan/marks.js";
import { columns, run } from "./build.js";

const here = fileURLToPath(import.meta.url);
const text = readFileSync(here, "utf8");

/** For each diagnostic its code, the stretch of this file it points at, and the text around that. */
function pointed(frame: unknown): string[] {
	return run(relationOf(frame as never)).diagnostics.map((d) => {
		if (!d.range) return `${d.code} nowhere`;
		expect(d.file).toBe(here);
		const start = offsetAt(text, d.range.start);
		const end = offsetAt(text, d.range.end);
		return `${d.code} ${text.slice(start - 3, start)}|${text.slice(start, end)}|${text.slice(end, end + 1)}`;
	});
}
const names = (frame: unknown): string[] => columns(relationOf(frame as never));

describe("errors of the DSL are at the user's token", () => {
	const orders = () => read("orders") as any;
	it("in select, filter, functions and windows", () => {
		expect(pointed(orders().select("id", "amonut"))).toEqual([`PLAN_UNKNOWN_COLUMN , "|amonut|"`]);
		expect(pointed(orders().filter(col("amonut").gt(1)))).toEqual([`PLAN_UNKNOWN_COLUMN l("|amonut|"`]);
		expect(pointed(orders().withColumn("x", F.upper("orgin")))).toEqual([`PLAN_UNKNOWN_COLUMN r("|orgin|"`]);
		expect(pointed(orders().select(F.rowNumber().over(Window.partitionBy("orgin").orderBy("id"))))).toEqual([
			`PLAN_UNKNOWN_COLUMN y("|orgin|"`,
		]);
	});
	it("in SQL text of every kind", () => {
		expect(pointed(orders().filter("amount > 1 AND amonut < 3"))).toEqual([
			"PLAN_UNKNOWN_COLUMN ND |amonut| ",
		]);
		expect(pointed(orders().select(expr("upper(orgin) AS o")))).toEqual(["PLAN_UNKNOWN_COLUMN er(|orgin|)"]);
		const limit = 3;
		expect(pointed(orders().filter(sql`amonut > ${limit}`))).toEqual(["PLAN_UNKNOWN_COLUMN ql`|amonut| "]);
		expect(
			pointed(
				spark.sql(`SELECT origin,
					sum(amonut) AS total
				FROM orders GROUP BY origin`),
			),
		).toEqual(["PLAN_UNKNOWN_COLUMN um(|amonut|)"]);
	});
	it("in names of tables, functions, joins and drops", () => {
		expect(pointed(read("ordres"))).toEqual([`GRAPH_UNKNOWN_DATASET d("|ordres|"`]);
		expect(pointed(spark.sql("SELECT uper(origin) FROM orders"))).toEqual([
			"PLAN_UNKNOWN_FUNCTION CT |uper|(",
		]);
		expect(pointed(orders().join(read("u"), "id"))).toEqual([`PLAN_UNKNOWN_COLUMN , "|id|"`]);
		expect(pointed(orders().dropDuplicates(["idd"]))).toEqual([`PLAN_UNKNOWN_COLUMN (["|idd|"`]);
	});
	it("all at once", () => {
		const frame = orders().select("amonut", "id").filter("idd > 1").groupBy("id").agg(F.sum("x"));
		expect(pointed(frame)).toHaveLength(3);
	});
	it("on streams", () => {
		const frame = (spark.readStream.table("orders") as any).groupBy("origin").agg(F.sum("amount"));
		expect(pointed(frame)[0]).toMatch(/^PLAN_STREAMING .*\|(sum|agg)\|/);
	});
});

describe("SQL means what Spark's means", () => {
	const q = (sqlText: string) => names(spark.sql(sqlText));
	it("HAVING takes a group key before an alias", () => {
		const plan = run(relationOf(spark.sql("SELECT -a AS a, sum(b) FROM t GROUP BY a HAVING a > 1") as never))
			.plan!;
		const nodes = walkBound(plan.root);
		const having = nodes.find((n) => n.kind === "filter");
		const grouped = nodes.find((n) => n.kind === "aggregate");
		const key = grouped?.kind === "aggregate" ? grouped.keys[0]?.output.id : undefined;
		expect(having?.kind === "filter" && having.condition).toMatchObject({
			fn: ">",
			args: [{ kind: "attribute", id: key }, {}],
		});
		expect(plan.schema.fields.map((f) => f.name)).toEqual(["a", "sum(b)"]);
	});
	it("names and shapes", () => {
		expect(q("SELECT a, sum(d) s FROM t GROUP BY a ORDER BY s + 1, count(*)")).toEqual(["a", "s"]);
		expect(q("SELECT upper(s) FROM t GROUP BY upper(s) ORDER BY upper(s)")).toEqual(["upper(s)"]);
		expect(q("SELECT CAST(a AS STRING), CAST(a + 1 AS STRING) FROM t")).toEqual([
			"a",
			"CAST((a + 1) AS STRING)",
		]);
		expect(
			q("SELECT * FROM (SELECT a, s, b FROM t) PIVOT (sum(b) AS q, max(b) FOR s IN ('x' AS xx, 'y'))"),
		).toEqual(["a", "xx_q", "xx_max(b)", "y_q", "y_max(b)"]);
		expect(q("SELECT a, (SELECT max(c) FROM u WHERE u.a = t.a) FROM t")).toEqual(["a", "scalarsubquery(a)"]);
		expect(q("SELECT * EXCEPT (b) FROM t, LATERAL (SELECT c FROM u WHERE u.a = t.a)")).toEqual([
			"a",
			"s",
			"d",
			"c",
		]);
		expect(q("WITH x AS (SELECT a FROM u) SELECT l.a, r.a FROM x l JOIN x r ON l.a = r.a")).toEqual([
			"a",
			"a",
		]);
		expect(q("SELECT a FROM t UNION SELECT c FROM u ORDER BY a")).toEqual(["a"]);
		expect(q("SELECT count(DISTINCT *) FROM u")).toEqual(["count(DISTINCT a, c)"]);
		expect(q("SELECT year(day) + 1, day + 1 FROM orders")).toEqual(["(year(day) + 1)", "date_add(day, 1)"]);
	});
});

describe("time windows", () => {
	it("stand in keys and expressions, once", () => {
		const frame = (read("orders") as any).groupBy(F.window("at", "10 minutes")).agg(F.count("*").alias("n"));
		expect(names(frame)).toEqual(["window", "n"]);
		const plan = run(
			relationOf(
				spark.sql(
					"SELECT window(at, '1 hour').start AS s, count(*) FROM orders GROUP BY window(at, '1 hour')",
				) as never,
			),
		).plan!;
		expect(plan.schema.fields.map((f) => f.name)).toEqual(["s", "count(1)"]);
		expect(JSON.stringify(plan.root).match(/"kind":"generate"/g)).toHaveLength(1);
	});
});

describe("correlated subqueries of grouped queries", () => {
	it("see the keys", () => {
		const q = (key: string) => `SELECT a, (SELECT max(c) FROM u WHERE u.a = t.${key}) AS m FROM t GROUP BY a`;
		expect(names(spark.sql(q("a")))).toEqual(["a", "m"]);
		expect(
			pointed(spark.sql("SELECT a, (SELECT max(c) FROM u WHERE u.a = t.b) AS m FROM t GROUP BY a"))[0],
		).toMatch(/^PLAN_NOT_AGGREGATED/);
		const cube = run(
			relationOf(
				spark.sql("SELECT a, (SELECT max(c) FROM u WHERE u.a = t.a) AS m FROM t GROUP BY CUBE (a)") as never,
			),
		).plan!;
		const key = JSON.stringify(cube.root).match(
			/"id":(\d+),"name":"a","type":\{"kind":"int"\},"nullable":true,"outer":true/,
		);
		const aggregate = cube.root.kind === "project" ? cube.root.input : undefined;
		expect(aggregate?.output.some((a) => a.id === Number(key?.[1]))).toBe(true);
	});
});

describe("size", () => {
	it("takes long chains and shared frames", () => {
		let frame: any = read("orders");
		for (let i = 0; i < 200; i++)
			frame = frame.withColumn(`c${i}`, col("amount").plus(i)).filter(col("id").gt(i));
		expect(names(frame)).toHaveLength(206);
		let shared: any = (read("u") as any).select("a");
		for (let i = 0; i < 12; i++)
			shared = shared.join(shared.withColumnRenamed("a", `a${i}`), col("a").eq(col(`a${i}`))).select("a");
		expect(names(shared)).toEqual(["a"]);
	});
});
