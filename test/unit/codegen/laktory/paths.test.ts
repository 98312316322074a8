import { describe, expect, test } from "vitest";
import type { Disk } from "../../../../src/codegen/export/laktory/disk.js";
import { filesUnder } from "../../../../src/codegen/export/laktory/polars/paths.js";

const nowhere: Disk = { kindOf: () => undefined, foldersIn: () => [] };
const disk: Disk = {
	kindOf: (path) =>
		({ "data/part.json": "folder", "data/plain": "file" })[path] as "file" | "folder" | undefined,
	foldersIn: (path) => (path === "data" ? ["js", ".hidden"] : []),
};
const pathOf = (path: string, on: Disk = nowhere): unknown => {
	const found = filesUnder(path, on);
	return "path" in found ? found.path : found.reason;
};

describe("the files that Spark reads under a path", () => {
	test.each([
		["data/t.json", "data/t.json"],
		["data/orders", "data/orders/[!_.]*"],
		["data/orders/", "data/orders/[!_.]*"],
		["/", "/[!_.]*"],
		["data/*", "data/[!_.]*"],
		["data/*.json", "data/[!_.]*.json"],
		["data/*_x.json", "data/[!_.]*_x.json"],
		["data/?.json", "data/[!_.].json"],
		["data/[^a]*.json", "data/[!_.a]*.json"],
		["data/[a-c]*.json", "data/[a-c]*.json"],
		["data/js*/*.json", "data/js*/[!_.]*.json"],
		["data/a*", "data/a*"],
		["s3://bucket/t.json", "s3://bucket/t.json"],
	])("%j is %j for Polars", (path, pattern) => {
		expect(pathOf(path)).toBe(pattern);
	});

	test("what is on the disk says more than a name", () => {
		expect(pathOf("data/part.json", disk)).toBe("data/part.json/[!_.]*");
		expect(pathOf("data/plain", disk)).toBe("data/plain");
		expect(pathOf("data/a*", disk)).toBe("data/a*");
	});

	test.each([
		["data/_t.json", /reads no file whose name starts/],
		["data/{a,b}.json", /no such pattern/],
		["data/**/*.json", /no such pattern/],
		["data/*x.json", /without hidden ones/],
		["data/[_a]*.json", /without hidden ones/],
		["data/js*/*", /may name folders/],
		["data/*", /the folder js too/],
		["data/j*", /the folder js too/],
		["s3://bucket/*.json", /other patterns/],
		["s3://bucket/orders", /hidden files of a folder/],
	])("%j is refused", (path, reason) => {
		expect(pathOf(path, disk)).toMatch(reason);
	});
});
