import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { positionAt } from "../../../../src/core/location.js";
import { col, F, lit, param, read, readStream, spark } from "../../../../src/index.js";
import type { Relation } from "../../../../src/plan/relation.js";
import { planToJson } from "../../../../src/plan/serialize.js";
import { bindQuery, relationOfText } from "../../../../src/plan/sql/bind.js";
import { call, caught, e, int, name, r, text } from "../dsl/nodes.js";

const t = read("t").untyped();
const u = read("u").untyped();
const same = (sql: string, frame: object): void =>
	expect(planToJson(relationOfText(sql))).toEqual(planToJson(r(frame)));

describe("queries are the DSL's plans", () => {
	test.each<[string, object]>([
		["SELECT a, upper(b) AS c FROM t WHERE a > 1", t.filter("a > 1").select("a", F.upper("b").alias("c"))],
		["SELECT * FROM t", t.select("*")],
		["FROM t", t.select("*")],
		["SELECT DISTINCT a FROM t", t.select("a").distinct()],
		[
			"SELECT a FROM t ORDER BY a DESC NULLS LAST LIMIT 3",
			t.select("a").orderBy(col("a").descNullsLast()).limit(3),
		],
		["TABLE t LIMIT 2 OFFSET 1", t.offset(1).limit(2)],
		["TABLE raw.t", read("raw.t")],
		["TABLE LIVE.t", t],
		["SELECT a FROM t UNION ALL SELECT a FROM u", t.select("a").union(u.select("a"))],
		["SELECT a FROM t INTERSECT SELECT a FROM u", t.select("a").intersect(u.select("a"))],
		["(TABLE t) EXCEPT ALL TABLE u", t.exceptAll(u)],
		[
			"SELECT * FROM t AS x JOIN u y ON x.a = y.a",
			t
				.alias("x")
				.join(u.alias("y"), col("x.a").eq(col("y.a")))
				.select("*"),
		],
		["SELECT * FROM t LEFT JOIN u USING (a, b)", t.join(u, ["a", "b"], "left").select("*")],
		["SELECT * FROM t, u", t.crossJoin(u).select("*")],
		["SELECT * FROM t CROSS JOIN u", t.crossJoin(u).select("*")],
		["SELECT * FROM t LEFT ANTI JOIN u USING (a)", t.join(u, ["a"], "left_anti").select("*")],
		["SELECT a FROM STREAM t", readStream("t").select("a")],
		["SELECT a FROM STREAM(LIVE.t)", readStream("t").select("a")],
		["SELECT a FROM t TABLESAMPLE (10 PERCENT) REPEATABLE (7)", t.sample(0.1, 7).select("a")],
		["SELECT a FROM t TABLESAMPLE (5 ROWS)", t.limit(5).select("a")],
		["SELECT * FROM json.`data/orders`", spark.read.json("data/orders").select("*")],
		[
			"SELECT * FROM STREAM read_files('data/o', format => 'csv', header => true, schema => 'a INT')",
			spark.readStream.format("csv").schema("a INT").option("header", true).load("data/o").select("*"),
		],
	])("%s", same);
});

const shape = (sql: string): Relation => bindQuery(sql);
const table = (...parts: string[]) => expect.objectContaining({ kind: "table", name: parts });

describe("GROUP BY", () => {
	const grouped = (sql: string) => bindQuery(`SELECT count(*) FROM t GROUP BY ${sql}`);

	test("the select list is the whole output; HAVING and QUALIFY above it", () => {
		expect(
			shape("SELECT a, sum(b) AS s FROM t GROUP BY a HAVING sum(b) > 1 QUALIFY rank() OVER (ORDER BY s) = 1"),
		).toMatchObject({
			kind: "filter",
			clause: "qualify",
			input: {
				kind: "filter",
				clause: "having",
				condition: call(">", call("sum", name("b")), int(1)),
				input: {
					kind: "aggregate",
					grouping: { kind: "plain" },
					keys: [name("a")],
					columns: [name("a"), { kind: "alias", names: ["s"] }],
					keysInOutput: false,
				},
			},
		});
	});
	test("HAVING without GROUP BY is over one group", () => {
		expect(shape("SELECT 1 FROM t HAVING true")).toMatchObject({
			kind: "filter",
			input: { kind: "aggregate", keys: [] },
		});
	});
	test.each<[string, object, number]>([
		["ALL", { kind: "all" }, 0],
		["1, b", { kind: "plain" }, 2],
		["ROLLUP(a, b)", { kind: "rollup" }, 2],
		["a, b WITH CUBE", { kind: "cube" }, 2],
		["GROUPING SETS ((a, b), (a), ())", { kind: "sets", sets: [[0, 1], [0], []] }, 2],
		["a, b GROUPING SETS ((b), (A))", { kind: "sets", sets: [[1], [0]] }, 2],
		["a, ROLLUP(b, c)", { kind: "sets", sets: [[0, 1, 2], [0, 1], [0]] }, 3],
		["ROLLUP((a, b), c)", { kind: "sets", sets: [[0, 1, 2], [0, 1], []] }, 3],
		["CUBE((a, b), c)", { kind: "sets", sets: [[0, 1, 2], [0, 1], [2], []] }, 3],
		["GROUPING SETS ((b), ROLLUP(b, a))", { kind: "sets", sets: [[0], [0, 1], [0], []] }, 2],
	])("%s", (sql, grouping, keys) => {
		const relation = grouped(sql);
		expect(relation).toMatchObject({ kind: "aggregate", grouping });
		expect(relation.kind === "aggregate" && relation.keys.length).toBe(keys);
	});
	test("too many sets are refused", () => {
		const cube = `CUBE(${Array.from({ length: 13 }, (_, i) => `(a${i}, b)`).join(", ")})`;
		expect(() => grouped(cube)).toThrow(expect.objectContaining({ code: "SQL_UNSUPPORTED" }));
	});
});

