import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundle } from "../../../src/load/bundle.js";
import { tempProject } from "../../helpers/tempProject.js";

const bundled = (dir: string, ...names: string[]) =>
	bundle(
		names.map((name) => join(dir, name)),
		dir,
		join(dir, ".aqueduck", "build", "1"),
	);
/** A disk that takes both names for one file has nothing to tell apart. */
const tellsApart = (): boolean => !existsSync(join(tempProject({ "x.txt": "" }), "X.txt"));

test("two files whose names differ in capitals alone are refused: one would vanish", async () => {
	if (!tellsApart()) return;
	const dir = tempProject({ "A_B.ts": "export const upper = 7;\n", "a_b.ts": "export const lower = 2;\n" });
	const error = await bundled(dir, "A_B.ts", "a_b.ts").catch((e: unknown) => e);
	expect(error).toMatchObject({
		code: "LOAD_SAME_PATH",
		diagnostic: { file: expect.stringMatching(/a_b.ts$/i) },
	});
	expect(String(error)).toContain("A_B.ts and a_b.ts differ in capitals alone");
});

test("so are two that are imported", async () => {
	if (!tellsApart()) return;
	const dir = tempProject({
		"pipeline.ts":
			'import { n } from "./lib/n.js";\nimport { n as m } from "./Lib/n.js";\nexport const sum = [n, m];\n',
		"lib/n.ts": "export const n = 1;\n",
		"Lib/n.ts": "export const n = 2;\n",
	});
	await expect(bundled(dir, "pipeline.ts")).rejects.toMatchObject({ code: "LOAD_SAME_PATH" });
});

test("names that differ in more are fine", async () => {
	const dir = tempProject({ "a_b.ts": "export const a = 7;\n", "ab.ts": "export const b = 2;\n" });
	expect((await bundled(dir, "a_b.ts", "ab.ts")).inputs).toHaveLength(2);
});
