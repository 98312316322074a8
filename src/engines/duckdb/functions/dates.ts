import {
	DATE,
	type DataType,
	isFractional,
	isInteger,
	isInterval,
	TIMESTAMP,
	TIMESTAMP_NTZ,
} from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantInt, constantText } from "../../../plan/coercion.js";
import type { DATES } from "../../../plan/functions/dates.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { castSql, raise, whenThere } from "./casts.js";
import { intervalOf, ownSession, windowList } from "./eventWindows.js";
import { apart, once } from "./once.js";
import { fixedWidthParser, hasZone, strftimeOf } from "./timePatterns.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

const typeAt = (call: BoundCall, i = 0): DataType => (call.args[i] as BoundExpr).type;
const int = (sql: string): string => `CAST(${sql} AS INTEGER)`;
const DAY = 86_400_000_000;
const noInterval = raise(
	"INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION",
	"Integer overflow while operating with intervals",
);

/** Parts of an interval, from its months or its microseconds. */
const INTERVAL_PARTS: Readonly<Record<string, (x: string) => string>> = {
	year: (x) => int(`aq_months(${x}) // 12`),
	month: (x) => int(`aq_months(${x}) % 12`),
	day: (x) => int(`aq_micros(${x}) // ${DAY}`),
	hour: (x) => int(`aq_micros(${x}) // 3600000000 % 24`),
	minute: (x) => int(`aq_micros(${x}) // 60000000 % 60`),
	second: (x) => int(`aq_micros(${x}) // 1000000 % 60`),
};

const PARTS: Readonly<Record<string, (x: string) => string>> = {
	year: (x) => int(`year(${x})`),
	yearofweek: (x) => int(`isoyear(${x})`),
	quarter: (x) => int(`quarter(${x})`),
	month: (x) => int(`month(${x})`),
	week: (x) => int(`weekofyear(${x})`),
	day: (x) => int(`day(${x})`),
	dayofweek: (x) => int(`dayofweek(${x}) + 1`),
	dayofweek_iso: (x) => int(`isodow(${x})`),
	doy: (x) => int(`dayofyear(${x})`),
	hour: (x) => int(`hour(${x})`),
	minute: (x) => int(`minute(${x})`),
	second: (x) => int(`second(${x})`),
};

const part = (name: string): DuckDbFunction => ({
	sql: ([x = ""], call) => {
		const parts = isInterval(typeAt(call)) ? INTERVAL_PARTS : PARTS;
		const form = parts[name];
		if (form === undefined)
			throw fault("ENGINE_UNSUPPORTED", {
				engine: "duckdb",
				what: `${name} of an interval`,
				reason: "an interval has no such part",
			});
		return isInterval(typeAt(call)) ? `CAST(${form(x)} AS ${duckType(call.type)})` : form(x);
	},
});

const PART_NAMES: Readonly<Record<string, string>> = {
	y: "year",
	years: "year",
	yr: "year",
	yrs: "year",
	qtr: "quarter",
	mon: "month",
	mons: "month",
	months: "month",
	w: "week",
	weeks: "week",
	d: "day",
	days: "day",
	dow: "dayofweek",
	dow_iso: "dayofweek_iso",
	h: "hour",
	hours: "hour",
	hr: "hour",
	hrs: "hour",
	m: "minute",
	min: "minute",
	mins: "minute",
	minutes: "minute",
	s: "second",
	sec: "second",
	seconds: "second",
	secs: "second",
};

const datePart: DuckDbFunction = {
	sql: ([, x = ""], call) => {
		const written = (constantText(call.args[0]) ?? "").toLowerCase();
		const name = PART_NAMES[written] ?? written;
		const type = typeAt(call, 1);
		if (name === "second") {
			const micros = isInterval(type)
				? `aq_micros(${x}) % 60000000`
				: type.kind === "date"
					? "0"
					: type.kind === "time"
						? `epoch_us(${x}) % 60000000`
						: `microsecond(${x})`;
			return `CAST(CAST(${micros} AS DECIMAL(18,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(8,6))`;
		}
		const form = (isInterval(type) ? INTERVAL_PARTS : PARTS)[name];
		if (form === undefined)
			throw fault("PLAN_BAD_ARGUMENT", { name: call.fn, problem: `no part "${written}"` });
		if (isInterval(type)) return `CAST(${form(x)} AS ${duckType(call.type)})`;
		return form(type.kind === "date" && ["hour", "minute"].includes(name) ? `CAST(${x} AS TIMESTAMP)` : x);
	},
};

