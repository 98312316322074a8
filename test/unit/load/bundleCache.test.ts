import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cachedBundle } from "../../../src/load/bundleCache.js";

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "aqueduck-bundle-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(dir, name), text);
/** Files that were written long enough ago to be told apart by their times. */
const settle = (): Promise<void> => sleep(80);
async function code(): Promise<string> {
	const made = await cachedBundle([join(dir, "pipeline.ts")], dir, join(dir, ".aqueduck", "build", "1"));
	return made.outputs.map((output) => output.code).join("");
}
const kept = (): number => {
	try {
		return readdirSync(join(dir, ".aqueduck", "cache", "bundles")).length;
	} catch {
		return 0;
	}
};

it("gives the same bundle again and a new one for a changed file, of the same size too", async () => {
	write("pipeline.ts", 'import { n } from "./n.js";\nexport const a = n;\n');
	write("n.ts", "export const n = 1;\n");
	await settle();
	const first = await code();
	expect(kept()).toBe(1);
	expect(await code()).toBe(first);
	write("n.ts", "export const n = 2;\n");
	await settle();
	expect(await code()).toContain("n = 2");
	// The time of change is kept by the system, whatever the file says of its time.
	write("n.ts", "export const n = 3;\n");
	utimesSync(join(dir, "n.ts"), 1000, 1000);
	await settle();
	expect(await code()).toContain("n = 3");
});

it("sees a file that comes before another and a config above", async () => {
	write("pipeline.ts", 'import { n } from "./n";\nexport const a = n;\nexport class C { f = 1 }\n');
	mkdirSync(join(dir, "n"));
	write("n/index.ts", "export const n = 1;\n");
	await settle();
	expect(await code()).toContain("n = 1");
	write("n.ts", "export const n = 2;\n");
	await settle();
	expect(await code()).toContain("n = 2");
	write("tsconfig.json", '{ "compilerOptions": { "useDefineForClassFields": false, "target": "es2020" } }');
	await settle();
	expect(await code()).toContain("constructor");
});

it("keeps nothing of files that have just been written", async () => {
	write("pipeline.ts", "export const a = 1;\n");
	await code();
	expect(kept()).toBe(0);
});

it("tells a syntax error each time", async () => {
	write("pipeline.ts", "export const a = ;\n");
	await settle();
	for (const _ of [1, 2]) await expect(code()).rejects.toMatchObject({ code: "LOAD_SYNTAX" });
});
