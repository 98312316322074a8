import { BIGINT, type StructType } from "../../core/dataTypes.js";
import type { Expr } from "../expr.js";
import type { RangeRelation, ReadRelation, Relation, Setting, TableFunctionRelation } from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { constantText } from "./bindIdentifiers.js";
import { literalAt } from "./bindLiterals.js";
import { made, refuseAt, rejectAt, relationAt, type SqlScope } from "./bindScope.js";
import { parseSchema } from "./parse.js";
import { SqlSyntaxError } from "./problem.js";
import type { FunctionRelation, TableFunctionArgument, UnnestRelation } from "./querySyntax.js";
import type { Span, SqlExpr } from "./syntax.js";

/** A function in FROM: `range(…)`, `read_files(…)`, or a generator. */
export function planOfFunction(relation: FunctionRelation, scope: SqlScope): Relation {
	const name = relation.name.map((part) => part.name).join(".");
	const fn = (relation.name.at(-1)?.name ?? "").toLowerCase();
	if (fn === "read_files") return readFiles(relation, scope);
	if (fn === "cloud_files") return cloudFiles(relation, scope);
	if (fn === "read_kafka") return readKafka(relation, scope);
	if (relation.isStream)
		return refuseAt(
			scope,
			relation.at,
			`STREAM of the function ${name}`,
			"STREAM takes a table or read_files(…)",
		);
	const args = relation.args.map((argument) => argumentOf(argument, name, scope));
	if (fn === "range" && args.every((arg) => arg.kind !== "namedArgument")) {
		const [first, second, step] = args;
		if (first && args.length <= 4) {
			const number = (value: string): Expr => literalAt(scope, relation.at, BIGINT, value);
			return relationAt<RangeRelation>(scope, relation.at, {
				kind: "range",
				start: second ? first : number("0"),
				end: second ?? first,
				step: step ?? number("1"),
			});
		}
	}
	return relationAt<TableFunctionRelation>(scope, relation.at, {
		kind: "tableFunction",
		fn,
		args: Object.freeze(args),
	});
}

function argumentOf(argument: TableFunctionArgument, fn: string, scope: SqlScope): Expr {
	if (!argument.value) return refuseAt(scope, argument.at, `A table as an argument of ${fn}`);
	const value = bindExpr(argument.value, scope);
	if (!argument.name) return value;
	return made(scope, argument.at, { kind: "namedArgument", name: argument.name.name, value });
}

/** `UNNEST(array)`: the same as `explode(array)`. */
export function planOfUnnest(relation: UnnestRelation, scope: SqlScope): Relation {
	const [array] = relation.arrays;
	if (!array || relation.arrays.length > 1)
		return refuseAt(scope, relation.at, "UNNEST of several arrays", "zip them: explode(arrays_zip(a, b))");
	if (relation.withOrdinality)
		return refuseAt(scope, relation.at, "UNNEST … WITH ORDINALITY", "posexplode(array) counts from 0");
	return relationAt<TableFunctionRelation>(scope, relation.at, {
		kind: "tableFunction",
		fn: "explode",
		args: Object.freeze([bindExpr(array, scope)]),
	});
}

/** `read_files('path', format => 'json', schema => 'a INT', option => value)`: the options are the reader's. */
function readFiles(relation: FunctionRelation, scope: SqlScope): Relation {
	const { at } = relation;
	const paths: Setting[] = [];
	const options = new Map<string, Setting>();
	let format: string | undefined;
	let schema: StructType | undefined;
	for (const argument of relation.args) {
		if (!argument.value) return refuseAt(scope, argument.at, "A table as an argument of read_files");
		const setting = settingAt(bindExpr(argument.value, scope), argument.at, scope);
		const name = argument.name?.name;
		if (name === undefined || name.toLowerCase() === "path") paths.push(setting);
		else if (name.toLowerCase() === "format")
			format = known(setting, "format", argument.at, scope).toLowerCase();
		else if (name.toLowerCase() === "schema")
			schema = schemaAt(known(setting, "schema", argument.at, scope), argument.at, scope);
		else options.set(name, setting);
	}
	if (paths.length !== 1) return rejectAt(scope, at, "read_files takes one path");
	if (format === undefined)
		return refuseAt(
			scope,
			at,
			"read_files without a format",
			"the format of files is not guessed; add format => 'json'",
		);
	return relationAt<ReadRelation>(scope, at, {
		kind: "read",
		format,
		paths: Object.freeze(paths),
		options: Object.freeze(Object.fromEntries(options)),
		...(schema ? { schema } : {}),
		streaming: relation.isStream,
	});
}

