import type { DecimalType } from "../../../../core/dataTypes.js";
import { number } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { binary, cast, lit, method, not, or, text, tryCast, when } from "./build.js";
import { decimalType, FLOAT64, STRING_TYPE } from "./types.js";

/** Polars counts a decimal in 38 digits whatever its precision, and cuts off where Spark rounds half away from zero. */
const WIDE = 38;

/** A decimal with fewer digits after the point, rounded as Spark does. It raises where it has too many before it. */
export function rescaled(value: PyExpr, from: number, to: DecimalType): PyExpr {
	if (to.scale >= from) return cast(value, decimalType(to.precision, to.scale));
	return cast(
		cast(halfUp(value, from, to.scale), decimalType(WIDE, to.scale)),
		decimalType(to.precision, to.scale),
	);
}

/** The value moved away from zero by half of the last digit that stays: cutting off rounds then. */
function halfUp(value: PyExpr, from: number, scale: number): PyExpr {
	const constant = (digits: string): PyExpr => cast(text(digits), decimalType(WIDE, from));
	const half = constant(`0.${"0".repeat(scale)}5`);
	const wide = cast(value, decimalType(WIDE, from));
	return when(
		[{ when: binary("<", wide, constant("0")), then: binary("-", wide, half) }],
		binary("+", wide, half),
	);
}

/** Text of a number without an exponent as a decimal, rounded half away from zero. */
export function textToDecimal(value: PyExpr, type: DecimalType, isTry: boolean): PyExpr {
	const scale = Math.min(WIDE - 1, type.scale + 1);
	const read = isTry ? tryCast : cast;
	const exact = read(value, decimalType(WIDE, scale));
	if (scale === type.scale) return read(exact, decimalType(type.precision, type.scale));
	return read(
		cast(halfUp(exact, scale, type.scale), decimalType(WIDE, type.scale)),
		decimalType(type.precision, type.scale),
	);
}

/** Digits that a double rounds to by Spark's rule: the digits of its shortest text count, not its binary value. */
export function roundedDouble(value: PyExpr, scale: number): PyExpr {
	const digits = tryCast(cast(value, STRING_TYPE), decimalType(WIDE, scale + 1));
	const rounded = cast(cast(halfUp(digits, scale + 1, scale), decimalType(WIDE, scale)), FLOAT64);
	const size = method(value, "abs");
	const isWhole = or(not(method(value, "is_finite")), binary(">=", size, lit(number("1e15"))));
	return when(
		[
			{ when: isWhole, then: value },
			{ when: binary("<", size, lit(number("1e-5"))), then: lit(number("0.0")) },
		],
		rounded,
	);
}

/** Both sides in one scale. Sums of what has at most 37 digits stay within the 38 that are counted. */
export function decimalSum(op: "+" | "-", left: PyExpr, right: PyExpr, type: DecimalType): PyExpr {
	const wide = decimalType(WIDE, type.scale);
	return settled(binary(op, cast(left, wide), cast(right, wide)), type);
}

/** A product has the digits of both, which have to be fewer than are counted. */
export function decimalProduct(
	[left, leftType]: readonly [PyExpr, DecimalType],
	[right, rightType]: readonly [PyExpr, DecimalType],
	type: DecimalType,
): PyExpr {
	const wide = (value: PyExpr, { scale }: DecimalType): PyExpr => cast(value, decimalType(WIDE, scale));
	return settled(binary("*", wide(left, leftType), wide(right, rightType)), type);
}

/** What Polars computes has no precision, and a cast in the same scale gives it none: it goes by way of another scale. */
const settled = (value: PyExpr, { precision, scale }: DecimalType): PyExpr =>
	cast(cast(value, decimalType(WIDE, scale + 1)), decimalType(precision, scale));
