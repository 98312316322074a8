import { describe, expect, test } from "vitest";
import {
	BIGINT,
	DATE,
	DOUBLE,
	dayTimeInterval,
	decimal,
	INT,
	STRING,
	TIMESTAMP,
	yearMonthInterval,
} from "../../../../src/core/dataTypes.js";
import { col, F, lit, Window, when } from "../../../../src/index.js";
import type { Expr } from "../../../../src/plan/expr.js";
import { originOf } from "../../../../src/plan/provenance.js";
import { bindExpression, bindNamedExpression, expressionOfText } from "../../../../src/plan/sql/bind.js";
import { call, e, int, literal, name, star, text } from "../dsl/nodes.js";

const same = (sql: string, column: object): void => expect(bindNamedExpression(sql)).toEqual(e(column));

describe("operators and predicates are the DSL's", () => {
	test.each<[string, object]>([
		["a + 1", col("a").plus(1)],
		["a - b * 2", col("a").minus(col("b").multiply(2))],
		["a / 2 % 3", col("a").divide(2).mod(3)],
		["a = 1", col("a").eq(1)],
		["a == 1", col("a").eq(1)],
		["a <> 1", col("a").neq(1)],
		["a != 1", col("a").neq(1)],
		["a <=> 1", col("a").eqNullSafe(1)],
		["a >= 1 AND a < 2", col("a").gte(1).and(col("a").lt(2))],
		["a > 1 OR b <= 2", col("a").gt(1).or(col("b").lte(2))],
		["NOT a", col("a").not()],
		[
			"a & b | c ^ d",
			col("a")
				.bitwiseAND(col("b"))
				.bitwiseOR(col("c").bitwiseXOR(col("d"))),
		],
		["a BETWEEN 1 AND 2", col("a").between(1, 2)],
		["a NOT BETWEEN 1 AND 2", col("a").between(1, 2).not()],
		["a IN (1, 2)", col("a").isin(1, 2)],
		["a NOT IN (1, 2)", col("a").isin(1, 2).not()],
		["a IS NULL", col("a").isNull()],
		["a IS NOT NULL", col("a").isNotNull()],
		["a IS TRUE", col("a").eqNullSafe(true)],
		["a IS NOT FALSE", col("a").eqNullSafe(false).not()],
		["a IS UNKNOWN", col("a").isNull()],
		["a IS DISTINCT FROM b", col("a").eqNullSafe(col("b")).not()],
		["a IS NOT DISTINCT FROM b", col("a").eqNullSafe(col("b"))],
		["a LIKE 'x%'", col("a").like("x%")],
		["a NOT ILIKE 'x%'", col("a").ilike("x%").not()],
		["a RLIKE '^x'", col("a").rlike("^x")],
		["a LIKE ANY ('x', 'y')", col("a").like("x").or(col("a").like("y"))],
		["a LIKE ALL ('x', 'y')", col("a").like("x").and(col("a").like("y"))],
		["a NOT LIKE ALL ('x', 'y')", col("a").like("x").not().and(col("a").like("y").not())],
		[
			"CASE WHEN a > 1 THEN 'x' WHEN a > 0 THEN 'y' ELSE 'z' END",
			when(col("a").gt(1), "x").when(col("a").gt(0), "y").otherwise("z"),
		],
		["CASE a WHEN 1 THEN 'x' END", when(col("a").eq(1), "x")],
		["CAST(a AS decimal(10, 2))", col("a").cast("decimal(10,2)")],
		["a::int", col("a").cast("int")],
		["a[0]", col("a").getItem(0)],
		["upper(a).x", F.upper("a").getField("x")],
		["s.x.y", col("s.x.y")],
		["`a.b`", col("`a.b`")],
		["t.*", col("t.*")],
		["sum(a) AS total", F.sum("a").alias("total")],
	])("%s", same);

	test("an escape is the third argument", () => {
		expect(bindExpression("a LIKE 'x!%' ESCAPE '!'")).toEqual(
			call("like", name("a"), text("x!%"), text("!")),
		);
	});
	test("|| is concat; shifts are functions", () => {
		expect(bindExpression("a || b")).toEqual(call("concat", name("a"), name("b")));
		expect(bindExpression("a >>> 2")).toEqual(call("shiftrightunsigned", name("a"), int(2)));
	});
	test("NOT LIKE ANY: one of them does not fit", () => {
		expect(bindExpression("a NOT LIKE ANY ('x', 'y')")).toEqual(
			call(
				"or",
				call("not", call("like", name("a"), text("x"))),
				call("not", call("like", name("a"), text("y"))),
			),
		);
	});
	test("rows are structs", () => {
		expect(bindExpression("(a, t.b) IN ((1, 'x'))")).toEqual(
			call("in", call("struct", name("a"), name("t", "b")), call("struct", int(1), text("x"))),
		);
	});
	test("TRY_CAST gives NULL", () => {
		expect(bindExpression("TRY_CAST(a AS INT)")).toEqual({
			kind: "cast",
			input: name("a"),
			type: INT,
			mode: "try",
		});
	});
	test("a long chain is not as deep as it is long", () => {
		const depth = (x: Expr): number => (x.kind === "call" ? 1 + Math.max(0, ...x.args.map(depth)) : 0);
		expect(
			depth(bindExpression(Array.from({ length: 5000 }, (_, i) => `a = ${i}`).join(" OR "))),
		).toBeLessThan(100);
	});
	test("star", () => {
		expect(bindNamedExpression("* EXCEPT (a, s.b)")).toEqual({ kind: "star", except: [["a"], ["s", "b"]] });
	});
});

