import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
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
	expect(await writeExport(fewer, dir)).toEqual(["deep/b.py"]);
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
	// Nothing is written beside it either, whatever comes first.
	expect(readdirSync(join(dir, "out"))).toEqual(["deep"]);
});

test("a folder that is made below a link out is not made", async () => {
	const dir = tempProject();
	mkdirSync(join(dir, "out"));
	mkdirSync(join(dir, "elsewhere"));
	symlinkSync("../elsewhere", join(dir, "out", "deep"));
	const deeper = [{ path: "deep/er/b.py", text: "" }];
	await expect(writeExport(deeper, join(dir, "out"))).rejects.toMatchObject({ code: "EXPORT_OUTSIDE" });
	expect(readdirSync(join(dir, "elsewhere"))).toEqual([]);
});

test.each(["a.py", "deep", ".aqueduck-export.json"])(
	"a link to nothing yet is not followed: %s",
	async (name) => {
		const dir = tempProject();
		mkdirSync(join(dir, "out"));
		mkdirSync(join(dir, "outside"));
		symlinkSync("../outside/evil", join(dir, "out", name));
		for (const act of [writeExport, compareExport])
			await expect(act(files, join(dir, "out"))).rejects.toMatchObject({ code: "EXPORT_BLOCKED" });
		expect(readdirSync(join(dir, "outside"))).toEqual([]);
		expect(readdirSync(join(dir, "out"))).toEqual([name]);
	},
);

test("links within the folder are followed, two files of one place are not", async () => {
	const dir = tempProject({ "real/b.py": "" });
	symlinkSync("real", join(dir, "deep"));
	await writeExport(files, dir);
	expect(readFileSync(join(dir, "real/b.py"), "utf8")).toBe("y = 2\n");
	expect(await compareExport(files, dir)).toEqual([]);
	const both = [...files, { path: "real/b.py", text: "z" }];
	await expect(writeExport(both, dir)).rejects.toMatchObject({ code: "EXPORT_BLOCKED" });
});

test.each<[string, Readonly<Record<string, string>>, string]>([
	["the folder is a file", { out: "x" }, "out is a file; the export needs a folder there"],
	["a folder above is a file", { out: "x" }, "out is a file; the export needs a folder there"],
	["a folder where a file belongs", { "out/a.py/mine.txt": "x" }, "a.py is no file"],
	[
		"a file where a folder belongs",
		{ "out/deep": "x" },
		"deep is a file; the export has a folder of that name",
	],
])("%s", async (title, there, message) => {
	const dir = tempProject(there);
	const out = join(dir, title.includes("above") ? "out/in" : "out");
	for (const act of [writeExport, compareExport]) {
		const error = await act(files, out).catch((e: unknown) => e);
		expect(error).toMatchObject({ code: "EXPORT_BLOCKED" });
		expect(String(error)).toContain(message);
	}
	for (const [name, text] of Object.entries(there)) expect(readFileSync(join(dir, name), "utf8")).toBe(text);
	expect(existsSync(join(dir, "out/.aqueduck-export.json"))).toBe(false);
});

test("another target's export is not deleted, unless its files are gone", async () => {
	const dir = tempProject();
	await writeExport(files, dir, "spark");
	const other = [{ path: "c.py", text: "" }];
	for (const act of [writeExport, compareExport])
		await expect(act(other, dir, "dagster")).rejects.toMatchObject({ code: "EXPORT_OTHER_TARGET" });
	expect(await compareExport(files, dir, "spark")).toEqual([]);
	rmSync(join(dir, "a.py"));
	rmSync(join(dir, "deep"), { recursive: true });
	expect(await writeExport(other, dir, "dagster")).toEqual([]);
});

test("a list of the form without a target is read", async () => {
	const dir = tempProject({ "old.py": "x", ".aqueduck-export.json": '["old.py"]' });
	expect(await writeExport(files, dir, "spark")).toEqual(["old.py"]);
});

test("what has become the user's own link or folder since is not deleted", async () => {
	const dir = tempProject({ "mine.py": "keep" });
	await writeExport([...files, { path: "c.py", text: "" }], dir);
	rmSync(join(dir, "c.py"));
	symlinkSync("mine.py", join(dir, "c.py"));
	rmSync(join(dir, "deep"), { recursive: true });
	mkdirSync(join(dir, "deep/b.py"), { recursive: true });
	expect(await writeExport(files.slice(0, 1), dir)).toEqual([]);
	expect(readFileSync(join(dir, "mine.py"), "utf8")).toBe("keep");
});

test("a list of files that somebody changed deletes nothing outside", async () => {
	const dir = tempProject({ "victim.txt": "keep" });
	const out = join(dir, "out");
	await writeExport(files, out);
	writeFileSync(join(out, ".aqueduck-export.json"), JSON.stringify(["../victim.txt"]));
	await writeExport(files, out);
	expect(readFileSync(join(dir, "victim.txt"), "utf8")).toBe("keep");
});

// Node's own recursive mkdir never ends there.
test.runIf(existsSync("/proc/self"))("where no folder can be made", async () => {
	await expect(writeExport(files, "/proc/aqueduck/out")).rejects.toMatchObject({ code: "EXPORT_BLOCKED" });
});
