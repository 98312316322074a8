import {
	BIGINT,
	CALENDAR_INTERVAL,
	DATE,
	type DataType,
	DOUBLE,
	dayTimeInterval,
	decimal,
	field,
	INT,
	isDateTime,
	isInteger,
	isInterval,
	isNumeric,
	isTimestamp,
	STRING,
	struct,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	time,
	typeName,
	yearMonthInterval,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castNullable, castTo, commonCast, decimalOf, implicitCast, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import { boundLiteral } from "../literals.js";
import {
	any,
	anyNullable,
	badArgument,
	bool,
	constant,
	type Expect,
	family,
	foldable,
	generator,
	integer,
	scalar,
	text,
	to,
	typeOf,
} from "./build.js";
import { checkClockPart } from "./clockTimes.js";
import { numberFormat } from "./numberFormat.js";

const date: Expect = to(DATE);
const timestamp: Expect = to(TIMESTAMP);

/** A timestamp of either kind; a string or date becomes a TIMESTAMP. */
const moment: Expect = (arg, name) => (arg.type.kind === "timestamp_ntz" ? arg : timestamp(arg, name));
const dateOrMoment: Expect = (arg, name) => (arg.type.kind === "date" ? arg : moment(arg, name));
const bigint: Expect = to(BIGINT);
/** Not from a bigint or a fraction. */
const days: Expect = (arg, name) => {
	if (["tinyint", "smallint", "int", "string", "void", "unknown"].includes(arg.type.kind))
		return integer(arg, name);
	throw mismatch(name, "an int", arg);
};
/** Types that are taken as they are; only NULL is cast. */
const strict =
	(expected: string, fits: (type: DataType) => boolean, type: DataType): Expect =>
	(arg, name) =>
		arg.type.kind === "void" ? castTo(arg, type) : family(expected, fits)(arg, name);
const strictNumber = strict("a number", isNumeric, BIGINT);
const strictInteger: Expect = (arg, name) => bigint(strict("an integer", isInteger, BIGINT)(arg, name), name);
const strictTimestamp = strict("a timestamp", isTimestamp, TIMESTAMP);
const strictDate = strict("a date", (t) => t.kind === "date", DATE);

const isOwn = (type: DataType): boolean => isInterval(type) || type.kind === "time";
const anyTime: Expect = (arg, name) => (isOwn(arg.type) ? arg : dateOrMoment(arg, name));
const momentOrTime: Expect = (arg, name) => (arg.type.kind === "time" ? arg : moment(arg, name));

/** A part of a date; those of intervals are taken by date_part and EXTRACT. */
const datePart = (): ScalarSpec => scalar([date], INT);
const clockPart = (): ScalarSpec => scalar([momentOrTime], INT);

const INTERVAL_FIELDS: readonly (readonly [string, RegExp])[] = [
	["year", /^(?:y|years?|yrs?)$/],
	["month", /^mon(?:s|ths?)?$/],
	["day", /^(?:d|days?)$/],
	["hour", /^(?:h|hours?|hrs?)$/],
	["minute", /^(?:m|mins?|minutes?)$/],
	["second", /^(?:s|secs?|seconds?)$/],
];

/** An interval has the parts from its first field to its last. */
function checkIntervalPart(part: string, type: DataType, call: CallToBind): void {
	if (!isInterval(type)) return;
	const place = (field: string): number => INTERVAL_FIELDS.findIndex(([name]) => name === field);
	const at = INTERVAL_FIELDS.findIndex(([, names]) => names.test(part));
	const [from, to] = "start" in type ? [place(type.start), place(type.end)] : [0, place("second")];
	if (at >= 0 && at >= from && at <= to) return;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name: call.name, problem: `an ${typeName(type)} has no part "${part}"` },
		{ sparkCondition: "INVALID_EXTRACT_FIELD" },
	);
}

/** The lesser parts of an interval are tinyints. */
function intervalPart(part: string, type: DataType): DataType {
	return isInterval(type) && /^(?:mo|h|m$|min)/.test(part) ? TINYINT : INT;
}

/** `date_part('second', x)` is decimal(8,6), every other part an int. */
function partType(args: readonly BoundExpr[], call: CallToBind): DataType {
	const part = constant(args[0], call.name, "the part").toLowerCase();
	checkClockPart(part, typeOf(args[1]), call);
	checkIntervalPart(part, typeOf(args[1]), call);
	if (["second", "s", "sec", "seconds", "secs"].includes(part)) return decimal(8, 6);
	return intervalPart(part, typeOf(args[1]));
}