describe("calls", () => {
	test.each<[string, object]>([
		["count(*)", F.count("*")],
		["count(DISTINCT a, b)", F.countDistinct("a", "b")],
		["UPPER(a)", F.upper("a")],
		["to_date(a, 'yyyy')", F.toDate("a", "yyyy")],
		["substring(a FROM 2 FOR 3)", F.substring("a", 2, 3)],
		["transform(xs, x -> x + 1)", F.transform("xs", (x) => x.plus(1))],
		[
			"row_number() OVER (PARTITION BY a ORDER BY b DESC)",
			F.rowNumber().over(Window.partitionBy("a").orderBy(col("b").desc())),
		],
		[
			"sum(a) OVER (ORDER BY b ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND UNBOUNDED FOLLOWING)",
			F.sum("a").over(Window.orderBy(col("b").ascNullsLast()).rowsBetween(-2, Window.unboundedFollowing)),
		],
		["current_timestamp()", F.currentTimestamp()],
		["current_date()", F.currentDate()],
		["TIMESTAMPADD(HOUR, 2, a)", F.timestampadd("HOUR", 2, "a")],
		["int(a)", col("a").cast("int")],
		["struct(a, b AS c)", F.struct("a", col("b").alias("c"))],
	])("%s", (sql, column) => {
		const plain = (x: Expr): unknown =>
			JSON.parse(JSON.stringify(x).replaceAll('"asc","nulls":"first"', '"asc"'));
		expect(plain(bindNamedExpression(sql))).toEqual(plain(e(column)));
	});

	test("DISTINCT, FILTER, WITHIN GROUP, IGNORE NULLS", () => {
		expect(bindExpression("sum(DISTINCT a) FILTER (WHERE b > 1)")).toEqual({
			kind: "call",
			fn: "sum",
			args: [name("a")],
			distinct: true,
			filter: call(">", name("b"), int(1)),
		});
		expect(bindExpression("percentile_cont(0.5) WITHIN GROUP (ORDER BY a DESC)")).toEqual({
			kind: "call",
			fn: "percentile_cont",
			args: [literal(decimal(1, 1), "0.5")],
			withinGroup: [{ kind: "sort", input: name("a"), direction: "desc" }],
		});
		expect(bindExpression("first(a) IGNORE NULLS")).toEqual({
			kind: "call",
			fn: "first",
			args: [name("a")],
			nulls: "ignore",
		});
		expect(bindExpression("count(*)")).toEqual(call("count", star));
	});
	test("named arguments, several parameters of a lambda", () => {
		expect(bindExpression("f(b => 1)")).toEqual(
			call("f", { kind: "namedArgument", name: "b", value: int(1) }),
		);
		expect(bindExpression("f((x, y) -> x)")).toEqual(
			call("f", { kind: "lambda", params: ["x", "y"], body: name("x") }),
		);
	});
	test("trim has the text first in plans, the characters first in SQL", () => {
		const trimmed = call("ltrim", name("a"), text("x"));
		expect(bindExpression("TRIM(LEADING 'x' FROM a)")).toEqual(trimmed);
		expect(bindExpression("ltrim('x', a)")).toEqual(trimmed);
		expect(bindExpression("trim(BOTH FROM a)")).toEqual(call("trim", name("a")));
		expect(bindExpression("btrim(a, 'x')")).toEqual(call("btrim", name("a"), text("x")));
	});
	test("EXTRACT, decode, IDENTIFIER, builtin functions", () => {
		expect(bindExpression("EXTRACT(YEAR FROM a)")).toEqual(call("extract", text("YEAR"), name("a")));
		expect(bindExpression("decode(a, 1, 'x', 'y')")).toEqual({
			kind: "case",
			branches: [{ when: call("<=>", name("a"), int(1)), then: text("x") }],
			otherwise: text("y"),
		});
		expect(bindExpression("IDENTIFIER('t' || '.a')")).toEqual(name("t", "a"));
		expect(bindExpression("system.builtin.upper(a)")).toEqual(call("upper", name("a")));
	});
	test("a name without parentheses is a column: one of that name comes first", () => {
		expect(bindExpression("current_date")).toEqual(name("current_date"));
	});
});

