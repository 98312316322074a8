import { scanNumber } from "./numbers.js";
import { refuse } from "./problem.js";
import { unescapeString } from "./strings.js";
import type { Token, TokenType } from "./tokens.js";

const SPACE = /[ \t\n\f\r\u000B\u00A0\u1680\u2000-\u200A\u2028\u202F\u205F\u3000]+/y;
const LINE_COMMENT = /--(?:\\\n|[^\r\n])*/y;
const WORD = /[A-Za-z0-9_]+/y;
const NARROW = /^[A-Za-z0-9_]+$/;
/** Spark's lexer takes any letter into a word, to refuse it with a better message. */
const WIDE_WORD = /[\p{L}0-9_]+/uy;
const URL_WORD = /\p{L}+:\/\/[\p{L}0-9_/\-.?=&#%]+/uy;
const PLACEHOLDER = /\{[A-Za-z_][A-Za-z0-9_]*\}/y;
const VARIABLE = /\$\{([^{}$\s]+)\}/y;

/** Longest first. Synonyms get one spelling, except that `<>` alone also closes an empty `STRUCT<>`. */
const OPERATORS: readonly (readonly [string, string])[] = [
	["<=>", "<=>"],
	[">>>", ">>>"],
	["/*+", "/*+"],
	["<<", "<<"],
	[">>", ">>"],
	["<=", "<="],
	[">=", ">="],
	["<>", "<>"],
	["!=", "!="],
	["!>", "<="],
	["!<", ">="],
	["==", "="],
	["||", "||"],
	["|>", "|>"],
	["::", "::"],
	["->", "->"],
	["=>", "=>"],
	["*/", "*/"],
];
const SINGLE = new Set("();,.[]!=<>+-*/%~&|^:?@");
/** By first character, so that one look decides for most. */
const LONG_BY_FIRST = new Map<string, (readonly [string, string])[]>();
for (const pair of OPERATORS) {
	const first = pair[0][0] as string;
	LONG_BY_FIRST.set(first, [...(LONG_BY_FIRST.get(first) ?? []), pair]);
}
const WORD_SYNONYMS: ReadonlyMap<string, string> = new Map([["REGEXP", "RLIKE"]]);
/** `>>` after one of these may close two types, so it comes as two tokens until they are closed. */
const OPENS_TYPE = new Set(["ARRAY", "MAP", "STRUCT"]);

/** Cuts Spark SQL text into tokens; the last one is `end`. Throws only for an unclosed comment. */
export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let openTypes = 0;
	let i = 0;
	const push = (type: TokenType, word: string, value: string, end: number) => {
		tokens.push({ type, text: word, value, start: i, end });
		i = end;
	};
	const pushWord = (word: string, value: string, end: number) => {
		if (NARROW.test(value)) push("word", word, value, end);
		else {
			tokens.push({ type: "word", text: word, value, start: i, end, isWide: true });
			i = end;
		}
	};
	while (i < text.length) {
		const c = text.charCodeAt(i);
		if (c === 32) {
			i++;
			continue;
		}
		if (c < 32 || c >= 128) {
			const end = match(SPACE, text, i);
			if (end > 0) {
				i = end;
				continue;
			}
		}
		const ch = text[i] as string;
		if (isLetter(c)) {
			if ((c === 82 || c === 114) && (text[i + 1] === "'" || text[i + 1] === '"')) {
				const close = text.indexOf(text[i + 1] as string, i + 2);
				if (close > 0) {
					push("string", "", text.slice(i + 2, close), close + 1);
					continue;
				}
			}
			const narrow = match(WORD, text, i);
			const end = wordEnd(text, i, narrow);
			const value = text.slice(i, end);
			const word = keywordOf(value);
			if (OPENS_TYPE.has(word)) openTypes++;
			if (end === narrow) push("word", word, value, end);
			else pushWord(word, value, end);
		} else if (isDigit(c) || (ch === "." && isDigit(text.charCodeAt(i + 1)))) {
			const number = scanNumber(text, i);
			const word = isDigit(c) ? wordEnd(text, i, match(WORD, text, i)) : i;
			if (number && number.end >= word) {
				tokens.push({
					type: "number",
					text: "",
					value: number.value,
					start: i,
					end: number.end,
					form: number.form,
				});
				i = number.end;
			} else if (word > i) {
				const value = text.slice(i, word);
				pushWord(value.toUpperCase(), value, word);
			} else push("op", ".", ".", i + 1);
		} else if (ch === "'" || ch === '"') {
			const end = stringEnd(text, i);
			if (end < 0) push("unknown", "", ch, i + 1);
			else push("string", "", unescapeString(text.slice(i + 1, end - 1), ch), end);
		} else if (ch === "`") {
			const end = quotedEnd(text, i);
			if (end < 0) push("unknown", "", ch, i + 1);
			else push("quoted", "", text.slice(i + 1, end - 1).replaceAll("``", "`"), end);
		} else if (ch === "-" && text[i + 1] === "-") {
			i = match(LINE_COMMENT, text, i);
		} else if (ch === "/" && text[i + 1] === "*" && text[i + 2] !== "+") {
			i = commentEnd(text, i);
		} else if (ch === "{" || ch === "$") {
			const end = match(ch === "{" ? PLACEHOLDER : VARIABLE, text, i);
			if (end < 0) push("unknown", "", ch, i + 1);
			else if (ch === "{") push("placeholder", "", text.slice(i + 1, end - 1), end);
			else push("variable", "", text.slice(i + 2, end - 1), end);
		} else if (SINGLE.has(ch)) {
			const found = LONG_BY_FIRST.get(ch)?.find((pair) => text.startsWith(pair[0], i));
			if (found && !(openTypes > 0 && (found[0] === ">>" || found[0] === ">>>"))) {
				push("op", found[1], found[0], i + found[0].length);
			} else {
				if (ch === ">" && openTypes > 0) openTypes--;
				push("op", ch, ch, i + 1);
			}
		} else {
			const end = c >= 128 ? match(WIDE_WORD, text, i) : -1;
			if (end > 0) pushWord("", text.slice(i, end), end);
			else push("unknown", "", ch, i + (c >= 0xd800 && c <= 0xdbff ? Math.min(2, text.length - i) : 1));
		}
	}
	push("end", "", "", text.length);
	return tokens;
}