const parseable: Expect = (arg, name) =>
	["date", "timestamp", "timestamp_ntz"].includes(arg.type.kind) ? arg : text(arg, name);
const toDate = (nullable: boolean): ScalarSpec =>
	scalar([parseable, text], DATE, { optional: 1, nullable: parsedNullable(DATE, nullable) });
const castable: Expect = (arg, name) =>
	["date", "timestamp", "timestamp_ntz", "string", "unknown"].includes(arg.type.kind)
		? arg
		: implicitOrNumber(arg, name);

function implicitOrNumber(arg: BoundExpr, name: string): BoundExpr {
	return isNumeric(arg.type) ? castTo(arg, TIMESTAMP) : text(arg, name);
}
const toMoment = (type: DataType, nullable: boolean): ScalarSpec =>
	scalar([castable, text], type, { optional: 1, nullable: parsedNullable(type, nullable) });

/** Without a pattern it is a cast. */
function parsedNullable(type: DataType, attempt: boolean): (args: readonly BoundExpr[]) => boolean {
	return (args) => {
		const [value, pattern] = args;
		if (value === undefined) return true;
		if (pattern === undefined) return castNullable(value, type, attempt ? "try" : "ansi");
		return attempt || anyNullable(args);
	};
}

const unixTime = (optional: number): ScalarSpec =>
	scalar([unixTimed, text], BIGINT, {
		optional,
		together: (args) => (args.length === 0 ? [START] : args),
	});
const START: BoundExpr = Object.freeze({
	kind: "currentTime",
	fn: "current_timestamp",
	type: TIMESTAMP,
	nullable: false,
});

const unixTimed: Expect = (arg, name) => {
	if (isDateTime(arg.type) || ["string", "void", "unknown"].includes(arg.type.kind))
		return parseable(arg, name);
	throw mismatch(name, "a text, a date or a timestamp", arg);
};

/** Units of timestampadd, timestampdiff and their kin; the unit is a constant text. */
const unit: Expect = (arg, name) => {
	constant(arg, name, "the unit");
	return arg;
};

const windowType = (args: readonly BoundExpr[]): DataType => {
	const type = isTimestamp(typeOf(args[0])) ? typeOf(args[0]) : TIMESTAMP;
	return struct([field("start", type), field("end", type)]);
};

function windowEnd(args: readonly BoundExpr[]): DataType {
	const type = typeOf(args[0]);
	const end = type.kind === "struct" ? type.fields.find((f) => f.name === "end") : undefined;
	if (type.kind !== "unknown" && !end)
		throw badArgument("window_time", "needs the column that window() makes");
	return end?.type ?? TIMESTAMP;
}

const ntz: Expect = to(TIMESTAMP_NTZ);

function zones(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [first, second, third] = args as [BoundExpr, BoundExpr, BoundExpr?];
	if (third) return [first, text(second, call.name), third];
	return [boundLiteral(STRING, call.timeZone), first, ntz(second, call.name)];
}

/** From its fields (and a zone), or from a date, a time and a zone: TIMESTAMP alone takes a date alone. */
const makeTimestamp = (type: DataType, nullable: boolean, zone: number): ScalarSpec => {
	const shape = nullable ? { nullable: true } : {};
	const fields = fieldsOfTimestamp(type, nullable, zone);
	const parts = scalar([strictDate, clockTime, ...Array.from({ length: zone }, () => text)], type, {
		...shape,
		optional: zone === 0 ? 0 : 2,
	});
	return Object.freeze({
		...fields,
		arity: { least: zone === 0 ? 2 : 1, most: 6 + zone },
		bind: (call: CallToBind) => (call.args.length > 3 ? fields : parts).bind(call),
	});
};

const clockTime = strict("a time", (t) => t.kind === "time", time());

const fieldsOfTimestamp = (type: DataType, nullable: boolean, zone: number): ScalarSpec =>
	scalar(
		[
			integer,
			integer,
			integer,
			integer,
			integer,
			to(decimal(16, 6)),
			...Array.from({ length: zone }, () => text),
		],
		type,
		{ optional: zone, ...(nullable ? { nullable: true } : {}) },
	);

