import { type DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
	CALENDAR_INTERVAL,
	DATE,
	type DataType,
	DOUBLE,
	dayTimeInterval,
	decimal,
	FLOAT,
	field,
	INT,
	map,
	SMALLINT,
	STRING,
	struct,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	typeName,
	VOID,
	yearMonthInterval,
} from "../../../../src/core/dataTypes.js";
import { literalSql } from "../../../../src/engines/duckdb/literals.js";
import { chunkReader, valueWriter } from "../../../../src/engines/duckdb/rows.js";
import { quoteText } from "../../../../src/engines/duckdb/sql.js";
import { instantWriter } from "../../../../src/engines/duckdb/timeText.js";
import { duckType } from "../../../../src/engines/duckdb/types.js";
import type { Value, Warehouse } from "../../../../src/engines/tableEngine.js";
import {
	attribute,
	column,
	execution,
	lit,
	NOW,
	plan,
	project,
	rowsOf,
	scan,
	table,
	temporaryWarehouse,
	values,
} from "./builders.js";

let at: Awaited<ReturnType<typeof temporaryWarehouse>>;
let w: Warehouse;
beforeAll(async () => {
	at = await temporaryWarehouse();
	w = at.warehouse;
});
afterAll(() => at.dispose());

/** type, canonical literal, value in JavaScript */
const CASES: readonly (readonly [DataType, string, Value])[] = [
	[BOOLEAN, "true", true],
	[BOOLEAN, "false", false],
	[TINYINT, "-128", -128],
	[SMALLINT, "32767", 32767],
	[INT, "-2147483648", -2147483648],
	[BIGINT, "-9223372036854775808", -9223372036854775808n],
	[BIGINT, "9223372036854775807", 9223372036854775807n],
	[FLOAT, "0.1", Math.fround(0.1)],
	[FLOAT, "-Infinity", Number.NEGATIVE_INFINITY],
	[DOUBLE, "0.1", 0.1],
	[DOUBLE, "1e+21", 1e21],
	[DOUBLE, "5e-324", 5e-324],
	[DOUBLE, "1.7976931348623157e+308", Number.MAX_VALUE],
	[DOUBLE, "NaN", Number.NaN],
	[DOUBLE, "-0", -0],
	[DOUBLE, "Infinity", Number.POSITIVE_INFINITY],
	[decimal(3, 2), "-1.50", "-1.50"],
	[decimal(38, 0), "99999999999999999999999999999999999999", "99999999999999999999999999999999999999"],
	[decimal(38, 38), "-0.00000000000000000000000000000000000001", "-0.00000000000000000000000000000000000001"],
	[STRING, "", ""],
	[STRING, "it's 'q' \\n \n 💧 é", "it's 'q' \\n \n 💧 é"],
	[STRING, "a\0b", "a\0b"],
	[BINARY, "", new Uint8Array()],
	[BINARY, "00ff41", Uint8Array.of(0, 255, 65)],
	[DATE, "2024-02-29", "2024-02-29"],
	[DATE, "0001-01-01", "0001-01-01"],
	[DATE, "1582-10-10", "1582-10-10"],
	[DATE, "12345-06-07", "12345-06-07"],
	[TIMESTAMP, "2024-01-31T10:00:00.000001Z", "2024-01-31T10:00:00.000001+00:00"],
	[TIMESTAMP, "0001-01-01T00:00:00.000000Z", "0001-01-01T00:00:00.000000+00:00"],
	[TIMESTAMP, "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999+00:00"],
	[TIMESTAMP, "12345-06-07T00:00:00.000000Z", "12345-06-07T00:00:00.000000+00:00"],
	[TIMESTAMP_NTZ, "2024-01-31T10:00:00.123456", "2024-01-31T10:00:00.123456"],
	[TIMESTAMP_NTZ, "0001-01-01T00:00:00.000000", "0001-01-01T00:00:00.000000"],
	[yearMonthInterval(), "-14", "INTERVAL '-1-2' YEAR TO MONTH"],
	[yearMonthInterval("month", "month"), "14", "INTERVAL '14' MONTH"],
	[dayTimeInterval(), "93784500000", "INTERVAL '1 02:03:04.5' DAY TO SECOND"],
	[dayTimeInterval(), "-1", "INTERVAL '-0 00:00:00.000001' DAY TO SECOND"],
	[dayTimeInterval("hour", "minute"), "93780000000", "INTERVAL '26:03' HOUR TO MINUTE"],
	[CALENDAR_INTERVAL, "14 -3 3661000000", "1 years 2 months -3 days 1 hours 1 minutes 1 seconds"],
];

