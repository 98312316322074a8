import { field, STRING, type StructType, struct } from "../../../../core/dataTypes.js";
import type { CsvRead } from "../../../../io/formats/index.js";
import type { SourceFile } from "../../../tableEngine.js";
import { pathList, quoteIdentifier, quoteText, textList } from "../../sql.js";
import { duckType } from "../../types.js";
import type { ReaderCall } from "../fileColumns.js";
import { pause } from "../pause.js";
import type { PreparedFile } from "../prepared.js";
import type { Scratch } from "../scratch.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { isCheckable } from "./csvCheck.js";
import { type CsvColumns, CsvPreparer, type Dialect } from "./csvPrepare.js";

export interface PreparedCsv {
	readonly files: readonly PreparedFile[];
	/** The columns of the prepared files, in order. */
	readonly columns: StructType;
	readonly dialect: Dialect;
	readonly nulls: readonly string[];
	readonly header: boolean;
}

const COPY: Dialect = { sep: ",", quote: '"' };

export async function prepareCsv(
	files: readonly SourceFile[],
	columns: CsvColumns,
	options: CsvRead,
	dates: DateTimeReaders,
	scratch: Scratch,
): Promise<PreparedCsv> {
	const isNative = isCheckable(options);
	const dialect = isNative ? { sep: options.sep, quote: options.quote } : COPY;
	const preparer = new CsvPreparer(columns, options, dates, dialect, isNative, scratch);
	const prepared: PreparedFile[] = [];
	for (const file of files) {
		if (file.size > 0) prepared.push(preparer.prepare(file));
		await pause(file.size);
	}
	const own = [
		...(columns.hasCorrupt ? [options.corruptColumn] : []),
		...(options.rescuedColumn === undefined ? [] : [options.rescuedColumn]),
	];
	return {
		files: prepared,
		columns: struct([...columns.data.fields, ...own.map((name) => field(name, STRING))]),
		dialect,
		nulls: options.nullValue === "" ? [""] : [options.nullValue, ""],
		header: options.header,
	};
}

/** Reads prepared files with DuckDB's own reader. Nothing is detected: everything was looked at. */
export function csvReader(prepared: PreparedCsv): ReaderCall {
	const { columns, dialect, nulls, header } = prepared;
	const known = new Set(columns.fields.map((f) => f.name));
	return {
		call: (files, pathColumn) => {
			const longest = files.reduce((most, f) => Math.max(most, f.longestLine), 0) + 64;
			const types = columns.fields.map((f) => `${quoteIdentifier(f.name)}: ${quoteText(duckType(f.type))}`);
			const parts = [
				pathList(files.map((f) => f.path)),
				`columns = {${types.join(", ")}}`,
				"auto_detect = false",
				"header = false",
				`skip = ${header ? 1 : 0}`,
				`delim = ${quoteText(dialect.sep)}`,
				`quote = ${quoteText(dialect.quote)}`,
				`escape = ${quoteText(dialect.quote)}`,
				"new_line = '\\n'",
				`nullstr = ${textList(nulls)}`,
				`allow_quoted_nulls = ${nulls.length === 1}`,
				"compression = 'uncompressed'",
			];
			// The limit sets the size of the buffers, and these the parallelism: raised only when a line needs it.
			if (longest > 2_000_000) parts.push(`max_line_size = ${longest}`);
			if (pathColumn !== undefined) parts.push(`filename = ${quoteText(pathColumn)}`);
			return `read_csv(${parts.join(", ")})`;
		},
		column: (alias, { name }) => (known.has(name) ? `${alias}.${quoteIdentifier(name)}` : undefined),
	};
}