describe("WITH", () => {
	const nodes = (sql: string) => Object.values(planToJson(bindQuery(sql)).nodes);

	test("a query that is used twice is one node", () => {
		const all = nodes("WITH x AS (SELECT a FROM t) SELECT * FROM x JOIN x AS y USING (a)");
		expect(all.filter((n) => n.kind === "table")).toHaveLength(1);
		expect(all.filter((n) => n.kind === "subqueryAlias").map((n) => n.name)).toEqual(["x", "y"]);
	});
	test("each sees those before it, an inner one hides an outer one, and only inside", () => {
		const tables = (sql: string) =>
			nodes(sql).flatMap((n) => (n.kind === "table" ? [(n.name as string[]).join()] : []));
		expect(tables("WITH x AS (TABLE t), y AS (TABLE x) TABLE Y")).toEqual(["t"]);
		expect(tables("WITH x AS (TABLE t) SELECT * FROM (WITH X AS (TABLE u) TABLE x)")).toEqual(["u"]);
		expect(tables("WITH x AS (TABLE t) SELECT * FROM (WITH x AS (TABLE u) TABLE x), x")).toEqual(["u", "t"]);
		expect(tables("WITH x AS (TABLE x) TABLE x")).toEqual(["x"]);
		expect(tables("WITH x AS (TABLE t) TABLE s.x")).toEqual(["s,x"]);
	});
	test("it reaches into subqueries of expressions, and has column names", () => {
		expect(bindQuery("WITH x(k) AS (TABLE u) SELECT a FROM t WHERE a IN (TABLE x)")).toMatchObject({
			input: {
				condition: {
					kind: "subquery",
					use: "in",
					values: [name("a")],
					plan: { kind: "subqueryAlias", name: "x", columns: ["k"] },
				},
			},
		});
	});
	test("a query that reads itself is a recursion, the word alone makes none", () => {
		expect(
			bindQuery(
				"WITH RECURSIVE x(n) MAX RECURSION LEVEL 7 AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) TABLE x",
			),
		).toMatchObject({
			kind: "subqueryAlias",
			name: "x",
			columns: ["n"],
			input: {
				kind: "recursive",
				loop: "x#0",
				levels: 7,
				left: { kind: "project" },
				right: {
					kind: "project",
					input: { kind: "subqueryAlias", columns: ["n"], input: { kind: "recursiveRead", loop: "x#0" } },
				},
			},
		});
		for (const body of ["SELECT 1 UNION SELECT * FROM x", "TABLE x", "TABLE x UNION ALL SELECT 1"])
			expect(caught(() => bindQuery(`WITH RECURSIVE x AS (${body}) TABLE x`)).code).toBe("SQL_SYNTAX");
		expect(bindQuery("WITH RECURSIVE x AS (TABLE t) TABLE x")).toMatchObject({
			kind: "subqueryAlias",
			input: table("t"),
		});
	});
});

