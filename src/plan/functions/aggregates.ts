import {
	array,
	BIGINT,
	BOOLEAN,
	type DataType,
	DOUBLE,
	dayTimeInterval,
	decimal,
	INT,
	isInteger,
	isInterval,
	TINYINT,
	typeName,
	yearMonthInterval,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { BoundExpr } from "../bound.js";
import { constantInt, implicitCast, mismatch } from "../coercion.js";
import type { AggregateSpec, CallToBind, FunctionSpec } from "../functionSpec.js";
import {
	aggregate,
	any,
	bool,
	double,
	type Expect,
	family,
	foldable,
	integer,
	number,
	numberOrInterval,
	orderable,
	textOrBinary,
	typeOf,
	typeOfArg,
} from "./build.js";

const isNull = (arg: BoundExpr): boolean =>
	arg.kind === "literal" ? arg.value === null : arg.kind === "cast" && arg.input.type.kind === "void";

function sumType(args: readonly BoundExpr[]): DataType {
	const type = typeOf(args[0]);
	if (isInteger(type)) return BIGINT;
	if (type.kind === "decimal") return decimal(Math.min(38, type.precision + 10), type.scale);
	return type.kind === "float" ? DOUBLE : type;
}

function avgType(args: readonly BoundExpr[]): DataType {
	const type = typeOf(args[0]);
	if (type.kind === "decimal") {
		// Cut at 38 each, unlike a division.
		return decimal(Math.min(38, type.precision + 4), Math.min(38, type.scale + 4));
	}
	return isInteger(type) || type.kind === "float" ? DOUBLE : whole(type);
}

function whole(type: DataType): DataType {
	if (type.kind === "year_month_interval") return yearMonthInterval();
	return type.kind === "day_time_interval" ? dayTimeInterval() : type;
}

const listOf = (args: readonly BoundExpr[]): DataType => array(typeOf(args[0]), false);
/** Sums of doubles depend on how they are added up. */
const statistic = (): AggregateSpec => aggregate([double], DOUBLE, { inexact: "lastDigits" });
const pair = (): AggregateSpec => aggregate([double, double], DOUBLE, { inexact: "lastDigits" });
const ordered = (): AggregateSpec => aggregate([orderable], typeOfArg(0));
/** With a third argument as many of the values as it says. */
const by = (): AggregateSpec =>
	aggregate(
		[any, orderable, howMany],
		(args) => (args.length > 2 ? array(typeOf(args[0])) : typeOf(args[0])),
		{
			optional: 1,
		},
	);
const every = (): AggregateSpec => aggregate([boolOnly], BOOLEAN);
const bitwise = (): AggregateSpec => aggregate([wholeOnly], typeOfArg(0));
const positional = (): AggregateSpec =>
	aggregate([any, bool], typeOfArg(0), { optional: 1, orderDependent: true, nullable: true });

const wholeOnly: Expect = family("an integer", (t) => isInteger(t) || t.kind === "void");
const boolOnly: Expect = (arg, name) => {
	if (["boolean", "void", "unknown"].includes(arg.type.kind)) return arg;
	throw mismatch(name, "boolean", arg);
};

const MOST_VALUES = 100_000;
const howMany: Expect = (arg, name) => {
	const count = implicitCast(foldable(arg, name), INT, name);
	const value = constantInt(count);
	if (value === undefined || (value > 0 && value <= MOST_VALUES)) return count;
	throw fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: `the number of values must be from 1 to ${MOST_VALUES}` },
		{ sparkCondition: "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE" },
	);
};

/** collect_set and DISTINCT cannot tell maps apart. */
const distinctable: Expect = (arg, name) => {
	if (arg.type.kind === "map") throw mismatch(name, "a value that can be compared", arg);
	return arg;
};

/** A percentage or an array of them, between 0 and 1. */
const fraction: Expect = (arg, name) =>
	arg.type.kind === "array" ? implicitCast(arg, array(DOUBLE), name) : double(arg, name);
const perFraction =
	(of: (value: DataType) => DataType) =>
	(args: readonly BoundExpr[]): DataType => {
		const result = of(typeOf(args[0]));
		return typeOf(args[1]).kind === "array" ? array(result, false) : result;
	};

