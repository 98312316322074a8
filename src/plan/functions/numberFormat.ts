import { decimal } from "../../core/dataTypes.js";
import { type AqueduckError, fault } from "../../core/errors/index.js";

/** One piece of a format such as `S$99,999.00`. A run of digits that starts with 0 must be there whole. */
export type FormatToken =
	| { readonly kind: "digits"; readonly count: number; readonly exact: boolean }
	| { readonly kind: "comma" | "point" | "dollar" | "sign" | "minus" | "open" | "close" };

export interface NumberFormat {
	readonly tokens: readonly FormatToken[];
	readonly precision: number;
	readonly scale: number;
}

/** The format of to_number and to_char; raises what Spark raises (`INVALID_FORMAT`). */
export function numberFormat(text: string, name: string): NumberFormat {
	const tokens = tokensOf(text.toUpperCase(), name, text);
	check(tokens, name, text);
	const point = tokens.findIndex((t) => t.kind === "point");
	const count = (some: readonly FormatToken[]): number =>
		some.reduce((sum, t) => sum + (t.kind === "digits" ? t.count : 0), 0);
	const scale = point < 0 ? 0 : count(tokens.slice(point));
	return { tokens, precision: count(tokens), scale };
}

/** to_number's type. */
export function numberFormatType(text: string, name: string) {
	const { precision, scale } = numberFormat(text, name);
	if (precision > 38)
		throw fault(
			"PLAN_BAD_ARGUMENT",
			{ name, problem: "a number has 38 digits at most" },
			{ sparkCondition: "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION" },
		);
	return decimal(precision, scale);
}

function invalid(name: string, text: string, problem: string, condition: string): AqueduckError {
	return fault(
		"PLAN_BAD_ARGUMENT",
		{ name, problem: `the format '${text}' ${problem}` },
		{ sparkCondition: `INVALID_FORMAT.${condition}` },
	);
}

function tokensOf(format: string, name: string, text: string): readonly FormatToken[] {
	const tokens: FormatToken[] = [];
	let at = 0;
	// PR stands behind the number, and its bracket before it.
	const brackets = format.endsWith("PR");
	if (brackets) tokens.push({ kind: "open" });
	while (at < format.length) {
		const rest = format.slice(at);
		const digits = /^[09]+/.exec(rest)?.[0];
		if (digits !== undefined) {
			tokens.push({ kind: "digits", count: digits.length, exact: digits.startsWith("0") });
			at += digits.length;
			continue;
		}
		const word = /^(?:MI|PR)/.exec(rest)?.[0] ?? (rest[0] as string);
		const kind = KINDS[word];
		if (kind === undefined) {
			const condition = /[09]/.test(format) ? "UNEXPECTED_TOKEN" : "WRONG_NUM_DIGIT";
			throw invalid(name, text, `has "${word}", which has no meaning there`, condition);
		}
		tokens.push({ kind });
		at += word.length;
	}
	return tokens;
}

const KINDS: Readonly<Record<string, Exclude<FormatToken["kind"], "digits">>> = {
	",": "comma",
	G: "comma",
	".": "point",
	D: "point",
	$: "dollar",
	S: "sign",
	MI: "minus",
	PR: "close",
};

function check(tokens: readonly FormatToken[], name: string, text: string): void {
	const places = (kind: FormatToken["kind"]): readonly number[] =>
		tokens.flatMap((t, i) => (t.kind === kind ? [i] : []));
	const digits = places("digits");
	if (tokens.length === 0) throw invalid(name, text, "is empty", "EMPTY");
	if (digits.length === 0) throw invalid(name, text, "has no digits", "WRONG_NUM_DIGIT");
	for (const kind of ["point", "dollar", "sign", "minus", "close"] as const)
		if (places(kind).length > 1)
			throw invalid(name, text, `has more than one of a ${kind}`, "WRONG_NUM_TOKEN");
	const [first = 0, last = 0] = [digits[0], digits.at(-1)];
	const [point] = places("point");
	for (const comma of places("comma")) {
		const between = tokens[comma - 1]?.kind === "digits" && tokens[comma + 1]?.kind === "digits";
		if (between && point !== undefined && comma > point)
			throw invalid(name, text, "has a separator behind the point", "THOUSANDS_SEPS_MUST_BEFORE_DEC");
		if (!between)
			throw invalid(name, text, "has a separator that is not between digits", "CONT_THOUSANDS_SEPS");
	}
	const inside = (kind: FormatToken["kind"]): boolean => places(kind).some((i) => i > first && i < last);
	if (inside("sign") || inside("minus") || inside("dollar") || inside("close"))
		throw invalid(name, text, "has a sign among its digits", "UNEXPECTED_TOKEN");
	const [dollar] = places("dollar");
	if (dollar !== undefined && dollar > first)
		throw invalid(name, text, "has the $ behind the digits", "CUR_MUST_BEFORE_DIGIT");
}
