import { node } from "./calls.js";
import type { Expr, SecretExpr } from "./expr.js";
import { isColumn } from "./marks.js";
import { badArgument, describeValue, literalExpr, use } from "./operands.js";
import type { Setting } from "./relation.js";
import { secretsInText } from "./secretText.js";

/** A path or an option's value: text, a parameter, a secret, or F.concat of these. */
export function settingOf(value: unknown, where: string): Setting {
	if (typeof value === "string") return textSetting(value, where);
	if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
		return String(value);
	if (!isColumn(value))
		throw badArgument(where, `needs text, a number, true or false, or param(…), got ${describeValue(value)}`);
	const expr = use(value);
	if (isSetting(expr)) return expr;
	throw badArgument(
		where,
		"takes lit, param, secret and F.concat of these; a column has no value before the rows are read",
	);
}

function textSetting(value: string, where: string): Setting {
	const parts = secretsInText(value);
	if (!parts) return value;
	const args = parts.map((part): Expr => {
		if (typeof part === "string") return literalExpr(part, where);
		return node<SecretExpr>({ kind: "secret", name: part.secret });
	});
	return args.length === 1
		? (args[0] as SecretExpr)
		: node({ kind: "call", fn: "concat", args: Object.freeze(args) });
}

function isSetting(expr: Expr): expr is Exclude<Setting, string> {
	if (expr.kind === "literal" || expr.kind === "param" || expr.kind === "secret") return true;
	return expr.kind === "call" && expr.fn === "concat" && expr.args.every(isSetting);
}
