import { describe, expect, it } from "vitest";
import { JsonRowReader } from "../../../../../src/engines/duckdb/readers/json/jsonRow.js";
import { dateTimeReaders } from "../../../../../src/engines/duckdb/readers/values/dateTimeReaders.js";
import { jsonRead, optionValues } from "../../../../../src/io/formats/index.js";
import { parseSchema } from "../../../../../src/plan/sql/parse.js";

const options = jsonRead(optionValues("json", {}));
const schema = parseSchema(
	"s STRING, l BIGINT, o STRUCT<x: INT>, a ARRAY<INT>, m MAP<STRING, INT>, ts TIMESTAMP",
);
const reader = new JsonRowReader(schema, options, dateTimeReaders(options, "UTC"));

/** What Spark 4.3.0 kept of malformed records: the row's values, NULLs left out; each is malformed. */
const malformed: readonly (readonly [string, readonly Record<string, unknown>[]])[] = [
	// It goes on behind a mistake in a nested value, inside of that value's brackets.
	['{"s":"k","o":{"x":1,},"l":7}', [{ s: "k", l: 7 }]],
	['{"s":"k","o":{"x":bad},"l":7}', [{ s: "k" }]],
	['{"s":"k","a":[1,],"l":7}', [{}]],
	['{"s":"k","l":bad}', [{}]],
	['{"s":"k",}', [{}]],
	['{"s":"a\tb","l":7}', [{}]],
	// A value of another type leaves the others alone, whatever it holds.
	['{"a":["y",{"x":5},3],"l":2}', [{ l: 2 }]],
	['{"m":{"k":"x"},"l":2}', [{ l: 2 }]],
	['{"o":{"x":"y"},"l":2}', [{ o: {}, l: 2 }]],
	['{"l":1,"l":"x"}', [{ l: 1 }]],
	['[{"l":1},{"l":"x"},{"l":3}]', [{ l: 1 }, {}, { l: 3 }]],
	['[{"l":1},5]', [{}]],
	['[{"l":1},null]', [{}]],
	["5", [{}]],
	["null", [{}]],
];
const good: readonly (readonly [string, readonly Record<string, unknown>[]])[] = [
	['{"l":1}{"l":2}', [{ l: 1 }]],
	["{'s':'x'} rest", [{ s: "x" }]],
	['{"s":{"k": 1,  "l":"m"}}', [{ s: '{"k": 1,  "l":"m"}' }]],
	['{"s":1.50,"l":-0}', [{ s: "1.50", l: 0 }]],
	['{"ts":9223372036854775807}', [{ ts: "1969-12-31 23:59:59+00" }]],
	["[]", []],
	["", []],
];

describe("JSON records as Spark's JacksonParser reads them", () => {
	const rows = (text: string) => reader.read(text).rows.map((r) => JSON.parse(r) as unknown);
	for (const [text, expected] of malformed)
		it(`malformed: ${text}`, () => {
			expect(rows(text)).toEqual(expected);
			expect(reader.read(text).problem).toBeTypeOf("string");
		});
	for (const [text, expected] of good)
		it(`good: ${text}`, () => {
			expect(rows(text)).toEqual(expected);
			expect(reader.read(text).problem).toBeUndefined();
		});
});
