import { afterAll, describe, expect, it } from "vitest";
import { check, type KnownDifferences } from "../lib/known.js";
import { readerAnswers, readerCases } from "./readerCases.js";
import { ReaderRunner } from "./readerRunner.js";

const parsesAll = "every declared column is parsed, whether the query asks for it or not";
const elsewhere = (who: string): string => `${who} tells it, not the reader`;

const known: KnownDifferences = {
	"json infer: only the corrupt column selected": {
		reason: elsewhere("the analysis"),
		pinned: 'Spark raises UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN, got [[null],["{\\"a\\":"]]',
	},
	"json schema: intervals and char types": {
		reason: elsewhere("the parser of schemas"),
		pinned: 'Spark raises UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING, got [["ab","abc"]]',
	},
	"stream FAILFAST with a bad row": {
		reason: elsewhere("the runtime, which knows the stream,"),
		pinned:
			"Spark raises STREAM_FAILED / MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION, got FAILED_READ_FILE.NO_HINT",
	},
	"json schema: dates from text of timestamps and numbers in text": {
		reason: "the test's cast to text is DuckDB's: a year beyond 9999 has no sign there",
		pinned: 'row 0, column d: "19724-01-01", Spark "+19724-01-01"',
	},
	"json schema: DROPMALFORMED, a bad field that is not selected": {
		reason: parsesAll,
		pinned: "2 rows, Spark 3",
	},
	"csv schema: bad value not selected, DROPMALFORMED": { reason: parsesAll, pinned: "2 rows, Spark 3" },
	"csv schema: corrupt column and only good columns selected": {
		reason: parsesAll,
		pinned: 'row 1, column _corrupt_record: "y,z", Spark null',
	},
	"json schema: badRecordsPath is not Spark's": {
		reason: "Databricks acts on it, so it is refused rather than ignored",
		pinned:
			"raised SOURCE_UNSUPPORTED_OPTION: Option badRecordsPath of the json reader is not supported: bad records are kept by " +
			'_corrupt_record, or by expectOrQuarantine on the table, Spark gives [["1"],[null]]',
	},
	"files unknown option is ignored": {
		reason: "a misspelt option changes results silently: it is an error",
		pinned: 'raised SOURCE_UNKNOWN_OPTION: The json reader has no option "noSuchOption", Spark gives [["1"]]',
	},
};

describe("file readers answer as Spark", () => {
	const runner = new ReaderRunner();
	afterAll(() => runner.close());

	it("explains only differences of cases that exist", () => {
		const names = new Set(readerCases.map((c) => c.name));
		expect(Object.keys(known).filter((name) => !names.has(name))).toEqual([]);
	});

	for (const test of readerCases)
		it(test.name, async () => {
			const expected = readerAnswers[test.name];
			if (!expected) throw new Error("the case has no recorded answer");
			check(test.name, await runner.run(test), expected, false, known);
		});
});
