import { type Cursor, NONE, node } from "./cursor.js";
import { isName, isRelationStart, startsExpression, startsQuery } from "./lookahead.js";
import type { TableAlias } from "./querySyntax.js";
import type { Ident } from "./syntax.js";
import { isStrict } from "./tokens.js";

/** The aliases after a select item: none, one, or a list in parentheses. */
export function aliases(p: Cursor): readonly Ident[] {
	const explicit = p.is("AS") && (isName(p.peek()) || p.peek().text === "(") && p.take("AS");
	if (p.is("(")) return p.parenthesized((c) => c.ident());
	if (explicit || (p.isIdent && !startsClause(p))) return Object.freeze([p.ident("an alias")]);
	return NONE;
}

/** `[AS] alias`, as PIVOT and UNPIVOT take it: any word will do. */
export function optionalAlias(p: Cursor): Ident | undefined {
	if (p.is("AS") && isName(p.peek())) p.take("AS");
	else if (!p.isIdent || startsClause(p)) return undefined;
	return p.ident("an alias");
}

/** `[AS] alias [(columns)]` after a relation. */
export function tableAlias(p: Cursor): TableAlias | undefined {
	const start = p.tok.start;
	if (p.is("AS") && isName(p.peek())) p.take("AS");
	else if (!p.isIdent || isStrict(p.tok) || startsClause(p) || startsTableClause(p)) return undefined;
	const name = p.strictIdent();
	const columns = p.is("(") ? p.parenthesized((c) => c.ident()) : NONE;
	return node({ kind: "alias", name, columns, at: p.span(start) });
}

const SET_OPERAND = new Set(["ALL", "DISTINCT"]);

/**
 * Whether a word that could be an alias begins the next clause. In Spark every keyword may be a name, so what follows it
 * decides: `SELECT a FROM t` against `SELECT a from`.
 */
function startsClause(p: Cursor): boolean {
	switch (p.tok.text) {
		case "FROM":
			return isRelationStart(p.peek());
		case "WHERE":
		case "HAVING":
		case "QUALIFY":
		case "LIMIT":
		case "OFFSET":
			return startsExpression(p, 1);
		case "GROUP":
		case "ORDER":
		case "SORT":
		case "CLUSTER":
		case "DISTRIBUTE":
			return p.peek().text === "BY";
		case "UNION":
		case "INTERSECT":
		case "EXCEPT":
		case "MINUS":
			return startsQuery(p, 1) || (SET_OPERAND.has(p.peek().text) && startsQuery(p, 2));
		case "LATERAL":
			return p.peek().text === "VIEW";
		case "WINDOW":
			return isName(p.peek()) && p.peek(2).text === "AS";
		case "WITH":
			return p.peek().text === "ROLLUP" || p.peek().text === "CUBE";
		case "GROUPING":
			return p.peek().text === "SETS";
		case "FOR":
			return isName(p.peek()) || p.peek().text === "(";
		case "SELECT":
			return startsQuery(p, 0);
		case "DELAY":
			return p.peek().text === "OF";
		case "PIVOT":
			return p.peek().text === "(";
		case "UNPIVOT":
			return p.peek().text === "(" || p.peek(2).text === "NULLS";
		default:
			return false;
	}
}

/** The same for words that follow a relation only. */
function startsTableClause(p: Cursor): boolean {
	switch (p.tok.text) {
		case "TABLESAMPLE":
			return p.peek().text === "(" || p.peek(2).text === "(";
		case "WATERMARK":
			return startsExpression(p, 1);
		case "VERSION":
		case "TIMESTAMP":
		case "SYSTEM_VERSION":
		case "SYSTEM_TIME":
			return p.peek().text === "AS" && p.peek(2).text === "OF";
		case "CHANGES":
			return p.peek().text === "FROM";
		case "ASOF":
			return p.peek().text === "JOIN";
		case "IDENTIFIED":
		case "BIN":
			return p.peek().text === "BY";
		default:
			return false;
	}
}
