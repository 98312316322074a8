import { attribute, call, dotted, keyword, name, string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { and, boolean, fillNull, integer, method, not, pl, unlessBad, within } from "./build.js";
import { type At, guarded, guardedBad } from "./context.js";
import { stripped } from "./strip.js";

/** What Spark's cast takes for a day: a year, a month, a day, and a time that does not matter. */
const DAY = String.raw`^(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2})(?:[ T].*)?)?)?$`;
/** What Spark's cast takes for an instant, as far as the offset is written in digits. */
const INSTANT =
	String.raw`^(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2})(?:[ T]` +
	String.raw`(?:(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<part>\d{1,6})\d*|\.)?)?` +
	String.raw`\s*(?<offset>Z|UTC|[+-]\d{2}:?\d{2})?)?)?)?)?$`;
/** Names of time zones, times without a day, years with more digits: Spark may know what they are. */
const BEYOND = String.raw`^(?:[+-]?\d{5,7}(?:-|$)|T?\d{1,2}:|\d{4}-\d{1,2}-\d{1,2}[ T].*[A-Za-z+-])`;

/** Text as a day, as Spark's cast reads it. `mode` try: what is none becomes NULL. */
export function textToDate(input: PyExpr, mode: "ansi" | "try", at: At): PyExpr {
	const parts = [part("year"), part("month", "1"), part("day", "1")];
	return parsed(stripped(input), DAY, ["{}-{}-{}", parts], "to_date", "%Y-%m-%d", mode, at);
}

/** Text as an instant; without an offset it is UTC. */
export function textToInstant(input: PyExpr, mode: "ansi" | "try", at: At): PyExpr {
	const offset = within(part("offset", "+0000"), "str", "replace", string("^(?:Z|UTC)$"), string("+0000"));
	const parts = [
		part("year"),
		part("month", "1"),
		part("day", "1"),
		part("hour", "0"),
		part("minute", "0"),
		part("second", "0"),
		within(part("part", "0"), "str", "pad_end", integer(6), string("0")),
		offset,
	];
	const format = "%Y-%m-%d %H:%M:%S.%6f%z";
	return parsed(stripped(input), INSTANT, ["{}-{}-{} {}:{}:{}.{}{}", parts], "to_datetime", format, mode, at);
}

/** What the lambda calls the parts of a text. */
const PARTS = "found";

/** A part of the text, as the pattern calls it. */
function part(called: string, missing?: string): PyExpr {
	const value = within(name(PARTS), "struct", "field", string(called));
	return missing === undefined ? value : fillNull(value, string(missing));
}

/** Reads what fits. What Spark might read and this cannot ends the query, so that it never becomes NULL silently. */
function parsed(
	value: PyExpr,
	pattern: string,
	[layout, parts]: readonly [string, readonly PyExpr[]],
	reader: "to_date" | "to_datetime",
	format: string,
	mode: "ansi" | "try",
	at: At,
): PyExpr {
	const isTry = mode === "try";
	// A lambda's body does not see Laktory's local name pl.
	const body = call(dotted("pl.format"), [string(layout), ...parts]);
	const lambda: PyExpr = { kind: "lambda", params: [PARTS, "pl=pl"], body };
	const normal = method(within(value, "str", "extract_groups", string(pattern)), "pipe", [lambda]);
	// Without a fit the text itself goes on, so that the message shows it.
	const source = isTry ? normal : guarded(pl("coalesce", normal, value), at);
	const result = call(
		attribute(attribute(source, "str"), reader),
		[string(format)],
		[
			...(reader === "to_datetime" ? [keyword("time_unit", string("us"))] : []),
			...(isTry ? [keyword("strict", boolean(false))] : []),
		],
	);
	if (!isTry) return result;
	const fits = within(value, "str", "contains", string(pattern));
	const beyond = guardedBad(and(not(fits), within(value, "str", "contains", string(BEYOND))), at);
	return unlessBad(result, beyond, "a time that Polars cannot read");
}

/** Spark's text of an instant in UTC: as many digits of a second as there are. */
export function instantToText(value: PyExpr): PyExpr {
	const full = within(value, "dt", "to_string", string("%Y-%m-%d %H:%M:%S%.6f"));
	return within(
		within(full, "str", "replace", string(String.raw`(\.\d*?)0+$`), string("$1")),
		"str",
		"replace",
		string(String.raw`\.$`),
		string(""),
	);
}

/** An instant as the wall clock of the session shows it. */
export const local = (value: PyExpr, at: At): PyExpr =>
	at.target.timeZone === "UTC" ? value : within(value, "dt", "convert_time_zone", string(at.target.timeZone));
