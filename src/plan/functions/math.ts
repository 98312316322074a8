import { BIGINT, type DataType, DOUBLE, decimal, isInteger, STRING, UNKNOWN } from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";
import { constantInt, decimalOf, implicitCast } from "../coercion.js";
import type { FunctionSpec } from "../functionSpec.js";
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

export const MATH = {
	abs: scalar([numberOrInterval], typeOfArg(0)),
	sign: real(),
	ceil: scalar([doubleOrDecimalOrLong, integer], whole, { optional: 1, nullable: true }),
	floor: scalar([doubleOrDecimalOrLong, integer], whole, { optional: 1, nullable: true }),
	round: rounding(),
	bround: rounding(),
	rint: real(),
	sqrt: real(),
	cbrt: real(),
	exp: real(),
	expm1: real(),
	ln: real(),
	log: scalar([double, double], DOUBLE, { optional: 1, nullable: true }),
	log2: real(),
	log10: real(),
	log1p: real(),
	power: scalar([double, double], DOUBLE),
	hypot: scalar([double, double], DOUBLE),
	sin: real(),
	cos: real(),
	tan: real(),
	cot: real(),
	sec: real(),
	csc: real(),
	asin: real(),
	acos: real(),
	atan: real(),
	atan2: scalar([double, double], DOUBLE),
	sinh: real(),
	cosh: real(),
	tanh: real(),
	asinh: real(),
	acosh: real(),
	atanh: real(),
	degrees: real(),
	radians: real(),
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
	width_bucket: scalar([double, double, double, bigint], BIGINT, { nullable: true }),
} as const satisfies Record<string, FunctionSpec>;
