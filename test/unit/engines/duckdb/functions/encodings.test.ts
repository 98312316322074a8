import { describe, expect, test } from "vitest";
import { decimal } from "../../../../../src/core/dataTypes.js";
import { isConstant, whenThere } from "../../../../../src/engines/duckdb/functions/casts.js";
import { histogram } from "../../../../../src/engines/duckdb/functions/js/histogram.js";
import { formatDecimal, numberOf } from "../../../../../src/engines/duckdb/functions/js/numberFormats.js";
import { urlDecode, urlEncode } from "../../../../../src/engines/duckdb/functions/js/urls.js";
import { quotient } from "../../../../../src/engines/duckdb/functions/operators.js";
import { csvFields, csvQuoting } from "../../../../../src/plan/functions/csvFields.js";

describe("texts", () => {
	test.each(["a b", "é/?&=+", "100%", ""])("a URL's part goes there and back: %s", (text) => {
		expect(urlDecode(urlEncode(text))).toBe(text);
	});
	test("a lone % is no URL", () => expect(() => urlDecode("100%")).toThrow("CANNOT_DECODE_URL"));

	const plain = csvQuoting(new Map());
	test.each<[string, readonly (string | null)[]]>([
		["a,b", ["a", "b"]],
		["a,,", ["a", null, null]],
		['"a,b",c', ["a,b", "c"]],
		['"a"x,b', ['"a"x', "b"]],
		['"a\\"b"', ['a"b']],
		['"open,b', ["open,b"]],
	])("the fields of %s", (line, fields) => expect(csvFields(line, plain)).toEqual(fields));

	test.each([
		["12.5", "99.99"],
		["-7.25", "S9.99"],
		["1234567", "9,999,999"],
	])("%s in the format %s is read back", (text, format) => {
		const written = formatDecimal(text, format);
		expect(Number(numberOf(written, format))).toBe(Number(text));
	});

	test("a histogram keeps the count", () => {
		const bins = JSON.parse(histogram(["5", "1", "9", "2", "8"], 3) ?? "[]") as { x: number; y: number }[];
		expect(bins).toHaveLength(3);
		expect(bins.reduce((sum, bin) => sum + bin.y, 0)).toBe(5);
	});
});

describe("lean SQL", () => {
	test.each(["'it''s'", "CAST(5 AS INTEGER)", "CAST('1.5' AS DECIMAL(10,2))", "DATE '2024-01-02'", "TRUE"])(
		"%s needs no guard",
		(sql) => expect(whenThere(sql, "f")).toBe("f"),
	);
	test.each(["a", "'a' || b", "CAST(a AS INTEGER)", "CAST(NULL AS INTEGER)"])("%s needs one", (sql) =>
		expect(isConstant(sql)).toBe(false),
	);
	test("decimals are divided in SQL where there is room for their digits", () => {
		const to = decimal(23, 13);
		expect(quotient("a", decimal(10, 2), "b", decimal(10, 2), to)).toContain("aq_divide");
		expect(quotient("a", decimal(38, 2), "b", decimal(10, 2), decimal(38, 6))).toBeUndefined();
	});
});
