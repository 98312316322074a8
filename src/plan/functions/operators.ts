import {
	BIGINT,
	BOOLEAN,
	CALENDAR_INTERVAL,
	DATE,
	type DataType,
	DOUBLE,
	dayTimeInterval,
	INT,
	isInteger,
	isInterval,
	isNumeric,
	isTimestamp,
	type StructField,
	struct,
	TIMESTAMP,
	TINYINT,
	UNKNOWN,
	yearMonthInterval,
} from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import {
	arithmeticType,
	castTo,
	commonCast,
	commonType,
	comparedType,
	decimalOf,
	implicitCast,
	mismatch,
} from "../coercion.js";
import type { BoundSignature, CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import {
	any,
	anyNullable,
	bool,
	checkArity,
	type Expect,
	elementOf,
	family,
	integer,
	isOrderable,
	numberOrInterval,
	scalar,
	text,
	typeOfArg,
	valueOf,
} from "./build.js";
import { shiftedTime } from "./clockTimes.js";

type ArithmeticOp = "+" | "-" | "*" | "/" | "%" | "div";

const signature = (
	args: readonly BoundExpr[],
	type: DataType,
	nullable = anyNullable(args),
): BoundSignature => ({
	args,
	type,
	nullable,
});

/** An operator on two operands; unknown ones pass. */
export function binary(
	bind: (left: BoundExpr, right: BoundExpr, call: CallToBind) => BoundSignature,
): ScalarSpec {
	const arity = { least: 2, most: 2 };
	return Object.freeze({
		kind: "scalar",
		arity,
		bind: (call: CallToBind) => {
			checkArity(call, arity);
			const left = call.args[0] as BoundExpr;
			const right = call.args[1] as BoundExpr;
			if (left.type.kind === "unknown" || right.type.kind === "unknown")
				return signature(call.args, UNKNOWN, true);
			return bind(left, right, call);
		},
	});
}

/** Two numbers (strings beside numbers become numbers) for an arithmetic operator. */
export function numbers(
	op: ArithmeticOp,
	left: BoundExpr,
	right: BoundExpr,
	name: string,
	nullable?: boolean,
): BoundSignature {
	const both = [left, right];
	const isText = left.type.kind === "string" && right.type.kind === "string";
	if (isText || !mayBeNumber(left.type) || !mayBeNumber(right.type))
		throw mismatch(
			name,
			"numbers",
			both.find((e) => !isNumeric(e.type)) ?? left,
			left.type.kind === right.type.kind ? "BINARY_OP_WRONG_TYPE" : "BINARY_OP_DIFF_TYPES",
		);
	if (op === "div") {
		const fraction = both.find((e) => e.type.kind === "float" || e.type.kind === "double");
		if (fraction) throw mismatch(name, "whole numbers or decimals", fraction, "BINARY_OP_WRONG_TYPE");
	}
	const plain = commonType([left.type, right.type]) ?? DOUBLE;
	const type = isNumeric(plain) ? plain : DOUBLE;
	if (type.kind === "decimal") {
		const a = decimalOf(left.type.kind === "void" ? type : left.type, left);
		const b = decimalOf(right.type.kind === "void" ? type : right.type, right);
		const operands = [operandOf(left, a, name), operandOf(right, b, name)];
		return signature(operands, arithmeticType(op, a, b), nullable ?? (divides(op) || anyNullable(operands)));
	}
	const operand = op === "/" ? DOUBLE : op === "div" ? BIGINT : type;
	const operands = [operandOf(left, operand, name), operandOf(right, operand, name)];
	return signature(operands, operand, nullable ?? (divides(op) || anyNullable(operands)));
}

const mayBeNumber = (t: DataType): boolean => isNumeric(t) || t.kind === "string" || t.kind === "void";

/** The `try_` kin take a text that is no number as NULL. */
function operandOf(expr: BoundExpr, type: DataType, name: string): BoundExpr {
	const cast = castTo(expr, type);
	if (cast.kind !== "cast" || expr.type.kind !== "string" || !name.startsWith("try_")) return cast;
	return { ...cast, mode: "try", nullable: true };
}

/** With a divisor, Spark calls the result nullable though ANSI raises. */
const divides = (op: ArithmeticOp): boolean => op === "/" || op === "%" || op === "div";

/** The type of `date or timestamp ± interval`. */
function shifted(moment: DataType, interval: DataType): DataType {
	if (moment.kind !== "date") return moment;
	// A date stays one unless hours or less are added.
	if (interval.kind === "day_time_interval" && interval.end !== "day") return TIMESTAMP;
	return DATE;
}

const isMoment = (t: DataType): boolean => t.kind === "date" || isTimestamp(t);
const isVoid = (t: DataType): boolean => t.kind === "void";

/** `date or timestamp + NULL`: the NULL is an interval of months, days and microseconds. */
const plusNull = (moment: BoundExpr, none: BoundExpr, nullable?: boolean): BoundSignature =>
	signature(
		[moment, castTo(none, CALENDAR_INTERVAL)],
		moment.type.kind === "date" ? TIMESTAMP : moment.type,
		nullable,
	);
const isDays = (t: DataType): boolean => t.kind === "tinyint" || t.kind === "smallint" || t.kind === "int";

function addition(nullable?: boolean): ScalarSpec {
	return binary((left, right, call) => {
		const a = left.type;
		const b = right.type;
		if (isMoment(a) && isInterval(b)) return signature([left, right], shifted(a, b), nullable);
		if (isInterval(a) && isMoment(b)) return signature([right, left], shifted(b, a), nullable);
		if (a.kind === "date" && isDays(b)) return signature([left, castTo(right, INT)], DATE, nullable);
		if (isDays(a) && b.kind === "date") return signature([right, castTo(left, INT)], DATE, nullable);
		if (areIntervals(a, b)) return intervals(left, right, call.name);
		if (a.kind === "time" && b.kind === "day_time_interval")
			return signature([left, right], shiftedTime(a, b), nullable);
		if (a.kind === "day_time_interval" && b.kind === "time")
			return signature([right, left], shiftedTime(b, a), nullable);
		if (isMoment(a) && isVoid(b)) return plusNull(left, right, nullable);
		if (isVoid(a) && isMoment(b)) return plusNull(right, left, nullable);
		if (a.kind === "time" && isVoid(b))
			return signature([left, castTo(right, dayTimeInterval())], shiftedTime(a, dayTimeInterval()), nullable);
		if (isVoid(a) && b.kind === "time")
			return signature([right, castTo(left, dayTimeInterval())], shiftedTime(b, dayTimeInterval()), nullable);
		return numbers("+", left, right, call.name, nullable);
	});
}

function subtraction(nullable?: boolean): ScalarSpec {
	return binary((left, right, call) => {
		const a = left.type;
		const b = right.type;
		if (isMoment(a) && isInterval(b)) return signature([left, right], shifted(a, b), nullable);
		if (a.kind === "date" && isDays(b)) return signature([left, castTo(right, INT)], DATE, nullable);
		const beside = (t: DataType): boolean => isMoment(t) || t.kind === "string" || isVoid(t);
		if ((isMoment(a) && beside(b)) || (beside(a) && isMoment(b))) {
			const { type } = commonCast([left, right], call.name);
			return signature(
				[operandOf(left, type, call.name), operandOf(right, type, call.name)],
				type.kind === "date" ? dayTimeInterval("day", "day") : dayTimeInterval(),
				nullable,
			);
		}
		if (areIntervals(a, b)) return intervals(left, right, call.name);
		if (a.kind === "time" && b.kind === "day_time_interval")
			return signature([left, right], shiftedTime(a, b), nullable);
		const isTime = (t: DataType): boolean => t.kind === "time" || isVoid(t);
		if ((a.kind === "time" && isTime(b)) || (isTime(a) && b.kind === "time")) {
			const { exprs } = commonCast([left, right], call.name);
			return signature(exprs, dayTimeInterval("hour", "second"), nullable);
		}
		return numbers("-", left, right, call.name, nullable);
	});
}

const areIntervals = (a: DataType, b: DataType): boolean =>
	(isInterval(a) && (isInterval(b) || isVoid(b))) || (isVoid(a) && isInterval(b));

function intervals(left: BoundExpr, right: BoundExpr, name: string): BoundSignature {
	const { exprs, type } = commonCast([left, right], name);
	return signature(exprs, type);
}

/** An interval times or by a number keeps all fields of its family. */
const wholeInterval = (type: DataType): DataType =>
	type.kind === "year_month_interval"
		? yearMonthInterval()
		: type.kind === "day_time_interval"
			? dayTimeInterval()
			: CALENDAR_INTERVAL;

/** By a number; a text and NULL become one. */
const scaled = (interval: BoundExpr, by: BoundExpr, nullable?: boolean): BoundSignature =>
	signature([interval, isNumeric(by.type) ? by : castTo(by, DOUBLE)], wholeInterval(interval.type), nullable);

function multiplication(nullable?: boolean): ScalarSpec {
	return binary((left, right, call) => {
		if (isInterval(left.type) && mayBeNumber(right.type)) return scaled(left, right, nullable);
		if (mayBeNumber(left.type) && isInterval(right.type)) return scaled(right, left, nullable);
		return numbers("*", left, right, call.name, nullable);
	});
}

function division(nullable?: boolean): ScalarSpec {
	return binary((left, right, call) => {
		if (isInterval(left.type) && mayBeNumber(right.type)) return scaled(left, right, nullable);
		return numbers("/", left, right, call.name, nullable);
	});
}

export function remainder(nullable?: boolean): ScalarSpec {
	return binary((left, right, call) => numbers("%", left, right, call.name, nullable));
}

function integralDivision(): ScalarSpec {
	return binary((left, right, call) => {
		if (isInterval(left.type) && (isVoid(right.type) || left.type.kind === right.type.kind))
			return signature([left, castTo(right, left.type)], BIGINT);
		return numbers("div", left, right, call.name);
	});
}

/** Values to compare: of a common type, or structs that differ only in the names of their fields. */
function comparable(
	exprs: readonly BoundExpr[],
	name: string,
	common: (types: readonly DataType[]) => DataType | undefined,
): ReturnType<typeof commonCast> {
	if (exprs[0]?.type.kind !== "struct") return commonCast(exprs, name, "BINARY_OP_DIFF_TYPES", common);
	const [first, ...others] = exprs.map((e) => e.type);
	if (first?.kind === "struct" && common(exprs.map((e) => e.type)) === undefined) {
		const renamed = others.map((t) =>
			t.kind === "struct" && t.fields.length === first.fields.length
				? struct(t.fields.map((f, i) => ({ ...f, name: (first.fields[i] as StructField).name })))
				: t,
		);
		const type = common([first, ...renamed]);
		if (type !== undefined) return { exprs: exprs.map((e) => castTo(e, type)), type };
	}
	return commonCast(exprs, name, "BINARY_OP_DIFF_TYPES", common);
}

function comparison(nullSafe = false): ScalarSpec {
	return binary((left, right, call) => {
		const { exprs, type } = comparable([left, right], call.name, comparedType);
		if (!isOrderable(type))
			throw mismatch(call.name, "values that can be compared", left, "INVALID_ORDERING_TYPE");
		return signature(exprs, BOOLEAN, nullSafe ? false : anyNullable(exprs));
	});
}

function bits(): ScalarSpec {
	return binary((left, right, call) => {
		const { exprs, type } = commonCast([left, right], call.name);
		if (!isInteger(type))
			throw mismatch(call.name, "integers", isInteger(left.type) ? right : left, "BINARY_OP_WRONG_TYPE");
		return signature(exprs, type);
	});
}

/** AND and OR: a text beside a boolean becomes one, two texts do not. */
const logical: ScalarSpec = binary((left, right, call) => {
	const types = [left.type, right.type];
	const common = commonType(types);
	if (common?.kind !== "boolean" && types.some((t) => t.kind !== "void"))
		throw mismatch(
			call.name,
			"booleans",
			left.type.kind === "boolean" ? right : left,
			common === undefined ? "BINARY_OP_DIFF_TYPES" : "BINARY_OP_WRONG_TYPE",
		);
	return signature([castTo(left, BOOLEAN), castTo(right, BOOLEAN)], BOOLEAN);
});

/** An integer; a text does not become one. */
const bitPattern: Expect = (arg, name) =>
	arg.type.kind === "void" ? castTo(arg, INT) : family("an integer", isInteger)(arg, name);

const membership: ScalarSpec = Object.freeze({
	kind: "scalar",
	arity: { least: 2 },
	bind: (call: CallToBind) => {
		checkArity(call, { least: 2 });
		const { exprs, type } = comparable(call.args, call.name, commonType);
		if (!isOrderable(type))
			throw mismatch(
				call.name,
				"values that can be compared",
				exprs[0] as BoundExpr,
				"INVALID_ORDERING_TYPE",
			);
		return signature(exprs, BOOLEAN);
	},
});

/** `a[i]`: the element of an array (from 0) or the value of a map's key. Struct fields have a kind of their own. */
const item: ScalarSpec = binary((container, key, call) => {
	if (container.type.kind === "array") {
		if (!isInteger(key.type) && key.type.kind !== "void")
			throw mismatch(call.name, "an integer index", key, "UNEXPECTED_INPUT_TYPE");
		const args = [container, castTo(key, INT)] as const;
		return signature(args, elementOf(container.type), itemNullable(args));
	}
	if (container.type.kind === "map")
		return signature(
			[container, implicitCast(key, container.type.key, call.name)],
			valueOf(container.type),
			true,
		);
	throw mismatch("[]", "an array or a map", container);
});

/** ANSI raises outside of the array; the constant place of an array(…) is what stands there. */
export function itemNullable(args: readonly BoundExpr[]): boolean {
	const [list, index] = args;
	if (list === undefined || index === undefined || list.type.kind !== "array") return true;
	if (list.kind === "call" && list.fn === "array" && index.kind === "literal" && index.value !== null)
		return list.args[Number(index.value)]?.nullable ?? false;
	return list.nullable || index.nullable || list.type.containsNull;
}

const shiftable: Expect = (arg, name) => (arg.type.kind === "bigint" ? arg : integer(arg, name));
const strictIntegral: Expect = family("an integer", (t) => isInteger(t) || t.kind === "void");
const floating: Expect = (arg, name) => (arg.type.kind === "float" ? arg : implicitCast(arg, DOUBLE, name));
const countable: Expect = (arg, name) =>
	arg.type.kind === "void"
		? castTo(arg, BIGINT)
		: family("an integer or a boolean", (t) => isInteger(t) || t.kind === "boolean")(arg, name);

const shift: ScalarSpec = scalar([shiftable, integer], typeOfArg(0));

const matches = (): ScalarSpec => scalar([text, text, text], BOOLEAN, { optional: 1 });

export const OPERATORS = {
	"+": addition(),
	"-": subtraction(),
	"*": multiplication(),
	"/": division(),
	"%": remainder(),
	div: integralDivision(),
	"=": comparison(),
	"<=>": comparison(true),
	"<": comparison(),
	"<=": comparison(),
	">": comparison(),
	">=": comparison(),
	and: logical,
	or: logical,
	not: scalar([bool], BOOLEAN),
	negative: scalar([numberOrInterval], typeOfArg(0)),
	positive: scalar([numberOrInterval], typeOfArg(0)),
	"&": bits(),
	"|": bits(),
	"^": bits(),
	"~": scalar([bitPattern], typeOfArg(0)),
	shiftleft: shift,
	shiftright: shift,
	shiftrightunsigned: shift,
	like: matches(),
	ilike: matches(),
	rlike: scalar([text, text], BOOLEAN),
	in: membership,
	"[]": item,
	isnull: scalar([any], BOOLEAN, { nullable: false }),
	isnotnull: scalar([any], BOOLEAN, { nullable: false }),
	isnan: scalar([floating], BOOLEAN, { nullable: false }),
	try_add: addition(true),
	try_subtract: subtraction(true),
	try_multiply: multiplication(true),
	try_divide: division(true),
	try_mod: remainder(true),
	bit_count: scalar([countable], INT),
	bit_get: scalar([strictIntegral, integer], TINYINT),
} as const satisfies Record<string, FunctionSpec>;