/** What is left of a number in 64 bits: Java's multiplication overflows without a word. */
const wrapped = (wide: string): string =>
	`CAST((((${wide}) + 9223372036854775808) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616 - 9223372036854775808 AS BIGINT)`;

/** The unit of trunc and date_trunc as DuckDB has it, by Spark's spellings. */
const DATE_UNITS: Readonly<Record<string, string>> = {
	year: "year",
	yyyy: "year",
	yy: "year",
	quarter: "quarter",
	month: "month",
	mm: "month",
	mon: "month",
	week: "week",
};
const TIME_UNITS: Readonly<Record<string, string>> = {
	...DATE_UNITS,
	day: "day",
	dd: "day",
	hour: "hour",
	minute: "minute",
	second: "second",
	millisecond: "millisecond",
	microsecond: "microsecond",
};

function truncation(
	x: string,
	unit: string,
	constant: string | undefined,
	units: Readonly<Record<string, string>>,
	type: DataType,
): string {
	const cast = (sql: string): string => (type.kind === "date" ? `CAST(${sql} AS DATE)` : sql);
	if (constant !== undefined) {
		const known = units[constant.toLowerCase()];
		return known === undefined ? `CASE WHEN FALSE THEN ${x} END` : cast(`date_trunc('${known}', ${x})`);
	}
	const branches = Object.entries(units).map(
		([name, known]) => `WHEN '${name}' THEN ${cast(`date_trunc('${known}', ${x})`)}`,
	);
	return `(CASE lower(${unit}) ${branches.join(" ")} END)`;
}

/** A text parsed by a pattern: a TIMESTAMP, or a TIMESTAMPTZ when the pattern has a zone; NULL when it does not fit. */
function parsed(text: string, pattern: string, constant: string | undefined, to: DataType): string {
	const fast = constant === undefined ? undefined : fixedWidthParser(text, constant);
	if (fast !== undefined)
		return to.kind === "timestamp_ntz"
			? fast
			: `CAST(${fast} AS ${to.kind === "date" ? "DATE" : "TIMESTAMPTZ"})`;
	const found = `aq_parse_time(${text}, ${pattern})`;
	switch (to.kind) {
		case "timestamp_ntz":
			return `CAST(left(${found}, 26) AS TIMESTAMP)`;
		case "date":
			return constant !== undefined && !hasZone(constant)
				? `CAST(left(${found}, 10) AS DATE)`
				: `CAST(CAST(${found} AS TIMESTAMPTZ) AS DATE)`;
		default:
			return `CAST(${found} AS TIMESTAMPTZ)`;
	}
}

function orFail(text: string, result: string): string {
	const message = `'[CANNOT_PARSE_TIMESTAMP] Text ''' || ${text} || ''' could not be parsed. Use try_to_timestamp to tolerate invalid input'`;
	return whenThere(text, `coalesce(${result}, error(${message}))`);
}

const parse = (to: DataType, mode: "ansi" | "try"): DuckDbFunction => ({
	sql: ([value = "", pattern], call, context) => {
		const type = typeAt(call);
		if (pattern === undefined || type.kind !== "string") return castSql(value, type, to, mode, context);
		return once([value, pattern], context, (x = value, p = pattern) => {
			const result = parsed(x, p, constantText(call.args[1]), to);
			return mode === "try" ? result : whenThere(p, orFail(x, result));
		});
	},
});