describe("literals", () => {
	test.each<[string, Expr]>([
		["1", int(1)],
		["-2147483648", int(-2147483648)],
		["2147483648", literal(BIGINT, "2147483648")],
		["007L", literal(BIGINT, "7")],
		["1Y", literal({ kind: "tinyint" }, "1")],
		["1S", literal({ kind: "smallint" }, "1")],
		["1.5", literal(decimal(2, 1), "1.5")],
		["1.50", literal(decimal(3, 2), "1.50")],
		[".01", literal(decimal(2, 2), "0.01")],
		["-.010", literal(decimal(3, 3), "-0.010")],
		["00.5", literal(decimal(1, 1), "0.5")],
		["1.", literal(decimal(1, 0), "1")],
		["0BD", literal(decimal(1, 0), "0")],
		["-0.0BD", literal(decimal(1, 1), "0.0")],
		["1E3BD", literal(decimal(4, 0), "1000")],
		["12345678901234567890", literal(decimal(20, 0), "12345678901234567890")],
		["1e3", literal(DOUBLE, "1000")],
		["1.5D", literal(DOUBLE, "1.5")],
		["1.1f", literal({ kind: "float" }, "1.1")],
		["NULL", literal({ kind: "void" }, null)],
		["TRUE", literal({ kind: "boolean" }, "true")],
		["'it''s' 'x'", text("it'sx")],
		["X'1Af'", literal({ kind: "binary" }, "01af")],
		["DATE '2024-2'", literal(DATE, "2024-02-01")],
		["DATE '2024-01-02T99'", literal(DATE, "2024-01-02")],
		["DATE 'epoch'", literal(DATE, "1970-01-01")],
		["TIMESTAMP '2024-01-01 10:00:00.1234567+02:30'", literal(TIMESTAMP, "2024-01-01T07:30:00.123456Z")],
		["TIMESTAMP '1969-12-31 23:59:59.5Z'", literal(TIMESTAMP, "1969-12-31T23:59:59.500000Z")],
		["TIMESTAMP_NTZ '2024-01-01 10:00'", literal({ kind: "timestamp_ntz" }, "2024-01-01T10:00:00.000000")],
		["INTERVAL 1 DAY", literal(dayTimeInterval("day", "day"), "86400000000")],
		["INTERVAL 2 WEEKS", literal(dayTimeInterval("day", "day"), "1209600000000")],
		["INTERVAL 1 DAY 2 HOURS 3 MILLISECONDS", literal(dayTimeInterval("day", "second"), "93600003000")],
		["INTERVAL '1.5' SECOND", literal(dayTimeInterval("second", "second"), "1500000")],
		["INTERVAL -1 YEAR", literal(yearMonthInterval("year", "year"), "-12")],
		["INTERVAL '1 year 2 months'", literal(yearMonthInterval(), "14")],
		["INTERVAL '-1-2' YEAR TO MONTH", literal(yearMonthInterval(), "-14")],
		["INTERVAL '-1 02:03:04.5' DAY TO SECOND", literal(dayTimeInterval(), "-93784500000")],
		["INTERVAL '10:30' MINUTE TO SECOND", literal(dayTimeInterval("minute", "second"), "630000000")],
	])("%s", (sql, expected) => expect(bindExpression(sql)).toEqual(expected));

	test("a timestamp without an offset belongs to the session's time zone", () => {
		expect(bindExpression("TIMESTAMP '2024-01'")).toEqual({
			kind: "cast",
			input: literal(STRING, "2024-01-01 00:00:00.000000"),
			type: TIMESTAMP,
			mode: "ansi",
		});
	});
	test("the day of the update", () => {
		expect(bindExpression("DATE 'tomorrow'")).toEqual(
			call("date_add", { kind: "currentTime", fn: "current_date" }, int(1)),
		);
	});
});

