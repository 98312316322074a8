import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StructType } from "../../../../../src/core/dataTypes.js";
import { fileScanSql } from "../../../../../src/engines/duckdb/readers/index.js";
import { sessionSettings } from "../../../../../src/engines/duckdb/settings.js";
import { parseSchema } from "../../../../../src/plan/sql/parse.js";

/**
 * Whatever the check lets through to DuckDB's own reader has to give what the exact reader gives. A file is read twice:
 * as it is, and with an option that changes nothing but sends every line through the exact reader.
 */
let dir: string;
let connection: DuckDBConnection;
beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), "aqueduck-agree-"));
	connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
	await connection.run(sessionSettings("UTC"));
});
afterAll(() => {
	connection.closeSync();
	rmSync(dir, { recursive: true, force: true });
});

let seed = 42;
function random(below: number): number {
	seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
	return Math.floor((seed / 2 ** 32) * below);
}
const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;

async function rows(
	path: string,
	format: string,
	schema: StructType,
	options: Record<string, string>,
): Promise<string[]> {
	const scan = {
		kind: "scan" as const,
		id: "scan1",
		streaming: false,
		source: {
			kind: "files" as const,
			format,
			paths: [path],
			options,
			schema,
			partitions: { kind: "struct" as const, fields: [] },
			declared: true,
			cloudFiles: false,
		},
		output: schema.fields.map((f, i) => ({ id: i + 1, name: f.name, type: f.type, nullable: true })),
	};
	const made = await fileScanSql(scan, undefined, { projectDir: dir, timeZone: "UTC" }, connection);
	try {
		const result = await connection.runAndReadAll(made.sql);
		return result.getRowsJson().map((r) => JSON.stringify(r));
	} finally {
		made.dispose();
	}
}

const values = [
	...[
		"1",
		"-1",
		"0",
		"-0",
		"007",
		"127",
		"128",
		"99999",
		"2147483648",
		"999999999999999999",
		"9223372036854775808",
	],
	...[
		"1.5",
		"-0.0",
		"1e3",
		"1E-7",
		"1.005",
		"0.1",
		"123456.78",
		"1e400",
		"1.",
		".5",
		"+1",
		"1_0",
		"NaN",
		"12345678901234567.5",
	],
	...["true", "false", "True", "TRUE", "null", "x", "", " ", " 1 ", "é日😀", "a b"],
	...[
		"2024-02-29",
		"2023-02-29",
		"2024-1-2",
		"0000-01-01",
		"0001-01-01",
		"1582-10-10",
		"2024-01-02 03:04:05",
	],
	...[
		"2024-01-02T03:04:05.123456Z",
		"2024-01-02T03:04:05.1234567",
		"2024-01-02T24:00:00Z",
		"2024-01-02 03:04:05+02:00",
	],
	...[
		"2024-01-02 03:04:05+14:00",
		"2024-01-02 03:04:05 Europe/Paris",
		"2024-01-02T03:04",
		"12:30:00.",
		"1900-01-01T00:00:00Z",
	],
];

describe("DuckDB's readers and the exact ones agree", () => {
	const types =
		"i INT, l BIGINT, t TINYINT, d DOUBLE, f FLOAT, s STRING, b BOOLEAN, m DECIMAL(7,2), dt DATE, ts TIMESTAMP, n TIMESTAMP_NTZ";
	const schema = parseSchema(types);

	it("on JSON", async () => {
		const nested = parseSchema(`${types}, a ARRAY<INT>, o STRUCT<x: INT, y: STRING>, p MAP<STRING, INT>`);
		const names = nested.fields.map((f) => f.name);
		const scalar = (): string => {
			const value = pick(values);
			return random(2) === 0 || !/^-?[\d.]/.test(value) ? JSON.stringify(value) : value;
		};
		const special = [
			"null",
			"true",
			"[1,2]",
			'[1,"x"]',
			"[]",
			'{"x":1}',
			'{"x":1,"y":"z"}',
			'{"x":"1"}',
			'{"k":1,"k":2}',
			"{}",
			'"\\u00e9\\n\\/"',
			'"\\ud83d\\ude00"',
			'"\\ud800"',
			'"\\u0000"',
			'"a\tb"',
			"'q'",
		];
		const lines: string[] = [];
		for (let i = 0; i < 1500; i++) {
			const fields: string[] = [];
			for (const name of names)
				if (random(3) > 0)
					fields.push(
						`"${random(40) === 0 ? name.toUpperCase() : name}"${pick([":", ": ", " :"])}${random(3) > 0 ? scalar() : pick(special)}`,
					);
			if (random(20) === 0) fields.push('"other":{"x":[1,{"y":null}]}');
			if (random(30) === 0) fields.push(...fields.slice(0, 1));
			lines.push(`{${fields.join(pick([",", ", "]))}}${pick(["", "", "", " ", "x", ","])}`);
		}
		// One field a line too: that way nothing else in the line sends it to the exact reader.
		for (const name of names)
			for (const value of [
				...values.map((v) => JSON.stringify(v)),
				...values.filter((v) => v !== ""),
				...special,
			])
				lines.push(`{"${name}":${value}}`);
		for (const name of names)
			lines.push(`{"${name}":null,"${name}":1}`, `{"${name}":"x","${name}":2}`, `{"${name}":3,"${name}":4}`);
		writeFileSync(join(dir, "a.json"), `${lines.join("\n")}\n`);
		const native = await rows("a.json", "json", nested, {});
		writeFileSync(join(dir, "b.json"), `${lines.join("\u0001")}\u0001`);
		const exact = await rows("b.json", "json", nested, { lineSep: "\u0001" });
		expect(native).toEqual(exact);
		expect(native.length).toBeGreaterThan(2000);
	});

	it("on CSV", async () => {
		const lines: string[] = [];
		const cell = (): string => {
			const value = pick([...values, "a,b", 'q"r', "x\\y", 'z\\"w', "NA"]);
			switch (random(4)) {
				case 0:
					return `"${value}"`;
				case 1:
					return `"${value.replaceAll('"', '\\"')}"`;
				default:
					return value;
			}
		};
		const count = schema.fields.length;
		for (let i = 0; i < 1500; i++)
			lines.push(Array.from({ length: random(15) === 0 ? random(14) : count }, cell).join(","));
		for (let c = 0; c < count; c++)
			for (const value of [...values, '""', '"x"', '"1"', "NA", '"NA"'])
				lines.push(Array.from({ length: count }, (_, i) => (i === c ? value : "")).join(","));
		for (const options of [
			{},
			{ nullValue: "NA" },
			{ ignoreLeadingWhiteSpace: "true" },
			{ escape: '"' },
		] as Record<string, string>[]) {
			writeFileSync(join(dir, "a.csv"), `${lines.join("\n")}\n`);
			const native = await rows("a.csv", "csv", schema, options);
			// A limit on the length of values is nothing that DuckDB knows: every line is tokenized here.
			const exact = await rows("a.csv", "csv", schema, { ...options, maxCharsPerColumn: "100000" });
			expect(native).toEqual(exact);
			writeFileSync(join(dir, "a.csv"), `${lines.join("\r\n")}\r\n`);
			expect(await rows("a.csv", "csv", schema, options)).toEqual(exact);
		}
	});
});
