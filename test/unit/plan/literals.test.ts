import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { typeName } from "../../../src/core/dataTypes.js";
import {
	bytesOf,
	dateText,
	daysOfDateText,
	hexOf,
	type LiteralValue,
	literal,
	microsOfTimestampText,
	parseDouble,
	timestampText,
} from "../../../src/plan/literals.js";

describe("literal", () => {
	test.each<[LiteralValue, string, string | null]>([
		[1, "int", "1"],
		[-2147483648, "int", "-2147483648"],
		[2147483648, "bigint", "2147483648"],
		[2 ** 53, "double", "9007199254740992"],
		[1.5, "double", "1.5"],
		[-0, "double", "-0"],
		[Number.NaN, "double", "NaN"],
		[Number.NEGATIVE_INFINITY, "double", "-Infinity"],
		[5n, "int", "5"],
		[2n ** 62n, "bigint", "4611686018427387904"],
		[2n ** 63n, "decimal(19,0)", "9223372036854775808"],
		["it's", "string", "it's"],
		[true, "boolean", "true"],
		[null, "void", null],
		[new Uint8Array([0, 255]), "binary", "00ff"],
		[new Date(-1), "timestamp", "1969-12-31T23:59:59.999000Z"],
	])("of %s is %s", (value, type, text) => {
		const made = literal(value);
		expect([typeName(made.type), made.value]).toEqual([type, text]);
	});

	test("refuses an integer that no type holds", () => {
		expect(() => literal(10n ** 38n)).toThrow(/38 digits/);
	});
});

test("dates and timestamps come back from their text", () => {
	fc.assert(
		fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
			expect(daysOfDateText(dateText(days))).toBe(days);
		}),
		{ numRuns: 200 },
	);
	fc.assert(
		fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 17n }), (micros) => {
			expect(microsOfTimestampText(timestampText(micros))).toBe(micros);
		}),
		{ numRuns: 200 },
	);
	expect(dateText(19_782)).toBe("2024-02-29");
	expect(() => daysOfDateText("2024/01/01")).toThrow(/YYYY-MM-DD/);
});

test("bytes and doubles come back from their text", () => {
	expect(bytesOf(hexOf(new Uint8Array([1, 171])))).toEqual(new Uint8Array([1, 171]));
	expect([parseDouble("-inf"), parseDouble("1e3"), Object.is(parseDouble("-0"), -0)]).toEqual([
		Number.NEGATIVE_INFINITY,
		1000,
		true,
	]);
});
