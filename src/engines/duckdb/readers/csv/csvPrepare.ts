import { isUtf8 } from "node:buffer";
import type { StructType } from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import { sameName } from "../../../../core/names.js";
import type { CsvRead } from "../../../../io/formats/index.js";
import type { SourceFile } from "../../../tableEngine.js";
import { encodingName, fileText, isCompressed, splitLines } from "../decode.js";
import { hasByteOrderMark, linePieces, type Piece } from "../fileBytes.js";
import { fileUri } from "../fileUri.js";
import type { PreparedFile } from "../prepared.js";
import type { Scratch, ScratchFile } from "../scratch.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { CsvCheck } from "./csvCheck.js";
import { isSkipped, lineRecord, textRecords } from "./csvRecords.js";
import { CsvRowReader } from "./csvRow.js";
import type { CsvRecord } from "./csvTokens.js";

const NEWLINE = 0x0a;

/** What a scan of CSV files is made with. */
export interface CsvColumns {
	/** The columns that stand in the files, by position. */
	readonly data: StructType;
	readonly hasCorrupt: boolean;
}

/** How values are told from each other in the files that DuckDB gets. */
export interface Dialect {
	readonly sep: string;
	readonly quote: string;
}

/**
 * Looks over CSV files. One whose every line DuckDB reads exactly as Spark does is read as it is (`native`); else a
 * copy is made with the doubtful lines rewritten, or with all of them when the options are beyond DuckDB's reader.
 */
export class CsvPreparer {
	readonly #rows: CsvRowReader;
	readonly #check: CsvCheck;
	/** What a good line lacks of the reader's own columns: NULLs behind its values. */
	readonly #nulls: string;

