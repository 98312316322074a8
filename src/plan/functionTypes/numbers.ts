// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";

/** Mathematics, bits, chance. */
export interface NumberFunctions {
	/** Without its sign. @example F.abs("x") */
	abs<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Arc cosine. @example F.acos("x") */
	acos<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Inverse hyperbolic cosine. @example F.acosh("x") */
	acosh<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Arc sine. @example F.asin("x") */
	asin<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Inverse hyperbolic sine. @example F.asinh("x") */
	asinh<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Arc tangent. @example F.atan("x") */
	atan<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Inverse hyperbolic tangent. @example F.atanh("x") */
	atanh<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Binary digits of a whole number. @example F.bin("x") */
	bin<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** How many bits are set. @example F.bitCount("x") */
	bitCount<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Cubic root. @example F.cbrt("x") */
	cbrt<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Cosine. @example F.cos("x") */
	cos<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Hyperbolic cosine. @example F.cosh("x") */
	cosh<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Cotangent. @example F.cot("x") */
	cot<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Cosecant. @example F.csc("x") */
	csc<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Secant. @example F.sec("x") */
	sec<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Radians to degrees. @example F.degrees("x") */
	degrees<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Degrees to radians. @example F.radians("x") */
	radians<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** e to this power. @example F.exp("x") */
	exp<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** `exp(x) - 1`, exact near 0. @example F.expm1("x") */
	expm1<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Factorial, up to 20. @example F.factorial("x") */
	factorial<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** Hexadecimal digits of a number, text or bytes. @example F.hex("x") */
	hex<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Bytes of hexadecimal digits. @example F.unhex("x") */
	unhex<V extends string>(column: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** Natural logarithm. @example F.ln("x") */
	ln<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Logarithm to base 10. @example F.log10("x") */
	log10<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** `ln(x + 1)`, exact near 0. @example F.log1p("x") */
	log1p<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Logarithm to base 2. @example F.log2("x") */
	log2<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** With the other sign. @example F.negate("x") */
	negate<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** With the other sign. @example F.negative("x") */
	negative<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The number itself. @example F.positive("x") */
	positive<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The nearest whole number, ties to even, as a double. @example F.rint("x") */
	rint<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** -1, 0 or 1. @example F.sign("x") */
	sign<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** -1, 0 or 1. @example F.signum("x") */
	signum<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Sine. @example F.sin("x") */
	sin<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Hyperbolic sine. @example F.sinh("x") */
	sinh<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Square root. @example F.sqrt("x") */
	sqrt<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Tangent. @example F.tan("x") */
	tan<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Hyperbolic tangent. @example F.tanh("x") */
	tanh<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The angle of a point. @example F.atan2("y", "x") */
	atan2<V extends string>(
		y: ColumnOrName<V> | number,
		x: ColumnOrName<V> | number,
	): Column<number, string, Reads<V>>;
	/** The hypotenuse. @example F.hypot("a", "b") */
	hypot<V extends string>(
		a: ColumnOrName<V> | number,
		b: ColumnOrName<V> | number,
	): Column<number, string, Reads<V>>;
	/** A power. @example F.pow("x", 2) */
	pow<V extends string>(
		base: ColumnOrName<V> | number,
		exponent: ColumnOrName<V> | number,
	): Column<number, string, Reads<V>>;
	/** A power. @example F.power("x", 2) */
	power<V extends string>(
		base: ColumnOrName<V> | number,
		exponent: ColumnOrName<V> | number,
	): Column<number, string, Reads<V>>;
	/** Remainder, never negative for a positive divisor. @example F.pmod("x", 7) */
	pmod<V extends string>(
		dividend: ColumnOrName<V> | number,
		divisor: ColumnOrName<V> | number,
	): Column<any, string, Reads<V>>;
	/** Remainder with the sign of the dividend. @example F.mod("x", lit(7)) */
	mod<V extends string>(dividend: ColumnOrName<V>, divisor: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Logarithm to this base; natural with one argument. @example F.log(2, "x") */
	log<V extends string>(
		base: ColumnOrName<V> | number,
		column?: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** Rounded, ties away from 0. @example F.round("x", 2) */
	round<V extends string>(column: ColumnOrName<V>, scale?: number | Column): Column<any, string, Reads<V>>;
	/** Rounded, ties to even. @example F.bround("x", 2) */
	bround<V extends string>(column: ColumnOrName<V>, scale?: number | Column): Column<any, string, Reads<V>>;
	/** Rounded up. @example F.ceil("x") */
	ceil<V extends string>(column: ColumnOrName<V>, scale?: number | Column): Column<any, string, Reads<V>>;
	/** Rounded up. @example F.ceiling("x") */
	ceiling<V extends string>(column: ColumnOrName<V>, scale?: number | Column): Column<any, string, Reads<V>>;
	/** Rounded down. @example F.floor("x") */
	floor<V extends string>(column: ColumnOrName<V>, scale?: number | Column): Column<any, string, Reads<V>>;
	/** A number's digits from one base to another. @example F.conv("x", 10, 16) */
	conv<V extends string>(
		column: ColumnOrName<V>,
		from: number | Column,
		to: number | Column,
	): Column<string, string, Reads<V>>;
	/** The number of the bucket that the value falls in. @example F.widthBucket("x", lit(0), lit(10), 5) */
	widthBucket<V extends string>(
		value: ColumnOrName<V>,
		low: ColumnOrName<V>,
		high: ColumnOrName<V>,
		buckets: ColumnOrName<V> | number,
	): Column<bigint, string, Reads<V>>;
	/** 3.14159… @example F.pi() */
	pi(): Column<number, string, never>;
	/** 2.71828… @example F.e() */
	e(): Column<number, string, never>;
	/** A random number from 0 to 1 per row. @example F.rand(42) */
	rand(seed?: number | Column): Column<number, string, never>;
	/** A random number of the normal distribution per row. @example F.randn(42) */
	randn(seed?: number | Column): Column<number, string, never>;
	/** A random number from 0 to 1 per row. @example F.random() */
	random(seed?: number | Column): Column<number, string, never>;
	/** Bits moved to the left. @example F.shiftleft("x", 1) */
	shiftleft<V extends string>(column: ColumnOrName<V>, bits: number | Column): Column<any, string, Reads<V>>;
	/** Bits moved to the right, the sign kept. @example F.shiftright("x", 1) */
	shiftright<V extends string>(column: ColumnOrName<V>, bits: number | Column): Column<any, string, Reads<V>>;
	/** Bits moved to the right, zeros filled in. @example F.shiftrightunsigned("x", 1) */
	shiftrightunsigned<V extends string>(
		column: ColumnOrName<V>,
		bits: number | Column,
	): Column<any, string, Reads<V>>;
	/** The bit at a position. @example F.bitGet("x", lit(0)) */
	bitGet<V extends string>(
		column: ColumnOrName<V>,
		position: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** Every bit turned. @example F.bitwiseNot("x") */
	bitwiseNot<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Sum; NULL on overflow. @example F.tryAdd("a", "b") */
	tryAdd<V extends string>(left: ColumnOrName<V>, right: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Difference; NULL on overflow. @example F.trySubtract("a", "b") */
	trySubtract<V extends string>(left: ColumnOrName<V>, right: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Product; NULL on overflow. @example F.tryMultiply("a", "b") */
	tryMultiply<V extends string>(left: ColumnOrName<V>, right: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Quotient; NULL by zero. @example F.tryDivide("a", "b") */
	tryDivide<V extends string>(left: ColumnOrName<V>, right: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Remainder; NULL by zero. @example F.tryMod("a", "b") */
	tryMod<V extends string>(left: ColumnOrName<V>, right: ColumnOrName<V>): Column<any, string, Reads<V>>;
}
