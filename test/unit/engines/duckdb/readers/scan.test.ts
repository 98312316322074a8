import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schemaDdl } from "../../../../../src/core/dataTypes.js";
import { AqueduckError } from "../../../../../src/core/errors/index.js";
import { describeFiles, fileScanSql, inferFiles } from "../../../../../src/engines/duckdb/readers/index.js";
import { sessionSettings } from "../../../../../src/engines/duckdb/settings.js";
import { resolveOptions } from "../../../../../src/io/formats/index.js";
import { parseSchema } from "../../../../../src/plan/sql/parse.js";

let dir: string;
let scratchDir: string;
const outerTmp = process.env["TMPDIR"];
let connection: DuckDBConnection;
beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), "aqueduck-scan-"));
	// Copies are counted: no other process may make its own beside them.
	scratchDir = mkdtempSync(join(tmpdir(), "aqueduck-scratch-"));
	process.env["TMPDIR"] = scratchDir;
	connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
	await connection.run(sessionSettings("UTC"));
});
afterAll(() => {
	connection.closeSync();
	if (outerTmp === undefined) delete process.env["TMPDIR"];
	else process.env["TMPDIR"] = outerTmp;
	rmSync(dir, { recursive: true, force: true });
	rmSync(scratchDir, { recursive: true, force: true });
});

const scratches = (): number => readdirSync(scratchDir).length;
const context = () => ({ projectDir: dir, timeZone: "UTC" });

async function prepare(path: string, format: string, schema?: string, options: Record<string, string> = {}) {
	const resolved = resolveOptions(format, options);
	if (!resolved) throw new Error(`no format ${format}`);
	const base = { ...resolved, paths: [path] };
	const declared = schema === undefined ? {} : { declared: parseSchema(schema) };
	const found = await inferFiles({ ...base, ...declared, streaming: false }, context(), connection);
	const output = [...found.schema.fields, ...found.partitions.fields].map((f, i) => ({
		id: i + 1,
		name: f.name,
		type: f.type,
		nullable: true,
	}));
	const source = { kind: "files" as const, ...base, ...found, declared: schema !== undefined };
	const scan = { kind: "scan" as const, id: "scan1", streaming: false, source, output };
	return {
		ddl: schemaDdl(found.schema),
		source,
		make: () => fileScanSql(scan, undefined, context(), connection),
	};
}

async function rows(path: string, format: string, schema?: string, options: Record<string, string> = {}) {
	const { make } = await prepare(path, format, schema, options);
	const made = await make();
	try {
		return (await connection.runAndReadAll(made.sql)).getRowsJson();
	} finally {
		made.dispose();
	}
}