/** percentile_approx keeps the value's type; strings and booleans have no distance. */
const measurable: Expect = (arg, name) =>
	["date", "timestamp", "timestamp_ntz", "year_month_interval", "day_time_interval"].includes(arg.type.kind)
		? arg
		: number(arg, name);

/** Of intervals an interval, else a double. */
const between = (type: DataType): DataType => (isInterval(type) ? whole(type) : DOUBLE);
const ofGroup = (args: readonly BoundExpr[], call: CallToBind): DataType => {
	const result = between(typeOf(call.within?.[0]));
	return typeOf(args[0]).kind === "array" ? array(result, false) : result;
};
const medianType = (args: readonly BoundExpr[]): DataType => between(typeOf(args[0]));
const numberOrOwnInterval: Expect = (arg, name) =>
	isInterval(arg.type) && arg.type.kind !== "interval" ? arg : number(arg, name);

export const AGGREGATES = {
	count: aggregate([any], BIGINT, { rest: any, nullable: false }),
	count_if: aggregate([bool], BIGINT, { nullable: false }),
	sum: aggregate([numberOrInterval], sumType),
	try_sum: aggregate([numberOrInterval], sumType),
	avg: aggregate([numberOrInterval], avgType),
	try_avg: aggregate([numberOrInterval], avgType),
	min: ordered(),
	max: ordered(),
	min_by: by(),
	max_by: by(),
	first: positional(),
	last: positional(),
	any_value: positional(),
	stddev: statistic(),
	stddev_pop: statistic(),
	variance: statistic(),
	var_pop: statistic(),
	skewness: statistic(),
	kurtosis: statistic(),
	corr: pair(),
	covar_pop: pair(),
	covar_samp: pair(),
	regr_count: aggregate([double, double], BIGINT, { nullable: false }),
	regr_avgx: aggregate([number, number], (args) => avgType(args.slice(1))),
	regr_avgy: aggregate([number, number], avgType),
	regr_slope: pair(),
	regr_intercept: pair(),
	regr_r2: pair(),
	regr_sxx: pair(),
	regr_syy: pair(),
	regr_sxy: pair(),
	collect_list: aggregate([any], listOf, { nullable: false, orderDependent: true }),
	collect_set: aggregate([distinctable], listOf, { nullable: false, orderDependent: true }),
	approx_count_distinct: aggregate([distinctable, double], BIGINT, {
		optional: 1,
		nullable: false,
		inexact: "approximate",
	}),
	percentile: aggregate([numberOrOwnInterval, fraction, to64], perFraction(between), { optional: 1 }),
	/** The values come in WITHIN GROUP (ORDER BY x). */
	percentile_cont: aggregate([fraction], ofGroup),
	percentile_disc: aggregate([fraction], ofGroup),
	percentile_approx: aggregate(
		[measurable, fraction, integer],
		perFraction((t) => t),
		{ optional: 1, inexact: "approximate" },
	),
	median: aggregate([numberOrOwnInterval], medianType),
	mode: aggregate([distinctable, bool], typeOfArg(0), { optional: 1, orderDependent: true }),
	bool_and: every(),
	bool_or: every(),
	bit_and: bitwise(),
	bit_or: bitwise(),
	bit_xor: bitwise(),
	product: statistic(),
	listagg: aggregate([textOrBinary, textOrBinary], (args) => typeOf(args[0]), {
		optional: 1,
		orderDependent: true,
		together: (args, call) => {
			const [value, delimiter] = args;
			const apart = (a: BoundExpr, b: BoundExpr): boolean =>
				a.type.kind === "binary" && b.type.kind === "string" && !isNull(a) && !isNull(b);
			if (value && delimiter && (apart(value, delimiter) || apart(delimiter, value)))
				throw mismatch(call.name, "two strings or two binaries", delimiter, "DATA_DIFF_TYPES");
			return args;
		},
	}),
	grouping: aggregate([any], TINYINT, { nullable: false }),
	grouping_id: aggregate([], BIGINT, { rest: any, nullable: false }),
} as const satisfies Record<string, FunctionSpec>;

function to64(arg: BoundExpr, name: string): BoundExpr {
	if (isInteger(arg.type) || arg.type.kind === "unknown") return implicitCast(arg, BIGINT, name);
	throw fault("PLAN_TYPE_MISMATCH", { expression: name, expected: "an integer", actual: typeName(arg.type) });
}
