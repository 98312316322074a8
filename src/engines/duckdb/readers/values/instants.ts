/** Dates and instants as texts that DuckDB casts without a doubt. */

const pad = (n: number, width: number): string => String(n).padStart(width, "0");

/** DuckDB's text of a year: years before 1 are `(BC)`, which follows the date. */
function dateText(date: Date): string {
	const year = date.getUTCFullYear();
	const shown = pad(year > 0 ? year : 1 - year, 4);
	return `${shown}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

const era = (date: Date): string => (date.getUTCFullYear() > 0 ? "" : " (BC)");

/** Milliseconds of the day's start, or undefined for a day that no calendar has. */
export function dayOf(year: number, month: number, day: number): number | undefined {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** @example dateOf(0) // "1970-01-01" */
export function dateOf(milliseconds: number): string {
	const date = new Date(milliseconds);
	return dateText(date) + era(date);
}

/** A wall-clock time from whole milliseconds of whole seconds and microseconds; `zone` is appended. */
export function timeOf(seconds: number, micros: number, zone: "" | "+00"): string {
	const date = new Date(seconds);
	const time = `${pad(date.getUTCHours(), 2)}:${pad(date.getUTCMinutes(), 2)}:${pad(date.getUTCSeconds(), 2)}`;
	const fraction = micros === 0 ? "" : `.${pad(micros, 6)}`;
	return `${dateText(date)}${era(date)} ${time}${fraction}${zone}`;
}
