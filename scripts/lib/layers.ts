import { readFileSync } from "node:fs";
import { dirname, join, posix as paths } from "node:path";
import { build } from "esbuild";
import { LAYERS, type Layer } from "./layerTable.js";
import { modulesUnder } from "./project.js";

/** How one module reaches another: its code at load, its code when asked for, or its types. */
export type ImportKind = "static" | "dynamic" | "type";

export interface ModuleImport {
	readonly from: string;
	readonly to: string;
	readonly kind: ImportKind;
}

export interface LayerReport {
	/** How many modules esbuild saw; at least as many as there are files, or the check is blind. */
	readonly seen: number;
	readonly files: number;
	readonly imports: number;
	readonly problems: readonly string[];
}

const SOURCE_FOLDERS = ["src", "codegen"];

/** Holds every import of `src` and `codegen` under `root` to the directions of {@link LAYERS}. */
export async function checkLayers(root: string): Promise<LayerReport> {
	const files = SOURCE_FOLDERS.flatMap((folder) => modulesUnder(root, folder));
	if (files.length === 0) return { seen: 0, files: 0, imports: 0, problems: ["there is no module to check"] };
	const { seen, imports } = await importsOf(root, files);
	const problems: string[] = [];
	for (const file of files) {
		if (!seen.has(file)) problems.push(`${file}: esbuild did not see this module`);
		if (layerOf(file) === undefined)
			problems.push(`${file}: belongs to no layer of scripts/lib/layerTable.ts`);
	}
	for (const each of imports) {
		const problem = judge(each);
		if (problem !== undefined) problems.push(problem);
	}
	return { seen: seen.size, files: files.length, imports: imports.length, problems };
}

/** The imports between modules: code as esbuild resolves it, and types, which esbuild drops, from the text. */
async function importsOf(
	root: string,
	files: string[],
): Promise<{ seen: Set<string>; imports: ModuleImport[] }> {
	const { metafile } = await build({
		absWorkingDir: root,
		entryPoints: files,
		outdir: "layers",
		bundle: true,
		splitting: true,
		format: "esm",
		platform: "node",
		target: "node20",
		packages: "external",
		metafile: true,
		write: false,
		logLevel: "error",
	});
	const seen = new Set(Object.keys(metafile.inputs));
	const imports: ModuleImport[] = [];
	for (const [from, input] of Object.entries(metafile.inputs)) {
		const ofCode = { static: new Set<string>(), dynamic: new Set<string>() };
		for (const { path, kind: how, external } of input.imports) {
			if (external || !seen.has(path)) continue;
			const kind = how === "dynamic-import" ? "dynamic" : "static";
			ofCode[kind].add(path);
			imports.push({ from, to: path, kind });
		}
		const text = readFileSync(join(root, from), "utf8");
		for (const { specifier, kind } of specifiers(text)) {
			const to = resolve(from, specifier);
			if (seen.has(to) && !ofCode[kind].has(to)) imports.push({ from, to, kind: "type" });
		}
	}
	return { seen, imports };
}

// Statements as the formatter leaves them, at the start of a line; and `import("./x.js")`, which also stands in types.
const STATEMENT = /^(?:import|export)\b[^"';]*?\bfrom\s*["'](\.[^"']+)["']/gm;
const CALL = /\bimport\(\s*["'](\.[^"']+)["']/g;

/** The relative modules that a text names, also in its comments, by the form of import that names them. */
function specifiers(text: string): { specifier: string; kind: "static" | "dynamic" }[] {
	const named = (form: RegExp, kind: "static" | "dynamic") =>
		[...text.matchAll(form)].map((match) => ({ specifier: match[1]!, kind }));
	return [...named(STATEMENT, "static"), ...named(CALL, "dynamic")];
}

const resolve = (from: string, specifier: string): string =>
	paths.join(dirname(from), specifier).replace(/\.js$/, ".ts");

/** The layer of a module, or undefined for one that the table does not place. */
export function layerOf(file: string): string | undefined {
	const path = file.replace(/^src\//, "");
	if (Object.hasOwn(LAYERS, path)) return path;
	const folders = path.replace(/\.ts$/, "").split("/");
	for (let length = folders.length; length > 0; length--) {
		const name = folders.slice(0, length).join("/");
		// A file straight under src is an entry point, also when a folder has its name.
		if (Object.hasOwn(LAYERS, name) && path.includes("/")) return name;
	}
	return undefined;
}

/** All layers that a layer may import statically. */
function staticallyReachable(name: string): Set<string> {
	const layer = LAYERS[name]!;
	const reachable = new Set(layer.only ?? []);
	const queue = [...(layer.over ?? [])];
	for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
		if (reachable.has(next)) continue;
		reachable.add(next);
		queue.push(...(LAYERS[next]?.over ?? []));
	}
	return reachable;
}

function judge({ from, to, kind }: ModuleImport): string | undefined {
	const [source, target] = [layerOf(from), layerOf(to)];
	if (source === undefined || target === undefined || source === target) return undefined;
	if (staticallyReachable(source).has(target)) return undefined;
	const layer: Layer = LAYERS[source]!;
	const isLazy = layer.lazily?.includes(target) ?? false;
	const isBlind = layer.blindly?.includes(target) ?? false;
	if (kind === "dynamic" && (isLazy || isBlind)) return undefined;
	if (kind === "type" && isLazy) return undefined;
	const reached = { static: "imports", dynamic: "imports dynamically", type: "imports types of" }[kind];
	const hint = isLazy || isBlind ? `; ${source} reaches ${target} by a dynamic import() only` : "";
	return `${from} ${reached} ${to}: ${source} may not see ${target}${hint}`;
}
