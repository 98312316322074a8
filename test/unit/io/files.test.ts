import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { typeName } from "../../../src/core/dataTypes.js";
import { AqueduckError } from "../../../src/core/errors/index.js";
import { findFiles, instantIn, localPath, namePattern, uriPath } from "../../../src/io/files/index.js";

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "aqueduck-files-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(...paths: string[]): void {
	for (const path of paths) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), "x");
	}
}

const find = (paths: string | string[], options: Record<string, string> = {}) =>
	findFiles([paths].flat(), options, { projectDir: root, timeZone: "UTC" });
const keys = (paths: string | string[], options: Record<string, string> = {}) =>
	find(paths, options).files.map((f) => f.key);

function codeOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		if (error instanceof AqueduckError) return error.diagnostic.sparkCondition ?? error.code;
		throw error;
	}
	return "no error";
}

describe("listing", () => {
	it("leaves out hidden names and plain subfolders", () => {
		put(
			"in/a.json",
			"in/_b.json",
			"in/.c.json",
			"in/d.json._COPYING_",
			"in/x.crc",
			"in/sub/e.json",
			"in/_SUCCESS",
		);
		expect(keys("in")).toEqual(["a.json", "x.crc"]);
		expect(keys("in", { recursiveFileLookup: "true" })).toEqual(["a.json", "sub/e.json", "x.crc"]);
		expect(keys("in/_b.json")).toEqual([]);
	});

	it("expands globs with braces, classes and escapes", () => {
		put("in/a1.json", "in/a2.json", "in/b.json", "in/c/d.json", "in/[x].json");
		expect(keys("in/a?.json")).toEqual(["a1.json", "a2.json"]);
		expect(keys("in/a[!1].json")).toEqual(["a2.json"]);
		expect(keys("in/{b,c/d}.json")).toEqual(["b.json", "c/d.json"]);
		expect(keys("in/[x].json")).toEqual(["[x].json"]);
		expect(keys("in/*")).toEqual(["[x].json", "a1.json", "a2.json", "b.json", "c/d.json"]);
	});

	it("gives keys relative to the folder before the first wildcard, of several paths to the project", () => {
		put("in/a/x.json", "in/b/y.json");
		expect(keys("in/*/*.json")).toEqual(["a/x.json", "b/y.json"]);
		expect(keys("in/a")).toEqual(["x.json"]);
		expect(keys("in/a/x.json")).toEqual(["x.json"]);
		expect(keys(["in/a", "in/b"])).toEqual(["in/a/x.json", "in/b/y.json"]);
	});

	it("finds partitions, their types and their decoded values", () => {
		put(
			"in/y=2024/m=02/k=a%20b/1.json",
			"in/y=2023/m=10/k=__HIVE_DEFAULT_PARTITION__/2.json",
			"in/loose.json",
		);
		const { files, partitions } = find("in");
		expect(partitions.map((p) => `${p.name} ${typeName(p.type)}`)).toEqual(["y int", "m int", "k string"]);
		expect(files.map((f) => f.partitions)).toEqual([
			{ y: "2023", m: "10", k: null },
			{ y: "2024", m: "02", k: "a b" },
		]);
		expect(find("in", { recursiveFileLookup: "true" }).partitions).toEqual([]);
		expect(find("in/y=2024").partitions.map((p) => p.name)).toEqual(["m", "k"]);
		expect(find("in/y=2024", { basePath: "in" }).partitions.map((p) => p.name)).toEqual(["y", "m", "k"]);
	});

	it("refuses partition folders that contradict each other", () => {
		put("in/k=1/a.json", "in/j=2/b.json");
		expect(codeOf(() => find("in"))).toBe("CONFLICTING_PARTITION_COLUMN_NAMES");
		put("other/k=/a.json");
		expect(codeOf(() => find("other"))).toBe("EMPTY_PARTITION_COLUMN_VALUE");
	});

	it("filters by name and by time", () => {
		put("in/a.json", "in/b.txt");
		utimesSync(join(root, "in/a.json"), 1e9, 1e9);
		expect(keys("in", { pathGlobFilter: "*.{json,csv}" })).toEqual(["a.json"]);
		expect(keys("in", { modifiedBefore: "2001-09-09T01:46:41" })).toEqual(["a.json"]);
		expect(keys("in", { modifiedAfter: "2001-09-09T01:46:40" })).toEqual(["b.txt"]);
		expect(keys("in", { modifiedBefore: "2001-09-08T21:46:41", timeZone: "America/New_York" })).toEqual([
			"a.json",
		]);
	});

	it("says which path is missing, and refuses remote ones", () => {
		expect(codeOf(() => find("nowhere"))).toBe("PATH_NOT_FOUND");
		expect(codeOf(() => find("in/*.json"))).toBe("PATH_NOT_FOUND");
		expect(codeOf(() => find("s3://bucket/x"))).toBe("SOURCE_UNSUPPORTED");
	});
});

describe("paths", () => {
	it("understands file: and relative paths", () => {
		expect(localPath("file:///a/b", "/p")).toBe("/a/b");
		expect(localPath("file:/a/b", "/p")).toBe("/a/b");
		expect(localPath("a/../b/", "/p")).toBe("/p/b");
	});

	it("escapes as Java does", () => {
		expect(uriPath("/a b%20/é#?[x].json")).toBe("/a%20b%2520/é%23%3F%5Bx%5D.json");
	});

	it("matches whole names", () => {
		expect(namePattern("a.*")("a.json")).toBe(true);
		expect(namePattern("a.*")("ba.json")).toBe(false);
	});
});

describe("wall-clock times", () => {
	const at = (text: string): string =>
		new Date(instantIn("America/New_York", Date.parse(`${text}Z`))).toISOString();
	it("moves a time in a gap forward and takes the earlier of two", () => {
		expect(at("2024-03-10T02:30:00")).toBe("2024-03-10T07:30:00.000Z");
		expect(at("2024-11-03T01:30:00")).toBe("2024-11-03T05:30:00.000Z");
		expect(at("1800-01-01T00:00:00")).toBe("1800-01-01T04:56:02.000Z");
	});
});