describe("scans of files", () => {
	it("reads a stream of JSON lines with a schema, and files well-formed as they are", async () => {
		writeFileSync(
			join(dir, "flights.json"),
			'{"date":"2024/01/02 03:04","delay":5,"origin":"SFO","x":1}\n{"delay":-3,"origin":"JFK"}\n',
		);
		const before = scratches();
		const made = await (
			await prepare("flights.json", "json", "date STRING, delay INT, origin STRING")
		).make();
		expect(scratches()).toBe(before);
		expect((await connection.runAndReadAll(made.sql)).getRowsJson()).toEqual([
			["2024/01/02 03:04", 5, "SFO"],
			[null, -3, "JFK"],
		]);
		made.dispose();
	});

	it("makes a copy of a file with a bad line, and takes it away", async () => {
		writeFileSync(join(dir, "bad.json"), '{"a":1}\n{"a":"x"}\nbad\n{"a":2}');
		const before = scratches();
		const made = await (await prepare("bad.json", "json", "a INT, _corrupt_record STRING")).make();
		expect(scratches()).toBe(before + 1);
		expect((await connection.runAndReadAll(made.sql)).getRowsJson()).toEqual([
			[1, null],
			[null, '{"a":"x"}'],
			[null, "bad"],
			[2, null],
		]);
		made.dispose();
		expect(scratches()).toBe(before);
	});

	it("keeps every line where pieces of a large file meet, and takes long lines", async () => {
		const line = (i: number, pad = 90): string => JSON.stringify({ i, text: "é".repeat(pad) });
		const lines = Array.from({ length: 60_000 }, (_, i) => line(i));
		lines[30_000] = line(30_000, 3_000_000);
		lines[45_000] = '{"i":"bad"}';
		lines[59_999] = line(59_999, 12_000_000);
		writeFileSync(join(dir, "large.json"), lines.join("\n"));
		const { make } = await prepare("large.json", "json", "i BIGINT, text STRING");
		const made = await make();
		const result = await connection.runAndReadAll(
			`SELECT count(*), count(i), sum(i), sum(length(text)) FROM (${made.sql})`,
		);
		made.dispose();
		const sum = (60_000 * 59_999) / 2 - 45_000;
		expect(result.getRowsJson()).toEqual([["60000", "59999", String(sum), String(59_997 * 90 + 15_000_000)]]);
	});

	it("tells the line of a malformed record under FAILFAST, and leaves no copy behind", async () => {
		writeFileSync(join(dir, "fail.json"), '{"a":1}\n{"a":"x"}\n');
		const before = scratches();
		const error = await rows("fail.json", "json", "a INT", { mode: "FAILFAST" }).catch((e: unknown) => e);
		expect(error).toBeInstanceOf(AqueduckError);
		expect((error as AqueduckError).message).toContain("fail.json:2");
		expect((error as AqueduckError).diagnostic.sparkCondition).toBe("FAILED_READ_FILE.NO_HINT");
		expect(scratches()).toBe(before);
	});

	it("rescues what does not fit", async () => {
		writeFileSync(join(dir, "rescue.json"), '{"a":1}\n{"a":"x","b":{"c":[1]}}\nbad\n');
		const found = await rows("rescue.json", "json", "a INT", { rescuedDataColumn: "_rescued_data" });
		expect(found).toEqual([
			[1, null],
			[null, `{"a":"x","b":{"c":[1]},"_file_path":"file://${join(dir, "rescue.json")}"}`],
			[null, null],
		]);
		writeFileSync(join(dir, "rescue.csv"), "1,x\ny,z,w\n");
		expect(await rows("rescue.csv", "csv", "a INT, b STRING", { rescuedDataColumn: "r" })).toEqual([
			[1, "x", null],
			[null, "z", `{"a":"y","_c2":"w","_file_path":"file://${join(dir, "rescue.csv")}"}`],
		]);
	});

	it("infers text for cloudFiles unless asked, follows hints, and adds the rescued data column", async () => {
		writeFileSync(join(dir, "cloud.json"), '{"n":1,"s":{"x":2}}\n');
		const cloud = { "cloudFiles.format": "json" };
		expect((await prepare("cloud.json", "cloudFiles", undefined, cloud)).ddl).toBe(
			"n STRING, s STRUCT<x: STRING>, _rescued_data STRING",
		);
		const typed = {
			...cloud,
			"cloudFiles.inferColumnTypes": "true",
			"cloudFiles.schemaHints": "n INT, extra DATE",
		};
		expect((await prepare("cloud.json", "cloudFiles", undefined, typed)).ddl).toBe(
			"n INT, s STRUCT<x: BIGINT>, extra DATE, _rescued_data STRING",
		);
		expect(await rows("cloud.json", "cloudFiles", undefined, cloud)).toEqual([["1", { x: "2" }, null]]);
	});

	it("passes over missing and corrupt files only when told to", async () => {
		writeFileSync(join(dir, "z1.json.gz"), gzipSync('{"a":1}\n'));
		writeFileSync(join(dir, "z2.json.gz"), "no gzip");
		await expect(rows("z*.json.gz", "json", "a INT")).rejects.toThrow("z2.json.gz");
		expect(await rows("z*.json.gz", "json", "a INT", { ignoreCorruptFiles: "true" })).toEqual([[1]]);
		writeFileSync(join(dir, "gone.json"), '{"a":1}\n');
		const { source, make } = await prepare("gone.json", "json", "a INT", { ignoreMissingFiles: "true" });
		unlinkSync(join(dir, "gone.json"));
		await expect(make()).rejects.toThrow("No such file");
		expect(source.paths).toEqual(["gone.json"]);
	});

	it("says what it reads", async () => {
		const file = { path: "/p/a.json", key: "a.json", size: 1, modified: 0, partitions: {} };
		expect(describeFiles({ format: "json", paths: ["data"] }, [file, file])).toBe(
			"read 2 files as json from data",
		);
	});
});
