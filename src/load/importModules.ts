import { mkdirSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { AqueduckError, type Diagnostic, type DiagnosticContext, fault } from "../core/errors/index.js";
import { sha256 } from "../core/hash.js";
import { BUILD_FOLDER, parseStack } from "../core/location.js";
import { nearest } from "../core/names.js";
import { isOwnFile } from "../core/packageRoot.js";
import { keepSourceMap } from "../core/sourceMap.js";
import { sourceText, tokenAt, wordAfter } from "../core/userCode.js";
import { messageOf, mistakeOf, unknownImport } from "../definitions/mistakes.js";
import { namedImports } from "../plan/analyze/jsNames.js";
import { type Bundle, entryAtWork } from "./bundle.js";
import { cachedBundle } from "./bundleCache.js";

/** One module of the user's, imported. */
export interface ImportedModule {
	readonly file: string;
	readonly namespace: Readonly<Record<string, unknown>>;
}

export interface ImportedModules {
	readonly modules: readonly ImportedModule[];
	readonly inputs: readonly string[];
	/** A hash of what the modules do: their code without comments. Made when it is asked for. */
	code(): string;
}

let loads = 0;

/** Bundles the files and imports them; each call evaluates them anew. Errors have their place in the source. */
export async function importModules(files: readonly string[], projectDir: string): Promise<ImportedModules> {
	loads++;
	// Below the project folder, so that Node finds the project's node_modules; unique, as Node imports a URL only once.
	const dir = join(projectDir, BUILD_FOLDER, `${process.pid}-${loads}`);
	const built = await cachedBundle(files, projectDir, dir);
	try {
		for (const { name, code, map } of built.outputs) {
			const path = join(dir, name);
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, isObserved() ? code + inlineMap(map) : code);
			keepSourceMap(path, map);
		}
		const namespaces = await importMain(join(dir, built.main), built, projectDir);
		const modules = built.entries.map((entry): ImportedModule => {
			const namespace = namespaces[entry.name] as Record<string, unknown>;
			return { file: entry.source, namespace };
		});
		return { modules, inputs: built.inputs, code: () => codeHash(built) };
	} finally {
		remove(dir, built);
	}
}

/**
 * Whether a debugger, a coverage report or Node itself wants the source map in the module. Nobody else does: Node would read
 * it while it loads the module, and format each stack several times slower; `parseStack` maps the user's frames.
 */
function isObserved(): boolean {
	const { NODE_OPTIONS = "", NODE_V8_COVERAGE, VSCODE_INSPECTOR_OPTIONS } = process.env;
	const isDebugged = [...process.execArgv, NODE_OPTIONS].some((option) => option.includes("--inspect"));
	return (
		process.sourceMapsEnabled || isDebugged || (NODE_V8_COVERAGE ?? VSCODE_INSPECTOR_OPTIONS) !== undefined
	);
}

/** As `rmSync` would, for which Node loads a module of its own. */
function remove(dir: string, built: Bundle): void {
	try {
		for (const { name } of built.outputs) unlinkSync(join(dir, name));
		rmdirSync(dir);
	} catch {
		// What is left over is in nobody's way.
	}
}

const inlineMap = (map: string): string => `\n${MAP_COMMENT}${Buffer.from(map).toString("base64")}\n`;

// In two pieces: tools look for the whole in any file of code, this one too.
const MAP_COMMENT = ["//#", "sourceMappingURL=data:application/json;base64,"].join(" ");

/** esbuild has taken the comments away; its source maps tell where the code stands, not what it is. */
function codeHash(built: Bundle): string {
	const texts = built.outputs.map(({ name, code }) => [name, code]);
	return sha256(JSON.stringify(texts)).slice(0, 32);
}

async function importMain(path: string, built: Bundle, projectDir: string): Promise<Record<string, unknown>> {
	try {
		return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
	} catch (error) {
		throw importFault(error, entryAtWork(built) ?? projectDir, built, projectDir);
	}
}

function importFault(error: unknown, source: string, built: Bundle, projectDir: string): AqueduckError {
	if (error instanceof AqueduckError) return error;
	const missing = missingPackage(error);
	if (missing !== undefined) {
		const place = findImport(missing, built);
		const from = relative(projectDir, place.file ?? source);
		const candidates = nearest(missing, ["aqueduck"]);
		return fault(
			"LOAD_IMPORT",
			{ module: missing, from },
			{ ...place, ...(candidates.length > 0 ? { candidates } : {}), cause: error },
		);
	}
	const unlinked = findNamedImport(error, built);
	if (unlinked) return new AqueduckError(unlinked, { cause: error });
	const frame = parseStack(error instanceof Error ? (error.stack ?? "") : "").find(
		(f) => !isOwnFile(f.file) && built.inputs.includes(f.file),
	);
	const mistake = frame && mistakeOf(error, frame);
	if (mistake) return new AqueduckError(mistake, { cause: error });
	return fault(
		"LOAD_THREW",
		{ module: relative(projectDir, source), message: messageOf(error, frame) },
		{ ...(frame ? tokenAt(frame) : { file: source }), cause: error },
	);
}

function missingPackage(error: unknown): string | undefined {
	if ((error as { code?: string } | null)?.code !== "ERR_MODULE_NOT_FOUND") return undefined;
	return /Cannot find (?:package|module) '([^']+)'/.exec((error as Error).message)?.[1];
}

/** A name that a package does not export is only found when Node links the modules; V8's text names both. */
function findNamedImport(error: unknown, built: Bundle): Diagnostic | undefined {
	if (!(error instanceof Error) || error.name !== "SyntaxError") return undefined;
	const name = /does not provide an export named '(.+)'$/.exec(error.message)?.[1];
	if (name === undefined) return undefined;
	for (const file of built.inputs) {
		const text = sourceText(file) ?? "";
		const found = namedImports(text).find((i) => i.name === name && !i.module.startsWith("."));
		if (found) return unknownImport(file, text, found);
	}
	return undefined;
}

/** Where a source file imports the package. */
function findImport(name: string, built: Bundle): Pick<DiagnosticContext, "file" | "range"> {
	for (const file of built.inputs) {
		if (!sourceText(file)?.includes(name)) continue;
		const place = wordAfter(
			file,
			{ start: { line: 1, col: 1 }, end: { line: 1, col: 1 } },
			name,
			Number.MAX_SAFE_INTEGER,
		);
		if (place) return place;
	}
	return {};
}
