import { timestampNtzText } from "../../plan/literals.js";

const DAY = 86_400_000_000n;

interface Offset {
	readonly micros: bigint;
	readonly text: string;
}

/**
 * Writes instants as ISO text in one time zone: `2024-07-02T03:04:05.123456-04:00`. Six digits always, so that texts of
 * one zone sort as the instants do.
 */
export function instantWriter(timeZone: string): (micros: bigint) => string {
	const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
	/** Days (UTC) with one offset from end to end; Intl is asked twice a day and not for every row. */
	const days = new Map<number, Offset | undefined>();
	const make = (micros: bigint): Offset => {
		const seconds = offsetSeconds(format, Number(micros / 1000n));
		return { micros: BigInt(seconds) * 1_000_000n, text: offsetText(seconds) };
	};
	const offsetAt = (micros: bigint): Offset => {
		const day = Number((micros - (micros < 0n ? DAY - 1n : 0n)) / DAY);
		if (!days.has(day)) {
			if (days.size > 50_000) days.clear();
			const [first, last] = [make(BigInt(day) * DAY), make(BigInt(day + 1) * DAY - 1n)];
			days.set(day, first.text === last.text ? first : undefined);
		}
		return days.get(day) ?? make(micros);
	};
	if (isUtc(timeZone)) return (micros) => `${wallClockText(micros)}+00:00`;
	return (micros) => {
		const offset = offsetAt(micros);
		return wallClockText(micros + offset.micros) + offset.text;
	};
}

/** `12:30:00.5`: a time of day without the zeros at the end of its fraction. */
export function clockText(micros: bigint): string {
	return timestampNtzText(micros)
		.slice(11)
		.replace(/\.?0+$/, "");
}

/** The microseconds of a time of day. */
export function clockMicros(text: string): bigint {
	const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/.exec(text);
	if (!match) throw new TypeError(`"${text}" is not HH:MM:SS.ffffff`);
	const [, hour, minute, second = "0", fraction = ""] = match;
	const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
	return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

const YEAR_10000 = 253_402_300_800_000_000n;

/** `2024-07-02T03:04:05.123456`; the years that Date writes in the same form go through it, which is five times faster. */
export function wallClockText(micros: bigint): string {
	if (micros < 0n || micros >= YEAR_10000) return timestampNtzText(micros);
	const millis = micros / 1000n;
	const rest = Number(micros - millis * 1000n);
	return `${new Date(Number(millis)).toISOString().slice(0, 23)}${String(rest).padStart(3, "0")}`;
}

const isUtc = (zone: string): boolean => /^(utc|etc\/utc|z|gmt|etc\/gmt)$/i.test(zone);

function offsetSeconds(format: Intl.DateTimeFormat, millis: number): number {
	// Date ends in the year 275760, before DuckDB's timestamps do.
	const at = Math.max(-8.64e15, Math.min(8.64e15, millis));
	const name = format.formatToParts(at).find((p) => p.type === "timeZoneName")?.value ?? "GMT";
	const match = /GMT([+-])(\d{1,2}):?(\d{2})?(?::(\d{2}))?/.exec(name);
	if (!match) return 0;
	const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
	return match[1] === "-" ? -seconds : seconds;
}

function offsetText(seconds: number): string {
	const size = Math.abs(seconds);
	const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60];
	if (size % 60 !== 0) parts.push(size % 60);
	return `${seconds < 0 ? "-" : "+"}${parts.map((n) => String(n).padStart(2, "0")).join(":")}`;
}
