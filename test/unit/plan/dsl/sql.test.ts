import { describe, expect, test } from "vitest";
import { col, expr, F, isColumn, isDataFrame, lit, param, read, spark, sql } from "../../../../src/index.js";
import { originOf } from "../../../../src/plan/provenance.js";
import { inputsOf, type Relation } from "../../../../src/plan/relation.js";
import { call, caught, codeOf, e, int, name, r, text } from "./nodes.js";

const t = read("t").untyped();

/** All relations of a plan, inputs first. */
function nodesOf(relation: Relation): Relation[] {
	return [...inputsOf(relation).flatMap(nodesOf), relation];
}

describe("SQL text makes the same nodes as methods", () => {
	test("expr, filter, selectExpr", () => {
		expect(e(expr("a > 1"))).toEqual(e(col("a").gt(1)));
		expect(r(t.filter("a > 1"))).toMatchObject({
			kind: "filter",
			input: r(t),
			condition: call(">", name("a"), int(1)),
		});
		expect(r(t.selectExpr("a", "upper(b) AS c"))).toMatchObject({
			kind: "project",
			columns: [name("a"), { kind: "alias", input: call("upper", name("b")), names: ["c"] }],
		});
		expect(e(expr("sum(a) AS total"))).toMatchObject({ kind: "alias", names: ["total"] });
	});

	test("spark.sql with frames and values", () => {
		const limited = t.limit(3);
		const nodes = nodesOf(
			r(spark.sql("SELECT a FROM {d} WHERE a > {least}", { d: limited, least: param("least") })),
		);
		expect(nodes).toContain(r(limited));
		expect(JSON.stringify(nodes.at(-1))).toContain('{"kind":"param","name":"least"');
		expect(nodesOf(r(spark.sql("SELECT * FROM raw.orders")))).toContainEqual(
			expect.objectContaining({ kind: "table", name: ["raw", "orders"] }),
		);
	});

	test("errors are the catalogue's, at the user's place", () => {
		for (const work of [
			() => expr("a +"),
			() => t.filter("a >"),
			() => spark.sql("SELEC 1"),
			() => sql`a + `,
			() => col("a").cast("intt"),
		]) {
			const error = caught(work);
			expect(error.code).toBe("SQL_SYNTAX");
			expect(error.diagnostic.file).toMatch(/sql\.test\.ts$/);
		}
		expect(codeOf(() => spark.sql("SELECT * FROM {d}", { x: t }))).toBe("SQL_UNKNOWN_PLACEHOLDER");
		expect(codeOf(() => spark.sql("SELECT * FROM {d}", { d: () => t } as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => expr(1 as never))).toBe("PLAN_BAD_ARGUMENT");
	});

	test("nodes know their stretch of the text and the call that it was given to", () => {
		const origin = originOf(e(expr("a > 1")));
		expect(origin).toMatchObject({
			kind: "sql",
			text: "a > 1",
			start: 0,
			end: 5,
			parent: { method: "expr" },
		});
	});
});

describe("the template", () => {
	test("an expression is a column, with values and columns put in as nodes", () => {
		const hostile = "x' OR '1' = '1";
		const column = sql`a = ${hostile} AND ${col("b")} > ${1}`;
		expect(isColumn(column)).toBe(true);
		expect(e(column)).toEqual(call("and", call("=", name("a"), text(hostile)), call(">", name("b"), int(1))));
	});

	test("a query is a frame", () => {
		const frame = sql`SELECT a FROM ${t} WHERE a > ${param("least", { default: 1 })}`;
		expect(isDataFrame(frame)).toBe(true);
		expect(nodesOf(r(frame))).toContain(r(t));
		for (const query of [
			sql`WITH x AS (SELECT 1 AS a) SELECT * FROM x`,
			sql`VALUES (1), (2)`,
			sql`(SELECT 1)`,
			sql`FROM t SELECT a`,
		])
			expect(isDataFrame(query)).toBe(true);
		for (const expression of [sql`values > 1`, sql`(a + 1) * 2`, sql`(SELECT max(a) FROM ${t}) > 1`, sql`a`])
			expect(isColumn(expression)).toBe(true);
	});

	test("a value inside quotes or a comment is refused", () => {
		expect(caught(() => sql`a = '${"x"}'`).message).toMatch(/number 1.*quotes/);
		expect(codeOf(() => sql`a = ${1} -- ${2}`)).toBe("PLAN_BAD_ARGUMENT");
	});

	test("wrong uses", () => {
		expect(codeOf(() => (sql as unknown as (s: string) => unknown)("a > 1"))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => sql`a > ${undefined as never}`)).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => sql`a > ${(() => t) as never}`)).toBe("PLAN_BAD_ARGUMENT");
	});
});

test("objects of a second copy of the SDK work", () => {
	const foreign = { [Symbol.for("aqueduck.column")]: name("a") };
	const frame = { [Symbol.for("aqueduck.dataframe")]: r(t) };
	expect(r(t.select(foreign as never))).toMatchObject({ columns: [name("a")] });
	expect(e(F.upper(foreign as never))).toEqual(call("upper", name("a")));
	expect(r(t.union(frame as never))).toMatchObject({ right: r(t) });
	expect(lit(foreign as never)).toBe(foreign);
	expect(nodesOf(r(sql`SELECT ${foreign as never} FROM ${frame as never}`))).toContain(r(t));
});
