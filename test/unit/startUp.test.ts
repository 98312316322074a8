import { build } from "esbuild";
import { expect, it } from "vitest";

it('import "aqueduck" loads nothing but Node itself: no native module, no compiler, no zod', async () => {
	const { metafile } = await build({
		entryPoints: ["src/index.ts"],
		bundle: true,
		format: "esm",
		platform: "node",
		packages: "external",
		outdir: "unused",
		splitting: true,
		write: false,
		metafile: true,
		logLevel: "silent",
	});
	const loaded = Object.values(metafile.outputs).flatMap((output) => output.imports);
	const others = loaded.filter((each) => each.external && each.kind === "import-statement");
	expect(others.map((each) => each.path).filter((path) => !path.startsWith("node:"))).toEqual([]);
	const modules = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
	expect(modules.filter((path) => /^src\/(engines|load|run|runtime|graph)\//.test(path))).toEqual([]);
});
