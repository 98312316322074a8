import type { OptionValues } from "./optionValues.js";
import { MODES, type ParseMode } from "./textual.js";

/** The options of JSON and CSV alike, with Spark's defaults. */
export interface TextualRead {
	readonly mode: ParseMode;
	readonly corruptColumn: string;
	readonly rescuedColumn?: string;
	readonly dateFormat?: string;
	readonly timestampFormat?: string;
	readonly timestampNtzFormat?: string;
	/** Whether a date or timestamp that does not follow the format is tried as a cast; absent: Spark's default. */
	readonly fallback?: boolean;
	readonly multiLine: boolean;
	readonly lineSep?: string;
	readonly encoding?: string;
	/** A BCP 47 tag. */
	readonly locale: string;
	readonly timeZone?: string;
}

export function textualRead(options: OptionValues): TextualRead {
	const mode = options.text("mode")?.toUpperCase();
	return {
		mode: MODES.find((m) => m === mode) ?? "PERMISSIVE",
		corruptColumn: options.text("columnNameOfCorruptRecord") ?? "_corrupt_record",
		multiLine: options.flag("multiLine", false),
		locale: options.text("locale") ?? "en-US",
		...options.present({
			rescuedColumn: "rescuedDataColumn",
			dateFormat: "dateFormat",
			timestampFormat: "timestampFormat",
			timestampNtzFormat: "timestampNTZFormat",
			lineSep: "lineSep",
			encoding: "encoding",
			timeZone: "timeZone",
		}),
		...(options.text("enableDateTimeParsingFallback") === undefined
			? {}
			: { fallback: options.flag("enableDateTimeParsingFallback", false) }),
	};
}
