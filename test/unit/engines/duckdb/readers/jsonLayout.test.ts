import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonCheck } from "../../../../../src/engines/duckdb/readers/json/jsonCheck.js";
import { JsonLines } from "../../../../../src/engines/duckdb/readers/json/jsonLines.js";
import { dateTimeReaders } from "../../../../../src/engines/duckdb/readers/values/dateTimeReaders.js";
import { jsonRead, optionValues } from "../../../../../src/io/formats/index.js";
import { parseSchema } from "../../../../../src/plan/sql/parse.js";

const schema = parseSchema(
	"s STRING, l BIGINT, i INT, b BOOLEAN, d DOUBLE, f FLOAT, m DECIMAL(6,2), day DATE, at TIMESTAMP, n TIMESTAMP_NTZ, o STRUCT<x: INT, `ä.*`: STRING>",
);
const check = (timeZone = "UTC", reserved: readonly string[] = []): JsonCheck =>
	new JsonCheck(schema, dateTimeReaders(jsonRead(optionValues("json", {})), timeZone), reserved, false);

const LINE =
	'{"s":"häß","l":12,"i":3,"other":1.5,"b":true,"d":1.25,"f":0.5,"m":12.34,"day":"2024-02-28","at":"2024-01-01T00:00:00Z","n":"2024-01-01 00:00:00.5","o":{"x":1,"ä.*":"y"}}';
const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

describe("a layout", () => {
	it.each([
		["compact", LINE],
		["with spaces", LINE.replaceAll(":", ": ").replaceAll(",", ", ").replaceAll("00: 00: 00", "00:00:00")],
	])("is learnt from a line that is written %s", (_, line) => {
		const layout = check().layoutOf(latin1(line));
		expect(layout).toBeDefined();
		const other = line.replace("häß", "").replace(/12(?=,)/, "null");
		expect(layout?.lineEnd(latin1(`${line}\n${other}\r\n`), latin1(line).length + 1)).toBe(
			latin1(`${line}\n${other}\r\n`).length - 1,
		);
	});

	it("is not learnt where the order of keys is not told", () => {
		expect(check().layoutOf('{"1":2,"s":"x"}')).toBeUndefined();
		expect(check().layoutOf('{"o":null}')).toBeUndefined();
		expect(check().layoutOf('{"x":1,"x":2}')).toBeUndefined();
	});

	it("leaves keys to the check that are a column's in another case, or reserved", () => {
		expect(check().layoutOf('{"S":"x"}')).toBeUndefined();
		expect(check("UTC", ["_corrupt"]).layoutOf('{"_corrupt":"x"}')).toBeUndefined();
	});

	it.each(["UTC", "Europe/Berlin"])("passes over no line that the check finds doubtful (%s)", (timeZone) => {
		const exact = check(timeZone);
		const layout = exact.layoutOf(latin1(LINE.replace('":1.5', '":[]')));
		const learnt = layout ?? exact.layoutOf(latin1(LINE));
		const bytes = fc.constantFrom(...'0123456789-+.eE"\\{}[]:,ntrufalse TZ/x\x00\x1f\u00e9'.split(""));
		let met = 0;
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(LINE.length), fc.nat(3), fc.array(bytes, { maxLength: 3 })), {
					maxLength: 2,
				}),
				(edits) => {
					let line = LINE;
					for (const [at, gone, put] of edits)
						line = line.slice(0, at) + put.join("") + line.slice(at + gone);
					const text = Buffer.from(`${line}\n`);
					const end = learnt?.lineEnd(text.toString("latin1"), 0) ?? -1;
					if (end === -1) return;
					met++;
					expect(end).toBe(exact.lineEnd(text, 0));
				},
			),
			{ numRuns: 4000, seed: 7 },
		);
		expect(met).toBeGreaterThan(100);
	});
});

it("lines of other layouts, blank ones and doubtful ones end where the check says", () => {
	const lines = [
		LINE,
		"",
		'{"l":1}',
		'{"l":"x"}',
		LINE,
		' {"s":"a\\u0041"} ',
		...Array(200).fill('{"i":1}'),
		LINE,
	];
	const bytes = Buffer.from(`${lines.join("\n")}\n`);
	const exact = check();
	const found = new JsonLines(check());
	found.piece(bytes, bytes.length);
	let start = 0;
	for (const line of lines) {
		const end = found.lineEnd(start);
		expect(end).toBe(exact.lineEnd(bytes, start));
		expect(end).toBe(line === '{"l":"x"}' ? -1 : start + Buffer.byteLength(line));
		start += Buffer.byteLength(line) + 1;
	}
});