/** `cloud_files('path', 'json', map('option', 'value'))`: dlt's older spelling of a stream of read_files. */
function cloudFiles(relation: FunctionRelation, scope: SqlScope): Relation {
	const { at } = relation;
	const named = relation.args.find((argument) => argument.name || !argument.value);
	if (named) return rejectAt(scope, named.at, "cloud_files takes a path, a format and a map of options");
	const [path, format, map, ...more] = relation.args.map((argument) =>
		bindExpr(argument.value as SqlExpr, scope),
	);
	if (!path || !format || more.length > 0)
		return rejectAt(scope, at, "cloud_files takes a path, a format and a map of options");
	const options = map ? optionsOf(map, at, scope) : new Map<string, Setting>();
	const schema = options.get("schema");
	options.delete("schema");
	return relationAt<ReadRelation>(scope, at, {
		kind: "read",
		format: "cloudFiles",
		paths: Object.freeze([settingAt(path, at, scope)]),
		options: Object.freeze({
			...Object.fromEntries(options),
			"cloudFiles.format": known(settingAt(format, at, scope), "format", at, scope).toLowerCase(),
		}),
		...(schema === undefined ? {} : { schema: schemaAt(known(schema, "schema", at, scope), at, scope) }),
		streaming: true,
	});
}

/** `read_kafka(bootstrapServers => …, subscribe => …)`: the reader `kafka` with these options. */
function readKafka(relation: FunctionRelation, scope: SqlScope): Relation {
	const options = relation.args.map((argument): [string, Setting] => {
		if (!argument.name || !argument.value)
			return rejectAt(scope, argument.at, "read_kafka takes named arguments");
		const { name } = argument.name;
		const option = name.toLowerCase() === "bootstrapservers" ? "kafka.bootstrap.servers" : name;
		return [option, settingAt(bindExpr(argument.value, scope), argument.at, scope)];
	});
	return relationAt<ReadRelation>(scope, relation.at, {
		kind: "read",
		format: "kafka",
		paths: Object.freeze([]),
		options: Object.freeze(Object.fromEntries(options)),
		streaming: relation.isStream,
	});
}

/** The entries of `map('a', '1', 'b', '2')`. */
function optionsOf(map: Expr, at: Span, scope: SqlScope): Map<string, Setting> {
	if (map.kind !== "call" || map.fn !== "map" || map.args.length % 2 !== 0)
		return refuseAt(scope, at, "A computed map of options", "write map('option', 'value')");
	const options = new Map<string, Setting>();
	for (let i = 0; i < map.args.length; i += 2)
		options.set(
			known(settingAt(map.args[i] as Expr, at, scope), "name of an option", at, scope),
			settingAt(map.args[i + 1] as Expr, at, scope),
		);
	return options;
}

/** A constant or parameter as a reader's setting; numbers and booleans are text there. */
function settingAt(expr: Expr, at: Span, scope: SqlScope): Setting {
	const text = constantText(expr);
	if (text !== undefined) return text;
	if (expr.kind === "param" || expr.kind === "secret") return expr;
	if (expr.kind === "call" && expr.fn === "concat" && expr.args.every(isSetting)) return expr;
	return refuseAt(scope, at, "A computed argument of a reader", "write a constant or a parameter");
}

const isSetting = (expr: Expr): boolean =>
	expr.kind === "param" || expr.kind === "secret" || constantText(expr) !== undefined;

function known(setting: Setting, what: string, at: Span, scope: SqlScope): string {
	return typeof setting === "string"
		? setting
		: refuseAt(scope, at, `A parameter as the ${what} of a reader`);
}

function schemaAt(ddl: string, at: Span, scope: SqlScope): StructType {
	try {
		return parseSchema(ddl);
	} catch (error) {
		if (!(error instanceof SqlSyntaxError)) throw error;
		return rejectAt(scope, at, `Bad schema: ${error.message}`);
	}
}
