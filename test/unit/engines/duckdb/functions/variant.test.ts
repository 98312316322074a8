import { describe, expect, test } from "vitest";
import {
	decodeVariant,
	encodeVariant,
} from "../../../../../src/engines/duckdb/functions/js/variant/binary.js";
import { castVariant } from "../../../../../src/engines/duckdb/functions/js/variant/cast.js";
import {
	parseVariant,
	tryParseVariant,
} from "../../../../../src/engines/duckdb/functions/js/variant/parse.js";
import { pathSteps } from "../../../../../src/engines/duckdb/functions/js/variant/path.js";
import { javaFloatText, variantJson } from "../../../../../src/engines/duckdb/functions/js/variant/text.js";
import type { Variant } from "../../../../../src/engines/duckdb/functions/js/variant/value.js";
import { T } from "../../../../../src/index.js";

const hex = (variant: Variant): string => Buffer.from(encodeVariant(variant)).toString("hex");
const json = (variant: Variant, zone = "UTC"): string => variantJson(variant, zone);

describe("Spark's bytes", () => {
	// Metadata and value as pyspark 4.3.0 has them.
	test.each([
		["1", "010000", "0c01"],
		["-9223372036854775809", "010000", "2800ffffffffffffff7fffffffffffffffff"],
		["1.10", "010000", "20026e000000"],
		["1e3", "010000", "1c0000000000408f40"],
		['{"a":1,"b":0.8}', "01020001026162", "020200010002080c01200108000000"],
		['{"b":1,"a":{"d":1,"c":2}}', "0104000102030462616463", "0202010002000d0c01020203020200040c010c02"],
		[
			'[1,null,"a",{"z":1,"a":[2]}]',
			"01020001027a61",
			"030400020305140c01000561020201000200080c01030100020c02",
		],
	])("of %s", (text, metadata, value) => {
		expect(hex(parseVariant(text))).toBe(metadata + value);
	});

	test("large objects, arrays and texts come back", () => {
		const fields = Array.from({ length: 300 }, (_, i) => `"k${i}":"${"é".repeat(i)}"`);
		const text = `{${fields.join(",")},"list":[${Array.from({ length: 1000 }, (_, i) => i).join(",")}]}`;
		const variant = parseVariant(text);
		expect(json(decodeVariant(encodeVariant(variant)))).toBe(json(variant));
		expect(JSON.parse(json(variant))).toEqual(JSON.parse(text));
	});

	test("every kind of value comes back as it was", () => {
		const values: readonly Variant[] = [
			{ kind: "float", value: 1.5 },
			{ kind: "date", value: -1 },
			{ kind: "timestamp", value: -1n },
			{ kind: "timestamp_ntz", value: 1_704_164_645_500_000n },
			{ kind: "binary", value: Uint8Array.of(0, 255) },
			{ kind: "uuid", value: "00112233-4455-6677-8899-aabbccddeeff" },
			{ kind: "decimal", unscaled: -(10n ** 37n), scale: 20 },
			{ kind: "double", value: Number.NaN },
		];
		const all: Variant = { kind: "array", items: values };
		expect(decodeVariant(encodeVariant(all))).toEqual(all);
	});

	test("broken bytes are named", () => {
		expect(() => decodeVariant(Uint8Array.of(2, 0, 0, 0))).toThrow(/MALFORMED_VARIANT/);
		expect(() => decodeVariant(encodeVariant(parseVariant('"abc"')).slice(0, -1))).toThrow(
			/MALFORMED_VARIANT/,
		);
		expect(() =>
			hex({
				kind: "object",
				entries: [
					["a", { kind: "null" }],
					["a", { kind: "null" }],
				],
			}),
		).toThrow(/VARIANT_DUPLICATE_KEY.*`a`/);
	});
});

test("text: sorted keys, Java's numbers, times in the zone, upper-case escapes", () => {
	expect(json(parseVariant('{"b":1.50,"a":1e10,"c":"\\u001f\\u007f/é"}'))).toBe(
		'{"a":1.0E10,"b":1.5,"c":"\\u001F\u007f/é"}',
	);
	const instant: Variant = { kind: "timestamp", value: 1_704_164_645_500_000n };
	expect(json(instant, "America/New_York")).toBe('"2024-01-01 22:04:05.5-05:00"');
	expect(json({ kind: "double", value: Number.POSITIVE_INFINITY })).toBe('"Infinity"');
	expect(javaFloatText(Math.fround(0.1))).toBe("0.1");
	expect(javaFloatText(16_777_216)).toBe("1.6777216E7");
});

test("JSON is strict, and what follows the first value does not matter", () => {
	for (const bad of [
		"",
		"{a:1}",
		"'a'",
		"NaN",
		"01",
		".5",
		"1.",
		"[1,]",
		'{"a":1,"a":2}',
		'"\t"',
		"1x",
		"truex",
	])
		expect(tryParseVariant(bad), bad).toBeNull();
	expect(() => parseVariant("{")).toThrow(/MALFORMED_RECORD_IN_PARSING/);
	expect(json(parseVariant('{"a":1} tail'))).toBe('{"a":1}');
	expect(tryParseVariant("[".repeat(1001) + "]".repeat(1001))).toBeNull();
	expect(tryParseVariant("[".repeat(1000) + "]".repeat(1000))).not.toBeNull();
});

test("casts keep what the types can hold, and refuse the rest by Spark's condition", () => {
	const cast = (text: string, type: Parameters<typeof castVariant>[1], lenient = false): string =>
		castVariant(parseVariant(text), type, { zone: "UTC", lenient });
	expect(cast("1.7", T.int)).toBe('"1"');
	expect(cast('" 12 "', T.bigint)).toBe('"12"');
	expect(cast("1.55", T.decimal(2, 1))).toBe('"1.6"');
	expect(cast('"2024"', T.date)).toBe('"2024-01-01"');
	expect(cast('[1,"x"]', T.array(T.int), true)).toBe('["1",null]');
	expect(() => cast("300", T.tinyint)).toThrow(/INVALID_VARIANT_CAST.*300/);
	expect(() => cast('{"a":1}', T.int)).toThrow(/INVALID_VARIANT_CAST/);
});

test("paths", () => {
	expect(pathSteps("$.a[0]['b c'][\"d\"]")).toEqual([
		{ key: "a" },
		{ index: 0 },
		{ key: "b c" },
		{ key: "d" },
	]);
	expect(pathSteps("$")).toEqual([]);
	for (const bad of ["a", "$a", "$.", "$..a", "$[-1]", "$[*]", "$[99999999999]"])
		expect(pathSteps(bad), bad).toBeUndefined();
});
