import { describe, expect, it } from "vitest";
import { AqueduckError } from "../../../../../src/core/errors/index.js";
import { CsvTokens } from "../../../../../src/engines/duckdb/readers/csv/csvTokens.js";
import { csvRead, optionValues } from "../../../../../src/io/formats/index.js";

/** A line, options, and the three columns that Spark 4.3.0 read from it. */
const cases: readonly (readonly [string, Record<string, string>, readonly (string | null)[]])[] = [
	['"a" ,1', {}, ["a", "1", null]],
	['"a" x,1', {}, ['"a" x', "1", null]],
	['"a"  "b",1', {}, ['"a"  "b"', "1", null]],
	['"a""b""c",1', {}, ['"a""b""c"', "1", null]],
	['"a"b"c",1', {}, ['"a"b"c"', "1", null]],
	['"a\\\\"b",1', {}, ['"a\\"b"', "1", null]],
	['"a\\b",1', {}, ["a\\b", "1", null]],
	['"",1', {}, [null, "1", null]],
	['"","",""', {}, [null, null, null]],
	['a""b,1', {}, ['a""b', "1", null]],
	['""a,1', {}, ['""a', "1", null]],
	['"a"",1', {}, ['a"', "1", null]],
	['"a,"b",1', {}, ['"a,"b"', "1", null]],
	['1,"a"', {}, ["1", "a", null]],
	['1,"a" ', {}, ["1", "a", null]],
	['1,"a', {}, ["1", "a", null]],
	['1,"', {}, ["1", '"', null]],
	["1,", {}, ["1", null, null]],
	['"\\"",2', {}, ['"', "2", null]],
	[' "a",1', {}, [' "a"', "1", null]],
	['"a\\"', {}, ['a"', null, null]],
	["a\\,b,1", {}, ["a\\", "b", "1"]],
	['"a\\\\","b"', {}, ["a\\", "b", null]],
	['"x"\t,1', {}, ["x", "1", null]],
	['"a""",1', {}, ['a""', "1", null]],
	['"""a",1', {}, ['"""a"', "1", null]],
	['"""",1', {}, ['""', "1", null]],
	['""""""', {}, ['""""', null, null]],
	[',"",', {}, [null, null, null]],
	['"a""b""c",1', { escape: '"' }, ['a"b"c', "1", null]],
	['"a"b"c",1', { escape: '"' }, ['"a"b"c"', "1", null]],
	['"a"",1', { escape: '"' }, ['a",1', null, null]],
	['"""a",1', { escape: '"' }, ['"a', "1", null]],
	['"""",1', { escape: '"' }, ['"', "1", null]],
	['""""""', { escape: '"' }, ['""', null, null]],
	['"a"" b",1', { escape: '"' }, ['a" b', "1", null]],
	['"a"" ,1', { escape: '"' }, ['a" ,1', null, null]],
	['"a"b",1', { unescapedQuoteHandling: "STOP_AT_CLOSING_QUOTE" }, ['a"b', "1", null]],
	['"a"b,1', { unescapedQuoteHandling: "STOP_AT_CLOSING_QUOTE" }, ['a"b,1', null, null]],
	['"a,b"c,1', { unescapedQuoteHandling: "STOP_AT_CLOSING_QUOTE" }, ['a,b"c,1', null, null]],
	['"a"b"c","d"', { unescapedQuoteHandling: "STOP_AT_CLOSING_QUOTE" }, ['a"b"c', "d", null]],
	['"a"b",1', { unescapedQuoteHandling: "SKIP_VALUE" }, [null, "1", null]],
	['"a"b,1', { unescapedQuoteHandling: "SKIP_VALUE" }, [null, "1", null]],
	['"a,b"c,1', { unescapedQuoteHandling: "SKIP_VALUE" }, [null, "1", null]],
	['"a"b"c","d"', { unescapedQuoteHandling: "SKIP_VALUE" }, [null, "d", null]],
];

describe("CSV records", () => {
	for (const [line, options, expected] of cases)
		it(`${JSON.stringify(line)} ${JSON.stringify(options)}`, () => {
			const record = new CsvTokens(line, csvRead(optionValues("csv", options))).next();
			const tokens = record?.tokens ?? [];
			expect([0, 1, 2].map((i) => tokens[i] || null)).toEqual(expected);
			expect(record?.raw).toBe(line);
		});

	it("raises for text after a closing quote, if it is told to", () => {
		const options = csvRead(optionValues("csv", { unescapedQuoteHandling: "RAISE_ERROR" }));
		expect(() => new CsvTokens('"a"b,1', options).next()).toThrow(AqueduckError);
	});
});
