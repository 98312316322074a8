import type { CallExpr, Expr } from "../../../../plan/expr.js";
import { call, method } from "../../../printers/python/build.js";
import type { PyBinary, PyExpr } from "../../../printers/python/nodes.js";
import { fittingArguments, parametersOf } from "../arguments.js";
import { columnOf, valueOf } from "../expressions.js";
import type { Scope, Writer } from "../writer.js";
import { SIGNATURES } from "./signatures.generated.js";

type Row = (call: CallExpr, writer: Writer, scope: Scope) => PyExpr | undefined;

/** `left op right`. */
const binary =
	(op: PyBinary): Row =>
	({ args }, writer, scope) => {
		const [left, right] = args;
		if (!left || !right || args.length !== 2) return undefined;
		// To Spark NaN equals NaN; beside Python's own, tools take a comparison for a mistake.
		const isNan = right.kind === "literal" && right.value === "NaN";
		const shown = (isNan ? columnOf : valueOf)(right, writer, scope);
		return { kind: "binary", op, left: columnOf(left, writer, scope), right: shown };
	};

/** `left.name(right)`. */
const methodRow =
	(name: string): Row =>
	({ args }, writer, scope) => {
		const [left, ...rest] = args;
		if (!left) return undefined;
		return method(
			columnOf(left, writer, scope),
			name,
			rest.map((arg) => valueOf(arg, writer, scope)),
		);
	};

/** A method that takes a part as text or as a Column: no bytes (seen in 4.3.0). */
const part =
	(name: string): Row =>
	({ args }, writer, scope) => {
		const [left, right] = args;
		if (!left || !right || args.length > 2) return undefined;
		const isText = right.kind === "literal" && right.type.kind === "string";
		const shown = isText ? valueOf(right, writer, scope) : columnOf(right, writer, scope);
		return method(columnOf(left, writer, scope), name, [shown]);
	};

/** A method that takes a pattern as text; other patterns go through the function of that name. */
const pattern =
	(name: "like" | "ilike" | "rlike"): Row =>
	(expr, writer, scope) => {
		const [, text] = expr.args;
		if (expr.args.length === 2 && text?.kind === "literal" && text.type.kind === "string")
			return methodRow(name)(expr, writer, scope);
		const args = fittingArguments(expr.args, parametersOf(SIGNATURES[name]), writer, scope);
		return args && call(writer.f(name), args);
	};

const isCall = (expr: Expr | undefined, fn: string): expr is CallExpr =>
	expr?.kind === "call" && expr.fn === fn && !expr.distinct && !expr.filter;

/** `x.between(low, high)` is these two comparisons, in Spark too. */
function between(expr: CallExpr, writer: Writer, scope: Scope): PyExpr | undefined {
	const [low, high] = expr.args;
	if (!isCall(low, ">=") || !isCall(high, "<=")) return undefined;
	if (low.args[0] !== high.args[0] && JSON.stringify(low.args[0]) !== JSON.stringify(high.args[0]))
		return undefined;
	return method(columnOf(low.args[0] as Expr, writer, scope), "between", [
		valueOf(low.args[1] as Expr, writer, scope),
		valueOf(high.args[1] as Expr, writer, scope),
	]);
}

const not: Row = (expr, writer, scope) => {
	const [operand] = expr.args;
	if (!operand) return undefined;
	if (isCall(operand, "=")) return binary("!=")(operand, writer, scope);
	return { kind: "unary", op: "~", operand: columnOf(operand, writer, scope) };
};

const remainder: Row = (expr, writer, scope) => {
	if (expr.fn === "mod") writer.renames++;
	return binary("%")(expr, writer, scope);
};

export const OPERATOR_ROWS = {
	"+": binary("+"),
	"-": binary("-"),
	"*": binary("*"),
	"/": binary("/"),
	"%": remainder,
	mod: remainder,
	div: "call",
	"=": binary("=="),
	"==": binary("=="),
	"<": binary("<"),
	"<=": binary("<="),
	">": binary(">"),
	">=": binary(">="),
	"<=>": methodRow("eqNullSafe"),
	and: (expr, writer, scope) => between(expr, writer, scope) ?? logical("&")(expr, writer, scope),
	or: (expr, writer, scope) => logical("|")(expr, writer, scope),
	not,
	negative: ({ args }, writer, scope) => {
		if (!args[0]) return undefined;
		const operand = columnOf(args[0], writer, scope);
		// Two signs in a row look like an operator that Python does not have.
		if (operand.kind === "unary" && operand.op === "-") return call(writer.f("negative"), [operand]);
		return { kind: "unary", op: "-", operand };
	},
	"&": methodRow("bitwiseAND"),
	"|": methodRow("bitwiseOR"),
	"^": methodRow("bitwiseXOR"),
	"~": ({ args }, writer, scope) =>
		args[0] && call(writer.f("bitwise_not"), [columnOf(args[0], writer, scope)]),
	"||": "call",
	in: methodRow("isin"),
	isnull: methodRow("isNull"),
	isnotnull: methodRow("isNotNull"),
	like: pattern("like"),
	ilike: pattern("ilike"),
	rlike: pattern("rlike"),
	contains: part("contains"),
	startswith: part("startswith"),
	endswith: part("endswith"),
	"[]": ({ args }, writer, scope) =>
		args[0] &&
		args[1] && {
			kind: "index",
			object: columnOf(args[0], writer, scope),
			key: valueOf(args[1], writer, scope),
		},
} satisfies Readonly<Record<string, Row | "call">>;

/** Both sides are Columns: Python's `&` has no value for True. */
function logical(op: "&" | "|"): Row {
	return ({ args }, writer, scope) => {
		const [left, right] = args;
		if (!left || !right) return undefined;
		return { kind: "binary", op, left: columnOf(left, writer, scope), right: columnOf(right, writer, scope) };
	};
}
