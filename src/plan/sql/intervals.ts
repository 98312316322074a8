import { type Cursor, node } from "./cursor.js";
import { stringLiteral } from "./literals.js";
import { refuse } from "./problem.js";
import type { IntervalExpr, IntervalPart, IntervalRangeExpr, IntervalUnit, Span } from "./syntax.js";
import type { Token } from "./tokens.js";

const UNITS: ReadonlyMap<string, IntervalUnit> = new Map(
	(
		["year", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond"] as const
	).flatMap((unit) => [
		[unit.toUpperCase(), unit],
		[`${unit.toUpperCase()}S`, unit],
	]),
);
const MONTHS: ReadonlySet<IntervalUnit> = new Set(["year", "month"]);
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** An interval after the word INTERVAL; undefined when that is a name here. */
export function interval(p: Cursor): IntervalExpr | IntervalRangeExpr | undefined {
	const { start } = p.tok;
	const valueEnd = afterValue(p, 1);
	if (valueEnd === undefined) return undefined;
	if (!UNITS.has(p.peek(valueEnd).text)) {
		if (valueEnd !== 2 || p.peek().type !== "string") return undefined;
		p.advanceKeyword();
		const text = p.next();
		return node({
			kind: "interval",
			parts: intervalFromText(text.value, { start: text.start, end: text.end }),
			at: p.span(start),
		});
	}
	p.advanceKeyword();
	const first = part(p);
	if (p.is("TO") && UNITS.has(p.peek().text)) return range(p, first, start);
	const parts = [check(first)];
	for (;;) {
		const end = afterValue(p, 0);
		if (end === undefined || !UNITS.has(p.peek(end).text)) break;
		parts.push(check(part(p)));
		if (p.is("TO") && UNITS.has(p.peek().text)) {
			refuse(p.span(start), "TO", "An interval is either a list of units or one from-to pair");
		}
	}
	const at = p.span(start);
	checkMix(parts, at);
	checkSize(parts, at);
	return node({ kind: "interval", parts: Object.freeze(parts), at });
}

/** How many tokens from `n` make an interval's value: a sign, then a number or strings. */
function afterValue(p: Cursor, n: number): number | undefined {
	let at = n;
	if (p.peek(at).text === "-" || p.peek(at).text === "+") at++;
	const token = p.peek(at);
	if (token.type === "number" && (token.form === "integer" || token.form === "decimal")) return at + 1;
	if (token.type !== "string") return undefined;
	while (p.peek(at).type === "string") at++;
	return at;
}

interface RawPart extends IntervalPart {
	/** Written as a string. */
	readonly isText: boolean;
}

function part(p: Cursor): RawPart {
	const { start } = p.tok;
	const negative = p.is("-");
	if (negative || p.is("+")) p.next();
	const isText = p.tok.type === "string";
	const raw = isText ? stringLiteral(p).value.trim() : p.next().value;
	const value = !negative ? raw : raw.startsWith("-") ? raw.slice(1) : `-${raw.replace(/^\+/, "")}`;
	const unit = UNITS.get(p.advanceKeyword().text) as IntervalUnit;
	return { kind: "intervalPart", value, unit, at: p.span(start), isText };
}

function check({ isText: _, ...raw }: RawPart): IntervalPart {
	const value = raw.value.replace(/^([+-])\s+/, "$1");
	if (!NUMBER.test(value)) refuse(raw.at, `'${raw.value}'`, `'${raw.value}' is not a number of ${raw.unit}s`);
	if (value.includes(".") && raw.unit !== "second") {
		refuse(raw.at, `'${raw.value}'`, "Only seconds may have a fraction in an interval");
	}
	if (/\.\d{10}/.test(value))
		refuse(raw.at, `'${raw.value}'`, "Seconds have at most nine digits after the point");
	return node({ ...raw, value });
}

/** How many of the stored unit (months, microseconds) one unit is. */
export const UNIT_SIZES: Readonly<Record<IntervalUnit, bigint>> = {
	year: 12n,
	month: 1n,
	week: 604_800_000_000n,
	day: 86_400_000_000n,
	hour: 3_600_000_000n,
	minute: 60_000_000n,
	second: 1_000_000n,
	millisecond: 1_000n,
	microsecond: 1n,
};

function checkSize(parts: readonly { value: string; unit: IntervalUnit }[], at: Span): void {
	let months = 0n;
	let micros = 0n;
	for (const { value, unit } of parts) {
		const size = UNIT_SIZES[unit] * BigInt(value.replace(/\..*$/, "").replace(/^([+-]?)$/, "$10"));
		if (MONTHS.has(unit)) months += size;
		else micros += size;
	}
	if (fits(months, 32n) && fits(micros, 64n)) return;
	refuse(at, "the interval", "The interval is too long: months are 32-bit and microseconds 64-bit numbers");
}

const fits = (n: bigint, bits: bigint): boolean => n >= -(1n << (bits - 1n)) && n < 1n << (bits - 1n);

function checkMix(parts: readonly IntervalPart[], at: Span): void {
	const months = parts.filter((p) => MONTHS.has(p.unit)).length;
	if (months > 0 && months < parts.length) {
		refuse(
			at,
			"the interval",
			"Years and months cannot be in one interval with days and smaller units",
			"_LEGACY_ERROR_TEMP_0029",
		);
	}
}

const HOURS = "(?:2[0-3]|[01]?\\d)";
const SIXTY = "[0-5]?\\d";
const FRACTION = "(?:\\.\\d{1,9})?";
/** What may stand between the units of `FROM TO TO`: the first field is free, the others have their range. */
const RANGES: Readonly<Record<string, string>> = {
	"year month": "-(?:1[01]|0?\\d)",
	"day hour": ` ${HOURS}`,
	"day minute": ` ${HOURS}:${SIXTY}`,
	"day second": ` ${HOURS}:${SIXTY}:${SIXTY}${FRACTION}`,
	"hour minute": `:${SIXTY}`,
	"hour second": `:${SIXTY}:${SIXTY}${FRACTION}`,
	"minute second": `:${SIXTY}${FRACTION}`,
};

function range(p: Cursor, first: RawPart, start: number): IntervalRangeExpr {
	p.expect("TO");
	const token: Token = p.advanceKeyword();
	const to = UNITS.get(token.text) as IntervalUnit;
	const at = p.span(start);
	if (!first.isText) refuse(first.at, first.value, "The value of an interval with TO is a string");
	const pattern = RANGES[`${first.unit} ${to}`];
	if (!pattern) refuse(at, token.value, `There are no intervals from ${first.unit} to ${to}`);
	if (!new RegExp(`^[+-]?\\d+${pattern}$`).test(first.value)) {
		refuse(first.at, `'${first.value}'`, `'${first.value}' is not an interval from ${first.unit} to ${to}`);
	}
	checkSize([{ value: /^[+-]?\d+/.exec(first.value)?.[0] ?? "", unit: first.unit }], at);
	return node({ kind: "intervalRange", value: first.value, from: first.unit, to, at });
}

const TEXT_PART = /\s*([+-]?\s*(?:\d+(?:\.\d*)?|\.\d+))\s+([A-Za-z]+)\s*/y;

/** The parts of `'1 day 2 hours'`. */
export function intervalFromText(text: string, at: Span): readonly IntervalPart[] {
	const wrong = () => refuse(at, `'${text}'`, `'${text}' is not an interval such as '1 day 2 hours'`);
	const body = text.trim().replace(/^interval\s+/i, "");
	const parts: IntervalPart[] = [];
	let index = 0;
	while (index < body.length) {
		TEXT_PART.lastIndex = index;
		const match = TEXT_PART.exec(body);
		const unit = UNITS.get(match?.[2]?.toUpperCase() ?? "");
		if (!match || !unit) return wrong();
		const value = (match[1] as string).replace(/\s/g, "");
		if (/\.\d{10}/.test(value)) return wrong();
		if (value.includes(".") && unit !== "second") return wrong();
		parts.push(node({ kind: "intervalPart", value, unit, at }));
		index = TEXT_PART.lastIndex;
	}
	if (parts.length === 0) return wrong();
	checkMix(parts, at);
	checkSize(parts, at);
	return Object.freeze(parts);
}
