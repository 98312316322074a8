import { isUtf8 } from "node:buffer";
import type { TextRead } from "../../../io/formats/index.js";
import type { SourceFile } from "../../tableEngine.js";
import { pathList, quoteIdentifier, quoteText } from "../sql.js";
import { encodingName, fileText, isCompressed, splitLines } from "./decode.js";
import { linePieces } from "./fileBytes.js";
import type { ReaderCall } from "./fileColumns.js";
import { stringText } from "./json/jsonRow.js";
import { pause } from "./pause.js";
import type { PreparedFile } from "./prepared.js";
import type { Scratch } from "./scratch.js";

const LINE = "line";
const CARRIAGE_RETURN = 0x0d;

/**
 * Text files as lines of JSON strings or as they are: DuckDB's CSV reader with no separator gives lines exactly when
 * they end in plain newlines and are UTF-8. All files of a scan are read in one way.
 */
export async function prepareText(
	files: readonly SourceFile[],
	options: TextRead,
	scratch: Scratch,
): Promise<{ readonly files: readonly PreparedFile[]; readonly isCopied: boolean }> {
	const plain: PreparedFile[] = [];
	for (const file of files) {
		const longestLine = plainLines(file, options);
		if (longestLine === undefined)
			return { files: files.map((f) => copy(f, options, scratch)), isCopied: true };
		plain.push({ file, path: file.path, longestLine });
		await pause(file.size);
	}
	return { files: plain, isCopied: false };
}

/** The longest line of a file whose lines DuckDB reads as Spark does; undefined for other files. */
function plainLines(file: SourceFile, options: TextRead): number | undefined {
	const isLines = options.lineSep === undefined && !options.wholeText;
	if (!isLines || encodingName(options.encoding) !== "utf-8" || isCompressed(file.path)) return undefined;
	let longest = 0;
	for (const { bytes, end, offset } of linePieces(file.path)) {
		const text = bytes.subarray(0, end);
		// A zero byte, a carriage return and a byte order mark are where DuckDB and Hadoop part.
		if (!isUtf8(text) || text.includes(CARRIAGE_RETURN) || text.includes(0)) return undefined;
		if (offset === 0 && text[0] === 0xef) return undefined;
		longest = Math.max(longest, longestLine(text));
	}
	return longest;
}

/** Only lines that may be beyond DuckDB's limit are measured. */
function longestLine(text: Buffer): number {
	let longest = 0;
	for (let at = 0; at < text.length; ) {
		const end = text.indexOf(0x0a, at);
		longest = Math.max(longest, end - at);
		at = end + 1;
	}
	return longest;
}

function copy(file: SourceFile, options: TextRead, scratch: Scratch): PreparedFile {
	const text = fileText(file.path, options.encoding);
	const target = scratch.file(".jsonl");
	let longest = 0;
	for (const line of options.wholeText ? [text] : splitLines(text, options.lineSep)) {
		const row = `{"${LINE}":${stringText(line)}}\n`;
		longest = Math.max(longest, row.length * 3);
		target.text(row);
	}
	target.close();
	return { file, path: target.path, longestLine: longest };
}

export function textReader(isCopied: boolean): ReaderCall {
	return {
		call: (files, pathColumn) => {
			const longest = files.reduce((most, f) => Math.max(most, f.longestLine), 0) + 64;
			const common = [
				pathList(files.map((f) => f.path)),
				"auto_detect = false",
				"compression = 'uncompressed'",
			];
			if (pathColumn !== undefined) common.push(`filename = ${quoteText(pathColumn)}`);
			if (isCopied) {
				const size = longest > 16 << 20 ? [`maximum_object_size = ${longest}`] : [];
				return `read_json(${[...common, `columns = {${LINE}: 'VARCHAR'}`, "format = 'newline_delimited'", ...size].join(", ")})`;
			}
			// The limit sets the size of the buffers, and these the parallelism: raised only when a line needs it.
			const size = longest > 2_000_000 ? [`max_line_size = ${longest}`] : [];
			const dialect = ["header = false", "delim = ''", "quote = ''", "escape = ''", "new_line = '\\n'"];
			return `read_csv(${[...common, `columns = {${LINE}: 'VARCHAR'}`, ...dialect, ...size].join(", ")})`;
		},
		// DuckDB reads an empty line as NULL.
		column: (alias) => `coalesce(${alias}.${quoteIdentifier(LINE)}, '')`,
	};
}