describe("values", () => {
	it.each(CASES.map(([type, text, value]) => [typeName(type), text, type, value] as const))(
		"%s %j stays what it is from literal over table to JavaScript",
		async (_name, text, type, value) => {
			const a = attribute("a", type);
			const t = table("t");
			await w.transaction((tx) =>
				tx.overwrite(t, values([a], [lit(text, type)], [lit(null, type)]), execution()),
			);
			const rows = await rowsOf(w, scan(t, [attribute("a", type)]));
			expect(rows).toHaveLength(2);
			expect(rows.find((r) => r[0] !== null)?.[0]).toEqual(value);
			expect(rows.find((r) => r[0] === null)).toBeDefined();
			if (Object.is(value, -0)) expect(Object.is(rows.find((r) => r[0] !== null)?.[0], -0)).toBe(true);
			expect((await w.describe(t))?.schema.fields[0]?.type).toEqual(type);
		},
	);

	it("keeps void columns, and gives NULL", async () => {
		const t = table("void");
		await w.transaction((tx) => tx.overwrite(t, values([attribute("n", VOID)], [null]), execution()));
		expect((await w.describe(t))?.schema.fields[0]?.type).toEqual(VOID);
		expect(await rowsOf(w, scan(t, [attribute("n", VOID)]))).toEqual([[null]]);
	});

	it("reads nested values by type", async () => {
		const type = struct([
			field("List", array(decimal(4, 1))),
			field("m", map(STRING, struct([field("when", TIMESTAMP_NTZ), field("0", BINARY)]))),
			field("none", array(INT)),
			field("deep", array(array(STRING))),
		]);
		const sql = `{'List': [1.5, NULL], 'm': MAP {'k': {'when': TIMESTAMP '2024-01-01 00:00:00', '0': 'x'::BLOB}}, 'none': NULL, 'deep': [['a'], [], NULL]}`;
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		const chunk = await (await connection.run(`SELECT CAST(${sql} AS ${duckType(type)})`)).fetchChunk();
		expect(chunkReader([type], "UTC")(chunk as DuckDBDataChunk)).toEqual([
			[
				{
					List: ["1.5", null],
					m: new Map([["k", { when: "2024-01-01T00:00:00.000000", "0": Uint8Array.of(120) }]]),
					none: null,
					deep: [["a"], [], null],
				},
			],
		]);
		connection.closeSync();
		instance.closeSync();
	});

	it("writes what a JavaScript function returns", () => {
		const write = (type: DataType, value: unknown): unknown => valueWriter(type)(value);
		expect(write(INT, 3n)).toBe(3);
		expect(write(BIGINT, 3)).toBe(3n);
		expect(String(write(decimal(5, 2), "1.005"))).toBe("1.01");
		expect(String(write(decimal(5, 2), -7))).toBe("-7.00");
		expect(String(write(TIMESTAMP, "2024-01-01T00:00:00.5+02:00"))).toContain("2023-12-31 22:00:00.5");
		expect(String(write(TIMESTAMP, new Date(0)))).toContain("1970-01-01 00:00:00");
		expect(String(write(DATE, "2024-02-29"))).toBe("2024-02-29");
		expect(write(array(STRING), undefined)).toBeNull();
		expect(String(write(map(STRING, INT), new Map([["a", 1]])))).toBe("{'a': 1}");
		for (const [type, value] of [
			[INT, 1.5],
			[INT, 2 ** 31],
			[TINYINT, 128],
			[STRING, 1],
			[decimal(2, 0), 100],
			[BOOLEAN, 1],
			[BINARY, "x"],
		] as const)
			expect(() => write(type, value), typeName(type)).toThrow();
	});

	it("types a literal exactly, whatever stands beside it", () => {
		expect(literalSql(INT, "5")).toBe("CAST(5 AS INTEGER)");
		expect(literalSql(STRING, "o'clock")).toBe("'o''clock'");
		expect(literalSql(array(INT), null)).toBe("CAST(NULL AS INTEGER[])");
		expect(() => literalSql(INT, "5; DROP TABLE x")).toThrow();
		expect(quoteText("a\0'b")).toBe("('a' || chr(0) || '''b')");
		expect(duckType(struct([field('a"b', map(STRING, decimal(5, 2)))]))).toBe(
			'STRUCT("a""b" MAP(VARCHAR, DECIMAL(5,2)))',
		);
		expect(() => duckType(struct([]))).toThrow(/fields/);
	});
});

describe("time", () => {
	it("writes instants in the session's zone, with seconds in old offsets", () => {
		const write = instantWriter("America/New_York");
		expect(write(1_720_000_000_000_000n)).toBe("2024-07-03T05:46:40.000000-04:00");
		expect(write(1_704_067_200_000_001n)).toBe("2023-12-31T19:00:00.000001-05:00");
		expect(write(-2_717_650_801_000_000n)).toBe("1883-11-18T12:03:57.000000-04:56:02");
		// The hour that is there twice, and the moments around.
		expect([1_730_611_799_999_999n, 1_730_611_800_000_000n, 1_730_613_600_000_000n].map(write)).toEqual([
			"2024-11-03T01:29:59.999999-04:00",
			"2024-11-03T01:30:00.000000-04:00",
			"2024-11-03T01:00:00.000000-05:00",
		]);
		expect(instantWriter("Asia/Kolkata")(0n)).toBe("1970-01-01T05:30:00.000000+05:30");
	});

	it("takes the update's start as the current time", async () => {
		const zoned = await temporaryWarehouse({ timeZone: "Pacific/Auckland" });
		const time = (
			fn: "current_timestamp" | "current_date" | "localtimestamp" | "current_timezone",
			type: DataType,
		) => column({ kind: "currentTime", fn, type, nullable: false }, fn);
		const root = project(
			values([], []),
			time("current_timestamp", TIMESTAMP),
			time("current_date", DATE),
			time("localtimestamp", TIMESTAMP_NTZ),
			time("current_timezone", STRING),
		);
		expect(await rowsOf(zoned.warehouse, root)).toEqual([
			["2026-01-02T16:04:05.678901+13:00", "2026-01-02", "2026-01-02T16:04:05.678901", "Pacific/Auckland"],
		]);
		expect(await zoned.warehouse.explain(plan(root), execution())).toContain(String(NOW));
		await zoned.dispose();
	});
});
