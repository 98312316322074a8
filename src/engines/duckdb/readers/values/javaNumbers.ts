import { trimJava } from "./trim.js";

/** Java's parsers of numbers, as texts that DuckDB casts; undefined where Java throws. */

const RANGES = {
	tinyint: [-128n, 127n],
	smallint: [-32768n, 32767n],
	int: [-(2n ** 31n), 2n ** 31n - 1n],
	bigint: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;
export type IntegerKind = keyof typeof RANGES;
const LIMITS: Readonly<Record<IntegerKind, number>> = {
	tinyint: 2 ** 7,
	smallint: 2 ** 15,
	int: 2 ** 31,
	bigint: 2 ** 63,
};

/** `Integer.parseInt`: a sign and digits (of any script), nothing around. */
export function parseInteger(text: string, kind: IntegerKind): string | undefined {
	if (/^-?[1-9][0-9]{0,14}$/.test(text)) {
		const small = Number(text);
		return small >= -LIMITS[kind] && small < LIMITS[kind] ? text : undefined;
	}
	const match = /^([+-]?)([0-9]+)$/.exec(asciiDigits(text));
	if (!match) return undefined;
	const number = BigInt(match[1] === "-" ? `-${match[2]}` : (match[2] as string));
	const [low, high] = RANGES[kind];
	return number >= low && number <= high ? number.toString() : undefined;
}

/**
 * The text with the digits of other scripts as ours, as far as they are one `char` of Java's. Digits of a script stand
 * in a row of ten, and the first of each row is a multiple of ten apart from its zero.
 */
export function asciiDigits(text: string): string {
	if (!/[^\u0000-\u007f]/.test(text)) return text;
	return text.replace(/\p{Nd}/gu, (c) => {
		if (c.length > 1) return c;
		const code = c.charCodeAt(0);
		let zero = code;
		while (zero > code - 9 && /\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero--;
		return String((code - zero) % 10);
	});
}

const DECIMAL_DOUBLE = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/;
const HEX_DOUBLE = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)[fFdD]?$/;

/** `Double.parseDouble`. */
export function parseDouble(text: string): number | undefined {
	const trimmed = trimJava(text);
	if (DECIMAL_DOUBLE.test(trimmed)) return Number(trimmed.replace(/[fFdD]$/, ""));
	if (/^[+-]?(NaN|Infinity)$/.test(trimmed)) return Number(trimmed);
	const hex = HEX_DOUBLE.exec(trimmed);
	if (!hex || (hex[2] === "" && hex[3] === "")) return undefined;
	const mantissa = Number.parseInt(`${hex[2]}${hex[3]}`, 16);
	const value = mantissa * 2 ** (Number(hex[4]) - 4 * (hex[3] as string).length);
	return hex[1] === "-" ? -value : value;
}

/** A double as JSON text: NaN and infinities are strings, which DuckDB casts to a double. */
export function doubleText(value: number): string {
	if (Number.isFinite(value)) return Object.is(value, -0) ? "-0.0" : String(value);
	return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

export interface BigDecimal {
	/** Without leading zeros; `0` alone for zero. */
	readonly digits: string;
	readonly negative: boolean;
	/** Digits after the point; negative for `1e3`. */
	readonly scale: number;
}

/** `new java.math.BigDecimal(text)`. */
export function parseBigDecimal(text: string): BigDecimal | undefined {
	const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/.exec(asciiDigits(text));
	if (!match) return undefined;
	const [, sign, whole = "", fraction = "", exponent = "0"] = match;
	if (whole === "" && fraction === "") return undefined;
	return {
		digits: `${whole}${fraction}`.replace(/^0+(?=.)/, ""),
		negative: sign === "-",
		scale: fraction.length - Number(exponent),
	};
}

/** The number as `decimal(precision, scale)`, rounded half up; undefined when it does not fit. */
export function toDecimal(number: BigDecimal, precision: number, scale: number): string | undefined {
	const shift = scale - number.scale;
	if (shift > 80 && number.digits !== "0") return undefined;
	let units: bigint;
	if (shift >= 0) units = number.digits === "0" ? 0n : BigInt(number.digits) * 10n ** BigInt(shift);
	else if (-shift > number.digits.length) units = 0n;
	else {
		const divisor = 10n ** BigInt(-shift);
		const value = BigInt(number.digits);
		units = value / divisor + (2n * (value % divisor) >= divisor ? 1n : 0n);
	}
	const text = units.toString();
	if (text.length > precision && units !== 0n) return undefined;
	const padded = text.padStart(scale + 1, "0");
	const sign = number.negative && units !== 0n ? "-" : "";
	return sign + (scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`);
}

/** The parser of decimal texts of a locale: Java's DecimalFormat, which takes group separators. */
export function decimalReader(locale: string): (text: string) => BigDecimal | undefined {
	if (locale.replace("_", "-").toLowerCase() === "en-us") return parseBigDecimal;
	const parts = new Intl.NumberFormat(locale, { useGrouping: "always" }).formatToParts(-1234567.8);
	const find = (type: string) => parts.find((p) => p.type === type)?.value;
	const group = find("group");
	const point = find("decimal") ?? ".";
	return (text) => {
		const ungrouped = group === undefined ? text : text.replaceAll(group, "");
		return /^-?[^+eE.]*$/.test(ungrouped.replaceAll(point, ""))
			? parseBigDecimal(ungrouped.replace(point, "."))
			: undefined;
	};
}
