import type { CsvRead } from "../../../../io/formats/index.js";
import { splitLines } from "../decode.js";
import { type CsvRecord, CsvTokens, normalizeLines } from "./csvTokens.js";

// biome-ignore lint/suspicious/noControlCharactersInRegex: Java's trim takes control characters
const BLANK = /^[\u0000-\u0020]*$/;

/** Lines that are no records: blank ones and comments. */
export function isSkipped(line: string, options: CsvRead): boolean {
	return BLANK.test(line) || (options.comment !== undefined && line.startsWith(options.comment));
}

/** The records of a whole text: line by line, or across lines with `multiLine`. */
export function* textRecords(text: string, options: CsvRead): Generator<CsvRecord> {
	if (options.multiLine) {
		const whole = options.lineSep === undefined ? normalizeLines(text) : text.replaceAll(options.lineSep, "\0");
		const tokens = new CsvTokens(whole, options);
		for (let record = tokens.next(); record; record = tokens.next()) yield record;
		return;
	}
	for (const line of splitLines(text, options.lineSep)) {
		if (isSkipped(line, options)) continue;
		const record = new CsvTokens(line, options).next();
		if (record) yield record;
	}
}
