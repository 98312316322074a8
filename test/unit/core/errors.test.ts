import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import errorsGenerator from "../../../scripts/generators/errors.js";
import { CATALOGUE, type ErrorCode, isErrorCode, specOf } from "../../../src/core/errors/index.js";

const ROOT = join(import.meta.dirname, "../../..");
const AREAS = join(ROOT, "src/core/errors");
const codes = Object.keys(CATALOGUE) as ErrorCode[];

/** All TypeScript of the product, without the catalogue itself. */
function sources(dir: string): string[] {
	return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const path = join(dir, entry.name);
		if (path === AREAS) return [];
		if (entry.isDirectory()) return sources(path);
		return path.endsWith(".ts") ? [readFileSync(path, "utf8")] : [];
	});
}

/** Code → how often it is written in the sources. */
function uses(): ReadonlyMap<string, number> {
	const areas = [...new Set(codes.map((code) => code.slice(0, code.indexOf("_"))))].join("|");
	const found = new Map<string, number>();
	for (const text of sources(join(ROOT, "src")))
		for (const [, code = ""] of text.matchAll(new RegExp(`"((?:${areas})_[A-Z][A-Z_]+)"`, "g")))
			found.set(code, (found.get(code) ?? 0) + 1);
	return found;
}

describe("the catalogue of errors", () => {
	const used = uses();

	it("has no code that nothing uses", () => expect(codes.filter((code) => !used.has(code))).toEqual([]));

	it("has every code that is used", () =>
		expect([...used.keys()].filter((code) => !isErrorCode(code))).toEqual([]));

	it("is what docs/errors.md says", async () => {
		for (const [path, text] of Object.entries(await errorsGenerator.outputs()))
			expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
		const docs = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
		expect([...docs.matchAll(/^### (\S+)$/gm)].map((m) => m[1]).sort()).toEqual([...codes].sort());
	});

	it.each(codes)("%s is explained in sentences", (code) => {
		const { explain } = specOf(code);
		expect(explain).toMatch(/^[\p{L}`].*\.$/su);
		expect(explain.length).toBeGreaterThan(20);
	});

	it("names only areas that exist", () =>
		expect([...new Set(codes.map((c) => c.split("_")[0]))].sort()).toEqual(
			"CLI CONFIG DEFINITION ENGINE EXPORT GRAPH LOAD PLAN RUN SOURCE SQL VERIFY".split(" "),
		));
});
