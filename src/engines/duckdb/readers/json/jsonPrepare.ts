import { isUtf8 } from "node:buffer";
import type { StructType } from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import type { JsonRead } from "../../../../io/formats/index.js";
import type { SourceFile } from "../../../tableEngine.js";
import { encodingName, fileText, isCompressed, splitLines } from "../decode.js";
import { hasByteOrderMark, linePieces, type Piece } from "../fileBytes.js";
import { fileUri } from "../fileUri.js";
import type { PreparedFile } from "../prepared.js";
import type { Scratch, ScratchFile } from "../scratch.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { JsonCheck } from "./jsonCheck.js";
import { JsonLines } from "./jsonLines.js";
import { JsonRowReader, type Rescued, stringText } from "./jsonRow.js";

/**
 * Looks over JSON files. One whose every line DuckDB reads exactly as Spark does is read as it is; of others a copy is
 * made, with the doubtful lines replaced by plain JSON of the values that Spark gives.
 */
export class JsonPreparer {
	readonly #rows: JsonRowReader;
	readonly #lines: JsonLines;
	readonly #corruptKey: string | undefined;
	readonly #rescuedKey: string | undefined;

	/** `columns`: those that stand in the data. `hasCorrupt`: the corrupt record column is among the scan's. */
	constructor(
		columns: StructType,
		private readonly options: JsonRead,
		dates: DateTimeReaders,
		hasCorrupt: boolean,
		private readonly scratch: Scratch,
	) {
		const { corruptColumn, rescuedColumn } = options;
		this.#rows = new JsonRowReader(columns, options, dates);
		const reserved = [hasCorrupt ? corruptColumn : undefined, rescuedColumn].filter((n) => n !== undefined);
		this.#lines = new JsonLines(new JsonCheck(columns, dates, reserved, rescuedColumn !== undefined));
		this.#corruptKey = hasCorrupt ? JSON.stringify(corruptColumn) : undefined;
		this.#rescuedKey = rescuedColumn === undefined ? undefined : JSON.stringify(rescuedColumn);
	}

	prepare(file: SourceFile): PreparedFile {
		const { multiLine, lineSep, encoding } = this.options;
		const isPlain = encodingName(encoding) === "utf-8" && (lineSep === undefined || lineSep === "\n");
		return multiLine || !isPlain || isCompressed(file.path) ? this.#wholeFile(file) : this.#byLine(file);
	}

	#wholeFile(file: SourceFile): PreparedFile {
		const text = fileText(file.path, this.options.encoding);
		const copy = this.scratch.file(".jsonl");
		const records = this.options.multiLine ? [text] : splitLines(text, this.options.lineSep);
		let longest = 0;
		for (const [i, record] of records.entries())
			longest = Math.max(longest, this.#record(record, file, i + 1, copy));
		copy.close();
		return { file, path: copy.path, longestLine: longest };
	}

	#byLine(file: SourceFile): PreparedFile {
		let copy: ScratchFile | undefined;
		let longest = 0;
		let line = 0;
		for (const piece of linePieces(file.path)) {
			const { bytes } = piece;
			this.#lines.piece(bytes, piece.end);
			const isText = isUtf8(bytes.subarray(0, piece.end));
			// What lies before `from` is in the copy, if there is one.
			let from = 0;
			let start = 0;
			if (piece.offset === 0 && hasByteOrderMark(bytes)) {
				from = start = 3;
				copy = this.scratch.file(".jsonl");
			}
			while (start < piece.end) {
				line++;
				let end = this.#lines.lineEnd(start);
				const isPlain = end !== -1 && (isText || isUtf8(bytes.subarray(start, end)));
				if (end === -1) end = bytes.indexOf(0x0a, start);
				if (end - start > longest) longest = end - start;
				if (!isPlain) {
					copy ??= this.#copyBefore(file, piece);
					copy.bytes(bytes.subarray(from, start));
					const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
					for (const record of splitLines(text))
						longest = Math.max(longest, this.#record(record, file, line, copy));
					from = end + 1;
				}
				start = end + 1;
			}
			copy?.bytes(bytes.subarray(from, piece.end));
		}
		copy?.close();
		return { file, path: copy?.path ?? file.path, longestLine: longest };
	}

	/** A copy that has everything before this piece. */
	#copyBefore(file: SourceFile, piece: Piece): ScratchFile {
		const copy = this.scratch.file(".jsonl");
		copy.startOf(file.path, piece.offset);
		return copy;
	}

	/** Writes the rows of one record; gives the longest line written, in bytes at most. */
	#record(record: string, file: SourceFile, line: number, copy: ScratchFile): number {
		const rescued: Rescued | undefined = this.#rescuedKey === undefined ? undefined : {};
		const { rows, problem } = this.#rows.read(record, rescued);
		if (problem !== undefined) {
			if (this.options.mode === "DROPMALFORMED") return 0;
			if (this.options.mode === "FAILFAST")
				throw fault(
					"SOURCE_MALFORMED",
					{ path: this.options.multiLine ? file.path : `${file.path}:${line}`, problem },
					{ sparkCondition: "FAILED_READ_FILE.NO_HINT" },
				);
		}
		const extra: string[] = [];
		if (problem !== undefined && this.#corruptKey !== undefined)
			extra.push(`${this.#corruptKey}:${stringText(record)}`);
		if (rescued && Object.keys(rescued).length > 0)
			extra.push(`${this.#rescuedKey}:${JSON.stringify(rescuedText(rescued, file))}`);
		let longest = 0;
		for (const row of rows) {
			const parts = row === "{}" ? extra : [row.slice(1, -1), ...extra];
			const text = `{${parts.join(",")}}\n`;
			copy.text(text);
			longest = Math.max(longest, text.length * 3);
		}
		return longest;
	}
}

function rescuedText(rescued: Rescued, file: SourceFile): string {
	const entries = Object.entries(rescued).map(([key, raw]) => `${JSON.stringify(key)}:${raw}`);
	return `{${[...entries, `"_file_path":${JSON.stringify(fileUri(file.path))}`].join(",")}}`;
}
