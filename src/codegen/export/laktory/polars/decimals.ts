import type { DecimalType } from "../../../../core/dataTypes.js";
import { keyword, number, string } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { binary, cast, fillNull, method, once, tryCast, within } from "./build.js";
import { decimalType, FLOAT64, STRING_TYPE } from "./types.js";

/** Polars counts a decimal in 38 digits whatever its precision, and cuts off where Spark rounds half away from zero. */
const WIDE = 38;

/** A decimal with fewer digits after the point, rounded as Spark does. It raises where it has too many before it. */
export function rescaled(value: PyExpr, from: number, to: DecimalType): PyExpr {
	if (to.scale >= from) return cast(value, decimalType(to.precision, to.scale));
	return cast(
		cast(halfUp(cast(value, decimalType(WIDE, from)), to.scale), decimalType(WIDE, to.scale)),
		decimalType(to.precision, to.scale),
	);
}

/** Rounded half away from zero, in the scale that it has: cutting off takes the zeros at its end. */
const halfUp = (value: PyExpr, scale: number): PyExpr =>
	method(value, "round", [number(String(scale))], [keyword("mode", string("half_away_from_zero"))]);

/** Text of a number without an exponent as a decimal, rounded half away from zero. */
export function textToDecimal(value: PyExpr, type: DecimalType, isTry: boolean): PyExpr {
	const scale = Math.min(WIDE - 1, type.scale + 1);
	const read = isTry ? tryCast : cast;
	const exact = read(value, decimalType(WIDE, scale));
	if (scale === type.scale) return read(exact, decimalType(type.precision, type.scale));
	return read(
		cast(halfUp(exact, type.scale), decimalType(WIDE, type.scale)),
		decimalType(type.precision, type.scale),
	);
}

/**
 * Digits that a double rounds to by Spark's rule: the digits of its shortest text count, not its binary value. Text with an exponent
 * is of what rounds to zero, or to itself.
 */
export const roundedDouble = (value: PyExpr, scale: number): PyExpr => {
	const shortest = within(cast(value, STRING_TYPE), "str", "replace", string("^.*e-.*$"), string("0.0"));
	return once(shortest, "digits", (digits) => {
		const plain = within(digits, "str", "extract", string(String.raw`^(-?\d+\.\d+)$`));
		const exact = tryCast(plain, decimalType(WIDE, scale + 1));
		// By way of text: Polars makes another double of a decimal with many digits.
		const rounded = cast(cast(halfUp(exact, scale), STRING_TYPE), FLOAT64);
		return fillNull(rounded, cast(digits, FLOAT64));
	});
};

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
