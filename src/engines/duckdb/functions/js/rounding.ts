import type { JsFunction } from "./jsFunction.js";

export type Mode = "up" | "even" | "ceil" | "floor";

/** A decimal text at so many places (negative: before the point) in a rounding mode; exact for any number of digits. */
export function roundDecimal(text: string, places: number, mode: string): string {
	const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
	if (!match) return text;
	const [, sign = "", whole = "0", fraction = "", exponent = "0"] = match;
	const digits = BigInt(sign + whole + fraction);
	const drop = fraction.length - Number(exponent) - places;
	if (drop <= 0) return text;
	const size = 10n ** BigInt(drop);
	const kept = rounded(digits, size, mode as Mode);
	if (places <= 0) return String(kept * 10n ** BigInt(-places));
	const all = String(kept < 0n ? -kept : kept).padStart(places + 1, "0");
	return `${kept < 0n ? "-" : ""}${all.slice(0, -places)}.${all.slice(-places)}`;
}

function rounded(digits: bigint, size: bigint, mode: Mode): bigint {
	const quotient = digits / size;
	const rest = digits % size;
	if (rest === 0n) return quotient;
	const away = rest < 0n ? -1n : 1n;
	const twice = (rest < 0n ? -rest : rest) * 2n;
	switch (mode) {
		case "ceil":
			return rest > 0n ? quotient + 1n : quotient;
		case "floor":
			return rest < 0n ? quotient - 1n : quotient;
		case "up":
			return twice >= size ? quotient + away : quotient;
		case "even":
			return twice > size || (twice === size && quotient % 2n !== 0n) ? quotient + away : quotient;
	}
}

export const ROUNDING_FUNCTIONS = [
	{ name: "aq_round", args: ["text", "int", "text"], returns: "text", fn: roundDecimal },
	{ name: "aq_cbrt", args: ["double"], returns: "double", fn: Math.cbrt },
	{ name: "aq_expm1", args: ["double"], returns: "double", fn: Math.expm1 },
	{ name: "aq_log1p", args: ["double"], returns: "double", fn: Math.log1p },
	{ name: "aq_hypot", args: ["double", "double"], returns: "double", fn: Math.hypot },
] as const satisfies readonly JsFunction[];
