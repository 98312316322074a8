import { fault } from "../../../../core/errors/index.js";
import { dateOf, dayOf, timeOf } from "./instants.js";
import { type ZoneRule, zoneRule } from "./zones.js";

/** What a text matched by a pattern says; absent parts are 1970-01-01 00:00. */
interface Parsed {
	readonly day: number;
	/** Milliseconds of the day, whole seconds. */
	readonly time: number;
	readonly micros: number;
	readonly zone?: ZoneRule;
}

type Field =
	| "year"
	| "shortYear"
	| "month"
	| "monthName"
	| "day"
	| "dayOfYear"
	| "hour"
	| "hour12"
	| "hour24"
	| "hour11"
	| "minute"
	| "second"
	| "fraction"
	| "half"
	| "zone"
	| "quarter";

const MONTHS = "January,February,March,April,May,June,July,August,September,October,November,December".split(",");
const SHORT_MONTHS = MONTHS.map((m) => m.slice(0, 3));

/** A compiled date pattern of Java's `DateTimeFormatter`, as Spark parses with it (strictly). */
export class JavaPattern {
	readonly #regex: RegExp;
	readonly #fields: readonly Field[];

	constructor(readonly pattern: string) {
		const fields: Field[] = [];
		this.#regex = new RegExp(`^${translate(pattern, fields)}$`, "iu");
		this.#fields = fields;
	}

	/** @example new JavaPattern("dd/MM/yyyy").date("02/01/2024") // "2024-01-02" */
	date(text: string): string | undefined {
		const parsed = this.#parse(text);
		return parsed && dateOf(parsed.day);
	}

	timestamp(text: string, session: ZoneRule): string | undefined {
		const parsed = this.#parse(text);
		return parsed && timeOf((parsed.zone ?? session)(parsed.day + parsed.time), parsed.micros, "+00");
	}

	timestampNtz(text: string): string | undefined {
		const parsed = this.#parse(text);
		return parsed && !parsed.zone ? timeOf(parsed.day + parsed.time, parsed.micros, "") : undefined;
	}

	#parse(text: string): Parsed | undefined {
		const match = this.#regex.exec(text);
		if (!match) return undefined;
		const values = new Map<Field, string>();
		for (const [i, name] of this.#fields.entries()) {
			const value = match[i + 1];
			if (value === undefined) continue;
			// Java refuses a text whose repeated fields disagree.
			if (values.has(name) && values.get(name) !== value) return undefined;
			values.set(name, value);
		}
		return assemble(values);
	}
}

function assemble(values: ReadonlyMap<Field, string>): Parsed | undefined {
	const number = (name: Field, fallback: number): number => Number(values.get(name) ?? fallback);
	const short = values.get("shortYear");
	const year = short === undefined ? number("year", 1970) : 2000 + Number(short);
	const name = values.get("monthName")?.toLowerCase();
	const quarter = values.get("quarter");
	const month =
		name !== undefined
			? SHORT_MONTHS.findIndex((m) => name.startsWith(m.toLowerCase())) + 1
			: number("month", quarter === undefined ? 1 : (Number(quarter) - 1) * 3 + 1);
	const ofYear = values.get("dayOfYear");
	let day = dayOf(year, month, number("day", 1));
	if (ofYear !== undefined) {
		day = (dayOf(year, 1, 1) as number) + (Number(ofYear) - 1) * 86_400_000;
		if (new Date(day).getUTCFullYear() !== year || Number(ofYear) < 1) return undefined;
	}
	const hour = hourOf(values);
	const minute = number("minute", 0);
	const second = number("second", 0);
	if (day === undefined || hour === undefined || minute > 59 || second > 59) return undefined;
	const zoneName = values.get("zone");
	const zone = zoneName === undefined ? undefined : zoneRule(zoneName);
	if (zoneName !== undefined && !zone) return undefined;
	return {
		day,
		time: (hour * 3600 + minute * 60 + second) * 1000,
		micros: Number((values.get("fraction") ?? "").slice(0, 6).padEnd(6, "0")),
		...(zone ? { zone } : {}),
	};
}

function hourOf(values: ReadonlyMap<Field, string>): number | undefined {
	const afternoon = values.get("half")?.toLowerCase() === "pm" ? 12 : 0;
	const [hour, hour12, hour24, hour11] = (["hour", "hour12", "hour24", "hour11"] as const).map((f) => {
		const value = values.get(f);
		return value === undefined ? undefined : Number(value);
	});
	if (hour !== undefined) return hour < 24 ? hour : undefined;
	if (hour24 !== undefined) return hour24 >= 1 && hour24 <= 24 ? hour24 % 24 : undefined;
	if (hour12 !== undefined) return hour12 >= 1 && hour12 <= 12 ? (hour12 % 12) + afternoon : undefined;
	if (hour11 !== undefined) return hour11 < 12 ? hour11 + afternoon : undefined;
	return afternoon;
}

