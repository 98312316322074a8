import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenize } from "../../../../src/plan/sql/lexer.js";
import {
	parseDataType,
	parseExpression,
	parseNamedExpression,
	parseQuery,
	parseSchema,
	parseTableName,
} from "../../../../src/plan/sql/parse.js";
import { type SqlProblem, SqlSyntaxError } from "../../../../src/plan/sql/problem.js";

function problem(parse: () => unknown): SqlProblem {
	try {
		parse();
	} catch (error) {
		if (error instanceof SqlSyntaxError) return error.problem;
		throw error;
	}
	throw new Error("was accepted");
}

describe("refusals", () => {
	it.each([
		["SELECT a FROM t WHERE a > > 1", ">", "an expression"],
		["SELECT f(a b)", "b", ")"],
		["SELECT a FROM t JOIN", "", "a table"],
		["SELECT CAST(a AS)", ")", "a type"],
		["SELECT CASE WHEN a THEN b", "", "END"],
		["SELECT a FROM t x y", "y", "end of text"],
		["SELECT (1, 2", "", ")"],
		["SELECT * FROM t LIMIT 1 LIMIT 2", "LIMIT", "end of text"],
	])("%s names the token and what was expected", (text, token, expected) => {
		const { at, expected: list, code } = problem(() => parseQuery(text));
		expect(code).toBe("SQL_SYNTAX");
		expect(text.slice(at.start, at.end)).toBe(token);
		expect(list).toContain(expected);
		if (token === "") expect(at.start).toBe(text.length);
	});

	it.each([
		["", "nothing to parse"],
		["SELECT 1 IN ()", "IN needs"],
		["SELECT DATE '2024-13-01'", "not a date"],
		["SELECT a !LIKE b", "Write NOT LIKE"],
		["SELECT 128Y", "out of range"],
		["SELECT CAST(a AS FOO)", "no type FOO"],
		["SELECT CAST(a AS DECIMAL(40))", "at most 38"],
		["SELECT INTERVAL 1 MONTH 1 DAY", "cannot be in one interval"],
		["SELECT naïve", "needs backticks"],
		["SELECT 1 /* open", "not closed"],
		["SELECT 1 ORDER BY 1 SORT BY 1", "cannot be in one query"],
		["WITH a AS (SELECT 1), A AS (SELECT 2) SELECT 1", "defines A twice"],
		["SELECT * FROM a JOIN LATERAL b", "LATERAL is followed by"],
	])("%s says why", (text, detail) => {
		expect(problem(() => parseQuery(text)).detail).toContain(detail);
	});

	it.each([
		["SELECT * FROM a ASOF JOIN b", "ASOF JOIN"],
		["FROM t SELECT a SELECT b", "several SELECTs"],
	])("%s is unsupported by name", (text, construct) => {
		const { code, detail } = problem(() => parseQuery(text));
		expect(code).toBe("SQL_UNSUPPORTED");
		expect(detail).toContain(construct);
	});

	it("refuses what is too deep instead of overflowing the stack", () => {
		const deep = [
			"(".repeat(50_000) + "1",
			"NOT ".repeat(50_000) + "a",
			"- ".repeat(50_000) + "a",
			`1${" + 1".repeat(50_000)}`,
			`a${"[0]".repeat(50_000)}`,
			"x -> ".repeat(50_000) + "x",
			"f(".repeat(50_000),
			"CASE ".repeat(50_000),
			"a = (SELECT ".repeat(20_000),
		];
		for (const text of deep) expect(problem(() => parseExpression(text)).code).toBe("SQL_SYNTAX");
		expect(problem(() => parseQuery(`SELECT * FROM ${"(".repeat(50_000)}`)).code).toBe("SQL_SYNTAX");
		expect(problem(() => parseQuery(`SELECT 1${" UNION SELECT 1".repeat(5_000)}`)).code).toBe("SQL_SYNTAX");
		expect(problem(() => parseDataType("ARRAY<".repeat(50_000))).code).toBe("SQL_SYNTAX");
	});

	it("takes long flat texts", () => {
		const or = Array.from({ length: 5_000 }, (_, i) => `a = ${i}`).join(" OR ");
		const tree = parseExpression(or);
		expect(tree.kind === "logical" && tree.operands.length).toBe(5_000);
		parseQuery(`SELECT ${Array.from({ length: 5_000 }, (_, i) => `c${i}`).join(", ")} FROM t`);
	});
});

describe("any text", () => {
	const pieces = fc.constantFrom(
		..."SELECT FROM WHERE GROUP BY ORDER LIMIT AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE END CAST AS JOIN ON USING LEFT UNION EXCEPT ALL WITH VALUES TABLE OVER PARTITION INTERVAL DATE EXISTS LATERAL VIEW PIVOT UNPIVOT FOR WINDOW STRUCT ARRAY MAP TRIM EXTRACT SUBSTRING STREAM IDENTIFIER INT DAY TO ( ) [ ] < > , . * + - / = ; : :: -> => ? ! || >> <> a t x1 1 2.5 1L 'x' '' \"y\" `q` {df} ${v} /*+ */ /* -- \n ' \\ é 🚀 $ { }".split(
			" ",
		),
	);
	const soup = fc.oneof(
		fc.array(pieces, { maxLength: 30 }).map((words) => words.join(" ")),
		fc.array(pieces, { maxLength: 15 }).map((words) => words.join("")),
		fc.string({ unit: "binary", maxLength: 40 }),
	);
	const entries = [
		parseQuery,
		parseExpression,
		parseNamedExpression,
		parseSchema,
		parseDataType,
		parseTableName,
	];

	it("is parsed or refused with a place in it", () => {
		fc.assert(
			fc.property(soup, fc.constantFrom(...entries), (text, parse) => {
				try {
					parse(text);
				} catch (error) {
					if (!(error instanceof SqlSyntaxError)) throw error;
					const { at } = error.problem;
					expect(at.start >= 0 && at.start <= at.end && at.end <= text.length).toBe(true);
				}
			}),
			{ numRuns: 1500 },
		);
	});

	it("is cut into tokens that cover it in order", () => {
		fc.assert(
			fc.property(soup, (text) => {
				let last = 0;
				try {
					for (const token of tokenize(text)) {
						expect(token.start).toBeGreaterThanOrEqual(last);
						expect(token.end > token.start || token.type === "end").toBe(true);
						last = token.end;
					}
				} catch (error) {
					if (!(error instanceof SqlSyntaxError)) throw error;
					return;
				}
				expect(last).toBe(text.length);
			}),
			{ numRuns: 1000 },
		);
	});
});