/** sequence() of numbers, dates or timestamps; a date or timestamp steps by an interval. */
function sequenceBounds(args: readonly BoundExpr[], call: { readonly name: string }): readonly BoundExpr[] {
	const bounds = commonCast(args.slice(0, 2), call.name);
	const step = args[2];
	if (step === undefined) return bounds.exprs;
	const steps = isInterval(step.type) ? step : implicitCast(step, bounds.type, call.name);
	return [...bounds.exprs, steps];
}

/** to_char formats times, numbers and bytes; a text is a number there. */
const charable: Expect = (arg, name) => {
	const { kind } = arg.type;
	if (kind === "binary" || kind === "time" || isDateTime(arg.type))
		return kind === "date" ? castTo(arg, TIMESTAMP) : arg;
	if (kind === "float" || kind === "double") return castTo(arg, decimal(30, 15));
	if (isNumeric(arg.type)) return kind === "decimal" ? arg : castTo(arg, decimalOf(arg.type));
	return implicitCast(arg, decimal(38, 18), name);
};

function charFormat(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [value, format] = args as [BoundExpr, BoundExpr];
	if (value.type.kind === "decimal") numberFormat(constant(format, call.name, "the format"), call.name);
	if (value.type.kind === "binary") {
		const name = constant(format, call.name, "the format");
		if (!/^(?:hex|base64|utf-8|utf8)$/i.test(name))
			throw fault(
				"PLAN_BAD_ARGUMENT",
				{ name: call.name, problem: `the format '${name}' is not one of hex, base64, utf-8` },
				{ sparkCondition: "INVALID_PARAMETER_VALUE.BINARY_FORMAT" },
			);
	}
	return args;
}

/** A positive constant interval of months, or of days and less. */
const bucket: Expect = (arg, name) => {
	const { kind } = arg.type;
	if (kind === "unknown") return arg;
	if (kind !== "year_month_interval" && kind !== "day_time_interval")
		throw mismatch(name, "an interval", arg);
	const size = foldable(arg, name);
	if (size.kind === "literal" && size.value !== null && !size.value.startsWith("-") && size.value !== "0")
		return size;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: "the size of a bucket must be a positive constant interval" },
		{ sparkCondition: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE" },
	);
};

/** A timestamp of either kind, not cast from anything else. */
const ownMoment: Expect = (arg, name) => {
	if (isTimestamp(arg.type) || arg.type.kind === "unknown") return arg;
	if (arg.type.kind === "void") return castTo(arg, TIMESTAMP);
	throw mismatch(name, "a timestamp", arg);
};

const constantMoment: Expect = (arg, name) => foldable(ownMoment(arg, name), name);

const constantInterval: Expect = (arg, name) => {
	constant(arg, name, "a duration");
	return arg;
};

/** A window that was made before stands for the last moment in it. */
const sessionTime: Expect = (arg, name) => {
	const end = arg.type.kind === "struct" ? arg.type.fields.find((f) => f.name === "end") : undefined;
	if (!end || !isTimestamp(end.type)) return moment(arg, name);
	return Object.freeze({
		kind: "call",
		fn: "window_time",
		args: Object.freeze([arg]),
		type: end.type,
		nullable: arg.nullable,
	});
};

const gap: Expect = (arg, name) => {
	if (["string", "interval", "void", "unknown"].includes(arg.type.kind)) return arg;
	throw fault(
		"PLAN_TYPE_MISMATCH",
		{
			expression: name,
			expected: "a duration as text or as make_interval() gives it",
			actual: typeName(arg.type),
		},
		{ sparkCondition: "_LEGACY_ERROR_TEMP_1040" },
	);
};

