import type { DecimalType } from "../../../../../core/dataTypes.js";
import { number } from "../../../../printers/python/build.js";
import type { PyExpr } from "../../../../printers/python/nodes.js";
import { and, binary, cast, integer, isNotNull, lit, method, once, or, unlessBad, when } from "../build.js";
import { guarded, guardedBad, isFloat, isInteger } from "../context.js";
import { decimalProduct, decimalSum, rescaled, roundedDouble } from "../decimals.js";
import { INT64, INT128, polarsType } from "../types.js";

import { type Call, cannot, constant, count, type Handler, type Handlers, typeOf } from "./call.js";

/** Integers: computed in more bits, so that the cast back raises where Spark does. */
function arithmetic(op: "+" | "-" | "*"): Handler {
	return (c) => {
		const { type } = c.e;
		if (isFloat(type)) return binary(op, c.arg(0), c.arg(1));
		if (isInteger(type)) {
			const wide = type.kind === "bigint" ? INT128 : INT64;
			const of = (i: number): PyExpr => cast(c.arg(i), wide);
			return narrowed(binary(op, of(0), of(1)), c);
		}
		return type.kind === "decimal" ? decimalArithmetic(op, type, c) : cannot(c, `of ${type.kind}`);
	};
}

function decimalArithmetic(op: "+" | "-" | "*", type: DecimalType, c: Call): PyExpr {
	const [left, right] = [typeOf(c, 0), typeOf(c, 1)];
	if (left.kind !== "decimal" || right.kind !== "decimal") return cannot(c, "of decimals");
	if (op === "*") {
		const scale = left.scale + right.scale;
		if (left.precision + right.precision > 36 || scale !== type.scale)
			return cannot(c, "of decimals with more than 36 digits");
		return decimalProduct([c.arg(0), left], [c.arg(1), right], type);
	}
	if (type.precision >= 38 || Math.max(left.scale, right.scale) !== type.scale)
		return cannot(c, "of decimals with more than 37 digits");
	return decimalSum(op, c.arg(0), c.arg(1), type);
}

const isZero = (value: PyExpr): PyExpr => binary("==", value, integer(0));

/** Both sides by names, written once. */
const sides = (c: Call, make: (left: PyExpr, right: PyExpr) => PyExpr, change = (v: PyExpr) => v): PyExpr =>
	once(change(c.arg(0)), "left", (left) => once(change(c.arg(1)), "right", (right) => make(left, right)));

const isConstantDivisor = (c: Call): boolean => constant(c, 1) !== undefined && Number(constant(c, 1)) !== 0;

/** Ends the query where a value is divided by zero. */
const divided = (c: Call, result: PyExpr, left: PyExpr, right: PyExpr): PyExpr =>
	isConstantDivisor(c)
		? result
		: unlessBad(result, guardedBad(and(isNotNull(left), isZero(right)), c.at), "division by zero");

const division: Handler = (c) =>
	isFloat(c.e.type)
		? sides(c, (left, right) => divided(c, binary("/", left, right), left, right))
		: cannot(c, `of ${c.e.type.kind}`);

const tryDivision: Handler = (c) =>
	isFloat(c.e.type)
		? once(c.arg(1), "right", (right) =>
				when([{ when: binary("!=", right, integer(0)), then: binary("/", c.arg(0), right) }]),
			)
		: cannot(c, `of ${c.e.type.kind}`);

const wide = (value: PyExpr): PyExpr => cast(value, INT128);
const isNegative = (value: PyExpr): PyExpr => binary("<", value, integer(0));
const signed = (size: PyExpr, isMinus: PyExpr): PyExpr =>
	binary("*", size, when([{ when: isMinus, then: integer(-1) }], integer(1)));

/** The sign of a remainder is that of what is divided; Polars takes the other's. */
const remainder: Handler = (c) => {
	if (!isInteger(c.e.type)) return cannot(c, `of ${c.e.type.kind}`);
	const result = (left: PyExpr, right: PyExpr): PyExpr => {
		const size = binary("%", method(left, "abs"), method(right, "abs"));
		return divided(c, narrowed(signed(size, isNegative(left)), c), left, right);
	};
	return sides(c, result, wide);
};