/** `date_format` of a local time and the instant that it is. */
function formatted(
	given: string,
	type: DataType,
	pattern: string,
	constant: string | undefined,
	context: EmitContext,
): string {
	if (type.kind === "time") checkClockPattern(constant);
	const moment = type.kind === "time" ? `(DATE '1970-01-01' + ${given})` : given;
	const format = constant === undefined ? undefined : strftimeOf(constant);
	const local = (x: string): string => (type.kind === "timestamp" ? `CAST(${x} AS TIMESTAMP)` : x);
	const plain = (x: string): string => `strftime(${local(x)}, ${quoteText(format ?? "")})`;
	if (format !== undefined && !/%[Yy]/.test(format)) return plain(moment);
	return once([moment], context, (x = moment) => {
		const exact = `aq_format_time(epoch_us(${local(x)}), epoch_us(${x}), ${quoteText(context.timeZone)}, ${pattern})`;
		if (format === undefined) return exact;
		// DuckDB writes the other years with as many digits as they have.
		const kind = type.kind === "date" ? "DATE" : "TIMESTAMP";
		const usual = `${kind} '0001-01-01' AND ${local(x)} < ${kind} '10000-01-01'`;
		return `(CASE WHEN NOT (${local(x)} >= ${usual}) THEN ${exact} ELSE ${plain(x)} END)`;
	});
}

/** A pattern for a time of day must not ask for a day. */
function checkClockPattern(pattern: string | undefined): void {
	const letters = (pattern ?? "").replace(/'[^']*'/g, "").replace(/[^A-Za-z]/g, "");
	if (pattern !== undefined && /^[HhKkmsSanNA]*$/.test(letters)) return;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{
			name: "date_format",
			problem: `the pattern "${pattern ?? "…"}" asks a time of day for more than it has`,
		},
		{ sparkCondition: "INVALID_PARAMETER_VALUE.PATTERN" },
	);
}

/** to_char of numbers and bytes; undefined for times. */
function toChar(x: string, pattern: string, call: BoundCall): string | undefined {
	const { kind } = typeAt(call);
	if (kind === "decimal") return `aq_format_decimal(aq_plain_decimal(CAST(${x} AS VARCHAR)), ${pattern})`;
	if (kind !== "binary") return undefined;
	const format = (constantText(call.args[1]) ?? "").toLowerCase();
	return format === "hex" ? `hex(${x})` : format === "base64" ? `to_base64(${x})` : `decode(${x})`;
}

/** The start of a bucket of months: one step back where the border of the last one lies behind the moment. */
function monthBucket(size: string, t: string, origin: string): string {
	const count = `aq_floor_div((year(${t}) - year(${origin})) * 12 + month(${t}) - month(${origin}), ${size})`;
	const start = (n: string): string => `(${origin} + to_months(CAST((${n}) * ${size} AS INTEGER)))`;
	return `(CASE WHEN ${start(count)} > ${t} THEN ${start(`${count} - 1`)} ELSE ${start(count)} END)`;
}

const timeBucket: DuckDbFunction = {
	sql: ([, t = "", from], call) => {
		const size = BigInt(constantText(call.args[0]) ?? "1");
		const months = typeAt(call).kind === "year_month_interval";
		const local = (x: string): string => `CAST(${x} AS TIMESTAMP)`;
		const origin = from === undefined ? "TIMESTAMP '1970-01-01 00:00:00'" : local(from);
		if (months) return `CAST(${monthBucket(String(size), local(t), origin)} AS ${duckType(call.type)})`;
		// Whole days are days of the calendar; smaller buckets run on over a change of the clocks.
		const days = size % BigInt(DAY) === 0n || call.type.kind === "timestamp_ntz";
		const [at, start] = days
			? [`epoch_us(${local(t)})`, `epoch_us(${origin})`]
			: [`epoch_us(${t})`, `epoch_us(CAST(${from ?? origin} AS TIMESTAMPTZ))`];
		const micros = `(${start} + aq_floor_div(${at} - ${start}, ${size}) * ${size})`;
		return days ? `CAST(make_timestamp(${micros}) AS ${duckType(call.type)})` : `make_timestamptz(${micros})`;
	},
};

const DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

const unixTime: DuckDbFunction = {
	sql: ([x = "", pattern = quoteText(DEFAULT_PATTERN)], call, context) => {
		const type = typeAt(call);
		const constant = call.args[1] === undefined ? DEFAULT_PATTERN : constantText(call.args[1]);
		const moment =
			type.kind === "string"
				? orFail(x, parsed(x, pattern, constant, TIMESTAMP))
				: castSql(x, type, TIMESTAMP, "ansi", context);
		// Towards zero, unlike a cast.
		return `(epoch_us(${moment}) // 1000000)`;
	},
};

