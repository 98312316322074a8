import {
	array,
	type DataType,
	field,
	map,
	STRING,
	type StructType,
	struct,
} from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import type { JsonRead } from "../../../../io/formats/index.js";
import type { SourceFile } from "../../../tableEngine.js";
import { pathList, quoteIdentifier, quoteText } from "../../sql.js";
import { duckType } from "../../types.js";
import type { ReaderCall, ScanColumn } from "../fileColumns.js";
import { pause } from "../pause.js";
import type { PreparedFile } from "../prepared.js";
import type { Scratch } from "../scratch.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { JsonPreparer } from "./jsonPrepare.js";

/** DuckDB's limit for one line is 16 MiB unless it is told more. */
const LONG_LINE = 16 << 20;

/** The columns of a textual source apart from the reader's own ones. */
export interface TextualColumns {
	readonly data: StructType;
	readonly hasCorrupt: boolean;
}

/** Takes the corrupt record column and the rescued data column out of a scan's columns. */
export function textualColumns(
	columns: readonly ScanColumn[],
	declared: StructType,
	corruptColumn: string,
	rescuedColumn: string | undefined,
): TextualColumns {
	const corrupt = declared.fields.find((f) => f.name === corruptColumn);
	if (corrupt && corrupt.type.kind !== "string")
		throw fault(
			"SOURCE_BAD_SCHEMA",
			{ format: "json and csv", problem: `the corrupt record column ${corruptColumn} has to be a STRING` },
			{ sparkCondition: "INVALID_CORRUPT_RECORD_TYPE" },
		);
	const own = new Set([corruptColumn, rescuedColumn]);
	return {
		data: struct(declared.fields.filter((f) => !own.has(f.name))),
		hasCorrupt: corrupt !== undefined && columns.some((c) => c.name === corruptColumn),
	};
}

export async function prepareJson(
	files: readonly SourceFile[],
	columns: TextualColumns,
	options: JsonRead,
	dates: DateTimeReaders,
	scratch: Scratch,
): Promise<readonly PreparedFile[]> {
	const preparer = new JsonPreparer(columns.data, options, dates, columns.hasCorrupt, scratch);
	const prepared: PreparedFile[] = [];
	for (const file of files) {
		prepared.push(preparer.prepare(file));
		await pause(file.size);
	}
	return prepared;
}

/** Reads prepared files with DuckDB's own reader. */
export function jsonReader(schema: StructType, names: readonly (string | undefined)[]): ReaderCall {
	const own = names.filter((n) => n !== undefined);
	const known = new Set(schema.fields.map((f) => f.name));
	return {
		call: (files, pathColumn) => {
			const columns = schema.fields.map(
				(f) => `${quoteIdentifier(f.name)}: ${quoteText(duckType(inJson(f.type)))}`,
			);
			for (const name of own) if (!known.has(name)) columns.push(`${quoteIdentifier(name)}: 'VARCHAR'`);
			// DuckDB wants a column; a source of partition columns alone has none.
			if (columns.length === 0) columns.push("'': 'VARCHAR'");
			const longest = files.reduce((most, f) => Math.max(most, f.longestLine), 0);
			const parts = [
				pathList(files.map((f) => f.path)),
				`columns = {${columns.join(", ")}}`,
				"format = 'newline_delimited'",
				"auto_detect = false",
				"compression = 'uncompressed'",
			];
			if (longest + 64 > LONG_LINE) parts.push(`maximum_object_size = ${longest + 1024}`);
			if (pathColumn !== undefined) parts.push(`filename = ${quoteText(pathColumn)}`);
			return `read_json(${parts.join(", ")})`;
		},
		column: (alias, { name, type }) => {
			const value = `${alias}.${quoteIdentifier(name)}`;
			return inJson(type) === type ? value : `CAST(${value} AS ${duckType(type)})`;
		},
	};
}

/** The type as which a value is read: bytes come as text with `\\x00` escapes, which only a cast understands. */
function inJson(type: DataType): DataType {
	switch (type.kind) {
		case "binary":
			return STRING;
		case "array": {
			const element = inJson(type.element);
			return element === type.element ? type : array(element);
		}
		case "map": {
			const value = inJson(type.value);
			return value === type.value ? type : map(type.key, value);
		}
		case "struct": {
			const fields = type.fields.map((f) => field(f.name, inJson(f.type)));
			return fields.every((f, i) => f.type === type.fields[i]?.type) ? type : struct(fields);
		}
		default:
			return type;
	}
}
