import type { Cursor } from "./cursor.js";
import type { Token } from "./tokens.js";

const OPENS_EXPRESSION = new Set(["(", "*", "-", "+", "~", "!", "?", ":"]);

/** What a keyword's next token must look like for the keyword to mean itself and not a name. */
export function startsExpression(p: Cursor, n: number): boolean {
	const token = p.peek(n);
	switch (token.type) {
		case "word":
			return !(token.text !== "" && ENDS_OPERAND.has(token.text)) || p.peek(n + 1).text === "(";
		case "quoted":
		case "string":
		case "number":
		case "placeholder":
		case "variable":
			return true;
		case "op":
			return OPENS_EXPRESSION.has(token.text);
		case "unknown":
		case "end":
			return false;
	}
}

/** After a keyword these go on with the statement more likely than they are a column's name. */
const ENDS_OPERAND = new Set(["AND", "OR", "IS", "IN", "LIKE", "ILIKE", "RLIKE", "BETWEEN", "AS"]);

/** True when the tokens from `n` on begin a query: SELECT, WITH, FROM, VALUES, TABLE. */
export function startsQuery(p: Cursor, n: number): boolean {
	let at = n;
	while (p.peek(at).text === "(") at++;
	const next = p.peek(at + 1);
	switch (p.peek(at).text) {
		case "SELECT":
			return next.text === "/*+" || startsExpression(p, at + 1);
		case "WITH":
			return isName(next);
		case "FROM":
			return isRelationStart(next);
		case "VALUES":
			return startsExpression(p, at + 1);
		case "TABLE":
			return isName(next);
		default:
			return false;
	}
}

export const isName = (token: Token): boolean => token.type === "word" || token.type === "quoted";

export const isRelationStart = (token: Token): boolean =>
	isName(token) || token.type === "placeholder" || token.type === "variable" || token.text === "(";
