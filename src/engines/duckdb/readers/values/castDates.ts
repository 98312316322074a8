import { dateOf, dayOf, timeOf } from "./instants.js";
import { trimAll } from "./trim.js";
import { type ZoneRule, zoneRule } from "./zones.js";

/** Spark's CAST of text to date and timestamps, as texts that DuckDB casts; undefined where Spark gives an error. */

const DATE = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?$/s;
const TIME = String.raw`(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?(?:\s*(\D\S*))?)?)?`;
const TIMESTAMP = new RegExp(String.raw`^([+-]?\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T]${TIME})?)?)?$`);
const TIME_ONLY = new RegExp(`^(T?)${TIME}$`);

/** @example castDate("2024-1-2") // "2024-01-02" */
export function castDate(text: string): string | undefined {
	const match = DATE.exec(trimAll(text));
	if (!match) return undefined;
	const day = dayOf(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1));
	return day === undefined ? undefined : dateOf(day);
}

interface Parts {
	/** Whole seconds of the wall-clock time, in milliseconds. */
	readonly wall: number;
	readonly micros: number;
	readonly zone?: ZoneRule;
}

/** @example castTimestamp("2024-01-02 03:04:05+02:00", rule, now) // "2024-01-02 01:04:05+00" */
export function castTimestamp(text: string, session: ZoneRule, now: () => number): string | undefined {
	const trimmed = trimAll(text);
	const parts = parse(trimmed) ?? timeOnly(trimmed, now);
	if (!parts) return undefined;
	return timeOf((parts.zone ?? session)(parts.wall), parts.micros, "+00");
}

/** A time without zone: Spark's readers refuse a zone in it. */
export function castTimestampNtz(text: string): string | undefined {
	const parts = parse(trimAll(text));
	return parts && !parts.zone ? timeOf(parts.wall, parts.micros, "") : undefined;
}

function parse(text: string): Parts | undefined {
	const match = TIMESTAMP.exec(text);
	if (!match) return undefined;
	const [, year, month, day, hour, minute, second, fraction, zone] = match;
	const start = dayOf(Number(year), Number(month ?? 1), Number(day ?? 1));
	return start === undefined ? undefined : atTime(start, hour, minute, second, fraction, zone);
}

/** `12:30` is today at half past twelve. */
function timeOnly(text: string, now: () => number): Parts | undefined {
	const match = TIME_ONLY.exec(text);
	if (!match || (match[1] === "" && match[3] === undefined)) return undefined;
	const [, , hour, minute, second, fraction, zone] = match;
	const today = Math.floor(now() / 86_400_000) * 86_400_000;
	return atTime(today, hour, minute, second, fraction, zone);
}

function atTime(
	day: number,
	hour = "0",
	minute = "0",
	second = "0",
	fraction = "",
	zone?: string,
): Parts | undefined {
	const [h, m, s] = [Number(hour), Number(minute), Number(second)];
	if (h > 23 || m > 59 || s > 59) return undefined;
	const rule = zone === undefined ? undefined : zoneRule(zone);
	if (zone !== undefined && !rule) return undefined;
	return {
		wall: day + (h * 3600 + m * 60 + s) * 1000,
		micros: Number(fraction.slice(0, 6).padEnd(6, "0")),
		...(rule ? { zone: rule } : {}),
	};
}