describe("FROM", () => {
	test("no FROM is one row without columns", () => {
		expect(shape("SELECT 1")).toMatchObject({
			kind: "project",
			columns: [int(1)],
			input: { kind: "values", rows: [[]], names: [] },
		});
	});
	test("VALUES", () => {
		expect(shape("VALUES (1, 'a'), (2, 'b')")).toMatchObject({
			rows: [
				[int(1), text("a")],
				[int(2), text("b")],
			],
			names: ["col1", "col2"],
		});
		expect(shape("SELECT * FROM VALUES 1, 2 AS v(x)")).toMatchObject({
			input: { kind: "subqueryAlias", name: "v", input: { names: ["x"] } },
		});
		expect(shape("SELECT * FROM VALUES (1, 2) AS v(x)")).toMatchObject({
			input: { columns: ["x"], input: { names: ["col1", "col2"] } },
		});
	});
	test("a subquery hides what is inside, with or without a name", () => {
		expect(shape("SELECT * FROM (SELECT a FROM t)")).toMatchObject({
			input: { kind: "subqueryAlias", input: { kind: "project" } },
		});
		expect(shape("SELECT * FROM (TABLE t) x (c)")).toMatchObject({
			input: { kind: "subqueryAlias", name: "x", columns: ["c"], input: table("t") },
		});
	});
	test("lateral joins, lateral views, table functions", () => {
		expect(shape("SELECT * FROM t, LATERAL (SELECT t.a)")).toMatchObject({
			input: { kind: "join", how: "inner", lateral: true },
		});
		expect(shape("SELECT * FROM t LEFT JOIN LATERAL explode(t.xs) e(x) ON true")).toMatchObject({
			input: {
				how: "left",
				lateral: true,
				right: { kind: "subqueryAlias", columns: ["x"], input: { kind: "tableFunction", fn: "explode" } },
			},
		});
		expect(shape("SELECT * FROM t LATERAL VIEW OUTER posexplode(xs) v AS p, x")).toMatchObject({
			input: {
				kind: "generate",
				outer: true,
				qualifier: "v",
				columns: ["p", "x"],
				generator: call("posexplode", name("xs")),
				input: table("t"),
			},
		});
		expect(shape("SELECT * FROM range(1, 5)")).toMatchObject({
			input: { kind: "range", start: int(1), end: int(5) },
		});
		expect(shape("SELECT * FROM UNNEST(array(1))")).toMatchObject({
			input: { kind: "tableFunction", fn: "explode" },
		});
		expect(shape("SELECT * FROM t NATURAL JOIN u")).toMatchObject({
			input: { kind: "join", how: "inner", natural: true },
		});
	});
	test("PIVOT and UNPIVOT", () => {
		expect(shape("SELECT * FROM t PIVOT (sum(a) AS s FOR b IN ('x', 'y' AS z)) p")).toMatchObject({
			input: {
				kind: "subqueryAlias",
				name: "p",
				input: {
					kind: "aggregate",
					keys: [],
					keysInOutput: false,
					columns: [{ kind: "alias", names: ["s"] }],
					pivot: {
						column: name("b"),
						values: [text("x"), { kind: "alias", input: text("y"), names: ["z"] }],
					},
				},
			},
		});
		const unpivot = {
			kind: "unpivot",
			valueName: "v",
			variableName: "n",
			values: [name("a"), { kind: "alias", names: ["bb"] }],
		};
		expect(shape("SELECT * FROM t UNPIVOT (v FOR n IN (a, b AS bb))")).toMatchObject({
			input: { kind: "filter", condition: call("isnotnull", name("v")), input: unpivot },
		});
		expect(shape("SELECT * FROM t UNPIVOT INCLUDE NULLS (v FOR n IN (a, b AS bb))")).toMatchObject({
			input: unpivot,
		});
	});
	test("SORT BY, DISTRIBUTE BY, CLUSTER BY, ORDER BY ALL, hints, watermarks", () => {
		expect(shape("SELECT a FROM t DISTRIBUTE BY a SORT BY b")).toMatchObject({
			kind: "sort",
			global: false,
			input: { kind: "repartition", columns: [name("a")], shuffle: true },
		});
		expect(shape("SELECT a FROM t CLUSTER BY a")).toMatchObject({
			kind: "sort",
			global: false,
			input: { kind: "repartition" },
		});
		expect(shape("SELECT a FROM t ORDER BY ALL DESC")).toMatchObject({
			kind: "sort",
			order: [{ input: { kind: "star" }, direction: "desc" }],
		});
		expect(shape("SELECT /*+ broadcast(u) */ a FROM t")).toMatchObject({
			kind: "hint",
			name: "broadcast",
			args: [name("u")],
		});
		expect(shape("SELECT * FROM STREAM t WATERMARK ts DELAY OF INTERVAL 10 MINUTES AS x")).toMatchObject({
			input: { kind: "subqueryAlias", input: { kind: "watermark", column: "ts", delay: "10 minutes" } },
		});
	});
	test("windows by name, also those of the query's end", () => {
		const over = { kind: "window", partitionBy: [name("b")], orderBy: [{ input: name("c") }] };
		expect(shape("SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b ORDER BY c)")).toMatchObject({
			columns: [over],
		});
		expect(
			shape("SELECT sum(a) OVER v FROM t WINDOW w AS (PARTITION BY b ORDER BY c), v AS w"),
		).toMatchObject({ columns: [over] });
	});
	test("options, IDENTIFIER, variables", () => {
		expect(shape("SELECT * FROM t WITH ('maxFilesPerTrigger' = 3)")).toMatchObject({
			input: { options: { maxFilesPerTrigger: "3" } },
		});
		expect(shape("TABLE IDENTIFIER('raw.' || 't')")).toMatchObject({ name: ["raw", "t"] });
		expect(shape("TABLE ${source}")).toMatchObject({ name: { kind: "param", name: "source" } });
		expect(shape("TABLE json.orders")).toMatchObject({ kind: "table", name: ["json", "orders"] });
	});
});

