import { epochDay, timestampNtzText } from "../../../../plan/literals.js";
import { trimAll } from "../../readers/values/trim.js";
import { formatTime, isOpenPattern, MONTHS, type PatternPart, patternParts } from "./javaTime.js";
import { type JsFunction, sparkError } from "./jsFunction.js";

/** A pattern as a regular expression, and which field each of its groups is. */
interface Parser {
	readonly expression: RegExp;
	readonly fields: readonly string[];
}

const parsers = new Map<string, Parser>();

function parserOf(pattern: string): Parser {
	let parser = parsers.get(pattern);
	if (!parser) {
		const fields: string[] = [];
		const source = isOpenPattern(pattern) ? "(?!)" : sourceOf(patternParts(pattern), fields, pattern);
		parser = { expression: new RegExp(`^${source}$`, "i"), fields };
		parsers.set(pattern, parser);
	}
	return parser;
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function sourceOf(parts: readonly PatternPart[], fields: string[], pattern: string): string {
	return parts.map((part) => partSource(part, fields, pattern)).join("");
}

function partSource(part: PatternPart, fields: string[], pattern: string): string {
	switch (part.kind) {
		case "text":
			return escape(part.text);
		case "optional":
			return `(?:${sourceOf(part.parts, fields, pattern)})?`;
		case "letter": {
			const [field, source] = fieldOf(part.letter, part.count, pattern);
			fields.push(field);
			return `(${source})`;
		}
	}
}

const names = (length?: number): string => MONTHS.map((m) => m.slice(0, length)).join("|");

function digits(count: number): string {
	return count === 1 ? "\\d{1,2}" : `\\d{${count}}`;
}

function fieldOf(letter: string, count: number, pattern: string): readonly [string, string] {
	switch (letter) {
		case "y":
			if (count === 2) return ["yy", "\\d{2}"];
			return ["y", count < 4 ? `\\d{${count},4}` : count === 4 ? "\\d{4}|\\+\\d{5,6}" : `\\d{${count}}`];
		case "M":
		case "L":
			return count >= 3
				? [count === 3 ? "MMM" : "MMMM", names(count === 3 ? 3 : undefined)]
				: ["M", digits(count)];
		case "D":
			return ["D", count === 1 ? "\\d{1,3}" : count === 2 ? "\\d{2,3}" : "\\d{3}"];
		case "d":
		case "H":
		case "h":
		case "K":
		case "k":
		case "m":
		case "s":
			return [letter, digits(count)];
		case "S":
			return ["S", `\\d{1,${count}}`];
		case "a":
			return ["a", "AM|PM"];
		case "G":
			return ["G", count === 4 ? "Anno Domini|Before Christ" : "AD|BC"];
		case "Q":
		case "q":
			return ["Q", count <= 2 ? digits(count) : count === 3 ? "Q[1-4]" : "(?:1st|2nd|3rd|4th) quarter"];
		case "X":
			return ["zone", `Z|${offsetSource(count)}`];
		case "x":
			return ["zone", offsetSource(count)];
		case "Z":
			return [
				"zone",
				count === 4 ? "GMT(?:[+-]\\d{2}:\\d{2})?" : count === 5 ? `Z|${offsetSource(5)}` : offsetSource(2),
			];
		case "O":
			return ["zone", "GMT(?:[+-]\\d{1,2}(?::\\d{2})?)?"];
		case "V":
		case "z":
			return ["zone", "[A-Za-z][A-Za-z0-9_/+:-]*|[+-]\\d{1,2}(?::\\d{2})?"];
		default:
			throw sparkError(
				"INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION",
				`the letter "${letter}" of the pattern "${pattern}" cannot be parsed`,
			);
	}
}

function offsetSource(count: number): string {
	switch (count) {
		case 1:
			return "[+-]\\d{2}(?:\\d{2})?";
		case 2:
			return "[+-]\\d{4}";
		case 3:
			return "[+-]\\d{2}:\\d{2}";
		case 4:
			return "[+-]\\d{4}(?:\\d{2})?";
		default:
			return "[+-]\\d{2}:\\d{2}(?::\\d{2})?";
	}
}

/** `GMT+2` and `+0200` as `+02:00`; names stay. */
function canonicalZone(text: string): string {
	if (text === "Z" || text === "z" || /^(?:gmt|utc)$/i.test(text)) return "+00:00";
	const offset = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?(?::?\d{2})?$/i.exec(text);
	return offset ? `${offset[1]}${(offset[2] as string).padStart(2, "0")}:${offset[3] ?? "00"}` : ` ${text}`;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function daysIn(year: number, month: number): number {
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/**
 * Text and pattern to `YYYY-MM-DD HH:MM:SS.ffffff` with its offset or zone behind it when there is one; null when the
 * text does not fit the pattern strictly, as Java's ResolverStyle.STRICT.
 */
export function parseTime(text: string, pattern: string): string | null {
	const { expression, fields } = parserOf(pattern);
	const match = expression.exec(text);
	if (!match) return null;
	const found = new Map<string, string>();
	fields.forEach((field, i) => {
		const value = match[i + 1];
		if (value !== undefined) found.set(field, value);
	});
	const number = (field: string): number | undefined => {
		const value = found.get(field);
		return value === undefined ? undefined : Number(value);
	};
	const two = number("yy");
	let year = number("y") ?? (two === undefined ? 1970 : 2000 + two);
	if (/^b/i.test(found.get("G") ?? "")) year = 1 - year;
	let month = number("M") ?? monthNamed(found.get("MMM"), 3) ?? monthNamed(found.get("MMMM")) ?? 1;
	let day = number("d") ?? 1;
	const ofYear = number("D");
	if (ofYear !== undefined) {
		if (ofYear < 1 || ofYear > (daysIn(year, 2) === 29 ? 366 : 365)) return null;
		month = 1;
		day = ofYear;
		while (day > daysIn(year, month)) day -= daysIn(year, month++);
	}
	if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
	const hour = hourOf(number, found.get("a"));
	const [minute, second] = [number("m") ?? 0, number("s") ?? 0];
	if (hour === undefined || minute > 59 || second > 59) return null;
	const micros = Number((found.get("S") ?? "").padEnd(6, "0").slice(0, 6));
	const seconds = BigInt(epochDay(year, month, day)) * 86_400n + BigInt(hour * 3600 + minute * 60 + second);
	const zone = found.get("zone");
	const local = timestampNtzText(seconds * 1_000_000n + BigInt(micros)).replace("T", " ");
	return zone === undefined ? local : local + canonicalZone(zone);
}

function monthNamed(name: string | undefined, length?: number): number | undefined {
	if (name === undefined) return undefined;
	return MONTHS.findIndex((m) => m.slice(0, length).toLowerCase() === name.toLowerCase()) + 1;
}

function hourOf(number: (field: string) => number | undefined, half: string | undefined): number | undefined {
	const [H, k, h, K] = [number("H"), number("k"), number("h"), number("K")];
	if (H !== undefined) return H < 24 ? H : undefined;
	if (k !== undefined) return k >= 1 && k <= 24 ? k % 24 : undefined;
	if (h !== undefined && (h < 1 || h > 12)) return undefined;
	if (K !== undefined && K > 11) return undefined;
	const base = h !== undefined ? h % 12 : K;
	const afternoon = /^p/i.test(half ?? "");
	return base === undefined ? (afternoon ? 12 : 0) : base + (afternoon ? 12 : 0);
}

const castPattern =
	/^([+-]?\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,9}))?)?)?)?)?)?[ ]*(Z|UTC|GMT|(?:UTC|GMT|UT)?[+-]\d{1,2}(?::?\d{1,2}(?::?\d{2})?)?|[A-Za-z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+)*)?$/;