function refuse(pattern: string, problem: string): never {
	throw fault(
		"SOURCE_BAD_OPTION",
		{ format: "file", option: "dateFormat or timestampFormat", value: pattern, expected: `a pattern without ${problem}` },
		{ sparkCondition: "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION" },
	);
}

function translate(pattern: string, fields: Field[]): string {
	let out = "";
	let depth = 0;
	for (let i = 0; i < pattern.length; ) {
		const c = pattern[i] as string;
		if (c === "'") {
			const [text, next] = quoted(pattern, i);
			out += literal(text);
			i = next;
		} else if (/[A-Za-z]/.test(c)) {
			let count = 1;
			while (pattern[i + count] === c) count++;
			const adjacent = /[A-Za-z]/.test(pattern[i + count] ?? "");
			out += token(pattern, c, count, adjacent, fields);
			i += count;
		} else {
			if (c === "[") {
				depth++;
				out += "(?:";
			} else if (c === "]") {
				if (--depth < 0) refuse(pattern, "a ] that closes nothing");
				out += ")?";
			} else if (/[{}#]/.test(c)) refuse(pattern, `the reserved character ${c}`);
			else out += literal(c);
			i++;
		}
	}
	return out + ")?".repeat(depth);
}

function quoted(pattern: string, start: number): [string, number] {
	if (pattern[start + 1] === "'") return ["'", start + 2];
	let text = "";
	for (let i = start + 1; i < pattern.length; i++) {
		if (pattern[i] !== "'") text += pattern[i];
		else if (pattern[i + 1] === "'") {
			text += "'";
			i++;
		} else return [text, i + 1];
	}
	return refuse(pattern, "an unclosed quote");
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** The regular expression of one pattern letter repeated `count` times. */
function token(pattern: string, letter: string, count: number, adjacent: boolean, fields: Field[]): string {
	const take = (name: Field, regex: string): string => {
		fields.push(name);
		return `(${regex})`;
	};
	// One letter takes as many digits as there are, two or more exactly so many.
	const digits = (name: Field, most: number): string =>
		count > most ? refuse(pattern, letter.repeat(count)) : take(name, count === 1 ? `\\d{1,${most}}` : `\\d{${count}}`);
	switch (letter) {
		case "y":
			if (count === 2) return take("shortYear", "\\d{2}");
			// Four letters: more digits need a sign, unless other digits follow at once.
			return take("year", count === 1 ? "[+-]?\\d{1,6}" : adjacent ? `\\d{${count}}` : `\\d{${count}}|[+]\\d{${count + 1},9}|-\\d{${count},9}`);
		case "M":
		case "L":
			if (count <= 2) return digits("month", 2);
			if (count === 3) return take("monthName", SHORT_MONTHS.join("|"));
			return count === 4 ? take("monthName", MONTHS.join("|")) : refuse(pattern, letter.repeat(count));
		case "d":
			return digits("day", 2);
		case "D":
			return digits("dayOfYear", 3);
		case "H":
			return digits("hour", 2);
		case "k":
			return digits("hour24", 2);
		case "K":
			return digits("hour11", 2);
		case "h":
			return digits("hour12", 2);
		case "m":
			return digits("minute", 2);
		case "s":
			return digits("second", 2);
		case "S":
			return count > 9 ? refuse(pattern, letter.repeat(count)) : take("fraction", `\\d{1,${count}}`);
		case "a":
			return count === 1 ? take("half", "am|pm") : refuse(pattern, letter.repeat(count));
		case "q":
		case "Q":
			return count <= 2 ? take("quarter", count === 1 ? "[1-4]" : "0[1-4]") : refuse(pattern, letter.repeat(count));
		case "X":
		case "x":
		case "Z":
		case "z":
		case "V":
		case "O":
			return take("zone", zoneRegex(pattern, letter, count));
		default:
			return refuse(pattern, `the letter ${letter}`);
	}
}

function zoneRegex(pattern: string, letter: string, count: number): string {
	const offsets = ["[+-]\\d{2}(?:\\d{2})?", "[+-]\\d{4}", "[+-]\\d{2}:\\d{2}", "[+-]\\d{4}(?:\\d{2})?", "[+-]\\d{2}:\\d{2}(?::\\d{2})?"];
	if (letter === "X" && count <= 5) return `Z|${offsets[count - 1]}`;
	if (letter === "x" && count <= 5) return offsets[count - 1] as string;
	if (letter === "Z" && count <= 3) return "[+-]\\d{4}";
	if (letter === "Z" && count === 5) return "Z|[+-]\\d{2}:\\d{2}(?::\\d{2})?";
	if ((letter === "Z" && count === 4) || (letter === "O" && (count === 1 || count === 4)))
		return "GMT(?:[+-]\\d{1,2}(?::\\d{2})?)?";
	if ((letter === "z" && count <= 3) || (letter === "V" && count === 2)) return "[A-Za-z][A-Za-z0-9_/+:-]*|[+-]\\d{2}:\\d{2}";
	return refuse(pattern, letter.repeat(count));
}
