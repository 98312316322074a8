import { string } from "../../../../printers/python/build.js";
import type { PyExpr } from "../../../../printers/python/nodes.js";
import { binary, cast, integer, lit, method, within } from "../build.js";
import { castTo } from "../casts.js";
import { isInteger } from "../context.js";
import { local } from "../times.js";
import { DATE_TYPE, INT32 } from "../types.js";

import { cannot, constant, count, type Handler, type Handlers, typeOf } from "./call.js";

/** A part of a day or an instant, in the time zone of the session. */
const datePart =
	(member: string, change: (part: PyExpr) => PyExpr = (part) => part): Handler =>
	(c) => {
		const type = typeOf(c, 0);
		const isTime = ["hour", "minute", "second"].includes(member);
		if (type.kind !== "timestamp" && type.kind !== "timestamp_ntz" && (isTime || type.kind !== "date"))
			return cannot(c, `of ${type.kind}`);
		const value = type.kind === "timestamp" ? local(c.arg(0), c.at) : c.arg(0);
		return change(cast(within(value, "dt", member), INT32));
	};

const days =
	(op: "+" | "-"): Handler =>
	(c) =>
		isInteger(typeOf(c, 1))
			? cast(binary(op, cast(c.arg(0), INT32), cast(c.arg(1), INT32)), DATE_TYPE)
			: cannot(c, "with an interval");

const daysBetween: Handler = (c) => binary("-", cast(c.arg(0), INT32), cast(c.arg(1), INT32));

const months: Handler = (c) => {
	const by = count(c, 1);
	return Number.isNaN(by)
		? cannot(c, "of a computed number")
		: within(c.arg(0), "dt", "offset_by", string(`${by}mo`));
};

const UNITS: Readonly<Record<string, string>> = {
	year: "1y",
	yyyy: "1y",
	yy: "1y",
	quarter: "1q",
	month: "1mo",
	mon: "1mo",
	mm: "1mo",
	week: "1w",
	day: "1d",
	dd: "1d",
	hour: "1h",
	minute: "1m",
	second: "1s",
};

const truncated =
	(unitAt: number, valueAt: number): Handler =>
	(c) => {
		const unit = UNITS[constant(c, unitAt)?.toLowerCase() ?? ""];
		if (unit === undefined) return cannot(c, `to ${constant(c, unitAt) ?? "a computed unit"}`);
		const isDate = c.e.type.kind === "date";
		if (isDate && /[dhms]$/.test(unit)) return cannot(c, `to ${constant(c, unitAt)}`);
		if (c.at.target.timeZone !== "UTC" && !isDate) return cannot(c, `in ${c.at.target.timeZone}`);
		return within(c.arg(valueAt), "dt", "truncate", string(unit));
	};

const unixTime =
	(divisor: number): Handler =>
	(c) => {
		if (typeOf(c, 0).kind !== "timestamp") return cannot(c, `of ${typeOf(c, 0).kind}`);
		const micros = within(c.arg(0), "dt", "epoch", string("us"));
		return divisor === 1 ? micros : method(micros, "floordiv", [lit(integer(divisor))]);
	};

const parsedMoment =
	(mode: "ansi" | "try"): Handler =>
	(c) =>
		c.e.args.length === 1
			? castTo(c.arg(0), typeOf(c, 0), c.e.type, mode, c.at)
			: cannot(c, "with a pattern");

/** Days and instants. */
export const MOMENTS = {
	year: datePart("year"),
	quarter: datePart("quarter"),
	month: datePart("month"),
	dayofmonth: datePart("day"),
	dayofyear: datePart("ordinal_day"),
	dayofweek: datePart("weekday", (day) => binary("+", binary("%", day, integer(7)), integer(1))),
	weekday: datePart("weekday", (day) => binary("-", day, integer(1))),
	weekofyear: datePart("week"),
	hour: datePart("hour"),
	minute: datePart("minute"),
	second: datePart("second"),
	date_add: days("+"),
	date_sub: days("-"),
	date_diff: daysBetween,
	add_months: months,
	last_day: (c) => within(c.arg(0), "dt", "month_end"),
	trunc: truncated(1, 0),
	date_trunc: truncated(0, 1),
	to_date: parsedMoment("ansi"),
	try_to_date: parsedMoment("try"),
	to_timestamp: parsedMoment("ansi"),
	try_to_timestamp: parsedMoment("try"),
	unix_date: (c) => cast(c.arg(0), INT32),
	date_from_unix_date: (c) => cast(c.arg(0), DATE_TYPE),
	unix_seconds: unixTime(1_000_000),
	unix_millis: unixTime(1000),
	unix_micros: unixTime(1),
} as const satisfies Handlers;
