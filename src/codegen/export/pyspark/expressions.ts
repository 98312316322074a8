import type { ColumnExpr, Expr, LiteralExpr, StarExpr } from "../../../plan/expr.js";
import { shownAs } from "../../../plan/shownAs.js";
import { call, method, name, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import { dotted } from "../sparkSql/names.js";
import { writeCall } from "./calls.js";
import type { Around } from "./context.js";
import { lambdaOf } from "./lambdas.js";
import { pyLiteral } from "./literals.js";
import { columnText, typeText } from "./names.js";
import { isFreeName, isOutside, isWholeInput, queryOf } from "./references.js";
import { lastResort, textOfExpr } from "./sqlText.js";
import { writeSubquery } from "./subqueries.js";
import { windowOf } from "./windows.js";
import type { Scope, Writer } from "./writer.js";

type Writers = {
	readonly [K in Expr["kind"]]: (expr: Extract<Expr, { kind: K }>, writer: Writer, scope: Scope) => PyExpr;
};

/** An expression as a Column. */
export function columnOf(expr: Expr, writer: Writer, scope: Scope): PyExpr {
	const named = writer.ctx.named(expr, aroundColumn(writer, scope));
	if (named) return named;
	const text = textOfExpr(expr, writer);
	if (text) return call(writer.f("expr"), [text]);
	if (shownAs(expr)) writer.renames++;
	return (EXPRESSIONS[expr.kind] as (e: Expr, w: Writer, s: Scope) => PyExpr)(expr, writer, scope);
}

const aroundColumn = (writer: Writer, scope: Scope): Around => ({
	write: (node) =>
		"id" in node ? writer.frame(node, queryOf(node, writer.ctx)) : columnOf(node, writer, scope),
	isFromAround: (column) =>
		(column.of === undefined && scope.lambdas.has((column.name[0] as string).toLowerCase())) ||
		(scope.query !== undefined && isOutside(column, scope.query)),
});

/** The name of a column as text where that says it all, else a Column: what `select`, `groupBy` and functions take. */
export function nameOrColumn(expr: Expr, writer: Writer, scope: Scope): PyExpr {
	const column = columnOf(expr, writer, scope);
	return plainName(column) ?? column;
}

/** A plain value where `lit` would make the same literal of it, else a Column: what operators take. */
export function valueOf(expr: Expr, writer: Writer, scope: Scope): PyExpr {
	const literal = asLiteral(expr);
	if (!literal) return columnOf(expr, writer, scope);
	return literalValue(literal, writer) ?? columnOf(literal, writer, scope);
}

/** A literal's plain value, or the constant that holds it. */
export function literalValue(literal: LiteralExpr, writer: Writer): PyExpr | undefined {
	const named = writer.ctx.named(literal);
	const inside = named && argumentOf(named, "lit");
	if (inside) return inside;
	const { value } = pyLiteral(literal);
	return value?.kind === "string" ? writer.ctx.text(literal, value.value) : value;
}

/** A literal, also behind a minus. */
export function asLiteral(expr: Expr): LiteralExpr | undefined {
	if (expr.kind === "literal") return expr;
	if (expr.kind !== "call" || expr.fn !== "negative") return undefined;
	const [operand] = expr.args;
	if (operand?.kind !== "literal" || operand.value === null || operand.value.startsWith("-"))
		return undefined;
	if (!["int", "double", "decimal"].includes(operand.type.kind)) return undefined;
	return { ...operand, value: `-${operand.value}` };
}

/** `x` of `F.col(x)`, when a string or a name of one stands there. */
function plainName(column: PyExpr): PyExpr | undefined {
	return argumentOf(column, "col");
}

function argumentOf(called: PyExpr, fn: string): PyExpr | undefined {
	return called.kind === "call" &&
		called.fn.kind === "attribute" &&
		called.fn.name === fn &&
		called.fn.object.kind === "name" &&
		called.fn.object.name === "F" &&
		called.args.length === 1
		? called.args[0]
		: undefined;
}

const EXPRESSIONS: Writers = {
	literal: (expr, writer) => {
		const { value, column, isRenamed } = pyLiteral(expr);
		writer.f("lit");
		if (isRenamed) writer.renames++;
		if (value?.kind === "string") return call(writer.f("lit"), [writer.ctx.text(expr, value.value)]);
		return column;
	},
	column: columnNamed,
	star: starOf,
	alias: (expr, writer, scope) =>
		method(
			columnOf(expr.input, writer, scope),
			"alias",
			expr.names.map((one) => writer.ctx.text(expr, one)),
		),
	call: (expr, writer, scope) => {
		const literal = asLiteral(expr);
		return literal ? columnOf(literal, writer, scope) : writeCall(expr, writer, scope);
	},
	cast: (expr, writer, scope) =>
		method(columnOf(expr.input, writer, scope), expr.mode === "try" ? "try_cast" : "cast", [
			writer.ctx.text(expr, typeText(expr.type)),
		]),
	case: (expr, writer, scope) => {
		const branches = expr.branches.map(({ when, then }) => [
			columnOf(when, writer, scope),
			valueOf(then, writer, scope),
		]);
		const [first, ...rest] = branches as [PyExpr[], ...PyExpr[][]];
		const start = call(writer.f("when"), first);
		const all = rest.reduce((before, branch) => method(before, "when", branch), start);
		return expr.otherwise ? method(all, "otherwise", [valueOf(expr.otherwise, writer, scope)]) : all;
	},
	extract: (expr, writer, scope) => ({
		kind: "index",
		object: columnOf(expr.input, writer, scope),
		key: valueOf(expr.key, writer, scope),
	}),
	updateFields: (expr, writer, scope) => {
		if (expr.value)
			return method(columnOf(expr.input, writer, scope), "withField", [
				// SQL's identifier, where a name that is no word has backticks.
				string(dotted(expr.path)),
				columnOf(expr.value, writer, scope),
			]);
		const names = [expr.path];
		let { input } = expr;
		for (; input.kind === "updateFields" && !input.value; input = input.input) names.unshift(input.path);
		return method(
			columnOf(input, writer, scope),
			"dropFields",
			names.map((one) => string(dotted(one))),
		);
	},
	lambda: (expr, writer, scope) => lambdaOf(expr, writer, scope),
	window: (expr, writer, scope) => {
		const spec = windowOf(expr, writer, scope);
		if (!spec)
			return (
				lastResort(expr, writer, scope) ??
				writer.refuse(expr, "a window frame that is no range of numbers", "PySpark takes whole numbers")
			);
		return method(columnOf(expr.fn, writer, scope), "over", [spec]);
	},
	sort: (expr, writer, scope) => {
		const nulls = expr.nulls === undefined ? "" : `_nulls_${expr.nulls}`;
		return method(columnOf(expr.input, writer, scope), `${expr.direction}${nulls}`);
	},
	subquery: writeSubquery,
	namedArgument: (expr, writer) =>
		writer.refuse(
			expr,
			`the named argument ${expr.name}`,
			"PySpark passes a function's arguments by position",
		),
	param: (expr, writer) => {
		const text = call(writer.f("lit"), [writer.ctx.param(expr)]);
		writer.renames++;
		return expr.type.kind === "string" ? text : method(text, "cast", [string(typeText(expr.type))]);
	},
	secret: (expr, writer) => {
		writer.renames++;
		return call(writer.f("lit"), [writer.ctx.secret(expr)]);
	},
	udf: (expr, writer, scope) => {
		const fn = writer.udf(expr);
		if (!fn)
			return writer.refuse(
				expr,
				`the UDF ${expr.definition.name}`,
				"it has no Python source (udf({ python: … }))",
			);
		return call(
			fn,
			expr.args.map((arg) => nameOrColumn(arg, writer, scope)),
		);
	},
	currentTime: (expr, writer) => call(writer.f(expr.fn)),
};

function columnNamed(expr: ColumnExpr, writer: Writer, scope: Scope): PyExpr {
	const [first = "", ...rest] = expr.name;
	const parameter = expr.of === undefined ? scope.lambdas.get(first.toLowerCase()) : undefined;
	if (parameter !== undefined)
		return rest.reduce<PyExpr>(
			(object, field) => ({ kind: "index", object, key: string(field) }),
			name(parameter),
		);
	const text = columnText(expr.name);
	const isOuter = scope.query !== undefined && isOutside(expr, scope.query);
	if (expr.of === undefined || (!isOuter && isFreeName(expr, scope.inputs, writer.ctx)))
		return outer(call(writer.f("col"), [writer.ctx.text(expr, text)]), isOuter);
	if (isOuter && writer.ctx.lazyOnly) {
		// Seen in 4.3.0: pipelines do not resolve a column of a frame outside.
		if (scope.query?.names.has(first.toLowerCase()))
			return writer.refuse(
				expr,
				`the outer column ${text}`,
				"the query inside has a column of that name: give the outer frame an alias and name it by that",
			);
		return outer(call(writer.f("col"), [string(text)]), true);
	}
	if (writer.references.lost.has(expr.of))
		return writer.refuse(
			expr,
			`the column ${text} of one of two frames of one table`,
			"PySpark cannot tell the frames apart there; give them aliases and name the column by its alias",
		);
	const frame = writer.variableOf(expr.of);
	if (!frame)
		return writer.refuse(
			expr,
			`the column ${text} of another frame`,
			"that frame is not part of this query; name the column without its frame",
		);
	const alias = writer.aliasOf(expr.of);
	if (alias !== undefined)
		return outer(call(writer.f("col"), [string(columnText([alias, ...expr.name]))]), isOuter);
	return outer({ kind: "index", object: frame, key: writer.ctx.text(expr, text) }, isOuter);
}

/** Classic PySpark analyses each frame at once: what belongs to the query around has to be marked. */
const outer = (column: PyExpr, isOuter: boolean): PyExpr => (isOuter ? method(column, "outer") : column);

function starOf(expr: StarExpr, writer: Writer, scope: Scope): PyExpr {
	const prefix = expr.qualifier ? `${columnText(expr.qualifier)}.` : "";
	if (expr.except) {
		const all = expr.qualifier ? `${dotted(expr.qualifier)}.*` : "*";
		return call(writer.f("expr"), [string(`${all} EXCEPT (${expr.except.map(dotted).join(", ")})`)]);
	}
	if (expr.of !== undefined && !isWholeInput(expr, scope.inputs)) {
		const alias = writer.aliasOf(expr.of);
		if (alias !== undefined) return call(writer.f("col"), [string(`${columnText([alias])}.*`)]);
		const frame = writer.variableOf(expr.of);
		if (frame) return { kind: "index", object: frame, key: string("*") };
	}
	return call(writer.f("col"), [string(`${prefix}*`)]);
}
