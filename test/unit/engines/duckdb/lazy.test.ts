import { build } from "esbuild";
import { expect, it } from "vitest";

/** What is loaded with a module before anything of it runs. */
async function loadedWith(entry: string): Promise<readonly string[]> {
	const { metafile } = await build({
		entryPoints: [entry],
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
	const [start] = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry) ?? [];
	const seen = new Set<string>();
	const visit = (path: string): void => {
		const output = metafile.outputs[path];
		if (!output || seen.has(path)) return;
		seen.add(path);
		for (const used of output.imports) if (used.kind === "import-statement") visit(used.path);
	};
	visit(start as string);
	return [...seen].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
}

it("the engine checks plans without loading DuckDB", async () => {
	const modules = await loadedWith("src/engines/duckdb/index.ts");
	expect(modules).toContain("src/engines/duckdb/check.ts");
	expect(modules).not.toContain("src/engines/duckdb/duckdb.ts");
});

it("the loader does without zod and the command without the engine", async () => {
	expect(await loadedWith("src/load/load.ts")).not.toContain("src/load/definitionOptions.ts");
	const command = await loadedWith("src/cli/commands/run.ts");
	expect(command.filter((path) => path.startsWith("src/engines/duckdb/"))).toEqual([]);
});
