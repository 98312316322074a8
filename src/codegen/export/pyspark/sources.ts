import type { DataType } from "../../../core/dataTypes.js";
import { sameType } from "../../../core/dataTypes.js";
import type { CallExpr, Expr } from "../../../plan/expr.js";
import type {
	RangeRelation,
	ReadRelation,
	Relation,
	Setting,
	TableFunctionRelation,
	ValuesRelation,
} from "../../../plan/relation.js";
import {
	attribute,
	boolean,
	call,
	dotted,
	listOf,
	method,
	NONE,
	name,
	number,
	string,
} from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import type { PySparkContext } from "./context.js";
import { isOneRow } from "./correlated.js";
import { asLiteral, columnOf, literalValue } from "./expressions.js";
import { schemaText, typeText } from "./names.js";
import type { Query } from "./references.js";
import { scopeOf } from "./relations.js";
import { settingText } from "./settings.js";
import { asQuery } from "./sqlText.js";
import { structTypeOf } from "./structTypes.js";
import type { Scope, Writer } from "./writer.js";

/** Formats that are methods of a reader. */
const METHODS: ReadonlySet<string> = new Set(["csv", "json", "orc", "parquet", "text"]);

/** `spark.read.schema(…).option(…).json(…)`. */
export function writeRead(given: ReadRelation, writer: Writer): PyExpr {
	const { ctx } = writer;
	const node = ctx.files?.(given) ?? given;
	if (node.streaming && node.paths.length > 1)
		return writer.refuse(
			given,
			"a stream of several paths",
			"Spark's streams read one path; use a pattern, or a union",
		);
	const reader = dotted(node.streaming ? "spark.readStream" : "spark.read");
	const format = node.format.toLowerCase();
	// `text(path)` sets wholetext to False, whatever was given before (seen in 4.3.0).
	const isWhole =
		format === "text" && Object.keys(node.options).some((key) => key.toLowerCase() === "wholetext");
	const hasMethod = METHODS.has(format) && node.paths.length > 0 && !isWhole;
	const typed = hasMethod ? reader : method(reader, "format", [ctx.text(given, node.format)]);
	const withSchema = node.schema
		? method(typed, "schema", [ctx.text(given, schemaText(node.schema))])
		: typed;
	const configured = Object.entries(node.options).reduce(
		(all, [key, value]) => method(all, "option", [string(key), optionValue(value, given, ctx)]),
		withSchema,
	);
	const paths = node.paths.map((path) => settingText(path, given, ctx));
	// `parquet` takes its paths one by one, the others a list.
	const isListed = paths.length > 1 && !(hasMethod && format === "parquet");
	return method(configured, hasMethod ? format : "load", isListed ? [listOf(paths)] : paths);
}

/** Truth values as Python's: `.option("header", True)`. */
export function optionValue(value: Setting, node: Relation, ctx: PySparkContext): PyExpr {
	return value === "true" || value === "false" ? boolean(value === "true") : settingText(value, node, ctx);
}

/** `spark.range(…)`. */
export function writeRange(node: RangeRelation, writer: Writer, query: Query | undefined): PyExpr {
	const values = [node.start, node.end, node.step].map((expr) => {
		const literal = asLiteral(expr);
		return literal && literal.value !== null && /int$/.test(literal.type.kind) ? literal.value : undefined;
	});
	if (values.some((value) => value === undefined))
		return asQuery(node, writer, query, "range over expressions", "PySpark takes numbers");
	const [start, end, step] = values as string[];
	const given = step !== "1" ? [start, end, step] : start !== "0" ? [start, end] : [end];
	return method(
		name("spark"),
		"range",
		given.map((value) => number(value as string)),
	);
}

/** What `spark.tvf` has. */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
	"collations",
	"explode",
	"explode_outer",
	"inline",
	"inline_outer",
	"json_tuple",
	"posexplode",
	"posexplode_outer",
	"sql_keywords",
	"stack",
	"variant_explode",
	"variant_explode_outer",
]);

export function writeTableFunction(
	node: TableFunctionRelation,
	writer: Writer,
	query: Query | undefined,
): PyExpr {
	if (!TABLE_FUNCTIONS.has(node.fn) || node.args.some((arg) => arg.kind === "namedArgument"))
		return asQuery(
			node,
			writer,
			query,
			`the table function ${node.fn}`,
			"PySpark's spark.tvf does not have it",
		);
	return tableFunction({ kind: "call", fn: node.fn, args: node.args }, node, writer, scopeOf([], query));
}

/** `spark.tvf.explode(…)`. */
export function tableFunction(generator: CallExpr, node: Relation, writer: Writer, scope: Scope): PyExpr {
	if (!TABLE_FUNCTIONS.has(generator.fn))
		return writer.refuse(node, `the table function ${generator.fn}`, "PySpark's spark.tvf does not have it");
	return call(
		attribute(dotted("spark.tvf"), generator.fn),
		generator.args.map((arg) => columnOf(arg, writer, scope)),
	);
}

/** Rows in memory. `names` are those of the alias around them. */
export function writeValues(
	node: ValuesRelation,
	names: readonly string[] | undefined,
	writer: Writer,
	query: Query | undefined,
): PyExpr {
	const fields = writer.ctx.columnsOf(node).fields;
	if (isOneRow(node)) return method(name("spark"), "range", [number("1")]);
	const types = fields.map((f) => f.type);
	const called = names ?? fields.map((f) => f.name);
	const rows = node.rows.map((row) => row.map((expr, i) => plainValue(expr, types[i] as DataType, writer)));
	if (rows.every((row) => row.every((value) => value !== undefined)))
		return createDataFrame(rows as PyExpr[][], called, types, writer);
	const scope = scopeOf([], query);
	const structs = node.rows.map((row) =>
		call(
			writer.f("struct"),
			row.map((expr, i) => {
				const column = columnOf(expr, writer, scope);
				const type = types[i] as DataType;
				const isTyped =
					(expr.kind === "literal" && sameType(expr.type, type)) ||
					(expr.kind === "cast" && sameType(expr.type, type));
				const cast =
					isTyped || expr.kind === "call" ? column : method(column, "cast", [string(typeText(type))]);
				return method(cast, "alias", [string(called[i] as string)]);
			}),
		),
	);
	return call(dotted("spark.tvf.inline"), [call(writer.f("array"), structs)]);
}

/** Types whose values are the same in Python. */
const PLAIN: ReadonlySet<DataType["kind"]> = new Set([
	"boolean",
	"int",
	"bigint",
	"double",
	"string",
	"void",
]);

function plainValue(expr: Expr, type: DataType, writer: Writer): PyExpr | undefined {
	if (!PLAIN.has(type.kind)) return undefined;
	const literal = asLiteral(expr);
	if (!literal) return undefined;
	if (literal.value === null) return NONE;
	if (type.kind === "bigint" && /int$/.test(literal.type.kind)) return number(literal.value);
	return sameType(literal.type, type) ? literalValue(literal, writer) : undefined;
}

function createDataFrame(
	rows: readonly (readonly PyExpr[])[],
	names: readonly string[],
	types: readonly DataType[],
	writer: Writer,
): PyExpr {
	const data = listOf(rows.map((items) => ({ kind: "tuple", items })));
	const fields = names.map((one, i) => ({ name: one, type: types[i] as DataType, nullable: true }));
	// Text would be parsed on the server, which pipelines do not allow here (seen in 4.3.0).
	const schema = writer.ctx.lazyOnly ? structTypeOf(fields) : string(schemaText({ kind: "struct", fields }));
	return method(name("spark"), "createDataFrame", [data, schema]);
}
