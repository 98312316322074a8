import { epochDay } from "../../../../plan/literals.js";
import { sparkError } from "./jsFunction.js";

/** One piece of a date pattern: a run of one letter, a literal text, or an optional section. */
export type PatternPart =
	| { readonly kind: "letter"; readonly letter: string; readonly count: number }
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "optional"; readonly parts: readonly PatternPart[] };

const MAX_COUNT: Readonly<Record<string, number>> = {
	y: 6,
	M: 4,
	L: 4,
	d: 2,
	D: 3,
	H: 2,
	h: 2,
	K: 2,
	k: 2,
	m: 2,
	s: 2,
	S: 9,
	a: 1,
	E: 4,
	F: 1,
	G: 4,
	Q: 4,
	q: 4,
	X: 5,
	x: 5,
	Z: 5,
	z: 4,
	V: 2,
	O: 4,
};

const LEGACY_LETTERS = "GyYMLwWDdFEuaHkKhmsSzZX";

/** `letter`: the one that is wrong. Those that Spark 2 knew have a condition of their own. */
function bad(pattern: string, letter = ""): Error {
	const legacy = letter !== "" && (letter === "]" || LEGACY_LETTERS.includes(letter));
	return sparkError(
		legacy
			? "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION"
			: letter === ""
				? "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER"
				: "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
		`the date pattern "${pattern}" is not one of Spark 3 and later`,
	);
}

/** A quote is not closed, which Spark only finds out when it reads a text by the pattern: no text fits. */
export function isOpenPattern(pattern: string): boolean {
	if (pattern.split("'").length % 2 === 1) return false;
	// What stands before it must be a pattern.
	patternParts(pattern.slice(0, pattern.lastIndexOf("'")));
	return true;
}

const known = new Map<string, readonly PatternPart[]>();

/** Takes a pattern of Java's DateTimeFormatter apart, as far as Spark allows them. */
export function patternParts(pattern: string): readonly PatternPart[] {
	let parts = known.get(pattern);
	if (!parts) {
		const read = readParts(pattern, 0, false);
		parts = read.parts;
		known.set(pattern, parts);
	}
	return parts;
}

function readParts(
	pattern: string,
	start: number,
	inside: boolean,
): { readonly parts: PatternPart[]; readonly end: number } {
	const parts: PatternPart[] = [];
	const text = (value: string): void => {
		parts.push({ kind: "text", text: value });
	};
	let i = start;
	while (i < pattern.length) {
		const char = pattern[i] as string;
		if (/[A-Za-z]/.test(char)) {
			let end = i;
			while (pattern[end] === char) end++;
			const count = end - i;
			const most = MAX_COUNT[char];
			if (
				most === undefined ||
				count > most ||
				(char === "V" && count !== 2) ||
				(char === "O" && ![1, 4].includes(count))
			)
				throw bad(pattern, char);
			parts.push({ kind: "letter", letter: char, count });
			i = end;
		} else if (char === "'") {
			if (pattern[i + 1] === "'") {
				text("'");
				i += 2;
				continue;
			}
			let value = "";
			for (i++; ; i++) {
				if (i >= pattern.length) throw bad(pattern);
				if (pattern[i] !== "'") value += pattern[i];
				else if (pattern[i + 1] === "'") {
					value += "'";
					i++;
				} else break;
			}
			text(value);
			i++;
		} else if (char === "[") {
			const inner = readParts(pattern, i + 1, true);
			parts.push({ kind: "optional", parts: inner.parts });
			i = inner.end;
		} else if (char === "]") {
			if (!inside) throw bad(pattern, "]");
			return { parts, end: i + 1 };
		} else if ("{}#".includes(char)) throw bad(pattern);
		else {
			text(char);
			i++;
		}
	}
	// A section that is left open is closed by the end of the pattern.
	return { parts, end: i };
}

export const MONTHS = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
] as const;
export const WEEKDAYS = [
	"Sunday",
	"Monday",
	"Tuesday",
	"Wednesday",
	"Thursday",
	"Friday",
	"Saturday",
] as const;

/** A moment taken apart on the local calendar. */
export interface Moment {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	/** Days since 1970-01-01. */
	readonly epochDay: number;
	/** Seconds of the day. */
	readonly seconds: number;
	readonly micros: number;
	/** Seconds east of Greenwich. */
	readonly offset: number;
	readonly zone: string;
}

const DAY_MICROS = 86_400_000_000n;

