import { SourceMap } from "node:module";
import { resolve } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { keepSourceMap, originalPlace } from "../../../src/core/sourceMap.js";

const FILES: Readonly<Record<string, string>> = {
	"a.ts":
		'import { b } from "./b";\nenum Size { Small = 1, Large }\n\nexport const a = <T,>(x: T) => [x, b(Size.Large), "🚀", `${x}`];\n',
	"b.ts":
		"/** Twice. */\nexport function b(n: number): number {\n\t// no code\n\treturn n * 2;\n}\nclass C { @dec m() {} }\nfunction dec() {}\nexport { C };\n",
};

it("finds what Node's own source map finds, at every position of a bundle", async () => {
	const { outputFiles } = await build({
		stdin: {
			contents: 'export * from "./a";\nexport * from "./b";',
			sourcefile: "<entries>",
			resolveDir: "/",
		},
		bundle: true,
		format: "esm",
		target: "node20",
		sourcemap: "external",
		sourcesContent: false,
		outdir: "/project/build",
		write: false,
		plugins: [
			{
				name: "memory",
				setup(it) {
					it.onResolve({ filter: /^\.\/[ab]$/ }, ({ path }) => ({ path: `/project${path.slice(1)}.ts` }));
					it.onLoad({ filter: /^\/project\// }, ({ path }) => ({
						contents: FILES[path.slice("/project/".length)] ?? "",
						loader: "ts",
					}));
				},
			},
		],
	});
	const text = (ending: string): string => outputFiles.find((f) => f.path.endsWith(ending))?.text ?? "";
	const bundle = "/project/build/bundle.mjs";
	const map = JSON.parse(text(".map"));
	keepSourceMap(bundle, JSON.stringify(map));
	const oracle = new SourceMap(map);
	const lines = text(".js").split("\n");
	expect(lines.length).toBeGreaterThan(20);
	for (const [line, code] of lines.entries())
		for (let col = 0; col <= code.length; col++) {
			const entry = oracle.findEntry(line, col);
			const expected =
				"originalSource" in entry && entry.originalSource !== undefined
					? {
							file: resolve("/project/build", entry.originalSource),
							line: entry.originalLine + 1,
							col: entry.originalColumn + 1,
						}
					: undefined;
			expect(originalPlace(bundle, line + 1, col + 1), `${line}:${col}`).toEqual(expected);
		}
	expect(originalPlace("/project/build/other.mjs", 1, 1)).toBeUndefined();
});
