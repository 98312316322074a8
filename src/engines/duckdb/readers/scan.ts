import type { DuckDBConnection } from "@duckdb/node-api";
import { type StructType, struct } from "../../../core/dataTypes.js";
import { sameName } from "../../../core/names.js";
import { csvRead, jsonRead, textRead } from "../../../io/formats/index.js";
import type { SourceFile } from "../../tableEngine.js";
import type { FileScanNode } from "../compilation.js";
import { type ReaderContext, type Source, sourceFiles, sourceOf } from "./context.js";
import { csvReader, prepareCsv } from "./csv/csvScan.js";
import { filesSelect, type ScanColumn, scanColumns } from "./fileColumns.js";
import { jsonReader, prepareJson, textualColumns } from "./json/jsonScan.js";
import { parquetSelect } from "./parquet/parquetScan.js";
import { readableFiles } from "./readable.js";
import { Scratch } from "./scratch.js";
import { prepareText, textReader } from "./text.js";
import { dateTimeReaders } from "./values/dateTimeReaders.js";

/** A scan of files that is ready to run. */
export interface FilesSql {
	/** A SELECT that gives the scan's output columns by name, in order. */
	readonly sql: string;
	/** The files it reads. */
	readonly files: readonly SourceFile[];
	/** Removes cleaned copies. Call it when the statement that holds `sql` is done, whether it failed or not. */
	dispose(): void;
}

/**
 * Makes a scan's SELECT. All files are looked over first: what DuckDB's native readers give exactly as Spark does is
 * read by them as it is, of anything else a cleaned copy is made. Errors of the data (FAILFAST, unreadable files) come
 * from here. `files` undefined: all that are there now. `connection` is asked for the schemas of Parquet files only.
 */
export async function fileScanSql(
	scan: FileScanNode,
	files: readonly SourceFile[] | undefined,
	context: ReaderContext,
	connection: DuckDBConnection,
): Promise<FilesSql> {
	const source = sourceOf(scan.source, context);
	const listed = files ?? sourceFiles(scan.source, context).files;
	const found = await readableFiles(listed, source, connection);
	const scratch = new Scratch();
	try {
		const sql = await selectOf(scan, source, found, context, connection, scratch);
		return { sql, files: found, dispose: () => scratch.dispose() };
	} catch (error) {
		scratch.dispose();
		throw error;
	}
}

async function selectOf(
	scan: FileScanNode,
	source: Source,
	files: readonly SourceFile[],
	context: ReaderContext,
	connection: DuckDBConnection,
	scratch: Scratch,
): Promise<string> {
	const columns = scanColumns(scan);
	const data = dataSchema(scan, files);
	switch (source.format) {
		case "json": {
			const options = jsonRead(source.options);
			const dates = dateTimeReaders(options, context.timeZone);
			const textual = textualColumns(columns, data, options.corruptColumn, options.rescuedColumn);
			const prepared = await prepareJson(files, textual, options, dates, scratch);
			const own = ownColumns(columns, options.corruptColumn, options.rescuedColumn);
			return filesSelect(columns, prepared, jsonReader(textual.data, own));
		}
		case "csv": {
			const options = csvRead(source.options);
			const dates = dateTimeReaders(options, context.timeZone);
			const textual = textualColumns(columns, data, options.corruptColumn, options.rescuedColumn);
			const prepared = await prepareCsv(files, textual, options, dates, scratch);
			return filesSelect(columns, prepared.files, csvReader(prepared));
		}
		case "text": {
			const { files: prepared, isCopied } = await prepareText(files, textRead(source.options), scratch);
			return filesSelect(columns, prepared, textReader(isCopied));
		}
		case "parquet":
			return parquetSelect(columns, files, connection);
	}
}

/** The columns that stand in the files: those of the schema that no path gives. */
function dataSchema(scan: FileScanNode, files: readonly SourceFile[]): StructType {
	const { schema, partitions } = scan.source;
	const given = [...partitions.fields.map((f) => f.name), ...Object.keys(files[0]?.partitions ?? {})];
	return struct(schema.fields.filter((f) => !given.some((name) => sameName(name, f.name))));
}

function ownColumns(columns: readonly ScanColumn[], ...names: (string | undefined)[]): readonly string[] {
	return names.filter((n) => n !== undefined).filter((n) => columns.some((c) => c.name === n));
}
