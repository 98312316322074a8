import { describe, expect, test } from "vitest";
import { decimalArithmetic } from "../../../../../src/engines/duckdb/functions/js/decimals.js";
import {
	formatNumber,
	formatString,
	roundHalfEven,
} from "../../../../../src/engines/duckdb/functions/js/format.js";
import { murmurBytes, murmurInt, xxBytes } from "../../../../../src/engines/duckdb/functions/js/hashing.js";
import { javaRegex } from "../../../../../src/engines/duckdb/functions/js/javaRegex.js";
import { formatTime, patternParts } from "../../../../../src/engines/duckdb/functions/js/javaTime.js";
import { jsonText, parseJson } from "../../../../../src/engines/duckdb/functions/js/jsonTree.js";
import { castTime, parseTime } from "../../../../../src/engines/duckdb/functions/js/parseTime.js";
import { extract, replaceAll, split } from "../../../../../src/engines/duckdb/functions/js/regex.js";
import { roundDecimal } from "../../../../../src/engines/duckdb/functions/js/rounding.js";
import { convert, javaNumberText } from "../../../../../src/engines/duckdb/functions/js/text.js";
import { fixedWidthParser, strftimeOf } from "../../../../../src/engines/duckdb/functions/timePatterns.js";

describe("Java's regular expressions", () => {
	test("what RE2 says alike goes to DuckDB", () => {
		expect(javaRegex("\\d+-[a-z]{2,3}?").re2).toBe("[0-9]+-[a-z]{2,3}?");
		expect(javaRegex("(?i)(?<k>x)").re2).toBe("(?i)(?P<k>x)");
		expect(javaRegex("\\Qa.b\\E").re2).toBe("a\\.b");
		expect(javaRegex("a$").testOnly).toBe(true);
	});
	test("what it cannot say stays here", () => {
		for (const pattern of ["(?=b)", "(a)\\1", "[a-c&&[^b]]", "[a[bc]]", "(?<!x)y"])
			expect(javaRegex(pattern).re2, pattern).toBeUndefined();
		expect(javaRegex("^[a-c&&[^b]]$").js.test("b")).toBe(false);
		expect(javaRegex("^[a-c&&[^b]]$").js.test("c")).toBe(true);
	});
	test("a set with a POSIX name is a plain set, as in Java", () => {
		expect(replaceAll("a-l", "[[:alpha:]]", "*", 1)).toBe("*-*");
	});
	test("what nothing can say is refused by name, what is wrong by Spark's condition", () => {
		expect(() => javaRegex("a*+")).toThrow(/AQUEDUCK_UNSUPPORTED_REGEX.*possessive/);
		expect(() => javaRegex("(?>a)")).toThrow(/atomic/);
		for (const bad of ["(", "[a", "a{2", "\\"])
			expect(() => javaRegex(bad), bad).toThrow(/PARAMETER_VALUE.PATTERN/);
	});
	test("replacements, groups, pieces", () => {
		expect(replaceAll("abab", "(a)(b)", "$2$1\\$", 1)).toBe("ba$ba$");
		expect(() => replaceAll("a", "a", "$", 1)).toThrow(/INVALID_REGEXP_REPLACE/);
		expect(() => replaceAll("a", "a", "$1", 1)).toThrow(/INVALID_REGEXP_REPLACE/);
		expect(() => extract("a", "(a)", 2)).toThrow(/REGEX_GROUP_INDEX/);
		expect(split("", ",", -1)).toEqual([""]);
		expect(split("a,b,", ",", -1)).toEqual(["a", "b", ""]);
		expect(split("abc", "", -1)).toEqual(["a", "b", "c"]);
		expect(split("a1b2c", "\\d", 2)).toEqual(["a", "b2c"]);
	});
});