const UNITS: Readonly<Record<string, { readonly months?: number; readonly micros?: number }>> = {
	year: { months: 12 },
	quarter: { months: 3 },
	month: { months: 1 },
	week: { micros: 7 * DAY },
	day: { micros: DAY },
	dayofyear: { micros: DAY },
	hour: { micros: 3_600_000_000 },
	minute: { micros: 60_000_000 },
	second: { micros: 1_000_000 },
	millisecond: { micros: 1000 },
	microsecond: { micros: 1 },
};

/** The time so many units after 1970. */
function countedTime(n: string, unit: string, micros: number): string {
	const most = (2n ** 63n - 1n) / BigInt(micros);
	const lost = raise("DATETIME_OVERFLOW", `the ${unit} do not fit a timestamp`);
	return `(CASE WHEN ${n} BETWEEN -${most} AND ${most} THEN make_timestamptz(${n} * ${micros}) WHEN ${n} IS NOT NULL THEN ${lost} END)`;
}

/** A timestamp from a decimal of seconds: what is finer than microseconds is an error, unlike in a cast. */
function exactMoment(n: string, scale: number): string {
	const lost = raise("DATETIME_OVERFLOW", "the number of seconds does not fit a timestamp");
	const rounding = raise("ARITHMETIC_OVERFLOW", "a timestamp has no more than six digits of a second");
	const micros = `TRY_CAST(TRY_CAST(${n} AS DECIMAL(38,6)) * 1000000 AS BIGINT)`;
	const moment = `coalesce(make_timestamptz(${micros}), ${lost})`;
	if (scale <= 6) return `(CASE WHEN ${n} IS NOT NULL THEN ${moment} END)`;
	return `(CASE WHEN ${n} <> trunc(${n}, 6) THEN ${rounding} WHEN ${n} IS NOT NULL THEN ${moment} END)`;
}

function unitOf(call: BoundCall): { readonly months?: number; readonly micros?: number } {
	const name = (constantText(call.args[0]) ?? "").toLowerCase();
	const unit = UNITS[name];
	if (unit === undefined) throw fault("PLAN_BAD_ARGUMENT", { name: call.fn, problem: `no unit "${name}"` });
	return unit;
}

/** From a date, a time of day and a zone; midnight without a time. */
function dateAndTime(args: readonly string[], to: DataType): string {
	const [date, time = "TIME '00:00:00'", zone] = args;
	const local = `(${date} + ${time})`;
	if (to.kind === "timestamp_ntz") return local;
	return zone === undefined ? `CAST(${local} AS TIMESTAMPTZ)` : `aq_instant_in(${zone}, ${local})`;
}

/** A NULL among the fields is no error. The zone is looked at first, then whether the fields make a local time. */
function makeTimestamp(args: readonly string[], to: DataType, attempt: boolean): string {
	if (args.length <= 3) return dateAndTime(args, to);
	const [y, mo, d, h, mi, s, zone] = args;
	const seconds = `to_microseconds(CAST(CAST(${s} AS DECIMAL(38,6)) * 1000000 AS BIGINT))`;
	const fits = `${h} BETWEEN 0 AND 23 AND ${mi} BETWEEN 0 AND 59 AND (${s} >= 0 AND ${s} < 60 OR ${s} = 60)`;
	const minute = (year: string): string => `TRY(make_timestamp(${year}, ${mo}, ${d}, ${h}, ${mi}, 0))`;
	const local = `(CASE WHEN ${fits} THEN ${minute(`${y}`)} + ${seconds} END)`;
	const moment =
		to.kind === "timestamp_ntz"
			? local
			: zone === undefined
				? `CAST(${local} AS TIMESTAMPTZ)`
				: `aq_instant_in(${zone}, ${local})`;
	// Java knows years up to 999999999, of which a timestamp holds less than half a million: that is an overflow.
	const far = `(${y} BETWEEN 290308 AND 999999999 OR ${y} BETWEEN -999999999 AND -290308)`;
	const beyond = `${fits} AND ${far} AND ${minute(`2000 + ${y} % 400`)} IS NOT NULL`;
	const overflow = raise("DATETIME_OVERFLOW", "the year does not fit a timestamp");
	const fraction = raise("INVALID_FRACTION_OF_SECOND", "a minute has no more than 60 seconds");
	const outside = raise(
		"DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
		"a field of the timestamp is out of its bounds",
	);
	const otherwise = attempt ? "" : ` WHEN ${s} > 60 AND ${s} < 61 THEN ${fraction} ELSE ${outside}`;
	const made = `coalesce(${moment}, CASE WHEN ${beyond} THEN ${overflow}${otherwise} END)`;
	const checked =
		zone === undefined
			? made
			: `CASE WHEN aq_instant_in(${zone}, TIMESTAMP '2000-01-01 00:00:00') IS NOT NULL THEN ${made} END`;
	return `(CASE WHEN ${args.map((a) => `${a} IS NOT NULL`).join(" AND ")} THEN ${checked} END)`;
}

