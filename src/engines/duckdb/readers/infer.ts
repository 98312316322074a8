import type { DuckDBConnection } from "@duckdb/node-api";
import {
	type DataType,
	field,
	isNested,
	STRING,
	type StructField,
	type StructType,
	struct,
	typeName,
} from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import { sameName } from "../../../core/names.js";
import type { FoundFiles } from "../../../io/files/index.js";
import { csvRead, jsonRead, parquetRead } from "../../../io/formats/index.js";
import { parseSchema } from "../../../plan/sql/parse.js";
import type { FileRead, InferredFiles } from "../../tableEngine.js";
import { type ReaderContext, type Source, sourceFiles, sourceOf } from "./context.js";
import { checkDuplicates } from "./json/jsonTypes.js";

/**
 * The columns of a reader: the data's (declared, or found by Spark's rules) and those of partition folders. A column
 * that both have is the path's, in the data's place.
 * @example await inferFiles({ format: "json", paths: ["data"], options: {}, cloudFiles: false, streaming: false }, context, connection)
 */
export async function inferFiles(
	read: FileRead,
	context: ReaderContext,
	connection: DuckDBConnection,
): Promise<InferredFiles> {
	if (read.declared) return declaredFiles(read, read.declared, context);
	const source = sourceOf(read, context);
	checkStream(read, context);
	const found = sourceFiles(read, context);
	const data = withHints(await inferredColumns(source, found, read, context, connection), source);
	return withOwnColumns(data, read, source, found);
}

/** The same for columns that the user declares: only the files' paths are looked at. */
export function declaredFiles(read: FileRead, declared: StructType, context: ReaderContext): InferredFiles {
	const source = sourceOf(read, context);
	return withOwnColumns(declaredColumns(declared, source), read, source, sourceFiles(read, context));
}

/** Adds the rescued data column and the columns of partition folders. */
function withOwnColumns(data: StructType, read: FileRead, source: Source, found: FoundFiles): InferredFiles {
	const rescued =
		source.options.text("rescuedDataColumn") ??
		(read.cloudFiles && !read.declared && source.format !== "parquet" && source.format !== "text"
			? "_rescued_data"
			: undefined);
	const withRescued =
		rescued === undefined || data.fields.some((f) => sameName(f.name, rescued))
			? data
			: struct([...data.fields, field(rescued, STRING)]);
	return withPartitions(withRescued, found, read.declared !== undefined);
}

/** Auto Loader's `schemaHints`: types of columns that are known, found in the files or not. */
function withHints(found: StructType, source: Source): StructType {
	const text = source.options.text("cloudFiles.schemaHints");
	if (text === undefined || text.trim() === "") return found;
	const hints = parseHints(text);
	const hint = (name: string) => hints.fields.find((f) => sameName(f.name, name));
	return struct([
		...found.fields.map((f) => ({
			...f,
			...(hint(f.name) ? { type: (hint(f.name) as StructField).type } : {}),
		})),
		...hints.fields.filter((h) => !found.fields.some((f) => sameName(f.name, h.name))),
	]);
}

function parseHints(text: string): StructType {
	try {
		return parseSchema(text);
	} catch (cause) {
		throw fault(
			"SOURCE_BAD_OPTION",
			{
				format: "cloudFiles",
				option: "cloudFiles.schemaHints",
				value: text,
				expected: "columns with types: id INT, at DATE",
			},
			{ cause },
		);
	}
}

/** A stream whose schema is looked up anew with each start could change under its table. */
function checkStream(read: FileRead, context: ReaderContext): void {
	const allowed = context.sparkConf?.["spark.sql.streaming.schemaInference"]?.toLowerCase() === "true";
	if (!read.streaming || read.declared || read.cloudFiles || allowed || read.format === "text") return;
	throw fault("SOURCE_STREAM_SCHEMA", { format: read.format }, { sparkCondition: "_LEGACY_ERROR_TEMP_2048" });
}