describe("placeholders", () => {
	test("a frame where a table stands, values elsewhere", () => {
		const frame = r(t.limit(1));
		const query = bindQuery("SELECT {n} FROM {d} AS x WHERE a > :n", {
			frames: { d: frame },
			values: { n: int(3) },
		});
		expect(query).toMatchObject({
			columns: [int(3)],
			input: { condition: call(">", name("a"), int(3)), input: { kind: "subqueryAlias", name: "x" } },
		});
		expect(
			query.kind === "project" &&
				query.input.kind === "filter" &&
				query.input.input.kind === "subqueryAlias" &&
				query.input.input.input,
		).toBe(frame);
	});
	test("STREAM of a frame, a parameter as a table's name", () => {
		expect(bindQuery("SELECT * FROM STREAM {d}", { frames: { d: r(t) } })).toMatchObject({
			input: { input: { kind: "table", streaming: true } },
		});
		expect(bindQuery("SELECT * FROM {p}", { values: { p: e(param("src")) } })).toMatchObject({
			input: { input: { name: { kind: "param", name: "src" } } },
		});
	});
	test.each([
		["SELECT * FROM {x}", "SQL_UNKNOWN_PLACEHOLDER"],
		["SELECT * FROM {n}", "SQL_SYNTAX"],
		["SELECT {d} FROM t", "SQL_SYNTAX"],
		["SELECT * FROM STREAM {d}", "SQL_UNSUPPORTED"],
	])("%s is %s", (sql, code) => {
		const options = { frames: { d: r(t.limit(1)) }, values: { n: e(lit(1)) } };
		expect(() => bindQuery(sql, options)).toThrow(expect.objectContaining({ code }));
	});
});

test.each([
	["SELECT * FROM t VERSION AS OF 3", /Time travel/],
	["SELECT * FROM UNNEST(a, b)", /UNNEST of several/],
	["SELECT * FROM UNNEST(a) WITH ORDINALITY", /ORDINALITY/],
	["SELECT * FROM read_files('x')", /without a format/],
	["SELECT * FROM read_files('x' || a, format => 'csv')", /computed argument/],
	["SELECT * FROM STREAM range(3)", /STREAM of the function range/],
	["SELECT * FROM f(TABLE(t))", /table as an argument/],
	["WITH x AS (TABLE t) SELECT * FROM STREAM x", /STREAM of a query/],
	["TABLE ${c}.t", /made of \$\{c\}/],
])("%s is refused by name", (sql, message) => {
	const error = caught(() => bindQuery(sql));
	expect(error.code).toBe("SQL_UNSUPPORTED");
	expect(error.message).toMatch(message);
});

describe("an error is at its token in the user's string", () => {
	const file = fileURLToPath(import.meta.url);
	const source = readFileSync(file, "utf8");
	const placed = (marker: string, offset: number) => positionAt(source, source.indexOf(marker) + offset);

	test("what the parser refuses", () => {
		const error = caught(() => spark.sql("SELECT a FROM t WHERE q1 +"));
		expect(error.code).toBe("SQL_SYNTAX");
		expect(error.diagnostic.file).toBe(file);
		expect(error.diagnostic.range?.start).toEqual(placed("SELECT a FROM t WHERE q1 +", 26));
	});
	test("what the binder refuses", () => {
		const error = caught(() => spark.sql("SELECT a FROM {nobody}"));
		expect(error.code).toBe("SQL_UNKNOWN_PLACEHOLDER");
		expect(error.diagnostic.range?.start).toEqual(placed("SELECT a FROM {nobody}", 14));
		const collation = caught(() => t.filter("a COLLATE UNICODE_AI = 'x'"));
		expect(collation.diagnostic.range?.start).toEqual(placed("a COLLATE UNICODE_AI", 0));
	});
});