/** Toward zero; Polars divides toward what is smaller. */
const wholeDivision: Handler = (c) => {
	if (!isInteger(typeOf(c, 0)) || !isInteger(typeOf(c, 1))) return cannot(c, `of ${typeOf(c, 0).kind}`);
	const result = (left: PyExpr, right: PyExpr): PyExpr => {
		const size = method(method(left, "abs"), "floordiv", [method(right, "abs")]);
		const differ = binary("!=", isNegative(left), isNegative(right));
		return divided(c, narrowed(signed(size, differ), c), left, right);
	};
	return sides(c, result, wide);
};

/** By a positive constant it is the remainder that Polars has. */
const positiveRemainder: Handler = (c) =>
	isInteger(c.e.type) && count(c, 1) > 0
		? binary("%", c.arg(0), c.arg(1))
		: cannot(c, "by anything but a positive constant");

/** Taken from 0, for Polars negates no integer of 128 bits. */
const negated = (c: Call): PyExpr => {
	const { type } = c.e;
	if (isFloat(type) || type.kind === "decimal") return { kind: "unary", op: "-", operand: c.arg(0) };
	if (!isInteger(type)) return cannot(c, type.kind);
	return narrowed(binary("-", integer(0), cast(c.arg(0), INT128)), c);
};

/** What was computed in more bits in its own type again: what does not fit ends the run, as in Spark. */
const narrowed = (value: PyExpr, c: Call): PyExpr =>
	cast(guarded(value, c.at), polarsType(c.e.type) as PyExpr);

/** A function of one double. */
const ofDouble =
	(member: string): Handler =>
	(c) =>
		isFloat(typeOf(c, 0)) ? method(c.arg(0), member) : cannot(c, `of ${typeOf(c, 0).kind}`);

/** Spark's logarithms of what is not positive are NULL. */
const logarithm =
	(member: "log" | "log10", ...base: PyExpr[]): Handler =>
	(c) =>
		once(c.arg(0), "number", (n) =>
			when([{ when: binary(">", n, integer(0)), then: method(n, member, base) }]),
		);

const whole =
	(member: "ceil" | "floor"): Handler =>
	(c) => {
		if (c.e.args.length !== 1) return cannot(c, "with a number of digits");
		if (isInteger(typeOf(c, 0))) return cast(c.arg(0), polarsType(c.e.type) as PyExpr);
		return typeOf(c, 0).kind === "double" ? cast(method(c.arg(0), member), INT64) : cannot(c, "of decimals");
	};

const rounding: Handler = (c) => {
	const type = typeOf(c, 0);
	const scale = c.e.args.length < 2 ? 0 : Number(constant(c, 1) ?? Number.NaN);
	if (!Number.isInteger(scale) || scale < 0) return cannot(c, "with a computed or negative number of digits");
	if (isInteger(type)) return c.arg(0);
	if (type.kind === "double" && scale <= 4) return roundedDouble(c.arg(0), scale);
	return type.kind === "decimal" && c.e.type.kind === "decimal"
		? rescaled(c.arg(0), type.scale, c.e.type)
		: cannot(c, `of ${type.kind} to ${scale} digits`);
};

/** Numbers: what is computed, and rounded. */
export const NUMBERS = {
	"+": arithmetic("+"),
	"-": arithmetic("-"),
	"*": arithmetic("*"),
	"/": division,
	"%": remainder,
	div: wholeDivision,
	pmod: positiveRemainder,
	try_divide: tryDivision,
	negative: negated,
	positive: (c) => c.arg(0),
	"&": (c) => and(c.arg(0), c.arg(1)),
	"|": (c) => or(c.arg(0), c.arg(1)),
	"^": (c) => binary("^", c.arg(0), c.arg(1)),
	abs: (c) =>
		isInteger(c.e.type) ? narrowed(method(cast(c.arg(0), INT128), "abs"), c) : method(c.arg(0), "abs"),
	ceil: whole("ceil"),
	floor: whole("floor"),
	round: rounding,
	sign: ofDouble("sign"),
	sqrt: ofDouble("sqrt"),
	cbrt: ofDouble("cbrt"),
	exp: ofDouble("exp"),
	sin: ofDouble("sin"),
	cos: ofDouble("cos"),
	tan: ofDouble("tan"),
	atan: ofDouble("arctan"),
	degrees: ofDouble("degrees"),
	radians: ofDouble("radians"),
	ln: logarithm("log"),
	log10: logarithm("log10"),
	log2: logarithm("log", integer(2)),
	power: (c) => method(c.arg(0), "pow", [c.arg(1)]),
	e: () => lit(number("2.718281828459045")),
	pi: () => lit(number("3.141592653589793")),
} as const satisfies Handlers;
