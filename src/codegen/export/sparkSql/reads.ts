import { schemaDdl } from "../../../core/dataTypes.js";
import type { ReadRelation, Setting, TableRelation } from "../../../plan/relation.js";
import { withOwnPath } from "../lower/files.js";
import type { SparkSqlContext } from "./context.js";
import { expressionSql } from "./expressions.js";
import { quoted, textLiteral } from "./names.js";
import { OPEN_SCOPE } from "./scope.js";

/** A table as it stands in FROM: its name, as a stream in the dialect's spelling, with its options. */
export function tableSql(node: TableRelation, ctx: SparkSqlContext): string {
	const name = ctx.tableName(node);
	if (typeof name !== "string") return readSql({ ...name, streaming: node.streaming }, ctx);
	const options = Object.entries(node.options ?? {});
	const given = options.map(([key, value]) => `${textLiteral(key)} = ${settingSql(value, ctx)}`);
	const shown = streamed(name, node.streaming, ctx);
	return given.length === 0 ? shown : `${shown} WITH (${given.join(", ")})`;
}

/**
 * What a read's columns are qualified with in the plan, where the text calls the table otherwise (the files or the other
 * table that a name of the config stands for): the alias that makes up for it.
 */
export function aliasFor(node: TableRelation, ctx: SparkSqlContext): string | undefined {
	if ("kind" in node.name) return undefined;
	const own = node.name.at(-1) as string;
	const name = ctx.tableName(node);
	const isOwn = typeof name === "string" && name.toLowerCase().endsWith(quoted(own).toLowerCase());
	return isOwn ? undefined : own;
}

/** `STREAM t`, on Databricks `STREAM(t)`. */
export const streamed = (name: string, isStream: boolean, { dialect }: SparkSqlContext): string =>
	!isStream ? name : dialect === "spark" ? `STREAM ${name}` : `STREAM(${name})`;

/** A text, or what parameters make of one. */
function settingSql(setting: Setting, ctx: SparkSqlContext): string {
	if (typeof setting === "string") return textLiteral(setting);
	return expressionSql(setting, { ctx, subquery: () => "" }, OPEN_SCOPE);
}

/** Files as they stand in FROM. */
export function readSql(given: ReadRelation, ctx: SparkSqlContext): string {
	const node = withOwnPath(ctx.readOf?.(given) ?? given);
	if (ctx.files) return ctx.files(node);
	return ctx.dialect === "databricks" ? readFiles(node, ctx, given) : filesByPath(node, ctx, given);
}

function readFiles(node: ReadRelation, ctx: SparkSqlContext, given: ReadRelation): string {
	const [path, ...more] = node.paths;
	if (path === undefined || more.length > 0)
		return ctx.refuse(given, "A read of several paths", "read_files takes one path");
	const isCloud = node.format.toLowerCase() === "cloudfiles";
	const isFormat = (key: string): boolean => isCloud && key.toLowerCase() === "cloudfiles.format";
	const entries = Object.entries(node.options);
	const format = isCloud ? entries.find(([key]) => isFormat(key))?.[1] : node.format.toLowerCase();
	if (format === undefined)
		return ctx.refuse(
			given,
			"cloudFiles without cloudFiles.format",
			"read_files needs the format of the files",
		);
	const options = entries.filter(([key]) => !isFormat(key));
	const args = [
		settingSql(path, ctx),
		`format => ${settingSql(format, ctx)}`,
		...(node.schema ? [`schema => ${textLiteral(schemaDdl(node.schema))}`] : []),
		...options.map(([key, value]) => `${quoted(isCloud ? plainKey(key) : key)} => ${settingSql(value, ctx)}`),
	];
	const call =
		args.length <= 2 ? `read_files(${args.join(", ")})` : `read_files(\n  ${args.join(",\n  ")}\n)`;
	return node.streaming ? `STREAM ${call}` : call;
}

const plainKey = (key: string): string => key.replace(/^cloudFiles\./i, "");

/** Formats whose files open source Spark reads by their path in FROM. */
const BY_PATH: ReadonlySet<string> = new Set(["json", "csv", "parquet", "text", "orc", "avro", "xml"]);

/** `` json.`data/orders` ``: Spark finds out the schema, and takes options in WITH. */
function filesByPath(node: ReadRelation, ctx: SparkSqlContext, given: ReadRelation): string {
	const refuse = (what: string): string =>
		ctx.refuse(
			given,
			what,
			"SQL of open source Spark names files by one path alone; read them in Python, or from a table",
		);
	const [path, ...more] = node.paths;
	if (node.streaming) return refuse(`A stream of ${node.format} files`);
	if (node.schema) return refuse("A read of files with a schema");
	if (typeof path !== "string" || more.length > 0) return refuse("A read of several or computed paths");
	if (!BY_PATH.has(node.format.toLowerCase())) return refuse(`A read of the format ${node.format}`);
	const options = Object.entries(node.options).map(
		([key, value]) => `${textLiteral(key)} = ${settingSql(value, ctx)}`,
	);
	const name = `${node.format.toLowerCase()}.\`${path.replaceAll("`", "``")}\``;
	return options.length === 0 ? name : `${name} WITH (${options.join(", ")})`;
}
