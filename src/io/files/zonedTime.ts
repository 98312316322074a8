const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	let format = formats.get(zone);
	if (!format) {
		format = new Intl.DateTimeFormat("en-US", {
			timeZone: zone,
			calendar: "iso8601",
			numberingSystem: "latn",
			hourCycle: "h23",
			era: "short",
			year: "numeric",
			month: "numeric",
			day: "numeric",
			hour: "numeric",
			minute: "numeric",
			second: "numeric",
		});
		formats.set(zone, format);
	}
	return format;
}

/** The zone's offset from UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
	if (zone === "UTC") return 0;
	const whole = Math.floor(instant / 1000) * 1000;
	const parts: Record<string, string> = {};
	for (const { type, value } of formatOf(zone).formatToParts(whole)) parts[type] = value;
	const written = Number(parts["year"]);
	const year = parts["era"]?.startsWith("B") ? 1 - written : written;
	const wall = new Date(0);
	wall.setUTCFullYear(year, Number(parts["month"]) - 1, Number(parts["day"]));
	wall.setUTCHours(Number(parts["hour"]), Number(parts["minute"]), Number(parts["second"]));
	return wall.getTime() - whole;
}

/**
 * The instant of a wall-clock time in a zone, as Java has it: a time that a clock change leaves out moves forward by
 * the change, of one that it repeats the earlier is taken.
 */
export function instantIn(zone: string, wall: number): number {
	if (zone === "UTC") return wall;
	const before = offsetAt(zone, wall - 86_400_000);
	const after = offsetAt(zone, wall + 86_400_000);
	const early = wall - before;
	if (offsetAt(zone, early) === before) return early;
	const late = wall - after;
	// In a gap neither offset fits: the one before the change moves the time forward.
	return offsetAt(zone, late) === after ? late : early;
}
