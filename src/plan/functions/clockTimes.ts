import { BIGINT, type DataType, decimal, INT, isNumeric, TIMESTAMP, time } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { castTo, constantInt, implicitCast, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import { boundLiteral } from "../literals.js";
import {
	badArgument,
	type Expect,
	family,
	foldable,
	integer,
	scalar,
	strictText,
	text,
	to,
	typeOfArg,
} from "./build.js";

const MOST_DIGITS = 6;
const TIME = time(MOST_DIGITS);

/** A time of day, not cast from anything else; NULL becomes one. */
const clockTime: Expect = (arg, name) =>
	arg.type.kind === "void" ? castTo(arg, TIME) : family("a time", (t) => t.kind === "time")(arg, name);

const whole: Expect = (arg, name) => {
	if (["tinyint", "smallint", "int", "bigint", "unknown"].includes(arg.type.kind))
		return implicitCast(arg, BIGINT, name);
	if (arg.type.kind === "void") return castTo(arg, BIGINT);
	throw mismatch(name, "an integer", arg);
};

const number: Expect = (arg, name) => {
	if (arg.type.kind === "void") return castTo(arg, BIGINT);
	return family("a number", isNumeric)(arg, name);
};

export const CLOCK_UNITS = ["hour", "minute", "second", "millisecond", "microsecond"] as const;

/** A unit that a time of day has; a constant is checked here. */
const unit: Expect = (arg, name) => {
	const given = text(arg, name);
	if (given.kind !== "literal" || given.value === null) return given;
	if (CLOCK_UNITS.some((u) => u === given.value?.toLowerCase())) return given;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: `'${given.value}' is no unit of a time: ${CLOCK_UNITS.join(", ")}` },
		{ sparkCondition: "INVALID_PARAMETER_VALUE.TIME_UNIT" },
	);
};

const START: BoundExpr = Object.freeze({
	kind: "currentTime",
	fn: "current_timestamp",
	type: TIMESTAMP,
	nullable: false,
});

const digits: Expect = (arg, name) => {
	if (arg.type.kind === "unknown") return arg;
	const count = integer(foldable(arg, name), name);
	const value = constantInt(count);
	if (value === undefined || value < 0 || value > MOST_DIGITS)
		throw badArgument(name, `the precision must be a constant from 0 to ${MOST_DIGITS}`);
	return count;
};

/** The update's start, and the digits of its second. */
const started = (args: readonly BoundExpr[]): readonly BoundExpr[] => [
	START,
	args[0] ?? boundLiteral(INT, String(MOST_DIGITS)),
];
const startedType = (args: readonly BoundExpr[]): DataType => time(constantInt(args[1]) ?? MOST_DIGITS);

const parsed = (nullable: boolean): ScalarSpec =>
	scalar([strictText, strictText], TIME, { optional: 1, ...(nullable ? { nullable: true } : {}) });

const counted = (of: Expect): ScalarSpec => scalar([of], TIME);
const secondsType = decimal(14, 6);

/** A time and an interval of days and less: with more digits where the interval has seconds. */
export function shiftedTime(at: DataType, by: DataType): DataType {
	return by.kind === "day_time_interval" && by.end === "second" ? TIME : at;
}

/** Of the words of EXTRACT only these say something of a time of day. */
export function checkClockPart(part: string, type: DataType, call: CallToBind): void {
	if (
		type.kind !== "time" ||
		/^(?:h|hour|hours|hr|hrs|m|min|mins|minute|minutes|s|sec|secs|second|seconds)$/.test(part)
	)
		return;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name: call.name, problem: `a time of day has no part "${part}"` },
		{ sparkCondition: "INVALID_EXTRACT_FIELD" },
	);
}

/** Functions of the type TIME. */
export const CLOCK_TIMES = {
	current_time: scalar([digits], startedType, {
		optional: 1,
		together: started,
		nullable: false,
		deterministic: false,
	}),
	make_time: scalar([integer, integer, to(decimal(16, 6))], TIME),
	to_time: parsed(false),
	try_to_time: parsed(true),
	time_diff: scalar([unit, clockTime, clockTime], BIGINT),
	time_trunc: scalar([unit, clockTime], typeOfArg(1)),
	time_from_micros: counted(whole),
	time_from_millis: counted(whole),
	time_from_seconds: counted(number),
	time_to_micros: scalar([clockTime], BIGINT),
	time_to_millis: scalar([clockTime], BIGINT),
	time_to_seconds: scalar([clockTime], secondsType),
} as const satisfies Record<string, FunctionSpec>;
