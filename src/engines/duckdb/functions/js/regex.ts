import { javaRegex } from "./javaRegex.js";
import { type JsFunction, sparkError } from "./jsFunction.js";

const everywhere = new Map<string, RegExp>();

/** The pattern with the flag `g`, reset. */
function global(pattern: string): RegExp {
	let expression = everywhere.get(pattern);
	if (!expression) {
		const { js } = javaRegex(pattern);
		expression = new RegExp(js.source, `${js.flags}g`);
		if (everywhere.size > 1000) everywhere.clear();
		everywhere.set(pattern, expression);
	}
	expression.lastIndex = 0;
	return expression;
}

export function checkGroup(name: string, pattern: string, group: number): void {
	const { groups } = javaRegex(pattern);
	if (group < 0 || group > groups)
		throw sparkError(
			"INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX",
			`${name}: the group ${group} is not between 0 and ${groups}`,
		);
}

export function matches(text: string, pattern: string): boolean {
	return javaRegex(pattern).js.test(text);
}

export function extract(text: string, pattern: string, group: number): string {
	const match = javaRegex(pattern).js.exec(text);
	checkGroup("regexp_extract", pattern, group);
	return match?.[group] ?? "";
}

export function extractAll(text: string, pattern: string, group: number): readonly string[] {
	checkGroup("regexp_extract_all", pattern, group);
	return Array.from(text.matchAll(global(pattern)), (m) => m[group] ?? "");
}

/** Java's replacement text: `$1`, `${name}`, `\x` for x itself. */
export function replacement(
	text: string,
	groups: number,
): readonly (string | number | { readonly name: string })[] {
	const parts: (string | number | { readonly name: string })[] = [];
	for (let i = 0; i < text.length; i++) {
		const char = text[i] as string;
		if (char === "\\") {
			const next = text[++i];
			if (next === undefined) throw badReplacement(text);
			parts.push(next);
		} else if (char === "$") {
			const name = /^\{([A-Za-z]\w*)\}/.exec(text.slice(i + 1));
			const digits = /^\d+/.exec(text.slice(i + 1));
			if (name) {
				parts.push({ name: name[1] as string });
				i += name[0].length;
			} else if (digits) {
				// As many digits as still name a group; at least one.
				let length = 1;
				while (length < digits[0].length && Number(digits[0].slice(0, length + 1)) <= groups) length++;
				const group = Number(digits[0].slice(0, length));
				if (group > groups) throw badReplacement(text);
				parts.push(group);
				i += length;
			} else throw badReplacement(text);
		} else parts.push(char);
	}
	return parts;
}

function badReplacement(text: string): Error {
	return sparkError("INVALID_REGEXP_REPLACE", `the replacement '${text}' is not valid`);
}

export function replaceAll(text: string, pattern: string, by: string, position: number): string {
	if (position < 1)
		throw sparkError(
			"INVALID_PARAMETER_VALUE.REGEX_POSITION",
			"regexp_replace: the position must be at least 1",
		);
	const parts = replacement(by, javaRegex(pattern).groups);
	const start = [...text].slice(0, position - 1).join("").length;
	if (start >= text.length && position > 1) return text;
	const head = text.slice(0, start);
	return (
		head +
		text.slice(start).replace(global(pattern), (...found: unknown[]) => {
			const named = found.at(-1);
			return parts
				.map((part) => {
					if (typeof part === "string") return part;
					if (typeof part === "number") return (found[part] as string | undefined) ?? "";
					return (named as Record<string, string | undefined> | undefined)?.[part.name] ?? "";
				})
				.join("");
		})
	);
}

/** Java's split: an empty match at the start gives no empty piece; a limit of 0 keeps what comes at the end. */
export function split(text: string, pattern: string, limit: number): readonly string[] {
	if (text === "") return [""];
	const pieces: string[] = [];
	let from = 0;
	for (const match of text.matchAll(global(pattern))) {
		if (limit > 0 && pieces.length === limit - 1) break;
		const end = match.index + match[0].length;
		// A match of nothing at the very start does not split, nor does the empty pattern at the end.
		if (match[0] === "" && (match.index === 0 || (pattern === "" && match.index >= text.length))) continue;
		pieces.push(text.slice(from, match.index));
		from = end;
	}
	pieces.push(text.slice(from));
	return pieces;
}

export function count(text: string, pattern: string): number {
	return Array.from(text.matchAll(global(pattern))).length;
}

export function instr(text: string, pattern: string): number {
	const match = javaRegex(pattern).js.exec(text);
	return match ? [...text.slice(0, match.index)].length + 1 : 0;
}

export function find(text: string, pattern: string): string | null {
	return javaRegex(pattern).js.exec(text)?.[0] ?? null;
}

export const REGEX_FUNCTIONS = [
	{ name: "aq_regex_matches", args: ["text", "text"], returns: "boolean", fn: matches },
	{ name: "aq_regex_extract", args: ["text", "text", "int"], returns: "text", fn: extract },
	{ name: "aq_regex_extract_all", args: ["text", "text", "int"], returns: "texts", fn: extractAll },
	{ name: "aq_regex_replace", args: ["text", "text", "text", "int"], returns: "text", fn: replaceAll },
	{ name: "aq_regex_split", args: ["text", "text", "int"], returns: "texts", fn: split },
	{ name: "aq_regex_count", args: ["text", "text"], returns: "int", fn: count },
	{ name: "aq_regex_instr", args: ["text", "text"], returns: "int", fn: instr },
	{ name: "aq_regex_find", args: ["text", "text"], returns: "text", fn: find },
] as const satisfies readonly JsFunction[];
