import {
	type FormatToken,
	type NumberFormat,
	numberFormat,
} from "../../../../plan/functions/numberFormat.js";
import { type JsFunction, sparkError } from "./jsFunction.js";

const formats = new Map<string, NumberFormat>();

function known(text: string, name: string): NumberFormat {
	let format = formats.get(text);
	if (!format) {
		format = numberFormat(text, name);
		formats.set(text, format);
	}
	return format;
}

/** The number that a text says in this format, as decimal text; null when it does not fit. */
export function numberOf(text: string, format: string): string | null {
	const { tokens } = known(format, "to_number");
	const digits = { before: "", after: "" };
	let at = 0;
	let negative = false;
	let reached = false;
	let brackets = 0;
	const take = (chars: string): string | undefined => {
		const char = text[at];
		if (char === undefined || !chars.includes(char)) return undefined;
		at++;
		return char;
	};
	for (let i = 0; i < tokens.length; i++) {
		while (/\s/.test(text[at] ?? "")) at++;
		const token = tokens[i] as FormatToken;
		switch (token.kind) {
			case "digits": {
				const groups = [token];
				while (tokens[i + 1]?.kind === "comma") {
					groups.push(tokens[i + 2] as typeof token);
					i += 2;
				}
				const end = digitGroups(text, at, groups, (digit) => {
					digits[reached ? "after" : "before"] += digit;
				});
				if (end === undefined) return null;
				at = end;
				break;
			}
			case "point":
				if (take(".")) reached = true;
				break;
			case "dollar":
				if (!take("$")) return null;
				break;
			case "sign":
				if (take("+-") === "-") negative = true;
				break;
			case "minus":
				if (take("-")) negative = true;
				break;
			case "open":
			case "close":
				if (take(token.kind === "open" ? "<" : ">")) {
					negative = true;
					brackets++;
				}
				break;
			case "comma":
				break;
		}
	}
	if (at < text.length || brackets === 1 || digits.before + digits.after === "") return null;
	return `${negative ? "-" : ""}${digits.before || "0"}${digits.after === "" ? "" : `.${digits.after}`}`;
}

type Digits = Extract<FormatToken, { kind: "digits" }>;

/** Groups are compared from the right, so that leading ones may be missing. */
function digitGroups(
	text: string,
	from: number,
	groups: readonly Digits[],
	add: (digit: string) => void,
): number | undefined {
	const sizes = [0];
	let at = from;
	for (; at < text.length; at++) {
		const char = text[at] as string;
		if (/\d/.test(char)) {
			add(char);
			sizes[sizes.length - 1] = (sizes.at(-1) as number) + 1;
		} else if (char === ",") sizes.push(0);
		else if (!/\s/.test(char)) break;
	}
	if (sizes.length > groups.length) return undefined;
	const [have, want] = [sizes.reverse(), [...groups].reverse()];
	const fits = want.every(({ count, exact }, i) => (exact ? have[i] === count : (have[i] ?? 0) <= count));
	return fits ? at : undefined;
}

export function toNumber(text: string, format: string): string {
	const found = numberOf(text, format);
	if (found === null)
		throw sparkError(
			"INVALID_FORMAT.MISMATCH_INPUT",
			`the input '${text}' does not match the format ${format}`,
		);
	return found;
}

/** A decimal's text in this format; digits that have no place make every digit a `#`. */
export function formatDecimal(text: string, format: string): string {
	const { tokens } = known(format, "to_char");
	const negative = text.startsWith("-");
	const [whole = "", fraction = ""] = text.replace("-", "").split(".");
	const before = whole.replace(/^0+/, "");
	const after = fraction.replace(/0+$/, "");
	const point = tokens.findIndex((t) => t.kind === "point");
	const places = (some: readonly FormatToken[]): number =>
		some.reduce((sum, t) => sum + (t.kind === "digits" ? t.count : 0), 0);
	const left = places(point < 0 ? tokens : tokens.slice(0, point));
	const right = point < 0 ? 0 : places(tokens.slice(point));
	const overflows = before.length > left || after.length > right;
	let out = "";
	let next = before.length - left;
	let nextAfter = 0;
	let reached = false;
	const leading = (exact: boolean): void => {
		if (exact || /\d/.test(out)) out += "0";
		// A sign stands directly before the number.
		else out = /[-+<]$/.test(out) ? `${out.slice(0, -1)} ${out.at(-1)}` : `${out} `;
	};
	for (const token of tokens) {
		switch (token.kind) {
			case "digits":
				for (let i = 0; i < token.count; i++) {
					if (overflows) out += "#";
					else if (reached) out += after[nextAfter++] ?? "0";
					else if (next >= 0) out += before[next++];
					else {
						leading(token.exact);
						next++;
					}
				}
				break;
			case "comma":
				if (/\d$/.test(out)) out += ",";
				else out = /[-+<]$/.test(out) ? `${out.slice(0, -1)} ${out.at(-1)}` : `${out} `;
				break;
			case "point":
				if (out.endsWith(" ")) out = `${out.slice(0, -1)}0`;
				out += ".";
				reached = true;
				break;
			case "dollar":
				out += "$";
				break;
			case "sign":
				out = withoutPoint(out) + (negative ? "-" : "+");
				break;
			case "minus":
				out = withoutPoint(out) + (negative ? "-" : " ");
				break;
			case "open":
				if (negative) out += "<";
				break;
			case "close":
				out = withoutPoint(out) + (negative ? ">" : "  ");
				break;
		}
	}
	return withoutPoint(out);
}

/** A point behind which nothing comes is a space. */
const withoutPoint = (text: string): string => (text.endsWith(".") ? `${text.slice(0, -1)} ` : text);

export const NUMBER_FORMAT_FUNCTIONS = [
	{ name: "aq_to_number", args: ["text", "text"], returns: "text", fn: toNumber },
	{ name: "aq_try_to_number", args: ["text", "text"], returns: "text", fn: numberOf },
	{ name: "aq_format_decimal", args: ["text", "text"], returns: "text", fn: formatDecimal },
] as const satisfies readonly JsFunction[];
