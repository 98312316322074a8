import { childrenOf, type Expr } from "../../../plan/expr.js";
import { latestOf, type SqlSource, sqlSourceOf } from "../../../plan/provenance.js";
import type { Relation } from "../../../plan/relation.js";
import { block, call, name, string } from "../../printers/python/build.js";
import type { PyExpr, PyKeyword } from "../../printers/python/nodes.js";
import { identifier } from "../python/names.js";
import { printExpression, printQuery, type SparkSqlContext, sqlTextFor } from "../sparkSql/index.js";
import { isFreeName, type Query } from "./references.js";
import type { Scope, Writer } from "./writer.js";

/** The user's own text of an expression, where it can stand in Python as it is. */
export function textOfExpr(expr: Expr, writer: Writer): PyExpr | undefined {
	const source = sqlSourceOf(expr);
	if (!source) return undefined;
	if (isPlain(source))
		return source.text.includes("\n") ? block(source.text) : writer.ctx.text(expr, source.text);
	// Values that came from outside are Columns in Python too.
	if (Object.keys(source.values).length > 0 || !writer.ctx.sql) return undefined;
	const text = wholeText(expr, writer.ctx.sql);
	return text === undefined ? undefined : block(text);
}

/** The user's text where all of it has a form in SQL; else the piece is written as Python, parameters and files among it. */
function wholeText(node: Expr | Relation, sql: SparkSqlContext): string | undefined {
	let isWhole = true;
	const leave = (): string => {
		isWhole = false;
		return "NULL";
	};
	const text = sqlTextFor(node, { ...sql, refuse: leave, param: leave });
	return isWhole ? text : undefined;
}

/** The user's own text of a query: `spark.sql("…")`. */
export function textOfQuery(
	relation: Relation,
	writer: Writer,
	query: Query | undefined,
): PyExpr | undefined {
	const source = sqlSourceOf(relation);
	const sql = dotSql();
	if (source && isPlain(source) && !writer.ctx.sql) return call(sql, [sqlBlock(source.text)]);
	if (source && hasFrames(source)) return withFrames(source, writer, query);
	const text = writer.ctx.sql && wholeText(relation, writer.ctx.sql);
	if (text === undefined) return undefined;
	const named =
		source && isPlain(source) && isSame(source.text, text) && writer.ctx.text(relation, source.text);
	return call(sql, [named && named.kind === "name" ? named : sqlBlock(text)]);
}

/** But for how its lines are indented. */
const isSame = (a: string, b: string): boolean =>
	a.replace(/\s+/g, " ").trim() === b.replace(/\s+/g, " ").trim();

const dotSql = (): PyExpr => ({ kind: "attribute", object: name("spark"), name: "sql" });

/** Several lines stand between the quotes, none beside them. */
const sqlBlock = (text: string): PyExpr => (text.includes("\n") ? block(`\n${text.trim()}\n`) : string(text));

/** Frames that are more than a table's name: PySpark takes them beside the text. */
function hasFrames({ text, frames, values }: SqlSource): boolean {
	const names = Object.keys(frames);
	const braces = text.match(/[{}]/g)?.length ?? 0;
	const uses = names.reduce((sum, one) => sum + text.split(`{${one}}`).length - 1, 0);
	return (
		names.some((one) => latestOf(frames[one] as Relation).kind !== "table") &&
		names.every((one) => identifier(one) === one) &&
		Object.keys(values).length === 0 &&
		braces === uses * 2 &&
		isPlainText(text)
	);
}

/** `spark.sql("… {orders}", orders=frame)`. */
function withFrames({ text, frames }: SqlSource, writer: Writer, query: Query | undefined): PyExpr {
	const kwargs = Object.entries(frames).map(
		([one, frame]): PyKeyword => ({ name: one, value: writer.frame(latestOf(frame), query) }),
	);
	return call(dotSql(), [sqlBlock(text)], kwargs);
}

/** No placeholders, variables or spellings of pipelines. */
function isPlain(source: SqlSource): boolean {
	return (
		Object.keys(source.frames).length === 0 &&
		Object.keys(source.values).length === 0 &&
		isPlainText(source.text)
	);
}

const isPlainText = (text: string): boolean =>
	!text.includes("${") && !/\b(?:live\s*\.|stream\b)/i.test(text);

/**
 * What only SQL can say, as text: `F.expr("avg(DISTINCT a)")`. Undefined where the text could not name what it needs: a
 * parameter of a Python lambda, or a column by its frame.
 */
export function lastResort(expr: Expr, writer: Writer, scope: Scope): PyExpr | undefined {
	if (!writer.ctx.sql || scope.depth > 0 || scope.query || !isNameable(expr, writer, scope)) return undefined;
	return call(writer.f("expr"), [string(printExpression(expr, writer.ctx.sql))]);
}

/** A query that the DataFrame API has no form for, as text; else it is refused. */
export function asQuery(
	node: Relation,
	writer: Writer,
	query: Query | undefined,
	construct: string,
	reason: string,
): PyExpr {
	// Inside of an expression it may name columns of the query around, which a text of its own cannot.
	if (!writer.ctx.sql || query) return writer.refuse(node, construct, reason);
	return call(dotSql(), [sqlBlock(printQuery(node, writer.ctx.sql))]);
}

function isNameable(expr: Expr, writer: Writer, scope: Scope): boolean {
	if (expr.kind === "subquery" || expr.kind === "udf" || expr.kind === "secret") return false;
	if (expr.kind === "column" && expr.of !== undefined && !isFreeName(expr, scope.inputs, writer.ctx))
		return false;
	return childrenOf(expr).every((child) => isNameable(child, writer, scope));
}
