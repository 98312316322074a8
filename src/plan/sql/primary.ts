import { call, specialCall } from "./calls.js";
import { type Cursor, MAX_CHAIN, NONE, node } from "./cursor.js";
import { expression, expressionFrom, named, namedExpression, valueExpression } from "./expressions.js";
import { numberLiteral, stringLiteral, wordLiteral } from "./literals.js";
import { isName, startsQuery } from "./lookahead.js";
import { continuesQuery, query, queryFrom } from "./queries.js";
import type { ColumnExpr, Ident, PathStep, SqlExpr, StarExpr, WhenClause } from "./syntax.js";
import { dataType } from "./types.js";

/** A literal, name, call or parenthesis with the `::`, `[…]`, `.field`, `:path` and COLLATE after it. */
export function primary(p: Cursor): SqlExpr {
	const start = p.tok.start;
	return postfix(p, bare(p), start);
}

function bare(p: Cursor): SqlExpr {
	const { tok } = p;
	const start = tok.start;
	switch (tok.type) {
		case "string":
			return stringLiteral(p);
		case "number":
			return numberLiteral(p);
		case "placeholder":
			p.next();
			return node({ kind: "placeholder", name: tok.value, at: p.span(start) });
		case "variable":
			p.next();
			return node({ kind: "variable", name: tok.value, at: p.span(start) });
		case "word":
		case "quoted":
			return wordPrimary(p);
		case "op":
			switch (tok.text) {
				case "(":
					return p.nested(parenthesis);
				case "*":
					p.next();
					return star(p, NONE, start);
				case "-":
					return numberLiteral(p);
				case "?":
					p.next();
					return node({ kind: "parameter", index: p.markers++, at: p.span(start) });
				case ":":
					if (!isName(p.peek())) break;
					p.next();
					return node({ kind: "parameter", name: p.ident().name, at: p.span(start) });
			}
	}
	return p.fail("an expression");
}

function wordPrimary(p: Cursor): SqlExpr {
	const { tok } = p;
	const start = tok.start;
	const next = p.peek().text;
	if (tok.text !== "") {
		const literal = wordLiteral(p);
		if (literal) return literal;
		if (tok.text === "CASE" && next !== ")" && next !== "," && next !== ".") return caseExpression(p);
		if (next === "(") {
			const special = specialCall(p);
			if (special) return special;
		}
	}
	if (next === "->") return lambda(p);
	const parts = [p.ident()];
	while (p.is(".")) {
		if (p.peek().text === "*") {
			p.next();
			p.next();
			return star(p, parts, start);
		}
		if (!isName(p.peek())) break;
		p.next();
		parts.push(p.ident());
	}
	if (p.is("(")) {
		const result = call(p, parts, start);
		if (tok.text !== "IDENTIFIER" || !p.is("(")) return result;
		p.unsupported(result.at, "IDENTIFIER() as a function's name");
		return call(p, parts, start);
	}
	return node({ kind: "column", parts, at: p.span(start) });
}

function lambda(p: Cursor): SqlExpr {
	const start = p.tok.start;
	const params = Object.freeze([p.ident()]);
	p.expect("->");
	return node({ kind: "lambda", params, body: expression(p), at: p.span(start) });
}

/** After the star: `EXCEPT (a, b)`, unless that begins a set operation. */
function star(p: Cursor, qualifier: readonly Ident[], start: number): StarExpr {
	let except: readonly (readonly Ident[])[] = NONE;
	if (p.isAll("EXCEPT", "(") && !startsQuery(p, 1)) {
		p.take("EXCEPT");
		except = p.parenthesized(multipart);
	}
	return node({ kind: "star", qualifier, except, at: p.span(start) });
}

/** `a.b.c` as a name. */
export function multipart(p: Cursor): readonly Ident[] {
	const parts = [p.ident()];
	while (p.is(".") && isName(p.peek())) {
		p.next();
		parts.push(p.ident());
	}
	return parts;
}

/** What stands in parentheses: a query, an expression, a row, or a lambda's parameters. */
function parenthesis(p: Cursor): SqlExpr {
	const start = p.tok.start;
	if (isLambda(p)) {
		const params = p.parenthesized((c) => c.ident());
		p.expect("->");
		return node({ kind: "lambda", params, body: expression(p), at: p.span(start) });
	}
	p.expect("(");
	if (!p.is("(") && startsQuery(p, 0)) return closeQuery(p, query(p), start);
	const innerStart = p.tok.start;
	let first: SqlExpr;
	if (p.is("(")) {
		// `((SELECT 1) + 1)` and `((SELECT 1) UNION SELECT 2)` differ only after the inner parenthesis.
		const inner = p.nested(parenthesis);
		if (inner.kind === "subquery" && continuesQuery(p)) {
			const body = node({ kind: "nested", query: inner.query, at: p.span(innerStart) } as const);
			return closeQuery(p, queryFrom(p, body, innerStart), start);
		}
		first = expressionFrom(p, inner, innerStart);
	} else first = expression(p);
	if (p.take(")")) return first;
	const items = [named(p, first, innerStart)];
	if (!p.is(",")) p.fail(")", ",");
	while (p.take(",")) items.push(namedExpression(p));
	p.expect(")");
	return node({ kind: "row", items: Object.freeze(items), at: p.span(start) });
}

