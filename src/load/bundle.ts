import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { isAbsolute, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Esbuild from "esbuild";
import type { Loader, Message, OutputFile, Plugin } from "esbuild";
import { AqueduckError, type Diagnostic, diagnostic } from "../core/errors/index.js";
import { packageRoot } from "../core/packageRoot.js";
import { leftOutForCapitals } from "./capitals.js";

/** A bundled file to write, its name relative. */
export interface BundledFile {
	readonly name: string;
	readonly code: string;
	/** Its source map, as JSON. */
	readonly map: string;
}

/** User modules, bundled so that Node can import them. */
export interface Bundle {
	readonly outputs: readonly BundledFile[];
	/** The output to import: it exports the namespace of each entry under the entry's name. */
	readonly main: string;
	readonly entries: readonly { readonly source: string; readonly name: string }[];
	/** All source files that went in, absolute: what to watch. */
	readonly inputs: readonly string[];
}

const sdkEntries: Readonly<Record<string, string>> = {
	aqueduck: "index.js",
	"aqueduck/run": "run.js",
	"aqueduck/config": "config.js",
};

/** Imports of the SDK go to this very copy, wherever the project lies, so that there is one. */
const ownSdk = (): Record<string, string> =>
	Object.fromEntries(
		Object.entries(sdkEntries).map(([name, file]) => [
			name,
			pathToFileURL(join(packageRoot(), "dist", file)).href,
		]),
	);

const loaders: Readonly<Record<string, Loader>> = {
	ts: "ts",
	mts: "ts",
	cts: "ts",
	tsx: "tsx",
	js: "js",
	mjs: "js",
	jsx: "jsx",
};

const META = "__aqueduck_meta";
const MAIN = "main.mjs";
/** What esbuild calls the module that is no file. */
const SYNTHETIC = "<entries>";
const ENTRY_KEY = "aqueduck.entry";

/**
 * One module over all entries: Node takes as long to import each module as some files take to bundle. Before each entry
 * it says which one is next, for what is thrown meanwhile.
 */
function mainModule(files: readonly string[]): string {
	return files
		.map((file, i) => {
			const mark = `data:text/javascript,globalThis[Symbol.for("${ENTRY_KEY}")]=${i}`;
			return `import ${JSON.stringify(mark)};\nexport * as m${i} from ${JSON.stringify(file)};\n`;
		})
		.join("");
}

/** The entry that is being imported. */
export function entryAtWork(built: Bundle): string | undefined {
	const index = (globalThis as Record<symbol, unknown>)[Symbol.for(ENTRY_KEY)];
	return built.entries[typeof index === "number" ? index : 0]?.source;
}

/** `import.meta` of a bundled module would be the bundle's; it is defined as the source file's. */
const ownMeta: Plugin = {
	name: "aqueduck-meta",
	setup(build) {
		build.onLoad({ filter: /\.[mc]?[jt]sx?$/ }, async (args) => {
			const contents = await readFile(args.path, "utf8");
			if (!contents.includes("import.meta")) return undefined;
			const meta = {
				url: pathToFileURL(args.path).href,
				filename: args.path,
				dirname: resolve(args.path, ".."),
			};
			const ending = args.path.slice(args.path.lastIndexOf(".") + 1);
			return {
				contents: `const ${META} = ${JSON.stringify(meta)};${contents}`,
				loader: loaders[ending] ?? "ts",
			};
		});
	},
};

/**
 * Bundles entry files with esbuild, for writing to `outdir`: source maps are relative to it. esbuild's errors become
 * ours, with their places.
 */
export async function bundle(files: readonly string[], projectDir: string, outdir: string): Promise<Bundle> {
	// Required: to import it as a module takes Node seven times as long (Node 20.20), as it looks for the names it exports.
	const { build } = createRequire(import.meta.url)("esbuild") as typeof Esbuild;
	const run = (plugins: Plugin[]) =>
		build({
			absWorkingDir: projectDir,
			stdin: { contents: mainModule(files), resolveDir: projectDir, sourcefile: SYNTHETIC, loader: "js" },
			bundle: true,
			splitting: true,
			format: "esm",
			platform: "node",
			target: "node20",
			packages: "external",
			sourcemap: "external",
			sourcesContent: false,
			keepNames: true,
			// A project that says of itself that it has no side effects defines its tables all the same.
			ignoreAnnotations: true,
			outdir,
			entryNames: MAIN.replace(/\.mjs$/, ""),
			outExtension: { ".js": ".mjs" },
			write: false,
			metafile: true,
			logLevel: "silent",
			alias: ownSdk(),
			define: {
				"import.meta.url": `${META}.url`,
				"import.meta.filename": `${META}.filename`,
				"import.meta.dirname": `${META}.dirname`,
			},
			plugins,
		});
	try {
		let result = await run([]);
		// A plugin makes esbuild send each file to us and wait; hardly any project needs it.
		if (result.outputFiles.some((f) => f.text.includes(META))) result = await run([ownMeta]);
		failWith(leftOutForCapitals(result.metafile, projectDir));
		return {
			outputs: filesOf(result.outputFiles, outdir),
			main: MAIN,
			entries: files.map((source, i) => ({ source, name: `m${i}` })),
			inputs: Object.keys(result.metafile.inputs)
				.filter((f) => f !== SYNTHETIC && !f.startsWith("data:") && !f.startsWith("<data:"))
				.map((f) => (isAbsolute(f) ? f : join(projectDir, f))),
		};
	} catch (error) {
		const messages = (error as { errors?: Message[] }).errors ?? [];
		failWith(
			messages.map((m) => fromMessage(m, projectDir)),
			error,
		);
		throw error;
	}
}

function failWith(found: readonly Diagnostic[], cause?: unknown): void {
	if (found[0]) throw new AqueduckError(found[0], { cause, others: found.slice(1) });
}

function filesOf(written: readonly OutputFile[], outdir: string): BundledFile[] {
	const texts = new Map(written.map((f) => [relative(outdir, f.path), f.text]));
	return [...texts.keys()]
		.filter((name) => !name.endsWith(".map"))
		.map((name) => ({ name, code: texts.get(name) as string, map: texts.get(`${name}.map`) as string }));
}

function fromMessage(message: Message, projectDir: string): Diagnostic {
	const at = message.location;
	const place = at
		? {
				file: resolve(projectDir, at.file),
				range: {
					start: { line: at.line, col: at.column + 1 },
					end: { line: at.line, col: at.column + 1 + Math.max(1, at.length) },
				},
			}
		: {};
	const missing = /^Could not resolve "(.*?)"/.exec(message.text)?.[1];
	return missing === undefined
		? diagnostic("LOAD_SYNTAX", { message: message.text }, place)
		: diagnostic("LOAD_IMPORT", { module: missing, from: at ? at.file : "the project" }, place);
}
