import { isUtf8 } from "node:buffer";
import type { StructType } from "../../../../core/dataTypes.js";
import type { JsonRead } from "../../../../io/formats/index.js";
import type { SourceFile } from "../../../tableEngine.js";
import { encodingName, fileText, isCompressed, splitLines } from "../decode.js";
import { hasByteOrderMark, linePieces } from "../fileBytes.js";
import type { DateTimeReaders } from "../values/dateTimeReaders.js";
import { JsonTypeCheck } from "./jsonTypeCheck.js";
import { JsonTypeFinder } from "./jsonTypes.js";

/** The schema of JSON files, by reading all of them. A line that says nothing new is only looked over. */
export function inferJson(
	files: readonly SourceFile[],
	options: JsonRead,
	dates: DateTimeReaders,
): StructType {
	let place = "";
	const finder = new JsonTypeFinder(options, dates, () => place);
	const known = new JsonTypeCheck(finder, dates, options);
	const { multiLine, lineSep, encoding } = options;
	const isPlain = encodingName(encoding) === "utf-8" && (lineSep === undefined || lineSep === "\n");
	for (const file of files) {
		place = file.path;
		if (multiLine || !isPlain || isCompressed(file.path)) {
			const text = fileText(file.path, encoding);
			for (const record of multiLine ? [text] : splitLines(text, lineSep)) finder.add(record);
			continue;
		}
		for (const piece of linePieces(file.path)) {
			const isText = isUtf8(piece.bytes.subarray(0, piece.end));
			const from = piece.offset === 0 && hasByteOrderMark(piece.bytes) ? 3 : 0;
			for (let start = from; start < piece.end; ) {
				let end = isText ? known.lineEnd(piece.bytes, start) : -1;
				if (end === -1) {
					end = piece.bytes.indexOf(0x0a, start);
					for (const record of splitLines(piece.bytes.toString("utf8", start, end))) finder.add(record);
					known.changed();
				}
				start = end + 1;
			}
		}
	}
	return finder.schema();
}
