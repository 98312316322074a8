const SPECIAL_DATE = /^(epoch|now|today|tomorrow|yesterday)$/i;
const SPECIAL_TIME = /^(epoch|now|today|tomorrow|yesterday)(?:\s+(\S+))?$/i;
const DATE = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?$/s;
/** A zone may follow seconds only. */
const TIME = String.raw`(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d*)?(?:\s*(\D\S*))?)?)?`;
const TIMESTAMP = new RegExp(String.raw`^([+-]?\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T]${TIME})?)?)?$`);
const TIME_ONLY = new RegExp(`^T?${TIME}$`);
const OFFSET = /^(?:UTC|UT|GMT)?[+-](\d{1,2})(?::?(\d{2})(?::?(\d{2}))?|:(\d))?$/;
/** Java reads regions with regard to case, Intl does not. */
const REGION = /^[A-Z][A-Za-z_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)+$/;
/** Java's three-letter zones. */
const SHORT_ZONES = new Set(
	"Z,UTC,UT,GMT,ACT,AET,AGT,ART,AST,BET,BST,CAT,CNT,CST,CTT,EAT,ECT,EST,HST,IET,IST,JST,MIT,MST,NET,NST,PLT,PNT,PRT,PST,SST,VST".split(
		",",
	),
);

/** Whether Spark reads the text as a date: `2024`, `2024-1`, `2024-01-02`, and what follows a space or T. */
export function isDateText(text: string): boolean {
	const trimmed = text.trim();
	if (SPECIAL_DATE.test(trimmed)) return true;
	const match = DATE.exec(trimmed);
	return match !== null && Math.abs(Number(match[1])) <= 5_881_580 && isDay(match[1], match[2], match[3]);
}

/** Whether Spark reads the text as a timestamp; without a zone (NTZ) it needs a date. */
export function isTimestampText(text: string, isNtz = false): boolean {
	const trimmed = text.trim();
	const special = SPECIAL_TIME.exec(trimmed);
	if (special) return special[2] === undefined || isZone(special[2]);
	const match = TIMESTAMP.exec(trimmed);
	if (match) {
		const inRange = Math.abs(Number(match[1])) <= 294_247 && isDay(match[1], match[2], match[3]);
		return inRange && isTime(match[4], match[5], match[6], match[7]);
	}
	const time = isNtz ? null : TIME_ONLY.exec(trimmed);
	if (!time || (time[2] === undefined && !trimmed.startsWith("T"))) return false;
	return isTime(time[1], time[2], time[3], time[4]);
}

function isDay(year: string | undefined, month = "1", day = "1"): boolean {
	const y = Number(year);
	const m = Number(month);
	const d = Number(day);
	if (m < 1 || m > 12 || d < 1) return false;
	const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
	return d <= (m === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31);
}

function isTime(hour = "0", minute = "0", second = "0", zone?: string): boolean {
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
	return zone === undefined || isZone(zone);
}

function isZone(zone: string): boolean {
	const offset = OFFSET.exec(zone);
	if (offset) {
		const [, hours, minutes = offset[4] ?? "0", seconds = "0"] = offset;
		const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
		return total <= 18 * 3600 && Number(minutes) < 60 && Number(seconds) < 60;
	}
	return SHORT_ZONES.has(zone) || (REGION.test(zone) && isRegion(zone));
}

function isRegion(zone: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}
