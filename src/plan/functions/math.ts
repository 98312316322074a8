import {
	BIGINT,
	type DataType,
	DOUBLE,
	decimal,
	isFractional,
	isInteger,
	isInterval,
	STRING,
	UNKNOWN,
} from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import { castTo, constantInt, decimalOf, implicitCast, mismatch } from "../coercion.js";
import type { CallToBind, FunctionSpec, ScalarSpec } from "../functionSpec.js";
import {
	badArgument,
	double,
	type Expect,
	integer,
	number,
	numberOrInterval,
	scalar,
	text,
	typeOf,
	typeOfArg,
} from "./build.js";
import { remainder } from "./operators.js";

/** Spark calls what Java computes nullable, whatever goes in. */
const real = () => scalar([double], DOUBLE, { nullable: true });
/** Java and DuckDB use mathematical libraries of their own: the last digit may differ. */
const computed = () => scalar([double], DOUBLE, { nullable: true, inexact: "lastDigits" });

/** `round(x, n)`: a decimal's scale shrinks to n, and one digit is added before the point for the carry. */
function rounded(args: readonly BoundExpr[], name: string): DataType {
	const type = typeOf(args[0]);
	if (type.kind !== "decimal") return type;
	const places = args[1] === undefined ? 0 : constantInt(args[1]);
	if (places === undefined) throw badArgument(name, "the number of places must be a constant");
	const integral = type.precision - type.scale + 1;
	if (places < 0) return decimal(Math.min(38, Math.max(integral, -places + 1)), 0);
	const scale = Math.min(type.scale, places);
	return decimal(Math.min(38, integral + scale), scale);
}

/** ceil and floor: of a decimal a decimal, of anything else a bigint; with a scale as `round`. */
function whole(args: readonly BoundExpr[]): DataType {
	const type = typeOf(args[0]);
	if (args[1] !== undefined) {
		const places = constantInt(args[1]);
		if (places === undefined) throw badArgument("ceil, floor", "the number of places must be a constant");
		if (type.kind === "unknown") return UNKNOWN;
		const of = type.kind === "decimal" ? type : isInteger(type) ? decimalOf(type) : decimal(30, 15);
		return rounded([{ ...(args[0] as BoundExpr), type: of } as BoundExpr, args[1]], "ceil, floor");
	}
	if (type.kind === "decimal") return decimal(Math.min(38, type.precision - type.scale + 1), 0);
	return type.kind === "unknown" ? UNKNOWN : BIGINT;
}

const doubleOrDecimalOrLong: Expect = (arg, name) =>
	["decimal", "bigint", "double", "unknown"].includes(arg.type.kind)
		? arg
		: isInteger(arg.type)
			? arg
			: implicitCast(arg, DOUBLE, name);

/** With a number of places a double is a decimal first. */
function placed(args: readonly BoundExpr[]): readonly BoundExpr[] {
	const [value, places] = args as [BoundExpr, BoundExpr?];
	return places && isFractional(value.type) ? [castTo(value, decimal(30, 15)), places] : args;
}

const towards = (): ScalarSpec =>
	scalar([doubleOrDecimalOrLong, integer], whole, { optional: 1, nullable: true, together: placed });

const hexable: Expect = (arg, name) =>
	["string", "binary", "unknown", "bigint"].includes(arg.type.kind) ? arg : implicitCast(arg, BIGINT, name);

const rounding = () =>
	scalar([number, integer], (args, call) => rounded(args, call.name), { optional: 1, nullable: true });

const bigint: Expect = (arg, name) => implicitCast(arg, BIGINT, name);

const chance = () =>
	scalar([bigint], DOUBLE, {
		optional: 1,
		nullable: false,
		deterministic: false,
	});

/** A number as a double, or an interval of months or of days and less. */
const numberOrOwnInterval: Expect = (arg, name) =>
	isInterval(arg.type) && arg.type.kind !== "interval" ? arg : double(arg, name);

/** A value and its bounds are all numbers, or all intervals of one kind. */
function bounds(args: readonly BoundExpr[], call: CallToBind): readonly BoundExpr[] {
	const [value, ...limits] = args.slice(0, 3) as [BoundExpr, BoundExpr, BoundExpr];
	const odd = limits.find((a) => a.type.kind !== value.type.kind && a.type.kind !== "unknown");
	if (odd && value.type.kind !== "unknown") throw mismatch(call.name, `bounds like the value`, odd);
	return args;
}

export const MATH = {
	abs: scalar([numberOrInterval], typeOfArg(0)),
	sign: scalar([numberOrOwnInterval], DOUBLE, { nullable: true }),
	ceil: towards(),
	floor: towards(),
	round: rounding(),
	bround: rounding(),
	rint: real(),
	sqrt: real(),
	cbrt: computed(),
	exp: computed(),
	expm1: computed(),
	ln: computed(),
	log: scalar([double, double], DOUBLE, { optional: 1, nullable: true, inexact: "lastDigits" }),
	log2: computed(),
	log10: computed(),
	log1p: computed(),
	power: scalar([double, double], DOUBLE, { inexact: "lastDigits" }),
	hypot: scalar([double, double], DOUBLE, { inexact: "lastDigits" }),
	sin: computed(),
	cos: computed(),
	tan: computed(),
	cot: computed(),
	sec: computed(),
	csc: computed(),
	asin: computed(),
	acos: computed(),
	atan: computed(),
	atan2: scalar([double, double], DOUBLE, { inexact: "lastDigits" }),
	sinh: computed(),
	cosh: computed(),
	tanh: computed(),
	asinh: computed(),
	acosh: computed(),
	atanh: computed(),
	degrees: computed(),
	radians: computed(),
	pi: scalar([], DOUBLE),
	e: scalar([], DOUBLE),
	factorial: scalar([integer], BIGINT, { nullable: true }),
	pmod: remainder(),
	rand: chance(),
	randn: chance(),
	bin: scalar([bigint], STRING),
	hex: scalar([hexable], STRING),
	unhex: scalar([text], { kind: "binary" }, { nullable: true }),
	conv: scalar([text, integer, integer], STRING, { nullable: true }),
	width_bucket: scalar([numberOrOwnInterval, numberOrOwnInterval, numberOrOwnInterval, bigint], BIGINT, {
		nullable: true,
		together: bounds,
	}),
} as const satisfies Record<string, FunctionSpec>;
