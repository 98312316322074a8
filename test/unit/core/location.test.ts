import { expect, test } from "vitest";
import { globRoot, globToRegExp } from "../../../src/core/glob.js";
import { CallSite, offsetAt, parseStack, positionAt } from "../../../src/core/location.js";

test("stack lines of every shape are read", () => {
	const stack = [
		"Error",
		"    at Flights.raw (file:///p/a%20b/pipeline.ts:3:11)",
		"    at async load (/p/load.ts:10:2)",
		"    at /p/top.ts:1:1",
		"    at new Promise (<anonymous>)",
	].join("\n");
	expect(parseStack(stack)).toEqual([
		{ file: "/p/a b/pipeline.ts", line: 3, col: 11, name: "Flights.raw" },
		{ file: "/p/load.ts", line: 10, col: 2, name: "load" },
		{ file: "/p/top.ts", line: 1, col: 1 },
	]);
});

test("a call site starts at the caller of the given function", () => {
	function api(): CallSite {
		return CallSite.capture(api);
	}
	const [frame] = api().frames();
	expect(frame?.file).toBe(import.meta.filename);
});

test("positions and offsets are each other's inverse", () => {
	const text = "ab\ncd\n\nx";
	for (let offset = 0; offset < text.length; offset++)
		expect(offsetAt(text, positionAt(text, offset))).toBe(offset);
	expect(positionAt(text, 4)).toEqual({ line: 2, col: 2 });
});

test("globs stay inside a folder unless they say **", () => {
	expect(globToRegExp("src/**/*.ts").test("src/a/b.ts")).toBe(true);
	expect(globToRegExp("src/**/*.ts").test("src/b.ts")).toBe(true);
	expect(globToRegExp("src/*.ts").test("src/a/b.ts")).toBe(false);
	expect(globToRegExp("{a,b}?.ts").test("bx.ts")).toBe(true);
	expect(globToRegExp("a[!b].ts").test("ab.ts")).toBe(false);
	expect(globToRegExp("a(b)+.ts").test("a(b)+.ts")).toBe(true);
	expect(globRoot("src/gold/*.ts")).toBe("src/gold");
	expect(globRoot("*.ts")).toBe("");
});