/** Most words of a text are in others too. */
const MOST_WORDS = 10_000;
const keywords = new Map<string, string>();

/** A word as the grammar compares it. Each spelling gives one and the same string, which is compared without a look into it. */
function keywordOf(word: string): string {
	const known = keywords.get(word);
	if (known !== undefined) return known;
	const upper = word.toUpperCase();
	// The key of a property is the only string of its content that V8 has.
	const [keyword = upper] = Object.keys({ [WORD_SYNONYMS.get(upper) ?? upper]: 0 });
	if (keywords.size >= MOST_WORDS) keywords.clear();
	keywords.set(word, keyword);
	return keyword;
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;

const COLON = 58;

/** The end of a sticky match at `at`, or -1. */
function match(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : -1;
}

/** `narrow`: the end of what only Spark's letters make of the word. */
function wordEnd(text: string, at: number, narrow: number): number {
	let end = narrow;
	const next = text.charCodeAt(end);
	if (next >= 128) end = Math.max(end, match(WIDE_WORD, text, at));
	else if (next !== COLON) return end;
	if (text.startsWith("://", end)) return Math.max(end, match(URL_WORD, text, at));
	return end;
}

/** After the closing quote, or -1. Two quotes in a row are one in the text. */
function stringEnd(text: string, at: number): number {
	const quote = text[at];
	for (let i = at + 1; i < text.length; i++) {
		const c = text[i];
		if (c === "\\") i++;
		else if (c === quote) {
			if (text[i + 1] !== quote) return i + 1;
			i++;
		}
	}
	return -1;
}

function quotedEnd(text: string, at: number): number {
	for (let i = text.indexOf("`", at + 1); i !== -1; i = text.indexOf("`", i + 2)) {
		if (text[i + 1] !== "`") return i + 1;
	}
	return -1;
}

/** Comments nest, and `/*+` inside one is not a comment of its own. */
function commentEnd(text: string, at: number): number {
	let depth = 1;
	for (let i = at + 2; i < text.length - 1; i++) {
		if (text[i] === "*" && text[i + 1] === "/") {
			depth--;
			i++;
			if (depth === 0) return i + 1;
		} else if (text[i] === "/" && text[i + 1] === "*" && text[i + 2] !== "+") {
			depth++;
			i++;
		}
	}
	return refuse(
		{ start: at, end: text.length },
		'"/*"',
		"The comment that starts here is not closed with */",
	);
}
