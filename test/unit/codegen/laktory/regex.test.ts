import { describe, expect, test } from "vitest";
import { likeToRegex, safeRegex } from "../../../../src/codegen/export/laktory/polars/regex.js";

describe("patterns for Polars", () => {
	test.each([
		["a%b_", "\\", "(?s)^a.*b.$"],
		["100\\%", "\\", "(?s)^100\\%$"],
		["a.b+", "\\", "(?s)^a\\.b\\+$"],
		["x!%%", "!", "(?s)^x\\%.*$"],
	])("LIKE %j escaped by %j", (pattern, escape, regex) => {
		expect(likeToRegex(pattern, escape)).toBe(regex);
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
