import { describe, expect, test } from "vitest";
import {
	likeToRegex,
	mayMatchNothing,
	safeRegex,
} from "../../../../src/codegen/export/laktory/polars/regex.js";

describe("patterns for Polars", () => {
	test.each([
		["a%b_", "\\", "(?s)^a.*b.$"],
		["100\\%", "\\", "(?s)^100%$"],
		["a.b+", "\\", "(?s)^a\\.b\\+$"],
		["x!%%", "!", "(?s)^x%.*$"],
	])("LIKE %j escaped by %j", (pattern, escape, regex) => {
		expect(likeToRegex(pattern, escape)).toBe(regex);
	});

	test("LIKE escapes what Rust's patterns know and nothing else: \\< is the start of a word there", () => {
		for (let code = 0x20; code < 0x7f; code++) {
			const char = String.fromCharCode(code);
			if ("%_!".includes(char)) continue;
			const isSpecial = ".+*?()|[]{}^$\\".includes(char);
			expect(likeToRegex(char, "!")).toBe(`(?s)^${isSpecial ? "\\" : ""}${char}$`);
		}
		expect(likeToRegex("%<%", "\\")).toBe("(?s)^.*<.*$");
	});

	test.each([
		["a\\b", "\\"],
		["a\\", "\\"],
		["x!a", "!"],
	])("LIKE %j escaped by %j raises in Spark", (pattern, escape) => {
		expect(likeToRegex(pattern, escape)).toBeUndefined();
	});

	test.each(["a*", " *", "x?", "(a|b)?", "a*$", "a|", "[0-9]{0,2}", "^"])(
		"%j may match nothing",
		(pattern) => {
			expect(mayMatchNothing(pattern)).toBe(true);
		},
	);

	test.each(["a+", "[0-9]{1,2}", "(a|b)", "^a", "ab?"])("%j matches something", (pattern) => {
		expect(mayMatchNothing(pattern)).toBe(false);
	});

	test.each(["[aeiou]+", "^[A-Z]{2,3}-", "(abc|def)", "a\\.b"])("%j means the same in Java and Rust", (p) => {
		expect(safeRegex(p, false)).toBe(p);
	});

	test.each(["\\d+", ".", "(?=a)", "a*+", "[a--b]", "\\bword", "^a|b", ""])("%j does not", (p) => {
		expect(safeRegex(p, true)).toBeUndefined();
	});

	test("Java's end of the text allows a last line end, in a match alone", () => {
		expect(safeRegex("e$", true)).toMatch(/^e\(\?:.*\)\?\$$/);
		expect(safeRegex("e$", false)).toBeUndefined();
	});
});
