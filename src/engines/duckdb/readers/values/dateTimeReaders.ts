import type { TextualRead } from "../../../../io/formats/index.js";
import { castDate, castTimestamp, castTimestampNtz } from "./castDates.js";
import { JavaPattern } from "./javaPattern.js";
import { zoneRule } from "./zones.js";

/** How a reader turns text into dates and timestamps: texts that DuckDB casts, undefined for what Spark refuses. */
export interface DateTimeReaders {
	readonly date: (text: string) => string | undefined;
	readonly timestamp: (text: string) => string | undefined;
	readonly timestampNtz: (text: string) => string | undefined;
	/** True when plain ISO texts are what the reader expects: a fast check may then take them as they are. */
	readonly isoDates: boolean;
	readonly isoTimestamps: boolean;
	readonly isoTimestampsNtz: boolean;
	/** True when a timestamp without a zone is UTC, or as DuckDB's session has it beyond doubt. */
	readonly utc: boolean;
}

export function dateTimeReaders(options: TextualRead, sessionZone: string): DateTimeReaders {
	const zone = options.timeZone ?? sessionZone;
	const session = zoneRule(zone) ?? ((wall: number) => wall);
	const now = () => Date.now();
	const { dateFormat, timestampFormat, timestampNtzFormat } = options;
	const datePattern = dateFormat === undefined ? undefined : new JavaPattern(dateFormat);
	const pattern = timestampFormat === undefined ? undefined : new JavaPattern(timestampFormat);
	const ntzPattern = timestampNtzFormat === undefined ? undefined : new JavaPattern(timestampNtzFormat);
	// Spark falls back to a cast when no format is given.
	const dateFallback = options.fallback ?? datePattern === undefined;
	const timeFallback = options.fallback ?? pattern === undefined;
	return {
		date: (text) => datePattern?.date(text) ?? (dateFallback ? castDate(legacy(text)) : undefined),
		timestamp: (text) =>
			pattern?.timestamp(text, session) ??
			(timeFallback ? castTimestamp(legacy(text), session, now) : undefined),
		timestampNtz: (text) => (ntzPattern ? ntzPattern.timestampNtz(text) : castTimestampNtz(text)),
		isoDates: datePattern === undefined,
		isoTimestamps: pattern === undefined,
		isoTimestampsNtz: ntzPattern === undefined,
		utc: zone === "UTC" && sessionZone === "UTC",
	};
}

/** Spark 2 accepted `…GMT+01:00`: its readers still do. */
function legacy(text: string): string {
	const at = text.indexOf("GMT");
	return at === -1 ? text : text.slice(0, at) + text.slice(at + 3);
}