function declaredColumns(declared: StructType, source: Source): StructType {
	checkDuplicates(declared);
	if (source.format === "csv")
		for (const f of declared.fields) if (isNested(f.type)) throw unsuited("csv", f);
	if (source.format === "text") {
		if (declared.fields.length !== 1)
			throw fault(
				"SOURCE_BAD_SCHEMA",
				{ format: "text", problem: `it has ${declared.fields.length} columns, a line of text is one` },
				{ sparkCondition: "_LEGACY_ERROR_TEMP_1290" },
			);
		const [only] = declared.fields;
		if (only && only.type.kind !== "string") throw unsuited("text", only);
	}
	return declared;
}

const unsuited = (format: string, f: StructField) =>
	fault("SOURCE_BAD_SCHEMA", { format, problem: `the column ${f.name} is ${typeName(f.type)}` });

async function inferredColumns(
	source: Source,
	found: FoundFiles,
	read: FileRead,
	context: ReaderContext,
	connection: DuckDBConnection,
): Promise<StructType> {
	if (source.format === "text") return struct([field("value", STRING)]);
	// What looks into files is loaded when one is looked into: declared columns do without it.
	const { readableFiles } = await import("./readable.js");
	const { dateTimeReaders } = await import("./values/dateTimeReaders.js");
	const files = await readableFiles(found.files, source, connection);
	if (files.length === 0)
		throw fault("SOURCE_NO_SCHEMA", { format: source.format, path: read.paths.join(", ") });
	// Auto Loader takes every value for text unless it is asked to look.
	const asText = read.cloudFiles && !source.options.flag("cloudFiles.inferColumnTypes", false);
	switch (source.format) {
		case "json": {
			const { inferJson } = await import("./json/jsonInfer.js");
			const plain = jsonRead(source.options);
			const options = asText ? { ...plain, primitivesAsString: true } : plain;
			return inferJson(files, options, dateTimeReaders(options, context.timeZone));
		}
		case "csv": {
			const { inferCsv } = await import("./csv/csvInfer.js");
			const plain = csvRead(source.options);
			const options = read.cloudFiles ? { ...plain, inferSchema: !asText } : plain;
			return inferCsv(files, options, dateTimeReaders(options, context.timeZone));
		}
		case "parquet": {
			const { inferParquet } = await import("./parquet/parquetScan.js");
			const schema = await inferParquet(files, parquetRead(source.options).mergeSchema, connection);
			return schema ?? struct([]);
		}
	}
}

function withPartitions(data: StructType, found: FoundFiles, isDeclared: boolean): InferredFiles {
	const partition = (name: string) => found.partitions.find((p) => sameName(p.name, name));
	if (!isDeclared)
		return {
			schema: struct(data.fields.map((f) => ({ ...f, ...partition(f.name) }))),
			partitions: struct(found.partitions.filter((p) => !data.fields.some((f) => sameName(f.name, p.name)))),
		};
	// Declared partition columns go to the end, in the order of the path.
	const declared = (name: string) => data.fields.find((f) => sameName(f.name, name));
	for (const p of found.partitions) checkValues(declared(p.name), p.name, found);
	return {
		schema: struct(data.fields.filter((f) => !partition(f.name))),
		partitions: struct(found.partitions.map((p) => declared(p.name) ?? p)),
	};
}

/** Values of partition folders have to be of the declared type. */
function checkValues(declared: StructField | undefined, name: string, found: FoundFiles): void {
	if (!declared) return;
	for (const file of found.files) {
		const value = file.partitions[name] ?? null;
		if (value === null || fits(value, declared.type)) continue;
		throw fault(
			"SOURCE_PARTITIONS",
			{ problem: `${name}=${value} is no ${typeName(declared.type)}, as which the column was declared` },
			{ sparkCondition: "INVALID_PARTITION_VALUE" },
		);
	}
}

function fits(value: string, type: DataType): boolean {
	switch (type.kind) {
		case "string":
			return true;
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return /^[+-]?[0-9]+$/.test(value);
		case "float":
		case "double":
		case "decimal":
			return value.trim() !== "" && (Number.isFinite(Number(value)) || /^-?(NaN|Infinity)$/.test(value));
		case "boolean":
			return /^(true|false|t|f|y|n|yes|no|1|0)$/i.test(value);
		case "date":
			return /^\d{4}-\d{1,2}-\d{1,2}/.test(value);
		case "timestamp":
		case "timestamp_ntz":
			return /^\d{4}-\d{1,2}-\d{1,2}/.test(value);
		default:
			return false;
	}
}