/** A text as `CAST(… AS TIMESTAMP)` takes it, in the form that DuckDB takes; null when it is none. */
export function castTime(text: string): string | null {
	const match = castPattern.exec(trimAll(text));
	if (!match) return null;
	const [, y, mo = "1", d = "1", h = "0", mi = "0", s = "0", fraction = "", zone] = match;
	const [year, month, day, hour, minute, second] = [y, mo, d, h, mi, s].map(Number) as [
		number,
		number,
		number,
		number,
		number,
		number,
	];
	if (
		month < 1 ||
		month > 12 ||
		day < 1 ||
		day > daysIn(year, month) ||
		hour > 23 ||
		minute > 59 ||
		second > 59
	)
		return null;
	// A zone only behind a time.
	if (zone !== undefined && match[4] === undefined) return null;
	const seconds = BigInt(epochDay(year, month, day)) * 86_400n + BigInt(hour * 3600 + minute * 60 + second);
	const micros = BigInt(fraction.padEnd(6, "0").slice(0, 6));
	const local = timestampNtzText(seconds * 1_000_000n + micros).replace("T", " ");
	return zone === undefined ? local : local + canonicalZone(ZONES[zone] ?? zone);
}

/** Java's short zone names that DuckDB reads otherwise or not at all. */
const ZONES: Readonly<Record<string, string>> = {
	PST: "America/Los_Angeles",
	EST: "-05:00",
	MST: "-07:00",
	CST: "America/Chicago",
	CTT: "Asia/Shanghai",
	JST: "Asia/Tokyo",
	IST: "Asia/Kolkata",
	UT: "+00:00",
};

/** The microseconds of a zone that is an offset (`+05:30`, `UTC-3`); null for a name. */
export function offsetOf(text: string): bigint | null {
	const match = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text);
	if (!match) return null;
	const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
	return BigInt(match[1] === "-" ? -minutes : minutes) * 60_000_000n;
}

export const TIME_FUNCTIONS = [
	{ name: "aq_offset", args: ["text"], returns: "bigint", fn: offsetOf },
	{ name: "aq_format_time", args: ["bigint", "bigint", "text", "text"], returns: "text", fn: formatTime },
	{ name: "aq_parse_time", args: ["text", "text"], returns: "text", fn: parseTime },
	{ name: "aq_cast_time", args: ["text"], returns: "text", fn: castTime },
] as const satisfies readonly JsFunction[];