describe("Java's date patterns", () => {
	test("format", () => {
		const at = 1_707_145_449_123_456n;
		expect(formatTime(at, at, "UTC", "yyyy-MM-dd'T'HH:mm:ss.SSS XXX 'o''clock'")).toBe(
			"2024-02-05T15:04:09.123 Z o'clock",
		);
		expect(formatTime(at + 7_200_000_000n, at, "Europe/Athens", "h a XXX VV EEEE")).toBe(
			"5 PM +02:00 Europe/Athens Monday",
		);
		expect(formatTime(-1n, -1n, "UTC", "yyyy D SSSSSS")).toBe("1969 365 999999");
	});
	test("parsing is strict", () => {
		expect(parseTime("2024-02-29", "yyyy-MM-dd")).toBe("2024-02-29 00:00:00.000000");
		for (const [text, pattern] of [
			["2024-2-29", "yyyy-MM-dd"],
			["2023-02-29", "yyyy-MM-dd"],
			["2024-02-29 ", "yyyy-MM-dd"],
			["24:00", "HH:mm"],
			["January", "MMM"],
			["10:61", "HH:mm"],
		] as const)
			expect(parseTime(text, pattern), text).toBeNull();
		expect(parseTime("1/2/99 1:05 pm", "d/M/yy h:mm a")).toBe("2099-02-01 13:05:00.000000");
		expect(parseTime("10:00 +02:00", "HH:mm XXX")).toBe("1970-01-01 10:00:00.000000+02:00");
		expect(parseTime("05feb2024", "ddMMMyyyy")).toBe("2024-02-05 00:00:00.000000");
	});
	test("letters that Spark refuses are refused", () => {
		expect(() => patternParts("YYYY")).toThrow(/INCONSISTENT_BEHAVIOR/);
		expect(() => patternParts("b")).toThrow(/INVALID_DATETIME_PATTERN.WITH_SUGGESTION/);
		expect(() => patternParts("'open")).toThrow(/ILLEGAL_CHARACTER/);
		expect(() => parseTime("Mon", "EEE")).toThrow(/cannot be parsed/);
	});
	test("patterns that DuckDB has go to DuckDB", () => {
		expect(strftimeOf("yyyy-MM-dd HH:mm")).toBe("%Y-%m-%d %H:%M");
		expect(strftimeOf("100% yyyy")).toBe("100%% %Y");
		expect(strftimeOf("yyyy 'at' h a")).toBe("%Y at %-I %p");
		expect(strftimeOf("QQQ")).toBeUndefined();
		expect(fixedWidthParser("s", "yyyy-MM-dd")).toContain("regexp_full_match");
		expect(fixedWidthParser("s", "d/M/yyyy")).toBeUndefined();
	});
	test("casts of text", () => {
		expect(castTime("2024-1-2 3:4:5.5")).toBe("2024-01-02 03:04:05.500000");
		expect(castTime(" 2024 ")).toBe("2024-01-01 00:00:00.000000");
		expect(castTime("2024-01-02T03:04:05Z")).toBe("2024-01-02 03:04:05.000000+00:00");
		expect(castTime("2024-01-02 03:04:05 Europe/Paris")).toBe("2024-01-02 03:04:05.000000 Europe/Paris");
		for (const bad of ["2024-01-02 24:00:00", "2024-13-01", "2024-01-02xyz", "", "2024/01/02"])
			expect(castTime(bad), bad).toBeNull();
	});
});

test("decimals beyond 38 digits are exact, and those that do not fit raise", () => {
	expect(decimalArithmetic("/", "1", "3", 7, 6)).toBe("0.333333");
	expect(decimalArithmetic("/", "-2", "3", 7, 6)).toBe("-0.666667");
	expect(decimalArithmetic("*", "99999999999999999999.5", "99999999999999.5", 38, 2)).toBe(
		"9999999999999949999950000000000000.25",
	);
	expect(decimalArithmetic("div", "7.5", "-2", 20, 0)).toBe("-3");
	expect(decimalArithmetic("%", "-7.5", "2", 5, 1)).toBe("-1.5");
	expect(() => decimalArithmetic("*", "99", "99", 3, 0)).toThrow(/NUMERIC_VALUE_OUT_OF_RANGE/);
});

test("rounding of text in every mode", () => {
	expect(
		["1.005", "-1.005", "2.5", "1250"].map((t) =>
			roundDecimal(t, t === "1250" ? -2 : t === "2.5" ? 0 : 2, "up"),
		),
	).toEqual(["1.01", "-1.01", "3", "1300"]);
	expect([
		roundDecimal("2.5", 0, "even"),
		roundDecimal("3.5", 0, "even"),
		roundDecimal("25", -1, "even"),
	]).toEqual(["2", "4", "20"]);
	expect([
		roundDecimal("-0.1", 0, "ceil"),
		roundDecimal("-0.1", 0, "floor"),
		roundDecimal("1e-7", 3, "ceil"),
	]).toEqual(["0", "-1", "0.001"]);
	expect(roundHalfEven("0.125", 2)).toBe("0.12");
	expect(formatNumber("1234567.891", 2)).toBe("1,234,567.89");
});

test("Java's Formatter", () => {
	expect(formatString("%05d|%-4s|%.2f|%,d|%%", "dsfd", ["5", "ab", "1.005", "1234567"])).toBe(
		"00005|ab  |1.01|1,234,567|%",
	);
	expect(formatString(null, "s", ["x"])).toBeNull();
	expect(() => formatString("%d", "s", ["x"])).toThrow(/does not fit/);
	expect(() => formatString("%s %s", "s", ["x"])).toThrow(/does not fit/);
});

test("numbers as Java writes and converts them", () => {
	expect(
		["1e+20", "1.5e-07", "5e-324", "123456789.0", "-1.7976931348623157e+308"].map(javaNumberText),
	).toEqual(["1.0E20", "1.5E-7", "4.9E-324", "1.23456789E8", "-1.7976931348623157E308"]);
	expect([convert("-1", 10, 16), convert("ff", 16, -10), convert("9", 8, 10), convert("", 10, 2)]).toEqual([
		"FFFFFFFFFFFFFFFF",
		"255",
		"0",
		null,
	]);
});

test("Spark's hashes (values of Spark 4.3: hash(1), hash('abcde'), xxhash64(''))", () => {
	expect(murmurInt(1, 42)).toBe(-559580957);
	expect(murmurBytes(new TextEncoder().encode(""), 42)).toBe(142593372);
	expect(xxBytes(new Uint8Array(), 42n)).toBe(-7444071767201028348n);
});

test("JSON keeps the text of its numbers, and malformed text is no tree", () => {
	const tree = parseJson(`{"a":12345678901234567890, 'b':[1.50,NaN], "a":2}`);
	expect(tree && jsonText(tree)).toBe('{"a":12345678901234567890,"b":[1.5,NaN],"a":2}');
	for (const bad of ["{", "{a:1}", "01", '"\\x"', "[1,]", "nul", "1 2"])
		expect(parseJson(bad), bad).toBeUndefined();
});
