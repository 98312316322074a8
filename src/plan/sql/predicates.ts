import { type Cursor, node } from "./cursor.js";
import { expression, valueExpression } from "./expressions.js";
import { stringLiteral } from "./literals.js";
import { startsQuery } from "./lookahead.js";
import { refuse } from "./problem.js";
import { query } from "./queries.js";
import type { SqlExpr } from "./syntax.js";

/** At most one predicate after a value: `BETWEEN`, `IN`, `LIKE`, `RLIKE`, `IS …`. */
export function predicate(p: Cursor, operand: SqlExpr, start: number): SqlExpr {
	switch (p.tok.text) {
		case "IS":
			return isPredicate(p, operand, start);
		case "NOT":
			if (!NEGATABLE.has(p.peek().text)) return operand;
			p.advanceKeyword();
			return negatable(p, operand, start, true);
		case "!":
			if (!NEGATABLE.has(p.peek().text)) return operand;
			return refuse(
				p.span(p.tok.start),
				'"!"',
				`Write NOT ${p.peek().text}; ! stands for NOT before an expression only`,
			);
		case "BETWEEN":
		case "IN":
		case "LIKE":
		case "ILIKE":
		case "RLIKE":
			return negatable(p, operand, start, false);
		default:
			return operand;
	}
}

const NEGATABLE = new Set(["BETWEEN", "IN", "LIKE", "ILIKE", "RLIKE"]);

function negatable(p: Cursor, operand: SqlExpr, start: number, negated: boolean): SqlExpr {
	const word = p.advanceKeyword();
	switch (word.text) {
		case "BETWEEN": {
			const low = valueExpression(p);
			p.expect("AND");
			const high = valueExpression(p);
			return node({ kind: "between", operand, low, high, negated, at: p.span(start) });
		}
		case "IN":
			return inPredicate(p, operand, start, negated);
		case "RLIKE":
			return node({
				kind: "like",
				op: "rlike",
				operand,
				pattern: valueExpression(p),
				negated,
				at: p.span(start),
			});
		default:
			return likePredicate(p, operand, start, negated, word.text === "ILIKE" ? "ilike" : "like");
	}
}

function inPredicate(p: Cursor, operand: SqlExpr, start: number, negated: boolean): SqlExpr {
	p.expect("(");
	if (p.is(")"))
		refuse(
			p.span(p.tok.start),
			'")"',
			"IN needs at least one value",
			"INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE",
		);
	if (!p.is("(") && startsQuery(p, 0)) {
		const inner = query(p);
		p.expect(")");
		return node({ kind: "inQuery", operand, query: inner, negated, at: p.span(start) });
	}
	const items = p.list(expression);
	p.expect(")");
	// `x IN ((SELECT 1))` is a list of one scalar subquery, as in Spark.
	return node({ kind: "inList", operand, items, negated, at: p.span(start) });
}

function likePredicate(
	p: Cursor,
	operand: SqlExpr,
	start: number,
	negated: boolean,
	op: "like" | "ilike",
): SqlExpr {
	if ((p.is("ANY") || p.is("SOME") || p.is("ALL")) && p.peek().text === "(") {
		const quantifier = p.advanceKeyword().text === "ALL" ? "all" : "any";
		if (p.peek().text === ")")
			refuse(p.span(p.tok.start), '")"', "LIKE ANY and LIKE ALL need at least one pattern");
		const patterns = p.parenthesized(expression);
		return node({ kind: "likeMany", op, quantifier, operand, patterns, negated, at: p.span(start) });
	}
	const pattern = valueExpression(p);
	let escape: string | undefined;
	if (p.is("ESCAPE") && (p.peek().type === "string" || p.peek().text === ":" || p.peek().text === "?")) {
		p.advanceKeyword();
		const from = p.tok.start;
		const { value } = stringLiteral(p);
		if (value.length !== 1) refuse(p.span(from), "the escape", "ESCAPE needs a string of one character");
		escape = value;
	}
	return node({ kind: "like", op, operand, pattern, escape, negated, at: p.span(start) });
}

function isPredicate(p: Cursor, operand: SqlExpr, start: number): SqlExpr {
	p.expect("IS");
	if (p.is("!"))
		refuse(p.span(p.tok.start), '"!"', "Write IS NOT; ! stands for NOT before an expression only");
	const negated = p.take("NOT");
	switch (p.tok.text) {
		case "NULL":
		case "TRUE":
		case "FALSE":
		case "UNKNOWN": {
			const test = IS_TESTS[p.advanceKeyword().text as keyof typeof IS_TESTS];
			return node({ kind: "is", operand, test, negated, at: p.span(start) });
		}
		case "DISTINCT": {
			p.expect("DISTINCT", "FROM");
			const right = valueExpression(p);
			return node({ kind: "distinctFrom", left: operand, right, negated, at: p.span(start) });
		}
		default:
			return p.fail(negated ? "NULL" : "NULL, NOT NULL", "TRUE", "FALSE", "UNKNOWN", "DISTINCT FROM");
	}
}

const IS_TESTS = { NULL: "null", TRUE: "true", FALSE: "false", UNKNOWN: "unknown" } as const;
