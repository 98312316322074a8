import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compareExport, writeExport } from "../../src/run/exportFiles.js";
import { tempProject } from "../helpers/tempProject.js";

const files = [
	{ path: "a.py", text: "x = 1\n" },
	{ path: "deep/b.py", text: "y = 2\n" },
];

test("what the last export wrote and this one does not is deleted, nothing else", async () => {
	const dir = tempProject({ "mine.txt": "keep" });
	await writeExport(files, dir);
	expect(await compareExport(files, dir)).toEqual([]);
	const fewer = files.slice(0, 1);
	expect(await compareExport(fewer, dir)).toEqual([{ path: "deep/b.py", is: "left over" }]);
	await writeExport(fewer, dir);
	expect(existsSync(join(dir, "deep/b.py"))).toBe(false);
	expect(readFileSync(join(dir, "mine.txt"), "utf8")).toBe("keep");
	expect(await compareExport(fewer, dir)).toEqual([]);
});

test("a changed and a missing file are found", async () => {
	const dir = tempProject();
	await writeExport(files, dir);
	writeFileSync(join(dir, "a.py"), "x = 2\n");
	expect(await compareExport([...files, { path: "c.py", text: "" }], dir)).toEqual([
		{ path: "a.py", is: "changed" },
		{ path: "c.py", is: "missing" },
	]);
});

test.each(["../x.py", "/tmp/aqueduck-outside.py", "deep/../../x.py"])("%s is never written", async (path) => {
	const dir = join(tempProject(), "out");
	await expect(writeExport([{ path, text: "" }], dir)).rejects.toMatchObject({ code: "EXPORT_OUTSIDE" });
	expect(existsSync(join(dir, "../x.py"))).toBe(false);
});

test("a link does not lead out", async () => {
	const dir = tempProject();
	mkdirSync(join(dir, "out"));
	mkdirSync(join(dir, "elsewhere"));
	symlinkSync(join(dir, "elsewhere"), join(dir, "out", "deep"));
	await expect(writeExport(files, join(dir, "out"))).rejects.toMatchObject({ code: "EXPORT_OUTSIDE" });
	expect(readdirSync(join(dir, "elsewhere"))).toEqual([]);
});

test("a list of files that somebody changed deletes nothing outside", async () => {
	const dir = tempProject({ "victim.txt": "keep" });
	const out = join(dir, "out");
	await writeExport(files, out);
	writeFileSync(join(out, ".aqueduck-export.json"), JSON.stringify(["../victim.txt"]));
	await writeExport(files, out);
	expect(readFileSync(join(dir, "victim.txt"), "utf8")).toBe("keep");
});
