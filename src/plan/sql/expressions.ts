import { aliases } from "./aliases.js";
import { type Cursor, MAX_CHAIN, node } from "./cursor.js";
import { startsExpression, startsQuery } from "./lookahead.js";
import { predicate } from "./predicates.js";
import { postfix, primary } from "./primary.js";
import { query } from "./queries.js";
import type { BinaryOp, NamedExpression, SortItem, SqlExpr } from "./syntax.js";

/** A whole expression: OR, AND, NOT, predicates, operators. */
export function expression(p: Cursor): SqlExpr {
	return p.nested(wholeExpression);
}

function wholeExpression(p: Cursor): SqlExpr {
	const start = p.tok.start;
	return orChain(p, booleanOperand(p), start);
}

/** Goes on with an expression whose first primary was read already, e.g. because it might have been something else. */
export function expressionFrom(p: Cursor, first: SqlExpr, start: number): SqlExpr {
	return orChain(p, predicate(p, valueFrom(p, first, start), start), start);
}

/** An expression without NOT, AND, OR and predicates; comparisons belong to it. */
export function valueExpression(p: Cursor): SqlExpr {
	return p.nested(wholeValue);
}

function wholeValue(p: Cursor): SqlExpr {
	const start = p.tok.start;
	return operators(p, unary(p), 1, start);
}

/** Goes on with a value expression after its first primary. */
export function valueFrom(p: Cursor, first: SqlExpr, start: number): SqlExpr {
	return operators(p, postfix(p, first, start), 1, start);
}

/** Goes on with an expression whose value expression was read already. */
export function predicateFrom(p: Cursor, value: SqlExpr, start: number): SqlExpr {
	return orChain(p, predicate(p, value, start), start);
}

function orChain(p: Cursor, first: SqlExpr, start: number): SqlExpr {
	const left = andChain(p, first, start);
	if (!p.is("OR")) return left;
	const operands = [left];
	while (p.take("OR")) {
		const at = p.tok.start;
		operands.push(andChain(p, booleanOperand(p), at));
	}
	return node({ kind: "logical", op: "or", operands, at: p.span(start) });
}

function andChain(p: Cursor, first: SqlExpr, start: number): SqlExpr {
	if (!p.is("AND")) return first;
	const operands = [first];
	while (p.take("AND")) operands.push(booleanOperand(p));
	return node({ kind: "logical", op: "and", operands, at: p.span(start) });
}

function booleanOperand(p: Cursor): SqlExpr {
	const start = p.tok.start;
	if (p.is("!") || (p.is("NOT") && startsExpression(p, 1))) {
		p.advanceKeyword();
		return node({ kind: "not", operand: p.nested(booleanOperand), at: p.span(start) });
	}
	if (p.is("EXISTS") && p.peek().text === "(" && startsQuery(p, 2)) {
		p.expect("EXISTS", "(");
		const inner = query(p);
		p.expect(")");
		return node({ kind: "exists", query: inner, at: p.span(start) });
	}
	return predicate(p, operators(p, unary(p), 1, start), start);
}

function unary(p: Cursor): SqlExpr {
	const op = p.tok.text;
	if (op !== "-" && op !== "+" && op !== "~") return primary(p);
	// `-1` is one literal: `-128Y` and the smallest BIGINT are in range only with their sign.
	if (op === "-" && p.peek().type === "number") return primary(p);
	const start = p.next().start;
	return node({ kind: "unary", op, operand: p.nested(unary), at: p.span(start) });
}

function operators(p: Cursor, first: SqlExpr, min: number, start: number): SqlExpr {
	let left = first;
	for (let count = 0; ; count++) {
		const power = bindingPower(p.tok.text);
		if (power < min) return left;
		if (count > MAX_CHAIN) p.tooDeep();
		const text = p.advanceKeyword().text;
		const at = p.tok.start;
		const right = operators(p, unary(p), power + 1, at);
		left = node({
			kind: "binary",
			op: OPERATOR_NAMES[text] ?? (text as BinaryOp),
			left,
			right,
			at: p.span(start),
		});
	}
}

const OPERATOR_NAMES: Readonly<Record<string, BinaryOp>> = { DIV: "div", "!=": "<>" };

/** 0 for what is no operator. */
function bindingPower(text: string): number {
	switch (text) {
		case "*":
		case "/":
		case "%":
		case "DIV":
			return 7;
		case "+":
		case "-":
		case "||":
			return 6;
		case "<<":
		case ">>":
		case ">>>":
			return 5;
		case "&":
			return 4;
		case "^":
			return 3;
		case "|":
			return 2;
		case "=":
		case "<>":
		case "!=":
		case "<":
		case "<=":
		case ">":
		case ">=":
		case "<=>":
			return 1;
		default:
			return 0;
	}
}

/** `expression [[AS] alias | (alias, …)]`. */
export function namedExpression(p: Cursor): NamedExpression {
	const start = p.tok.start;
	return named(p, expression(p), start);
}

/** The alias of an expression that was read already. */
export function named(p: Cursor, value: SqlExpr, start: number): NamedExpression {
	return node({ kind: "named", value, aliases: aliases(p), at: p.span(start) });
}

/** `expression [ASC | DESC] [NULLS FIRST | LAST]`. */
export function sortItem(p: Cursor): SortItem {
	const start = p.tok.start;
	const value = expression(p);
	const descending = p.take("DESC");
	if (!descending) p.take("ASC");
	let nulls: "first" | "last" | undefined;
	if (p.isAll("NULLS", "FIRST") || p.isAll("NULLS", "LAST")) {
		p.advanceKeyword();
		nulls = p.advanceKeyword().text === "FIRST" ? "first" : "last";
	}
	return node({ kind: "sortItem", value, descending, nulls, at: p.span(start) });
}