export function momentOf(local: bigint, utc: bigint, zone: string): Moment {
	let days = local / DAY_MICROS;
	let rest = local % DAY_MICROS;
	if (rest < 0n) {
		days -= 1n;
		rest += DAY_MICROS;
	}
	const epoch = Number(days);
	const z = epoch + 719_468;
	const era = Math.floor(z / 146_097);
	const doe = z - era * 146_097;
	const yoe = Math.floor(
		(doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
	);
	const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
	const mp = Math.floor((5 * doy + 2) / 153);
	const month = mp < 10 ? mp + 3 : mp - 9;
	return {
		year: yoe + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: doy - Math.floor((153 * mp + 2) / 5) + 1,
		epochDay: epoch,
		seconds: Number(rest / 1_000_000n),
		micros: Number(rest % 1_000_000n),
		offset: Number((local - utc) / 1_000_000n),
		zone,
	};
}

const pad = (n: number, width: number): string => String(n).padStart(width, "0");

/** `+02:00` in the forms of X, x and Z. */
function offsetText(letter: string, count: number, offset: number): string {
	if (offset === 0 && letter === "X") return "Z";
	const sign = offset < 0 ? "-" : "+";
	const total = Math.abs(offset);
	const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
	const colon = count === 3 || count === 5 ? ":" : "";
	if (count === 1) return `${sign}${pad(h, 2)}${m ? pad(m, 2) : ""}`;
	const seconds = count >= 4 && s ? `${colon}${pad(s, 2)}` : "";
	return `${sign}${pad(h, 2)}${colon}${pad(m, 2)}${seconds}`;
}

function gmtText(offset: number, long: boolean): string {
	if (offset === 0) return "GMT";
	const sign = offset < 0 ? "-" : "+";
	const total = Math.abs(offset);
	const [h, m] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
	return long ? `GMT${sign}${pad(h, 2)}:${pad(m, 2)}` : `GMT${sign}${h}${m ? `:${pad(m, 2)}` : ""}`;
}

function zoneName(m: Moment, long: boolean): string {
	const at = new Date((m.epochDay * 86_400 + m.seconds - m.offset) * 1000);
	const parts = new Intl.DateTimeFormat("en-US", {
		timeZone: m.zone,
		timeZoneName: long ? "long" : "short",
	}).formatToParts(at);
	return parts.find((p) => p.type === "timeZoneName")?.value ?? m.zone;
}

const ORDINALS = ["1st", "2nd", "3rd", "4th"] as const;

/** The year counts from the era (2 BC) only beside an era's letter, else on below 1 (-1). */
function yearText(count: number, year: number, ofEra: boolean): string {
	const shown = ofEra && year < 1 ? 1 - year : year;
	const size = Math.abs(shown);
	if (count === 2) return pad(size % 100, 2);
	return `${shown < 0 ? "-" : count >= 4 && shown >= 10 ** count ? "+" : ""}${pad(size, count)}`;
}

function letterText(letter: string, count: number, m: Moment, ofEra: boolean): string {
	const hour = Math.floor(m.seconds / 3600);
	switch (letter) {
		case "y":
			return yearText(count, m.year, ofEra);
		case "M":
		case "L":
			if (count >= 3) return (MONTHS[m.month - 1] as string).slice(0, count === 3 ? 3 : undefined);
			return pad(m.month, count);
		case "d":
			return pad(m.day, count);
		case "D":
			return pad(m.epochDay - epochDay(m.year, 1, 1) + 1, count);
		case "H":
			return pad(hour, count);
		case "k":
			return pad(hour === 0 ? 24 : hour, count);
		case "K":
			return pad(hour % 12, count);
		case "h":
			return pad(hour % 12 === 0 ? 12 : hour % 12, count);
		case "m":
			return pad(Math.floor(m.seconds / 60) % 60, count);
		case "s":
			return pad(m.seconds % 60, count);
		case "S":
			return `${pad(m.micros, 6)}000`.slice(0, count);
		case "a":
			return hour < 12 ? "AM" : "PM";
		case "E": {
			const name = WEEKDAYS[(((m.epochDay + 4) % 7) + 7) % 7] as string;
			return count === 4 ? name : name.slice(0, 3);
		}
		case "F":
			return String(Math.floor((m.day - 1) / 7) + 1);
		case "G":
			return count === 4 ? (m.year > 0 ? "Anno Domini" : "Before Christ") : m.year > 0 ? "AD" : "BC";
		case "Q":
		case "q": {
			const quarter = Math.floor((m.month - 1) / 3) + 1;
			if (count <= 2) return pad(quarter, count);
			return count === 3 ? `Q${quarter}` : `${ORDINALS[quarter - 1]} quarter`;
		}
		case "X":
		case "x":
			return offsetText(letter, count, m.offset);
		case "Z":
			if (count === 4) return gmtText(m.offset, true);
			return count === 5 ? offsetText("X", 5, m.offset) : offsetText("Z", 2, m.offset);
		case "O":
			return gmtText(m.offset, count === 4);
		case "V":
			return m.zone;
		case "z":
			return zoneName(m, count === 4);
		default:
			throw bad(letter);
	}
}

function partText(part: PatternPart, moment: Moment, ofEra: boolean): string {
	switch (part.kind) {
		case "text":
			return part.text;
		case "letter":
			return letterText(part.letter, part.count, moment, ofEra);
		case "optional":
			return part.parts.map((p) => partText(p, moment, ofEra)).join("");
	}
}

function holdsEra(part: PatternPart): boolean {
	return part.kind === "optional" ? part.parts.some(holdsEra) : part.kind === "letter" && part.letter === "G";
}

/** `date_format`: the local and the UTC microseconds of a moment, and the zone's name. */
export function formatTime(local: bigint, utc: bigint, zone: string, pattern: string): string {
	const moment = momentOf(local, utc, zone);
	const parts = patternParts(pattern);
	const ofEra = parts.some(holdsEra);
	return parts.map((part) => partText(part, moment, ofEra)).join("");
}
