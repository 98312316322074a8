import { type OptionRow, read, write } from "./optionRow.js";

export const MODES = ["PERMISSIVE", "DROPMALFORMED", "FAILFAST"] as const;
export type ParseMode = (typeof MODES)[number];

/** What JSON and CSV have in common. */
export const TEXTUAL_OPTIONS: readonly OptionRow[] = [
	read("mode", MODES, { lenient: true }),
	read("columnNameOfCorruptRecord", "text"),
	read("dateFormat", "text"),
	read("timestampFormat", "text"),
	read("timestampNTZFormat", "text"),
	read("enableDateTimeParsingFallback", "boolean"),
	read("multiLine", "boolean"),
	read("lineSep", "text"),
	read("encoding", "text", { aliases: ["charset"] }),
	read("locale", "text"),
	read("samplingRatio", "number"),
	write("compression"),
];
