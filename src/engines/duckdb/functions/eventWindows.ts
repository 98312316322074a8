import type { DataType } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundExpr } from "../../../plan/bound.js";
import { quoteText } from "../sql.js";

const SIZES: Readonly<Record<string, bigint>> = {
	week: 604_800_000_000n,
	day: 86_400_000_000n,
	hour: 3_600_000_000n,
	minute: 60_000_000n,
	second: 1_000_000n,
	millisecond: 1000n,
	microsecond: 1n,
};

/** The microseconds of `10 minutes`, `1 hour 30 minutes`, `INTERVAL 5 SECONDS`; months have no fixed length. */
export function intervalOf(text: string): bigint {
	const bad = (problem: string): Error => fault("PLAN_BAD_ARGUMENT", { name: "window", problem });
	const body = text.trim().replace(/^interval\s+/i, "");
	let total = 0n;
	const rest = body.replace(/([+-]?\d+)\s+([a-z]+)\s*/gi, (_all, count: string, unit: string) => {
		const size = SIZES[unit.toLowerCase().replace(/s$/, "")];
		if (size === undefined)
			throw bad(`"${text}" is not a duration of weeks, days, hours, minutes or seconds`);
		total += BigInt(count) * size;
		return "";
	});
	if (rest !== "" || body === "") throw bad(`"${text}" is not a duration such as "10 minutes"`);
	return total;
}

/**
 * The windows that hold a moment, as a list of structs: counted from 1970 in UTC, whatever the session's zone. NULL has
 * none. `durations`: width, slide (absent: the width), start.
 */
export function windowList(moment: string, type: DataType, durations: readonly bigint[]): string {
	const [width = 1n, slide = width, start = 0n] = durations;
	if (width <= 0n || slide <= 0n || slide > width || start >= slide || start <= -slide)
		throw fault("PLAN_BAD_ARGUMENT", {
			name: "window",
			problem:
				"the width must be positive, the slide positive and not more than the width, the start less than the slide",
		});
	const at = type.kind === "timestamp_ntz" ? "make_timestamp" : "make_timestamptz";
	const micros = `epoch_us(${moment})`;
	const last = `(${micros} - aq_pmod(${micros} - ${start}, ${slide}))`;
	const one = (from: string): string => `{'start': ${at}(${from}), 'end': ${at}(${from} + ${width})}`;
	if (slide === width) return `(CASE WHEN ${moment} IS NOT NULL THEN [${one(last)}] END)`;
	const count = (width + slide - 1n) / slide;
	const starts = `list_filter(list_transform(range(${count}), lambda aq_i: ${last} - aq_i * ${slide}), lambda aq_s: aq_s + ${width} > ${micros})`;
	return `(CASE WHEN ${moment} IS NOT NULL THEN list_transform(${starts}, lambda aq_w: ${one("aq_w")}) END)`;
}

/** What Spark reads as an interval: DuckDB reads more. */
const INTERVAL_TEXT =
	"(?i)\\s*(?:interval\\s+)?(?:[+-]?(?:\\d+\\s+(?:year|month|week|day|hour|minute|second|millisecond|microsecond)s?|\\d*\\.\\d+\\s+seconds?)\\s*)+";

/** An interval of a text; NULL where it is none. */
function intervalFrom(text: string): string {
	const body = `regexp_replace(lower(${text}), '^\\s*interval\\s+|\\+', '', 'g')`;
	return `(CASE WHEN regexp_full_match(${text}, ${quoteText(INTERVAL_TEXT)}) THEN TRY_CAST(${body} AS INTERVAL) END)`;
}

/** The window that a moment opens, as a list of one struct; nothing without a moment or without a duration. */
export function ownSession(
	moment: string,
	gap: string,
	[, duration]: readonly [BoundExpr, BoundExpr],
): string {
	if (duration.type.kind === "void")
		return `(CASE WHEN false THEN [{'start': ${moment}, 'end': ${moment}}] END)`;
	const end = `(${moment} + ${duration.type.kind === "string" ? intervalFrom(gap) : gap})`;
	return `(CASE WHEN ${end} > ${moment} THEN [{'start': ${moment}, 'end': ${end}}] END)`;
}
