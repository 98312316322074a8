import { type JsFunction, sparkError } from "./jsFunction.js";

interface Decimal {
	readonly digits: bigint;
	readonly scale: number;
}

function parse(text: string): Decimal {
	const point = text.indexOf(".");
	return { digits: BigInt(text.replace(".", "")), scale: point < 0 ? 0 : text.length - point - 1 };
}

const ten = (n: number): bigint => 10n ** BigInt(n);
const abs = (n: bigint): bigint => (n < 0n ? -n : n);

/** n / d rounded half away from zero. */
function divideRounding(n: bigint, d: bigint): bigint {
	const quotient = (2n * abs(n) + abs(d)) / (2n * abs(d));
	return n < 0n !== d < 0n ? -quotient : quotient;
}

function print(digits: bigint, scale: number): string {
	if (scale === 0) return String(digits);
	const text = String(abs(digits)).padStart(scale + 1, "0");
	return `${digits < 0n ? "-" : ""}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

function rescale(digits: bigint, from: number, to: number): bigint {
	return to >= from ? digits * ten(to - from) : divideRounding(digits, ten(from - to));
}

/** `a op b` exactly, rounded half up to (precision, scale); too large is an error. DuckDB's own stop at 38 digits. */
export function decimalArithmetic(
	op: string,
	a: string,
	b: string,
	precision: number,
	scale: number,
): string {
	const [x, y] = [parse(a), parse(b)];
	let digits: bigint;
	switch (op) {
		case "*":
			digits = rescale(x.digits * y.digits, x.scale + y.scale, scale);
			break;
		case "/": {
			const shift = scale + y.scale - x.scale;
			digits =
				shift >= 0
					? divideRounding(x.digits * ten(shift), y.digits)
					: divideRounding(x.digits, y.digits * ten(-shift));
			break;
		}
		case "div":
			// A BIGINT, which wraps around as Java's longs do.
			digits = BigInt.asIntN(64, (x.digits * ten(y.scale)) / (y.digits * ten(x.scale)));
			break;
		case "%": {
			const common = Math.max(x.scale, y.scale);
			digits = rescale(
				rescale(x.digits, x.scale, common) % rescale(y.digits, y.scale, common),
				common,
				scale,
			);
			break;
		}
		default: {
			const common = Math.max(x.scale, y.scale);
			const [l, r] = [rescale(x.digits, x.scale, common), rescale(y.digits, y.scale, common)];
			digits = rescale(op === "-" ? l - r : l + r, common, scale);
		}
	}
	if (abs(digits) >= ten(precision))
		throw sparkError(
			"NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
			`${print(digits, scale)} cannot be represented as Decimal(${precision}, ${scale})`,
		);
	return print(digits, scale);
}

/** The text of a decimal as Java's BigDecimal prints itself. @example bigDecimalText("0.0000001") // "1E-7" */
export function bigDecimalText(text: string): string {
	const { digits, scale } = parse(text);
	const shown = String(abs(digits));
	const exponent = shown.length - 1 - scale;
	if (exponent >= -6) return text;
	const fraction = shown.length > 1 ? `.${shown.slice(1)}` : "";
	return `${digits < 0n ? "-" : ""}${shown[0]}${fraction}E${exponent}`;
}

const MOST_DIGITS = 34;

/**
 * `-x` as Spark's decimals have it: of 34 digits, the last one rounded half to even, whatever the type holds. What then
 * has a digit more than the type is an error.
 */
export function negated(text: string, precision: number): string {
	const { digits, scale } = parse(text);
	const lost = Math.max(0, String(abs(digits)).length - MOST_DIGITS);
	const unit = ten(lost);
	const half = 2n * (abs(digits) % unit);
	const down = abs(digits) / unit;
	const rounded = (down + (half > unit || (half === unit && down % 2n === 1n) ? 1n : 0n)) * unit;
	if (String(rounded).length > precision)
		throw sparkError(
			"NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION",
			`-(${text}) does not fit its decimal type`,
		);
	return print(digits < 0n ? rounded : -rounded, scale);
}

export const DECIMAL_FUNCTIONS = [
	{ name: "aq_negated", args: ["text", "int"], returns: "text", fn: negated },
	{ name: "aq_big_decimal", args: ["text"], returns: "text", fn: bigDecimalText },
	{
		name: "aq_decimal",
		args: ["text", "text", "text", "int", "int"],
		returns: "text",
		fn: decimalArithmetic,
	},
] as const satisfies readonly JsFunction[];
