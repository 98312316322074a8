import { asciiDigits } from "../../readers/values/javaNumbers.js";
import { trimJava } from "../../readers/values/trim.js";
import { type JsFunction, sparkError } from "./jsFunction.js";

/** DuckDB's shortest text of a double (`1e+20`) as Java writes it (`1.0E20`). */
export function javaNumberText(text: string): string {
	const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
	if (!match) return text;
	const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
	const all = (whole + fraction).replace(/^0+(?=\d)/, "");
	const leading = (whole + fraction).length - all.length;
	const digits = all.replace(/0+$/, "") || "0";
	const power = Number(exponent) + whole.length - leading - 1;
	if (digits === "0") return `${sign}0.0`;
	// The smallest double: Java writes two digits.
	if (digits === "5" && power === -324) return `${sign}4.9E-324`;
	return `${sign}${digits[0]}.${digits.slice(1) || "0"}E${power}`;
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const UNSIGNED_LIMIT = 2n ** 64n;

/** conv(number, from base, to base): unsigned 64-bit, digits up to the first bad one, negative target base = signed. */
export function convert(text: string, from: number, to: number): string | null {
	const target = Math.abs(to);
	if (from < 2 || from > 36 || target < 2 || target > 36) return null;
	const trimmed = text.trim();
	if (trimmed === "") return null;
	const negative = trimmed.startsWith("-");
	let value = 0n;
	for (const char of (negative ? trimmed.slice(1) : trimmed).toUpperCase()) {
		const digit = DIGITS.indexOf(char);
		if (digit < 0 || digit >= from) break;
		value = value * BigInt(from) + BigInt(digit);
		if (value >= UNSIGNED_LIMIT) throw sparkError("ARITHMETIC_OVERFLOW", "Overflow in function conv()");
	}
	if (negative) value = to > 0 ? BigInt.asUintN(64, -value) : -value;
	else if (to < 0) value = BigInt.asIntN(64, value);
	return value.toString(target).toUpperCase();
}

/** translate(): the characters of `from` become those of `to`, by position; the ones without a partner go away. */
export function translate(text: string, from: string, to: string): string {
	const targets = [...to];
	const table = new Map<string, string>();
	[...from].forEach((char, i) => {
		if (!table.has(char)) table.set(char, targets[i] ?? "");
	});
	return [...text].map((char) => table.get(char) ?? char).join("");
}

const TITLES: Readonly<Record<string, string>> = {
	ŉ: "ʼN",
	...Object.fromEntries(
		["Ǆǅǆ", "Ǉǈǉ", "Ǌǋǌ", "Ǳǲǳ"].flatMap((one) => [...one].map((c) => [c, one[1] as string])),
	),
	...Object.fromEntries(["ᾼᾳ", "ῌῃ", "ῼῳ"].flatMap((one) => [...one].map((c) => [c, one[0] as string]))),
};
const IOTA = "\u0345";

/** The title case of a letter, in full: ß is Ss, ﬁ is Fi. JavaScript has upper case alone. */
function titled(letter: string): string {
	const known = TITLES[letter];
	// Georgian letters have an upper case, which titles do not use.
	if (known !== undefined || /[\u10d0-\u10ff]/.test(letter)) return known ?? letter;
	const [first = "", ...rest] = letter.toUpperCase();
	if (rest.length === 0) return first;
	if (!letter.normalize("NFD").endsWith(IOTA)) return first + rest.join("").toLowerCase();
	// An iota below stays below; with breathings there is one letter for it.
	const code = letter.charCodeAt(0);
	if (code >= 0x1f80 && code < 0x1fb0) return String.fromCharCode(code | 8);
	return first + rest.slice(0, -1).join("") + IOTA;
}

/** initcap(): the first letter of each word (split by spaces alone) in title case, the rest lower. */
export function initcap(text: string): string {
	return text
		.split(" ")
		.map((word) => {
			const [first = ""] = word;
			// As a whole: a sigma at its end looks at the letters before.
			return titled(first) + word.toLowerCase().slice(first.toLowerCase().length);
		})
		.join(" ");
}

/** Edit distance in characters. With a limit: -1 beyond it. */
export function levenshtein(a: string, b: string, limit: number): number {
	const [s, t] = [[...a], [...b]];
	let row = t.map((_, i) => i + 1);
	row.unshift(0);
	for (const [i, left] of s.entries()) {
		const next = [i + 1];
		for (const [j, right] of t.entries())
			next.push(
				Math.min(
					(next[j] as number) + 1,
					(row[j + 1] as number) + 1,
					(row[j] as number) + (left === right ? 0 : 1),
				),
			);
		row = next;
	}
	const distance = row[t.length] as number;
	return distance > limit ? -1 : distance;
}

const SOUNDEX = "01230127022455012623017202";

export function soundex(text: string): string {
	const upper = text.replace(/[a-z]/g, (c) => c.toUpperCase());
	if (!/^[A-Z]/.test(upper)) return text;
	let code = upper[0] as string;
	let last = SOUNDEX[upper.charCodeAt(0) - 65] as string;
	for (let i = 1; i < upper.length && code.length < 4; i++) {
		const index = upper.charCodeAt(i) - 65;
		if (index < 0 || index > 25) {
			last = "0";
			continue;
		}
		const digit = SOUNDEX[index] as string;
		if (digit === "7") continue;
		if (digit !== "0" && digit !== last) code += digit;
		last = digit;
	}
	return code.padEnd(4, "0");
}

/** Java's hexadecimal doubles: `0x1p3` is 8. */
export function hexDouble(text: string): string | null {
	const match = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)[dDfF]?$/.exec(text);
	if (!match || `${match[2]}${match[3]}` === "") return null;
	const [, sign, whole = "", fraction = "", exponent] = match;
	const digits = Number.parseInt(whole + fraction, 16);
	return String((sign === "-" ? -digits : digits) * 2 ** (Number(exponent) - 4 * fraction.length));
}

/** What Java's BigDecimal takes in digits of other scripts, in ours. */
export function decimalDigits(text: string): string | null {
	const digits = asciiDigits(trimJava(text));
	return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(digits) ? digits : null;
}

/** upper() and lower() as Java's root locale has them: ß becomes SS. */
export const TEXT_FUNCTIONS = [
	{ name: "aq_java_number", args: ["text"], returns: "text", fn: javaNumberText },
	{ name: "aq_conv", args: ["text", "int", "int"], returns: "text", fn: convert },
	{ name: "aq_translate", args: ["text", "text", "text"], returns: "text", fn: translate },
	{ name: "aq_initcap", args: ["text"], returns: "text", fn: initcap },
	{ name: "aq_levenshtein", args: ["text", "text", "int"], returns: "int", fn: levenshtein },
	{ name: "aq_soundex", args: ["text"], returns: "text", fn: soundex },
	{ name: "aq_hex_double", args: ["text"], returns: "text", fn: hexDouble },
	{ name: "aq_decimal_digits", args: ["text"], returns: "text", fn: decimalDigits },
	{ name: "aq_upper", args: ["text"], returns: "text", fn: (text: string) => text.toUpperCase() },
	{ name: "aq_lower", args: ["text"], returns: "text", fn: (text: string) => text.toLowerCase() },
] as const satisfies readonly JsFunction[];
