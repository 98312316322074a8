const SPECIAL = /^(epoch|now|today|tomorrow|yesterday)(\s+\S+)?$/i;
const DATE = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?$/s;
const TIME = String.raw`(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d*)?)?)?`;
const ZONE = String.raw`\s*(Z|UTC|UT|GMT|(?:UTC|UT|GMT)?[+-]\d{1,2}(?::?\d{1,2}(?::?\d{2})?)?|[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*)`;
const TIMESTAMP = new RegExp(
	String.raw`^([+-]?\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](?:${TIME}(?:${ZONE})?)?)?)?)?$`,
);
const TIME_ONLY = new RegExp(`^(?:T${TIME}|${TIME.replace(")?)?", "))")})(?:${ZONE})?$`);

/** Whether Spark reads the text as a date: `2024`, `2024-1`, `2024-01-02`, and what follows a space or T. */
export function isDateText(text: string): boolean {
	const trimmed = text.trim();
	if (SPECIAL.test(trimmed)) return true;
	const match = DATE.exec(trimmed);
	return match !== null && isDay(match[1], match[2], match[3]);
}

/** Whether Spark reads the text as a timestamp. */
export function isTimestampText(text: string): boolean {
	const trimmed = text.trim();
	if (SPECIAL.test(trimmed)) return true;
	const match = TIMESTAMP.exec(trimmed);
	if (match) return isDay(match[1], match[2], match[3]) && isTime(match[4], match[5], match[6]);
	const time = TIME_ONLY.exec(trimmed);
	return time !== null && isTime(time[1] ?? time[4], time[2] ?? time[5], time[3] ?? time[6]);
}

function isDay(year: string | undefined, month = "1", day = "1"): boolean {
	const [y, m, d] = [Number(year), Number(month), Number(day)];
	if (m < 1 || m > 12 || d < 1) return false;
	const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
	return d <= (m === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31);
}

function isTime(hour = "0", minute = "0", second = "0"): boolean {
	return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
