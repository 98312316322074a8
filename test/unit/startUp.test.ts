import { build } from "esbuild";
import { expect, it } from "vitest";
import { languageDoor } from "../../scripts/lib/deferLanguage.js";

it('import "aqueduck" loads nothing but Node itself: no native module, no compiler, no zod', async () => {
	const { metafile } = await build({
		entryPoints: ["src/index.ts"],
		bundle: true,
		format: "esm",
		platform: "node",
		packages: "external",
		plugins: [languageDoor],
		outdir: "unused",
		splitting: true,
		write: false,
		metafile: true,
		logLevel: "silent",
	});
	const loaded = Object.values(metafile.outputs).flatMap((output) => output.imports);
	const others = loaded.filter((each) => each.external && each.kind === "import-statement");
	// Itself, for the language.
	expect(others.map((each) => each.path).filter((path) => !path.startsWith("node:"))).toEqual(["./sdk.js"]);
	const modules = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
	expect(modules.filter((path) => /^src\/(engines|load|run|runtime|graph)\//.test(path))).toEqual([]);
	expect(modules.filter((path) => /^src\/plan\/(analyze|functions|sql)\//.test(path))).toEqual([]);
});