	constructor(
		private readonly columns: CsvColumns,
		private readonly options: CsvRead,
		dates: DateTimeReaders,
		private readonly dialect: Dialect,
		/** Whether lines may go to DuckDB as they are. */
		private readonly isNative: boolean,
		private readonly scratch: Scratch,
	) {
		this.#rows = new CsvRowReader(columns.data, options, dates);
		this.#check = new CsvCheck(
			columns.data.fields.map((f) => f.type),
			options,
			dates,
		);
		const own = (columns.hasCorrupt ? 1 : 0) + (options.rescuedColumn === undefined ? 0 : 1);
		this.#nulls = dialect.sep.repeat(own);
	}

	prepare(file: SourceFile): PreparedFile {
		const isPlain =
			this.isNative && encodingName(this.options.encoding) === "utf-8" && !isCompressed(file.path);
		return isPlain ? this.#byLine(file) : this.#wholeFile(file);
	}

	#wholeFile(file: SourceFile): PreparedFile {
		const { options } = this;
		const copy = this.#copy();
		let longest = 0;
		let line = 0;
		let needsHeader = options.header;
		for (const record of textRecords(fileText(file.path, options.encoding), options)) {
			line++;
			if (needsHeader) {
				needsHeader = false;
				this.#checkHeader(record, file);
			} else longest = Math.max(longest, this.#record(record, file, line, copy));
		}
		copy.close();
		return { file, path: copy.path, longestLine: longest };
	}

	#byLine(file: SourceFile): PreparedFile {
		let copy: ScratchFile | undefined;
		let longest = 0;
		let line = 0;
		let needsHeader = this.options.header;
		for (const piece of linePieces(file.path)) {
			const { bytes } = piece;
			const isText = isUtf8(bytes.subarray(0, piece.end));
			let from = 0;
			let start = 0;
			if (piece.offset === 0 && hasByteOrderMark(bytes)) {
				from = start = 3;
				copy = this.scratch.file(".csv");
			}
			while (start < piece.end) {
				line++;
				let end = needsHeader ? -1 : this.#check.lineEnd(bytes, start);
				const isGood = end !== -1 && (isText || isUtf8(bytes.subarray(start, end)));
				const isPlain = isGood && !this.#check.hasReturn && this.#nulls === "";
				if (end === -1) end = bytes.indexOf(NEWLINE, start);
				if (end - start > longest) longest = end - start;
				if (isGood && !isPlain) {
					copy ??= this.#copyBefore(file, piece);
					copy.bytes(bytes.subarray(from, this.#check.hasReturn ? end - 1 : end));
					copy.text(`${this.#nulls}\n`);
					from = end + 1;
				} else if (!isGood) {
					const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
					if (needsHeader && !isSkipped(text, this.options) && this.#keepsHeader(text, file, line)) {
						needsHeader = false;
						start = end + 1;
						continue;
					}
					copy ??= this.#copyBefore(file, piece);
					copy.bytes(bytes.subarray(from, start));
					for (const record of splitLines(text)) {
						if (isSkipped(record, this.options)) continue;
						if (needsHeader) {
							needsHeader = false;
							this.#headerLine(copy, record, file);
						} else longest = Math.max(longest, this.#line(record, file, line, copy));
					}
					from = end + 1;
				}
				start = end + 1;
			}
			copy?.bytes(bytes.subarray(from, piece.end));
		}
		copy?.close();
		return { file, path: copy?.path ?? file.path, longestLine: longest };
	}

	/** A header on the file's first line may stay there: DuckDB skips one line. */
	#keepsHeader(text: string, file: SourceFile, line: number): boolean {
		if (line > 1 || text.includes("\r") || text.includes("\0")) return false;
		const record = lineRecord(text, this.options);
		if (record) this.#checkHeader(record, file);
		return true;
	}

	#headerLine(copy: ScratchFile, text: string, file: SourceFile): void {
		const record = lineRecord(text, this.options);
		if (record) this.#checkHeader(record, file);
		copy.text("header\n");
	}

	#copy(): ScratchFile {
		const copy = this.scratch.file(".csv");
		if (this.options.header) copy.text("header\n");
		return copy;
	}

	#copyBefore(file: SourceFile, piece: Piece): ScratchFile {
		const copy = this.scratch.file(".csv");
		copy.startOf(file.path, piece.offset);
		return copy;
	}

	#line(text: string, file: SourceFile, line: number, copy: ScratchFile): number {
		const record = lineRecord(text, this.options);
		return record ? this.#record(record, file, line, copy) : 0;
	}

	#checkHeader(record: CsvRecord, file: SourceFile): void {
		if (this.options.enforceSchema) return;
		const { fields } = this.columns.data;
		const isSame =
			record.tokens.length === fields.length &&
			record.tokens.every((t, i) => sameName(t ?? "", fields[i]?.name ?? ""));
		if (isSame) return;
		throw fault(
			"SOURCE_UNREADABLE",
			{
				path: file.path,
				problem: `its header is ${record.tokens.join(", ")}; the schema has ${fields.map((f) => f.name).join(", ")}`,
			},
			{ sparkCondition: "FAILED_READ_FILE.NO_HINT" },
		);
	}

	#record(record: CsvRecord, file: SourceFile, line: number, copy: ScratchFile): number {
		const { options } = this;
		const { values, problem, bad } = this.#rows.read(record.tokens);
		const rescued = options.rescuedColumn === undefined ? undefined : this.#rescued(record, bad, file);
		// A rescued row has lost nothing: it is no malformed one.
		const isBad = problem !== undefined && (options.rescuedColumn === undefined || rescued === null);
		if (isBad) {
			if (options.mode === "DROPMALFORMED") return 0;
			if (options.mode === "FAILFAST")
				throw fault(
					"SOURCE_MALFORMED",
					{ path: `${file.path}:${line}`, problem },
					{ sparkCondition: "FAILED_READ_FILE.NO_HINT" },
				);
		}
		const all = [...values];
		if (this.columns.hasCorrupt) all.push(isBad ? record.raw : null);
		if (options.rescuedColumn !== undefined) all.push(rescued ?? null);
		const text = `${all.map((v) => this.#quote(v, all.length)).join(this.dialect.sep)}\n`;
		copy.text(text);
		return text.length * 3;
	}

	#rescued(record: CsvRecord, bad: readonly number[], file: SourceFile): string | null {
		const { fields } = this.columns.data;
		const entries: [string, string | null][] = bad.map((i) => [
			fields[i]?.name ?? `_c${i}`,
			record.tokens[i] ?? null,
		]);
		for (let i = fields.length; i < record.tokens.length; i++)
			entries.push([`_c${i}`, record.tokens[i] ?? null]);
		if (entries.length === 0) return null;
		return JSON.stringify(Object.fromEntries([...entries, ["_file_path", fileUri(file.path)]]));
	}

	/** A lone NULL has to leave something on its line. */
	#quote(value: string | null, count: number): string {
		const { quote } = this.dialect;
		if (value === null) {
			if (count > 1) return "";
			return this.options.nullValue === "" ? quote + quote : this.options.nullValue;
		}
		return quote + value.replaceAll(quote, quote + quote) + quote;
	}
}
