import type { Expr } from "../expr.js";
import type { Origin } from "../provenance.js";
import type { Relation } from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { bindNamed } from "./bindNames.js";
import { planOfQuery } from "./bindQueries.js";
import { type BindOptions, parsedIn, scopeOfText } from "./bindScope.js";
import { parseExpression, parseNamedExpression, parseQuery } from "./parse.js";
import type { Query } from "./querySyntax.js";
import type { SqlExpr } from "./syntax.js";

export type { BindOptions } from "./bindScope.js";

/**
 * One expression without an alias.
 * @example bindExpression("a + 1").kind // "call"
 */
export function bindExpression(text: string, options: BindOptions = {}): Expr {
	const scope = scopeOfText(text, options);
	return bindExpr(parsedIn(scope, parseExpression), scope);
}

/**
 * One expression that may have an alias, or several names for the columns of a generator.
 * @example bindNamedExpression("sum(a) AS total").kind // "alias"
 */
export function bindNamedExpression(text: string, options: BindOptions = {}): Expr {
	const scope = scopeOfText(text, options);
	return bindNamed(parsedIn(scope, parseNamedExpression), scope);
}

/**
 * A query. `{name}` in it stands for a frame or a value of the options.
 * @example bindQuery("SELECT origin FROM flights WHERE delay > 15").kind // "project"
 */
export function bindQuery(text: string, options: BindOptions = {}): Relation {
	const scope = scopeOfText(text, options);
	return planOfQuery(parsedIn(scope, parseQuery), scope);
}

/** A query that was parsed as a part of `text`, a file of statements. */
export function planOfParsed(query: Query, text: string, options: BindOptions): Relation {
	return planOfQuery(query, scopeOfText(text, options));
}

/** The same of an expression. */
export function exprOfParsed(expr: SqlExpr, text: string, options: BindOptions): Expr {
	return bindExpr(expr, scopeOfText(text, options));
}

/**
 * A condition or value of the user's, e.g. an expectation's.
 * @example expressionOfText("delay BETWEEN -120 AND 1440").kind // "call"
 */
export function expressionOfText(text: string, origin?: Origin, options: BindOptions = {}): Expr {
	return bindExpression(text, origin ? { ...options, origin } : options);
}

export { bindNamedExpression as namedExpressionOfText, bindQuery as relationOfText };
