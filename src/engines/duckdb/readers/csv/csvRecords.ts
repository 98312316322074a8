import type { CsvRead } from "../../../../io/formats/index.js";
import { splitLines } from "../decode.js";
import { type CsvRecord, CsvTokens, normalizeLines } from "./csvTokens.js";

const BLANK = /^[\u0000-\u0020]*$/;

/** Lines that are no records: blank ones and comments. */
export function isSkipped(line: string, options: CsvRead): boolean {
	return BLANK.test(line) || (options.comment !== undefined && line.startsWith(options.comment));
}

/** The record of one line. Without any quote in it a line is split at once. */
export function lineRecord(line: string, options: CsvRead): CsvRecord | undefined {
	const { sep, quote, nullValue } = options;
	const isPlain =
		(quote === "" || !line.includes(quote)) &&
		!options.trimLeft &&
		!options.trimRight &&
		options.maxCharsPerColumn === -1;
	if (!isPlain || line === "") return new CsvTokens(line, options).next();
	const tokens = line.split(sep);
	if (tokens.length > options.maxColumns) return new CsvTokens(line, options).next();
	return { tokens: tokens.map((t) => (t === "" ? nullValue : t)), raw: line };
}

/** The records of a whole text: line by line, or across lines with `multiLine`. */
export function* textRecords(text: string, options: CsvRead): Generator<CsvRecord> {
	if (options.multiLine) {
		const whole =
			options.lineSep === undefined ? normalizeLines(text) : text.replaceAll(options.lineSep, "\0");
		const tokens = new CsvTokens(whole, options);
		for (let record = tokens.next(); record; record = tokens.next()) yield record;
		return;
	}
	for (const line of splitLines(text, options.lineSep)) {
		if (isSkipped(line, options)) continue;
		const record = lineRecord(line, options);
		if (record) yield record;
	}
}