export const DATES = {
	year: datePart(),
	quarter: datePart(),
	month: datePart(),
	dayofmonth: datePart(),
	dayofyear: datePart(),
	dayofweek: datePart(),
	weekday: datePart(),
	weekofyear: datePart(),
	dayname: scalar([date], STRING),
	monthname: scalar([date], STRING),
	hour: clockPart(),
	minute: clockPart(),
	second: clockPart(),
	date_part: scalar([text, anyTime], partType),
	date_add: scalar([date, days], DATE),
	date_sub: scalar([date, days], DATE),
	date_diff: scalar([date, date], INT),
	add_months: scalar([date, integer], DATE),
	months_between: scalar([timestamp, timestamp, bool], DOUBLE, { optional: 1 }),
	last_day: scalar([date], DATE),
	next_day: scalar([date, text], DATE),
	trunc: scalar([date, text], DATE, { nullable: true }),
	date_trunc: scalar([text, timestamp], TIMESTAMP, { nullable: true }),
	make_date: scalar([integer, integer, integer], DATE),
	make_timestamp: makeTimestamp(TIMESTAMP, false, 1),
	make_timestamp_ntz: makeTimestamp(TIMESTAMP_NTZ, false, 0),
	try_make_timestamp: makeTimestamp(TIMESTAMP, true, 1),
	try_make_timestamp_ntz: makeTimestamp(TIMESTAMP_NTZ, true, 0),
	try_make_interval: scalar(
		[integer, integer, integer, integer, integer, integer, to(decimal(18, 6))],
		CALENDAR_INTERVAL,
		{ optional: 6, nullable: true },
	),
	/** The start of the bucket, counted from `origin` or from 1970. */
	time_bucket: scalar([bucket, ownMoment, constantMoment], (args) => typeOf(args[1]), { optional: 1 }),
	make_interval: scalar(
		[integer, integer, integer, integer, integer, integer, to(decimal(18, 6))],
		CALENDAR_INTERVAL,
		{ optional: 7 },
	),
	make_dt_interval: scalar([integer, integer, integer, to(decimal(18, 6))], dayTimeInterval(), {
		optional: 4,
	}),
	make_ym_interval: scalar([integer, integer], yearMonthInterval(), { optional: 2 }),
	to_date: toDate(false),
	try_to_date: toDate(true),
	to_timestamp: toMoment(TIMESTAMP, false),
	try_to_timestamp: toMoment(TIMESTAMP, true),
	to_timestamp_ntz: toMoment(TIMESTAMP_NTZ, false),
	to_timestamp_ltz: toMoment(TIMESTAMP, false),
	date_format: scalar([momentOrTime, text], STRING),
	to_char: scalar([charable, text], STRING, { together: charFormat }),
	from_unixtime: scalar([bigint, text], STRING, { optional: 1, nullable: true }),
	/** Without an argument: of the update's start. */
	unix_timestamp: unixTime(2),
	to_unix_timestamp: unixTime(1),
	timestamp_seconds: scalar([strictNumber], TIMESTAMP, {
		nullable: (args) => args.some((a) => a.nullable || a.type.kind === "float" || a.type.kind === "double"),
	}),
	timestamp_millis: scalar([strictInteger], TIMESTAMP),
	timestamp_micros: scalar([strictInteger], TIMESTAMP),
	unix_seconds: scalar([strictTimestamp], BIGINT),
	unix_millis: scalar([strictTimestamp], BIGINT),
	unix_micros: scalar([strictTimestamp], BIGINT),
	unix_date: scalar([strictDate], INT),
	date_from_unix_date: scalar([integer], DATE),
	from_utc_timestamp: scalar([timestamp, text], TIMESTAMP),
	to_utc_timestamp: scalar([timestamp, text], TIMESTAMP),
	/** With two arguments from the session's zone. */
	convert_timezone: scalar([text, any, ntz], TIMESTAMP_NTZ, { optional: 1, together: zones }),
	timestampadd: scalar([unit, bigint, moment], (args) => typeOf(args[2])),
	timestampdiff: scalar([unit, timestamp, timestamp], BIGINT),
	window_time: scalar([any], windowEnd),
	/**
	 * Rows fall into the windows that contain their time: one when tumbling, several when sliding, none when the
	 * time is NULL. That makes it a generator.
	 */
	window: generator(
		[moment, constantInterval, constantInterval, constantInterval],
		(args) => [{ name: "window", type: windowType(args), nullable: false }],
		{ optional: 2, lifted: true },
	),
	/** A row opens a window of its own, which ends when nothing comes for so long; the grouping puts those that meet together. */
	session_window: generator(
		[sessionTime, gap],
		(args) => [{ name: "session_window", type: windowType(args), nullable: false }],
		{ lifted: true },
	),
	sequence: scalar(
		[any, any, any],
		(args) => ({ kind: "array", element: typeOf(args[0]), containsNull: false }),
		{
			optional: 1,
			together: sequenceBounds,
		},
	),
} as const satisfies Record<string, FunctionSpec>;
