import { type JsFunction, sparkError } from "./jsFunction.js";

function bad(format: string): Error {
	return sparkError(
		"INVALID_PARAMETER_VALUE.PATTERN",
		`format_string: '${format}' does not fit its arguments`,
	);
}

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** A decimal text rounded half up to so many places, exactly. */
export function roundText(text: string, places: number): string {
	const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
	if (!match) return text;
	const [, sign = "", whole = "0", fraction = "", exponent = "0"] = match;
	const digits = BigInt(whole + fraction);
	const scale = fraction.length - Number(exponent);
	const shift = scale - places;
	const divisor = 10n ** BigInt(Math.max(0, shift));
	const scaled = shift > 0 ? (2n * digits + divisor) / (2n * divisor) : digits * 10n ** BigInt(-shift);
	const all = String(scaled).padStart(places + 1, "0");
	return sign + (places === 0 ? all : `${all.slice(0, -places)}.${all.slice(-places)}`);
}

/**
 * format_string: Java's Formatter for the conversions that have a meaning on Spark's types. Arguments come as text,
 * `types` says what they were (d integer, f fractional, b boolean, s anything else).
 */
export function formatString(
	format: string | null,
	types: string | null,
	args: readonly (string | null)[] | null,
): string | null {
	if (format === null || types === null || args === null) return null;
	let next = 0;
	return format.replace(
		/%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g,
		(_all, index, flags, width, precision, conversion) => {
			if (conversion === "n") return "\n";
			if (conversion === "%") return padded("%", flags as string, width as string | undefined);
			const at = index === undefined ? next++ : Number(index) - 1;
			if (at >= args.length) throw bad(format);
			const text = one(
				args[at] as string | null,
				types[at] as string,
				flags as string,
				precision as string | undefined,
				conversion as string,
				format,
			);
			const zeros = (flags as string).includes("0") && width !== undefined && /\d/.test(text);
			const filled = zeros ? zeroFilled(text, Number(width)) : text;
			const result = padded(filled, flags as string, width as string | undefined);
			return /[A-Z]/.test(conversion as string) ? result.toUpperCase() : result;
		},
	);
}

function padded(text: string, flags: string, width: string | undefined): string {
	if (width === undefined) return text;
	return flags.includes("-") ? text.padEnd(Number(width)) : text.padStart(Number(width));
}

function zeroFilled(text: string, width: number): string {
	const sign = /^[+-]/.test(text) ? (text[0] as string) : "";
	return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

function one(
	value: string | null,
	type: string,
	flags: string,
	precision: string | undefined,
	conversion: string,
	format: string,
): string {
	const kind = conversion.toLowerCase();
	if (kind === "b") return value === null ? "false" : type === "b" ? value : "true";
	if (value === null) return "null".slice(0, precision === undefined ? undefined : Number(precision));
	switch (kind) {
		case "s":
			return precision === undefined ? value : value.slice(0, Number(precision));
		case "c":
			return type === "d" ? String.fromCodePoint(Number(value)) : value;
		case "d":
			if (type !== "d") throw bad(format);
			return signed(
				flags.includes(",") ? group(value.replace(/^-/, "")) : value.replace(/^-/, ""),
				value.startsWith("-"),
				flags,
			);
		case "x":
		case "o": {
			if (type !== "d" && type !== "i") throw bad(format);
			return BigInt.asUintN(64, BigInt(value)).toString(kind === "x" ? 16 : 8);
		}
		case "f": {
			if (type !== "f") throw bad(format);
			if (!/\d/.test(value)) return value;
			const rounded = roundText(value.replace(/^-/, ""), precision === undefined ? 6 : Number(precision));
			const [whole = "", fraction] = rounded.split(".");
			const text =
				(flags.includes(",") ? group(whole) : whole) + (fraction === undefined ? "" : `.${fraction}`);
			return signed(text, value.startsWith("-"), flags);
		}
		case "e": {
			if (type !== "f") throw bad(format);
			const text = Number(value.replace(/^-/, "")).toExponential(
				precision === undefined ? 6 : Number(precision),
			);
			return signed(text.replace(/e([+-])(\d)$/, "e$10$2"), value.startsWith("-"), flags);
		}
		default:
			throw bad(format);
	}
}

function signed(text: string, negative: boolean, flags: string): string {
	if (negative) return flags.includes("(") ? `(${text})` : `-${text}`;
	return flags.includes("+") ? `+${text}` : flags.includes(" ") ? ` ${text}` : text;
}

/** Half even at so many places, as Java's DecimalFormat rounds. */
export function roundHalfEven(text: string, places: number): string {
	const up = roundText(text, places);
	const exact = roundText(text, places + 20);
	const tail = exact.slice(exact.length - 20);
	if (!/^50*$/.test(tail)) return up;
	const kept = exact.slice(0, exact.length - 20).replace(/\.$/, "");
	const last = Number(/\d$/.exec(kept)?.[0] ?? "0");
	return last % 2 === 0 ? kept : up;
}

/** What has no digits, as Java's DecimalFormat writes it. */
const unending = (text: string): string => (/nan/i.test(text) ? "NaN" : text.replace(/inf(?:inity)?/i, "∞"));

/** format_number(x, places): thousands separated by commas, rounded half even. */
export function formatNumber(text: string, places: number): string | null {
	if (places < 0) return null;
	if (!/\d/.test(text)) return unending(text);
	const negative = text.startsWith("-");
	const [whole = "", fraction] = roundHalfEven(text.replace(/^-/, ""), places).split(".");
	return `${negative ? "-" : ""}${group(whole)}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** format_number(x, pattern) with the patterns of Java's DecimalFormat that are only # 0 , and a point. */
export function formatPattern(text: string, pattern: string): string {
	const match = /^([#,0]*)(?:\.([0#]*))?$/.exec(pattern);
	if (!match)
		throw sparkError(
			"INVALID_PARAMETER_VALUE.PATTERN",
			`format_number: the pattern '${pattern}' is not supported`,
		);
	if (!/\d/.test(text)) return unending(text);
	const [, whole = "", fraction = ""] = match;
	const least = (fraction.match(/0/g) ?? []).length;
	const negative = text.startsWith("-");
	const [w = "0", f = ""] = roundHalfEven(text.replace(/^-/, ""), fraction.length).split(".");
	const digits = (whole.match(/0/g) ?? []).length;
	const integral = (w === "0" && digits === 0 ? "" : w).padStart(digits, "0");
	let tail = f;
	while (tail.length > least && tail.endsWith("0")) tail = tail.slice(0, -1);
	const comma = whole.lastIndexOf(",");
	const size = comma < 0 ? 0 : whole.length - comma - 1;
	const grouped = size > 0 ? integral.replace(new RegExp(`\\B(?=(\\d{${size}})+$)`, "g"), ",") : integral;
	const body = grouped + (tail === "" ? "" : `.${tail}`);
	return `${negative ? "-" : ""}${body === "" ? "0" : body}`;
}

export const FORMAT_FUNCTIONS = [
	{
		name: "aq_format_string",
		args: ["text", "text", "texts"],
		returns: "text",
		fn: formatString,
		takesNull: true,
	},
	{ name: "aq_format_number", args: ["text", "int"], returns: "text", fn: formatNumber },
	{ name: "aq_format_pattern", args: ["text", "text"], returns: "text", fn: formatPattern },
] as const satisfies readonly JsFunction[];
