import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { mergeChunks } from "./mergeChunks.js";

/** Entry points for the time of the build: the door, so that `sdk.js` exports it, and what lies behind. */
export const LANGUAGE = ["src/plan/languageDoor.ts", "src/plan/language.ts"] as const;
const ENTRIES = LANGUAGE.map((source) => source.replace(/^src\/(.*)\.ts$/, "dist/$1.js"));
const CHUNKS = "dist/chunks";

/**
 * Puts the loading of the language in the place of the door's import. The DSL is synchronous, so it cannot be an ES module:
 * Node 20 and 22 refuse to `require` one that something else is importing at the time. It is the body of a function instead,
 * which gets the SDK's own exports.
 */
export const languageDoor: Plugin = {
	name: "language door",
	setup(build) {
		build.onResolve({ filter: /^\.\/sdk\.js$/ }, ({ path }) => ({ path, external: true }));
		build.onLoad({ filter: /[/\\]src[/\\]plan[/\\]languageDoor\.ts$/ }, () => ({ contents: DOOR }));
	},
};

const DOOR = `
import * as sdk from "./sdk.js";
const builtin = process.getBuiltinModule;
function load() {
	const filename = builtin("url").fileURLToPath(new URL("./language.cjs", import.meta.url));
	const text = builtin("fs").readFileSync(filename, "utf8");
	return builtin("vm").compileFunction(text, ["sdk"], { filename })(sdk);
}
let loaded;
export const language = () => (loaded ??= load());
`;

/**
 * Makes such a function of the language's chunks, and an ES module with the same exports for all that imports them: however
 * it is reached, it exists once. Needs the merged `sdk.js`. Gives the outputs as they are afterwards.
 */
export async function deferLanguage(
	root: string,
	outputs: Metafile["outputs"],
): Promise<Metafile["outputs"]> {
	const merged = await mergeChunks(root, outputs, ENTRIES[1] as string, "language");
	const module = join(root, CHUNKS, "language.js");
	const { text, exported } = asFunction(readFileSync(module, "utf8"));
	writeFileSync(join(root, CHUNKS, "language.cjs"), text);
	const wrapper = `import{language}from"./sdk.js";export const{${exported.join(",")}}=language();\n`;
	writeFileSync(module, wrapper);
	for (const file of ENTRIES.flatMap((entry) => [entry, `${entry}.map`])) rmSync(join(root, file));
	// One line more than the map knows.
	const map = readFileSync(`${module}.map`, "utf8").replace('"mappings": "', "$&;");
	writeFileSync(join(root, CHUNKS, "language.cjs.map"), map);
	rmSync(`${module}.map`);
	return Object.fromEntries(
		Object.entries(merged).flatMap(([file, output]) => {
			if (ENTRIES.some((entry) => file === entry || file === `${entry}.map`)) return [];
			if (file === `${CHUNKS}/language.js.map`) return [[`${CHUNKS}/language.cjs.map`, output]];
			if (file !== `${CHUNKS}/language.js`) return [[file, output]];
			return [
				[file, { ...output, inputs: {}, bytes: wrapper.length }],
				[`${CHUNKS}/language.cjs`, { ...output, imports: [], exports: [] }],
			];
		}),
	);
}

const IMPORT = /\bimport\{([^}]*)\}from"\.\/sdk\.js"/g;
const EXPORT = /export\{([^}]*)\};\n\/\/# sourceMappingURL=language\.js\.map\n$/;

/** An ES module as esbuild writes it, as a function of what it imports. Columns stay as the source map has them. */
function asFunction(module: string): { text: string; exported: string[] } {
	const exports = EXPORT.exec(module);
	if (!exports) throw new Error("the language has to end with its exports");
	const body = module
		.slice(0, exports.index)
		.replace(IMPORT, (all, list: string) => `const{${list.replaceAll(" as ", ":")}}=sdk`.padEnd(all.length));
	const left = /\bimport(?:[{*"(]|\.meta\b).{0,60}/.exec(body);
	if (left) throw new Error(`the language may import nothing but the SDK: ${left[0]}`);
	const pairs = (exports[1] as string).split(",").map((each) => {
		const [local = "", name = local] = each.split(" as ");
		return { name, text: name === local ? name : `${name}:${local}` };
	});
	const returned = pairs.map(({ text }) => text).join(",");
	return {
		text: `"use strict";\n${body}return{${returned}};\n//# sourceMappingURL=language.cjs.map\n`,
		exported: pairs.map(({ name }) => name),
	};
}
