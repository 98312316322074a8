import { describe, expect, it } from "vitest";
import { parseQuery, parseTableName } from "../../../../src/plan/sql/parse.js";
import { squery } from "./sexpr.js";

describe("queries", () => {
	it.each([
		["SELECT a b, c AS d FROM t x", "(select a as b c as d from t as x)"],
		[
			"SELECT 1 UNION SELECT 2 INTERSECT SELECT 3",
			"(union (select 1:int) (intersect (select 2:int) (select 3:int)))",
		],
		[
			"SELECT 1 EXCEPT SELECT 2 UNION ALL SELECT 3",
			"(union all (except (select 1:int) (select 2:int)) (select 3:int))",
		],
		[
			"(SELECT 1) UNION (SELECT 2) ORDER BY 1 LIMIT 1",
			"(query (union (select 1:int) (select 2:int)) order 1:int limit 1:int)",
		],
		[
			"WITH x AS (SELECT 1), y(a) AS (TABLE x) SELECT * FROM y",
			"(query (with x (select 1:int)) (with y(a) (table x)) (select * from y))",
		],
		[
			"SELECT * FROM a JOIN b ON a.x = b.x LEFT JOIN c USING (y)",
			"(select * from (left (inner a b on (= a.x b.x)) c using y))",
		],
		[
			"SELECT * FROM a SEMI JOIN b ANTI JOIN c CROSS JOIN d",
			"(select * from (cross (leftAnti (leftSemi a b) c) d))",
		],
		["SELECT * FROM a, b RIGHT JOIN c, d", "(select * from (cross (right (cross a b) c) d))"],
		["SELECT * FROM a NATURAL RIGHT OUTER JOIN b", "(select * from (natural right a b))"],
		[
			"SELECT * FROM a, LATERAL (SELECT a.x) l, LATERAL explode(l.x) e(y)",
			"(select * from (cross (cross a lateral (select a.x) as l) lateral (explode l.x) as e(y)))",
		],
		["SELECT * FROM (a JOIN b) x", "(select * from ((inner a b)) as x)"],
		[
			"SELECT * FROM ((SELECT 1) UNION SELECT 2) u",
			"(select * from (union (select 1:int) (select 2:int)) as u)",
		],
		["SELECT * FROM ((SELECT 1) a JOIN b)", "(select * from ((inner (select 1:int) as a b)))"],
		["FROM t SELECT a WHERE b", "(select a from t where b)"],
		["FROM t", "(select * from t)"],
		["VALUES (1, 'a'), (2, 'b') AS t(x, y)", "(values (row 1:int 'a') (row 2:int 'b')) as t(x y)"],
		[
			"SELECT * FROM STREAM(db.t) s, STREAM u, stream",
			"(select * from (cross (cross stream db.t as s stream u) stream))",
		],
		["SELECT * FROM LIVE.x", "(select * from LIVE.x)"],
		["SELECT * FROM {df} d JOIN STREAM({other}) o", "(select * from (inner {df} as d stream {other} as o))"],
		[
			"SELECT * FROM t VERSION AS OF 3 TABLESAMPLE (10 PERCENT) x",
			"(select * from t version-of sample-percent as x)",
		],
		[
			"SELECT * FROM t LATERAL VIEW OUTER explode(a) v AS x WHERE x",
			"(select * from t (view outer explode a v x) where x)",
		],
		[
			"SELECT * FROM t PIVOT (sum(a) FOR b IN (1 AS one, 2))",
			"(select * from (pivot t (sum a) for b in 1:int as one 2:int))",
		],
		[
			"SELECT * FROM t UNPIVOT INCLUDE NULLS (v FOR n IN (a, b))",
			"(select * from (unpivot t v for n in a b nulls))",
		],
		[
			"SELECT a FROM t GROUP BY ALL HAVING b QUALIFY c",
			"(select a from t group groupByAll having b qualify c)",
		],
		["SELECT a FROM t GROUP BY a, ROLLUP (b, (c, d))", "(select a from t group groupByItems)"],
		["SELECT a FROM t GROUP BY a WITH CUBE", "(select a from t group groupByWith)"],
		["SELECT a FROM t GROUP BY a GROUPING SETS ((a), ())", "(select a from t group groupBySets)"],
		["SELECT * FROM t DISTRIBUTE BY a SORT BY b DESC", "(query (select * from t) sort b desc distribute a)"],
		["SELECT * FROM range(1, 5) r", "(select * from (range 1:int 5:int) as r)"],
		["SELECT * FROM a-- c\n;", "(select * from a)"],
		// keywords as names
		["SELECT from t", "(select from as t)"],
		["SELECT a from", "(select a as from)"],
		["SELECT * FROM t LIMIT", "(select * from t as LIMIT)"],
		["SELECT * FROM t where where where", "(select * from t as where where where)"],
		["SELECT distinct from t", "(select distinct from as t)"],
		["SELECT * FROM t WHERE NOT", "(select * from t where NOT)"],
		["SELECT a, from FROM table values", "(select a from from table as values)"],
		["SELECT * FROM t left JOIN u", "(select * from (left t u))"],
	])("%s", (text, tree) => {
		expect(squery(parseQuery(text))).toBe(tree);
	});

	it("gives places to clauses", () => {
		const text = "SELECT a,\n  b + 1 AS c\nFROM my.tbl AS t WHERE t.a > 1";
		const { body } = parseQuery(text);
		if (body.kind !== "select") throw new Error(body.kind);
		const slice = (node: { at: { start: number; end: number } } | undefined) =>
			node && text.slice(node.at.start, node.at.end);
		expect(slice(body)).toBe(text);
		expect(slice(body.items[1])).toBe("b + 1 AS c");
		expect(slice(body.from)).toBe("my.tbl AS t");
		expect(slice(body.where)).toBe("t.a > 1");
		const relation = body.from;
		expect(relation?.kind === "tableRelation" && slice(relation.table)).toBe("my.tbl");
	});

	it("reads table names", () => {
		expect(parseTableName("raw.`my table`.select").map((p) => p.name)).toEqual(["raw", "my table", "select"]);
	});
});