describe("what the text does not hold", () => {
	const values = { x: e(lit(5)), p: e(col("q")) };

	test("placeholders, parameters, variables", () => {
		expect(bindExpression("a > {x}", { values })).toEqual(call(">", name("a"), int(5)));
		expect(bindExpression("a > :x", { values })).toEqual(call(">", name("a"), int(5)));
		expect(bindExpression("? + ?", { parameters: [int(1), int(2)] })).toEqual(call("+", int(1), int(2)));
		expect(bindExpression(":n", { parameters: { n: int(1) } })).toEqual(int(1));
		expect(bindExpression("${env}")).toEqual({ kind: "param", name: "env", type: STRING });
	});
	test.each([
		["{y}", "SQL_UNKNOWN_PLACEHOLDER"],
		["{toString}", "SQL_UNKNOWN_PLACEHOLDER"],
		[":y", "SQL_SYNTAX"],
		["?", "SQL_SYNTAX"],
		["sum(a) OVER w", "SQL_SYNTAX"],
		["a COLLATE UNICODE", "SQL_UNSUPPORTED"],
		["TIMESTAMP 'T10:00'", "SQL_UNSUPPORTED"],
		["my.schema.f(a)", "SQL_UNSUPPORTED"],
		["INTERVAL '106751991 10' DAY TO HOUR", "SQL_SYNTAX"],
		["IDENTIFIER(a)", "SQL_UNSUPPORTED"],
		["a +", "SQL_SYNTAX"],
		["a AS b", "SQL_SYNTAX"],
	])("%s is refused as %s", (sql, code) => {
		expect(() => bindExpression(sql, { values })).toThrow(expect.objectContaining({ code }));
	});
});

test("every node knows its stretch of the text", () => {
	const sql = "a + upper(b)";
	const sum = expressionOfText(sql);
	const right = sum.kind === "call" ? sum.args[1] : undefined;
	expect(originOf(sum)).toEqual({ kind: "sql", text: sql, start: 0, end: 12 });
	expect(originOf(right as Expr)).toEqual({ kind: "sql", text: sql, start: 4, end: 12 });
});
