import type { ColumnExpr, Expr, ParamExpr } from "../expr.js";
import { nameParts, tableParts } from "../names.js";
import { bindExpr } from "./bindExpressions.js";
import { made, refuseAt, type SqlScope } from "./bindScope.js";
import type { Span, SqlExpr } from "./syntax.js";

const REASON =
	"its name must be known before the query runs: a text, or a parameter that holds the whole name";

/** `IDENTIFIER('t.a')` as a value. */
export function columnOfIdentifier(name: SqlExpr, at: Span, scope: SqlScope): Expr {
	const text = constantText(bindExpr(name, scope));
	if (text === undefined) return refuseAt(scope, at, "IDENTIFIER of an expression", REASON);
	return made<ColumnExpr>(scope, at, { kind: "column", name: Object.freeze(nameParts(text)) });
}

/** `IDENTIFIER('s.t')` as a table's name. */
export function tableOfIdentifier(name: SqlExpr, at: Span, scope: SqlScope): readonly string[] | ParamExpr {
	const bound = bindExpr(name, scope);
	if (bound.kind === "param") return bound;
	const text = constantText(bound);
	return text === undefined
		? refuseAt(scope, at, "IDENTIFIER of an expression", REASON)
		: Object.freeze(tableParts(text));
}

/** The text of a literal, or of several put together. */
export function constantText(expr: Expr): string | undefined {
	if (expr.kind === "literal") return expr.value ?? undefined;
	if (expr.kind !== "call" || expr.fn !== "concat") return undefined;
	const parts = expr.args.map(constantText);
	return parts.includes(undefined) ? undefined : parts.join("");
}
