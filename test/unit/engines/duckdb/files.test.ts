import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIGINT, field, STRING, struct } from "../../../../src/core/dataTypes.js";
import { createEngine } from "../../../../src/engines/duckdb/index.js";
import type { SourceFile, Warehouse } from "../../../../src/engines/tableEngine.js";
import type { BoundRelation, BoundScan, FileScan } from "../../../../src/plan/bound.js";
import {
	attribute,
	column,
	execution,
	join,
	project,
	ref,
	rowSet,
	scan,
	table,
	temporaryWarehouse,
	test,
} from "./builders.js";

let at: Awaited<ReturnType<typeof temporaryWarehouse>>;
let w: Warehouse;
beforeAll(async () => {
	at = await temporaryWarehouse();
	w = at.warehouse;
	const folder = joinPath(at.storage, "in");
	mkdirSync(folder);
	writeFileSync(joinPath(folder, "1.json"), '{"id": 1, "name": "a"}\n{"id": 2}\n');
	writeFileSync(joinPath(folder, "2.json"), '{"id": "three", "name": "c"}\n');
});
afterAll(() => at.dispose());

const id = attribute("id", BIGINT);
const name = attribute("name", STRING);
const schema = struct([field("id", BIGINT), field("name", STRING)]);
const source: FileScan = {
	format: "json",
	paths: ["in"],
	options: {},
	schema,
	partitions: struct([]),
	declared: true,
	cloudFiles: false,
};
const files: BoundScan = {
	kind: "scan",
	id: "scan1",
	source: { kind: "files", ...source },
	streaming: false,
	output: [id, name],
};
const file = (key: string): SourceFile => ({
	path: joinPath(at.storage, "in", key),
	key,
	size: 1,
	modified: 0,
	partitions: {},
});
const leftovers = (): string[] => readdirSync(tmpdir()).filter((f) => f.startsWith("aqueduck-read-"));

describe("file scans", () => {
	it("read what is there, or the files of this execution", async () => {
		expect(await rowSet(w, files)).toEqual([
			[1n, "a"],
			[2n, null],
			[null, "c"],
		]);
		const one = new Map([["scan1", { kind: "files", files: [file("2.json")] } as const]]);
		expect(await rowSet(w, files, { inputs: one })).toEqual([[null, "c"]]);
		const none = new Map([["scan1", { kind: "empty" } as const]]);
		expect(await rowSet(w, files, { inputs: none })).toEqual([]);
	});

	it("are stored, filtered and joined like any other relation, and shared", async () => {
		const other = project(files, column(ref(id), "k"));
		const both: BoundRelation = join(files, other, {
			on: test("=", ref(id), ref(other.output[0] as typeof id)),
		});
		const out = project(both, column(ref(id), "id"), column(ref(name), "name"));
		await w.transaction((tx) => tx.overwrite(table("f"), out, execution()));
		expect(await rowSet(w, scan(table("f"), [attribute("id"), attribute("name", STRING)]))).toEqual([
			[1n, "a"],
			[2n, null],
		]);
		const before = leftovers().length;
		await rowSet(w, files);
		expect(leftovers().length).toBeLessThanOrEqual(before);
	});

	it("have their schema inferred without a warehouse", async () => {
		const read = { format: "json", paths: ["in"], options: {}, cloudFiles: false, streaming: false };
		const found = await createEngine().inferSchema(read, { projectDir: at.storage, timeZone: "UTC" });
		expect(found.schema.fields.map((f) => [f.name, f.type.kind])).toEqual([
			["id", "string"],
			["name", "string"],
		]);
	});

	it("say which path is missing", async () => {
		const gone = { ...files, source: { ...source, kind: "files", paths: ["nowhere"] } } as BoundScan;
		const error: unknown = await rowSet(w, gone).catch((e: unknown) => e);
		expect(error).toMatchObject({ code: expect.stringMatching(/^SOURCE_/) });
		expect(await rowSet(w, files)).toHaveLength(3);
	});
});
