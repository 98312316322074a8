import { isOpenPattern } from "./javaTime.js";
import { type JsFunction, sparkError } from "./jsFunction.js";
import { parseTime } from "./parseTime.js";

const CLOCK = /^T?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,9}))?)?(?: ?([ap])m)?$/i;

/** The microseconds of a text that CAST(… AS TIME) takes; null when it is no time of day. */
export function clockMicros(text: string): bigint | null {
	const match = CLOCK.exec(text.trim());
	if (!match) return null;
	const [, hour, minute, second = "0", fraction = "", half] = match;
	const shown = Number(hour);
	if (half !== undefined && (shown < 1 || shown > 12)) return null;
	const hours = half === undefined ? shown : (shown % 12) + (half.toLowerCase() === "p" ? 12 : 0);
	if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return null;
	const seconds = (hours * 60 + Number(minute)) * 60 + Number(second);
	return BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, "0"));
}

const PARTS = /^\S+ ([\d:.]+)(?:[+-](\d\d):(\d\d)| (.+))?$/;
/** Short names that are no names of zones. Others are refused. */
const SHORT: ReadonlySet<string> = new Set(
	"UT PST PDT MDT CST CDT EDT AKST AKDT AST ADT NST NDT BST WEST CEST EEST MSK IST JST KST AEST AEDT ACST AWST NZST NZDT".split(
		" ",
	),
);

/** The same of a text in a pattern, which may have a day and a zone too: neither moves it, but the zone must be one. */
export function parseClock(text: string, pattern: string): bigint | null {
	if (isOpenPattern(pattern)) return null;
	const letters = pattern.replace(/'[^']*'/g, "").replace(/[^A-Za-z]/g, "");
	if (/[Qq]/.test(letters) || !isReadable(pattern))
		throw sparkError(
			"INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
			`no time of day can be read by the pattern "${pattern}"`,
		);
	const [, clock, hours = "0", minutes = "0", zone] = PARTS.exec(parseTime(text, pattern) ?? "") ?? [];
	if (clock === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
	if (zone !== undefined && !isZone(zone) && !(letters.includes("z") && SHORT.has(zone))) return null;
	return clockMicros(clock);
}

function isZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return !SHORT.has(name);
	} catch {
		return false;
	}
}

function isReadable(pattern: string): boolean {
	try {
		parseTime("", pattern);
		return true;
	} catch {
		return false;
	}
}

/** The same, and null for what is no pattern. */
function tryParseClock(text: string, pattern: string): bigint | null {
	try {
		return parseClock(text, pattern);
	} catch {
		return null;
	}
}

export const CLOCK_FUNCTIONS = [
	{ name: "aq_time_micros", args: ["text"], returns: "bigint", fn: clockMicros },
	{ name: "aq_parse_clock", args: ["text", "text"], returns: "bigint", fn: parseClock },
	{ name: "aq_try_parse_clock", args: ["text", "text"], returns: "bigint", fn: tryParseClock },
] as const satisfies readonly JsFunction[];
