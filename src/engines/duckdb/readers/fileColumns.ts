import type { DataType } from "../../../core/dataTypes.js";
import { sameName } from "../../../core/names.js";
import type { SourceFile } from "../../tableEngine.js";
import type { FileScanNode } from "../compilation.js";
import { quoteIdentifier, quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { fileUri, metadataUri } from "./fileUri.js";
import type { PreparedFile } from "./prepared.js";
import { timeOf } from "./values/instants.js";

/** The name of the column in which DuckDB's readers put the path that they read. */
export const PATH_COLUMN = "__aqueduck_path";
export const ROW_COLUMN = "file_row_number";

const DATA = "d";
const FILES = "f";

/** A column of a scan: from the data, or the same for all rows of a file. */
export interface ScanColumn {
	readonly name: string;
	readonly type: DataType;
	/** The value of a file as SQL; absent for columns of the data. */
	readonly ofFile?: (file: SourceFile) => string;
	/** Names a field of the reader's that it needs, e.g. the row number. */
	readonly expression?: string;
}

/** The scan's columns in the order of its output. */
export function scanColumns(scan: FileScanNode): readonly ScanColumn[] {
	const { schema, partitions } = scan.source;
	const hidden = scan.hidden;
	const hiddenIds = new Set([hidden?.metadata?.id, hidden?.inputFile?.id]);
	const isPartition = (name: string, file: SourceFile): string | undefined =>
		Object.keys(file.partitions).find((p) => sameName(p, name));
	const named = [...schema.fields, ...partitions.fields];
	return scan.output.map((attribute) => {
		const { name, type } = attribute;
		if (hiddenIds.has(attribute.id)) {
			if (attribute.id === hidden?.inputFile?.id)
				return { name, type, ofFile: (f) => quoteText(fileUri(f.path)) };
			return { name, type, ...metadataColumn(type) };
		}
		const column = named.find((f) => f.name === name) ?? named.find((f) => sameName(f.name, name));
		const source = column?.name ?? name;
		return {
			name,
			type,
			ofFile: (file) => {
				const partition = isPartition(source, file);
				if (partition === undefined) return DATA_VALUE;
				const value = file.partitions[partition] ?? null;
				return `CAST(${value === null ? "NULL" : quoteText(value)} AS ${duckType(type)})`;
			},
		};
	});
}

/** Stands for "no value of the file": the column is in the data. */
const DATA_VALUE = "";

function metadataColumn(type: DataType): Pick<ScanColumn, "ofFile" | "expression"> {
	const fields = type.kind === "struct" ? type.fields : [];
	const hasRow = fields.some((f) => f.name === "row_index");
	return {
		...(hasRow ? { expression: `${DATA}.${quoteIdentifier(ROW_COLUMN)}` } : {}),
		ofFile: (file) => {
			const parts = fields.map((f) => `${quoteIdentifier(f.name)} := ${metadataField(f.name, file)}`);
			return `struct_pack(${parts.join(", ")})`;
		},
	};
}

function metadataField(name: string, file: SourceFile): string {
	switch (name) {
		case "file_path":
			return quoteText(metadataUri(file.path));
		case "file_name":
			return quoteText(metadataUri(file.path).split("/").at(-1) as string);
		case "file_size":
		case "file_block_length":
			return `CAST(${file.size} AS BIGINT)`;
		case "file_block_start":
			return "CAST(0 AS BIGINT)";
		case "file_modification_time": {
			const whole = Math.floor(file.modified);
			const seconds = Math.floor(whole / 1000) * 1000;
			return `CAST(${quoteText(timeOf(seconds, (whole - seconds) * 1000, "+00"))} AS TIMESTAMPTZ)`;
		}
		default:
			return "NULL";
	}
}

/** What a file reader of DuckDB's contributes to a scan. */
export interface ReaderCall {
	/** `read_json([…], …)` for some prepared files; `path` names the column that tells them apart, if any is asked for. */
	readonly call: (
		files: readonly PreparedFile[],
		pathColumn: string | undefined,
		rowColumn: boolean,
	) => string;
	/** The SQL of a data column, read from the alias `d`; undefined: the column is not in the data and is NULL. */
	readonly column: (alias: string, column: ScanColumn) => string | undefined;
}

/** The SELECT over prepared files: data columns, partition columns and hidden ones in the scan's order. */
export function filesSelect(
	columns: readonly ScanColumn[],
	files: readonly PreparedFile[],
	reader: ReaderCall,
): string {
	if (files.length === 0) {
		const nulls = columns.map((c) => `CAST(NULL AS ${duckType(c.type)}) AS ${quoteIdentifier(c.name)}`);
		return `SELECT ${nulls.length > 0 ? nulls.join(", ") : "NULL"} WHERE FALSE`;
	}
	const perFile = columns.map((c) => files.map((f) => c.ofFile?.(f.file) ?? DATA_VALUE));
	const needsRow = columns.some((c) => c.expression !== undefined);
	const constants: { readonly name: string; readonly values: readonly string[] }[] = [];
	const select = columns.map((column, i) => {
		const values = perFile[i] as readonly string[];
		const first = values[0] as string;
		let sql: string;
		if (first === DATA_VALUE) sql = reader.column(DATA, column) ?? `CAST(NULL AS ${duckType(column.type)})`;
		else if (values.every((v) => v === first)) sql = first;
		else {
			const name = `v${constants.length + 1}`;
			constants.push({ name, values });
			sql = `${FILES}.${name}`;
		}
		return `${withRow(sql, column)} AS ${quoteIdentifier(column.name)}`;
	});
	const list = select.length > 0 ? select.join(", ") : "NULL";
	const call = reader.call(files, constants.length > 0 ? PATH_COLUMN : undefined, needsRow);
	if (constants.length === 0) return `SELECT ${list} FROM ${call} AS ${DATA}`;
	// A file that is listed twice is read twice, but its constants must join once.
	const rows = new Set(
		files.map((f, i) => `(${[quoteText(f.path), ...constants.map((c) => c.values[i])].join(", ")})`),
	);
	const names = ["p", ...constants.map((c) => c.name)].join(", ");
	return (
		`SELECT ${list} FROM ${call} AS ${DATA} ` +
		`JOIN (VALUES ${[...rows].join(", ")}) AS ${FILES}(${names}) ON ${DATA}.${quoteIdentifier(PATH_COLUMN)} = ${FILES}.p`
	);
}

function withRow(sql: string, column: ScanColumn): string {
	if (column.expression === undefined || column.type.kind !== "struct") return sql;
	const parts = column.type.fields.map((f) => {
		const value = f.name === "row_index" ? column.expression : `(${sql}).${quoteIdentifier(f.name)}`;
		return `${quoteIdentifier(f.name)} := ${value}`;
	});
	return `struct_pack(${parts.join(", ")})`;
}
