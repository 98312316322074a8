import { isUtf8 } from "node:buffer";
import { field, STRING, type StructType, struct } from "../../../../core/dataTypes.js";
import type { CsvRead } from "../../../../io/formats/index.js";
import type { SourceFile } from "../../../tableEngine.js";
import { encodingName, fileText, isCompressed, splitLines } from "../decode.js";
import { hasByteOrderMark, linePieces } from "../fileBytes.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { CsvCheck, isCheckable } from "./csvCheck.js";
import { isSkipped, lineRecord, textRecords } from "./csvRecords.js";
import type { CsvRecord } from "./csvTokens.js";
import { CsvTypeFinder } from "./csvTypes.js";

/** The schema of CSV files: names of the largest file's first record; types of all values, if asked for. */
export function inferCsv(files: readonly SourceFile[], options: CsvRead, dates: DateTimeReaders): StructType {
	const ordered = [...files].sort((a, b) => b.size - a.size);
	let first: CsvRecord | undefined;
	let finder: CsvTypeFinder | undefined;
	let check: CsvCheck | undefined;
	let misses = 0;
	let next = 1;
	/** Gives false when nothing more is to be learned. */
	const add = (record: CsvRecord): boolean => {
		if (!first) {
			first = record;
			finder = new CsvTypeFinder(record.tokens.length, options, dates);
			if (options.header) return options.inferSchema;
		}
		// Spark leaves out every line that is equal to the header, of whatever file.
		if (!options.inferSchema || !finder) return false;
		if (!(options.header && record.raw === first.raw)) finder.add(record.tokens);
		misses++;
		if (misses >= next && finder.isCheckable()) {
			next = misses * 2;
			check = new CsvCheck(finder.types(), options, dates);
		}
		return true;
	};
	const isNative = isCheckable(options) && encodingName(options.encoding) === "utf-8";
	for (const file of ordered) {
		const records =
			isNative && !isCompressed(file.path)
				? undefined
				: textRecords(fileText(file.path, options.encoding), options);
		const goesOn = records ? addAll(records, add) : addLines(file, options, () => check, add);
		if (!goesOn) break;
	}
	if (!first) return struct([]);
	const types = options.inferSchema ? finder?.found() : undefined;
	return struct(columnNames(first, options).map((name, i) => field(name, types?.[i] ?? STRING)));
}

function addAll(records: Iterable<CsvRecord>, add: (record: CsvRecord) => boolean): boolean {
	for (const record of records) if (!add(record)) return false;
	return true;
}

function addLines(
	file: SourceFile,
	options: CsvRead,
	check: () => CsvCheck | undefined,
	add: (record: CsvRecord) => boolean,
): boolean {
	for (const { bytes, end: pieceEnd, offset } of linePieces(file.path)) {
		const isText = isUtf8(bytes.subarray(0, pieceEnd));
		for (let start = offset === 0 && hasByteOrderMark(bytes) ? 3 : 0; start < pieceEnd; ) {
			let end = isText ? (check()?.lineEnd(bytes, start) ?? -1) : -1;
			if (end === -1) {
				end = bytes.indexOf(0x0a, start);
				for (const line of splitLines(bytes.toString("utf8", start, end))) {
					const record = isSkipped(line, options) ? undefined : lineRecord(line, options);
					if (record && !add(record)) return false;
				}
			}
			start = end + 1;
		}
	}
	return true;
}

/** Spark's names: `_c0` … without a header and for empty ones; names that repeat in any case get their index. */
function columnNames(first: CsvRecord, options: CsvRead): string[] {
	if (!options.header) return first.tokens.map((_, i) => `_c${i}`);
	const counts = new Map<string, number>();
	for (const token of first.tokens) {
		const key = (token ?? "").toLowerCase();
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return first.tokens.map((token, i) => {
		if (token === null || token === "" || token === options.nullValue) return `_c${i}`;
		return (counts.get(token.toLowerCase()) ?? 0) > 1 ? `${token}${i}` : token;
	});
}