function closeQuery(p: Cursor, inner: ReturnType<typeof query>, start: number): SqlExpr {
	p.expect(")");
	return node({ kind: "subquery", query: inner, at: p.span(start) });
}

/** `(x, y) ->`; one parameter has no parentheses in Spark. */
function isLambda(p: Cursor): boolean {
	if (!isName(p.peek(1)) || p.peek(2).text !== ",") return false;
	let at = 1;
	while (isName(p.peek(at)) && p.peek(at + 1).text === ",") at += 2;
	return isName(p.peek(at)) && p.peek(at + 1).text === ")" && p.peek(at + 2).text === "->";
}

export function postfix(p: Cursor, first: SqlExpr, start: number): SqlExpr {
	let base = first;
	for (let count = 0; ; count++) {
		if (count > MAX_CHAIN) p.tooDeep();
		switch (p.tok.text) {
			case "::": {
				p.next();
				base = node({ kind: "cast", operand: base, to: dataType(p), isTry: false, at: p.span(start) });
				break;
			}
			case "[": {
				p.next();
				const index = valueExpression(p);
				p.expect("]");
				base = node({ kind: "subscript", base, index, at: p.span(start) });
				break;
			}
			case ".": {
				if (!isName(p.peek())) return base;
				p.next();
				const name = p.ident();
				base = field(base, name, p, start);
				break;
			}
			case "COLLATE":
				if (!isName(p.peek())) return base;
				p.advanceKeyword();
				base = node({ kind: "collate", operand: base, collation: multipart(p), at: p.span(start) });
				break;
			case ":":
				if (!isName(p.peek()) && p.peek().text !== "[") return base;
				// Spark takes a marker after a string for one more piece of it, and refuses markers there.
				if (base.kind === "literal" && base.type === "string") p.fail("an operator");
				base = node({ kind: "path", base, steps: pathSteps(p), at: p.span(start) });
				break;
			default:
				return base;
		}
	}
}

/** A dot after a plain name is one more part of it, as in Spark; what it means is for the binder. */
function field(base: SqlExpr, name: Ident, p: Cursor, start: number): SqlExpr {
	const at = p.span(start);
	if (base.kind !== "column") return node({ kind: "field", base, name, at });
	const parts: ColumnExpr["parts"] = Object.freeze([...base.parts, name]);
	return node({ kind: "column", parts, at });
}

function pathSteps(p: Cursor): readonly PathStep[] {
	p.expect(":");
	const steps: PathStep[] = [pathStep(p, true)];
	while (p.is("[") || (p.is(".") && isName(p.peek()))) {
		if (p.is(".")) p.next();
		steps.push(pathStep(p, false));
	}
	return Object.freeze(steps);
}

function pathStep(p: Cursor, isFirst: boolean): PathStep {
	const start = p.tok.start;
	if (!p.is("[")) {
		const { name, quoted } = p.ident();
		return node({ kind: "key", key: name, quoted, at: p.span(start) });
	}
	p.next();
	let step: { kind: "key"; key: string; quoted: boolean } | { kind: "index"; index: number };
	if (p.tok.type === "number" && p.tok.form === "integer")
		step = { kind: "index", index: Number(p.next().value) };
	else if (p.tok.type === "string") step = { kind: "key", key: stringLiteral(p).value, quoted: true };
	else if (!isFirst && p.isIdent) step = { kind: "key", key: p.ident().name, quoted: false };
	else p.fail("a key", "an index");
	p.expect("]");
	return node({ ...step, at: p.span(start) });
}

function caseExpression(p: Cursor): SqlExpr {
	return p.nested((c) => {
		const start = c.tok.start;
		c.expect("CASE");
		const operand = c.is("WHEN") ? undefined : expression(c);
		const whens: WhenClause[] = [];
		do {
			const at = c.tok.start;
			c.expect("WHEN");
			const condition = expression(c);
			c.expect("THEN");
			const result = expression(c);
			whens.push(node({ kind: "when", condition, result, at: c.span(at) }));
		} while (c.is("WHEN"));
		const otherwise = c.take("ELSE") ? expression(c) : undefined;
		if (!c.is("END")) c.fail(...(otherwise ? ["END"] : ["WHEN", "ELSE", "END"]));
		c.take("END");
		return node({ kind: "case", operand, whens: Object.freeze(whens), otherwise, at: c.span(start) });
	});
}
