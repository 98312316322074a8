import { timestampNtzText } from "../../plan/literals.js";

const QUARTER = 900_000_000n;
/** Before 1972 offsets had odd minutes and seconds and changed at any moment: no sharing of answers there. */
const REGULAR = 63_072_000_000_000n;

/**
 * Writes instants as ISO text in one time zone: `2024-07-02T03:04:05.123456-04:00`. Six digits always, so that texts of
 * one zone sort as the instants do.
 */
export function instantWriter(timeZone: string): (micros: bigint) => string {
	const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
	const known = new Map<bigint, number>();
	const offsetAt = (micros: bigint): number => {
		const quarter = micros / QUARTER;
		const regular = micros >= REGULAR;
		const remembered = regular ? known.get(quarter) : undefined;
		if (remembered !== undefined) return remembered;
		const offset = offsetSeconds(format, Number(micros / 1000n));
		if (regular) {
			if (known.size > 50_000) known.clear();
			known.set(quarter, offset);
		}
		return offset;
	};
	const fixed = isUtc(timeZone);
	return (micros) => {
		const offset = fixed ? 0 : offsetAt(micros);
		return `${timestampNtzText(micros + BigInt(offset) * 1_000_000n)}${offsetText(offset)}`;
	};
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