const timestamp = (to: DataType, attempt: boolean): DuckDbFunction => ({
	sql: (args, _call, context) => apart(args, context, (...fields) => makeTimestamp(fields, to, attempt)),
});

/** sequence() of dates or timestamps: from the start in steps, so that months do not drift. */
function sequence(args: readonly string[], call: BoundCall): string {
	const [from, to, step] = args as [string, string, string | undefined];
	const type = typeAt(call);
	if (isInteger(type))
		return `aq_sequence(${from}, ${to}, ${step ?? `CASE WHEN ${from} <= ${to} THEN 1 ELSE -1 END`})`;
	const by = step ?? "INTERVAL 1 DAY";
	const direction = step === undefined ? `CASE WHEN ${from} <= ${to} THEN 1 ELSE -1 END` : "1";
	const list = `aq_moments(CAST(${from} AS TIMESTAMP), CAST(${to} AS TIMESTAMP), ${by}, ${direction})`;
	return type.kind === "timestamp_ntz"
		? list
		: `CAST(${list} AS ${type.kind === "date" ? "DATE" : "TIMESTAMPTZ"}[])`;
}

export const DATE_ROWS = {
	year: part("year"),
	quarter: part("quarter"),
	month: part("month"),
	dayofmonth: part("day"),
	dayofyear: part("doy"),
	dayofweek: part("dayofweek"),
	weekday: { sql: ([x]) => int(`isodow(${x}) - 1`) },
	weekofyear: part("week"),
	dayname: { sql: ([x]) => `strftime(${x}, '%a')` },
	monthname: { sql: ([x]) => `strftime(${x}, '%b')` },
	hour: part("hour"),
	minute: part("minute"),
	second: part("second"),
	date_part: datePart,
	date_add: { sql: ([d, n]) => `(${d} + ${n})` },
	date_sub: { sql: ([d, n]) => `(${d} - ${n})` },
	date_diff: { sql: ([a, b]) => int(`${a} - ${b}`) },
	add_months: {
		sql: ([d, n], call) => {
			const moved = `CAST((${d} + to_months(${n})) AS DATE)`;
			if (Math.abs(constantInt(call.args[1]) ?? Number.NaN) <= 60_000_000) return moved;
			const overflow = raise("ARITHMETIC_OVERFLOW", "the date is beyond those that Spark has");
			return `(CASE WHEN ${n} BETWEEN -60000000 AND 60000000 THEN ${moved} WHEN ${n} IS NOT NULL AND ${d} IS NOT NULL THEN ${overflow} END)`;
		},
	},
	months_between: {
		sql: ([a, b, round = "TRUE"]) =>
			`aq_months_between(CAST(${a} AS TIMESTAMP), CAST(${b} AS TIMESTAMP), ${round})`,
	},
	last_day: { sql: ([d]) => `last_day(${d})` },
	next_day: {
		sql: ([d, name]) =>
			// Without a date Spark does not look at the name.
			`(CASE WHEN ${d} IS NOT NULL THEN ${d} + 1 + CAST(aq_pmod(aq_weekday_named(${name}) - 1 - dayofweek(${d}), 7) AS INTEGER) END)`,
	},
	trunc: {
		sql: ([d = "", unit = ""], call) => truncation(d, unit, constantText(call.args[1]), DATE_UNITS, DATE),
	},
	date_trunc: {
		sql: ([unit = "", t = ""], call) =>
			truncation(t, unit, constantText(call.args[0]), TIME_UNITS, call.type),
	},
	make_date: {
		sql: (args, _call, context) => {
			const outside = raise(
				"DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
				"a field of the date is out of its bounds",
			);
			return apart(
				args,
				context,
				(y, m, d) =>
					`(CASE WHEN ${y} IS NOT NULL AND ${m} IS NOT NULL AND ${d} IS NOT NULL THEN coalesce(TRY(make_date(${y}, ${m}, ${d})), ${outside}) END)`,
			);
		},
	},
	make_timestamp: timestamp(TIMESTAMP, false),
	make_timestamp_ntz: timestamp(TIMESTAMP_NTZ, false),
	try_make_timestamp: timestamp(TIMESTAMP, true),
	try_make_timestamp_ntz: timestamp(TIMESTAMP_NTZ, true),
	time_bucket: timeBucket,
	try_make_interval: {
		sql: ([y = "0", mo = "0", w = "0", d = "0", h = "0", mi = "0", s = "0"]) => {
			const months = `TRY_CAST(CAST(${y} AS BIGINT) * 12 + ${mo} AS INTEGER)`;
			const days = `TRY_CAST(CAST(${w} AS BIGINT) * 7 + ${d} AS INTEGER)`;
			return `(to_months(${months}) + to_days(${days}) + to_microseconds(CAST(${h} AS BIGINT) * 3600000000 + CAST(${mi} AS BIGINT) * 60000000 + CAST(CAST(${s} AS DECIMAL(38,6)) * 1000000 AS BIGINT)))`;
		},
	},
	make_interval: {
		sql: ([y = "0", mo = "0", w = "0", d = "0", h = "0", mi = "0", s = "0"]) =>
			`(to_months(${int(`${y} * 12 + ${mo}`)}) + to_days(${int(`${w} * 7 + ${d}`)}) + to_microseconds(CAST(${h} AS BIGINT) * 3600000000 + CAST(${mi} AS BIGINT) * 60000000 + CAST(CAST(${s} AS DECIMAL(38,6)) * 1000000 AS BIGINT)))`,
	},
	make_dt_interval: {
		sql: ([d = "0", h = "0", mi = "0", s = "0"]) => {
			const micros = `(CAST(${d} AS HUGEINT) * ${DAY} + CAST(${h} AS HUGEINT) * 3600000000 + CAST(${mi} AS HUGEINT) * 60000000 + CAST(CAST(${s} AS DECIMAL(38,6)) * 1000000 AS HUGEINT))`;
			return `(CASE WHEN ${micros} BETWEEN -9223372036854775808 AND 9223372036854775807 THEN aq_day_time(CAST(${micros} AS BIGINT)) WHEN ${micros} IS NOT NULL THEN ${noInterval} END)`;
		},
	},
	make_ym_interval: {
		sql: ([y = "0", m = "0"]) => {
			const months = `(CAST(${y} AS BIGINT) * 12 + CAST(${m} AS BIGINT))`;
			return `(CASE WHEN ${months} BETWEEN -2147483648 AND 2147483647 THEN to_months(${int(months)}) WHEN ${months} IS NOT NULL THEN ${noInterval} END)`;
		},
	},
	to_date: parse(DATE, "ansi"),
	try_to_date: parse(DATE, "try"),
	to_timestamp: parse(TIMESTAMP, "ansi"),
	try_to_timestamp: parse(TIMESTAMP, "try"),
	to_timestamp_ntz: parse(TIMESTAMP_NTZ, "ansi"),
	to_timestamp_ltz: parse(TIMESTAMP, "ansi"),
	date_format: {
		sql: ([t = "", pattern = ""], call, context) =>
			formatted(t, typeAt(call), pattern, constantText(call.args[1]), context),
	},
	to_char: {
		sql: ([t = "", pattern = ""], call, context) =>
			toChar(t, pattern, call) ?? formatted(t, typeAt(call), pattern, constantText(call.args[1]), context),
	},
	from_unixtime: {
		sql: ([n, pattern = quoteText(DEFAULT_PATTERN)], call, context) =>
			formatted(
				`make_timestamptz(${wrapped(`CAST(${n} AS HUGEINT) * 1000000`)})`,
				TIMESTAMP,
				pattern,
				call.args[1] === undefined ? DEFAULT_PATTERN : constantText(call.args[1]),
				context,
			),
	},
	unix_timestamp: unixTime,
	to_unix_timestamp: unixTime,
	timestamp_seconds: {
		sql: ([n = ""], call, context) => {
			if (typeAt(call).kind === "bigint") return countedTime(n, "seconds", 1_000_000);
			// NaN and infinity are no moment, and no error.
			const type = typeAt(call);
			if (type.kind === "decimal") return once([n], context, (x = n) => exactMoment(x, type.scale));
			const known = isFractional(type) ? `(CASE WHEN isfinite(${n}) THEN ${n} END)` : n;
			return castSql(known, type, TIMESTAMP, "ansi", context);
		},
	},
	timestamp_millis: { sql: ([n = ""]) => countedTime(n, "milliseconds", 1000) },
	timestamp_micros: { sql: ([n]) => `make_timestamptz(${n})` },
	unix_seconds: { sql: ([t]) => `aq_floor_div(epoch_us(${t}), 1000000)` },
	unix_millis: { sql: ([t]) => `aq_floor_div(epoch_us(${t}), 1000)` },
	unix_micros: { sql: ([t]) => `epoch_us(${t})` },
	unix_date: { sql: ([d]) => int(`${d} - DATE '1970-01-01'`) },
	date_from_unix_date: { sql: ([n]) => `(DATE '1970-01-01' + ${n})` },
	from_utc_timestamp: { sql: ([t, zone]) => `timezone('UTC', aq_local_in(${zone}, ${t}))` },
	to_utc_timestamp: { sql: ([t, zone]) => `aq_instant_in(${zone}, timezone('UTC', ${t}))` },
	convert_timezone: { sql: ([from, to, t]) => `aq_local_in(${to}, aq_instant_in(${from}, ${t}))` },
	timestampadd: {
		sql: ([, count = "", moment = ""], call, context) =>
			apart([count, moment], context, (n = "", t = "") => {
				const { months, micros } = unitOf(call);
				const moved =
					months === undefined
						? `${t} + aq_day_time(${n} * ${micros})`
						: `${t} + to_months(${int(`${n} * ${months}`)})`;
				const lost = raise("DATETIME_OVERFLOW", "the result of timestampadd does not fit a timestamp");
				return `coalesce(TRY(${moved}), CASE WHEN ${n} IS NOT NULL AND ${t} IS NOT NULL THEN ${lost} END)`;
			}),
	},
	timestampdiff: {
		sql: ([, a, b], call) => {
			const { months, micros = 1 } = unitOf(call);
			const [from, to] = [`CAST(${a} AS TIMESTAMP)`, `CAST(${b} AS TIMESTAMP)`];
			if (months !== undefined) return `CAST((aq_months_elapsed(${from}, ${to})) // ${months} AS BIGINT)`;
			return micros >= DAY
				? `((epoch_us(${to}) - epoch_us(${from})) // ${micros})`
				: `((epoch_us(${b}) - epoch_us(${a})) // ${micros})`;
		},
	},
	window_time: { sql: ([w]) => `(struct_extract(${w}, 'end') - INTERVAL 1 MICROSECOND)` },
	window: {
		generate: ([t = ""], call) => {
			const durations = call.args.slice(1).map((a) => intervalOf(constantText(a) ?? ""));
			return { list: windowList(t, (call.args[0] as BoundExpr).type, durations), shape: "element" };
		},
	},
	session_window: {
		generate: ([t = "", gap = ""], { args }) => ({
			list: ownSession(t, gap, args as readonly [BoundExpr, BoundExpr]),
			shape: "element",
		}),
	},
	sequence: { sql: sequence },
} as const satisfies Record<keyof typeof DATES, DuckDbFunction>;
