import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { globRoot, globToRegExp, isGlob } from "../core/glob.js";

const skippedFolders = new Set(["node_modules", "dist", ".aqueduck", ".git"]);
const notPipeline = /(?:\.d\.[mc]?ts|\.(?:test|spec)\.[mc]?[jt]sx?)$/;

/** A file of pipeline SQL statements. */
export const isSqlFile = (file: string): boolean => file.toLowerCase().endsWith(".sql");

/** The module files of a project that the globs name, sorted, without tests and declarations. */
export function expandModules(projectDir: string, globs: readonly string[]): string[] {
	const found = new Set<string>();
	for (const glob of globs) {
		const normal = posix.normalize(glob.replaceAll("\\", "/"));
		if (!isGlob(normal)) {
			if (fileExists(projectDir, normal)) found.add(normal);
			continue;
		}
		const pattern = globToRegExp(normal);
		for (const file of walk(projectDir, globRoot(normal))) if (pattern.test(file)) found.add(file);
	}
	return [...found]
		.filter((f) => !notPipeline.test(f))
		.sort()
		.map((f) => join(projectDir, f));
}

function fileExists(dir: string, file: string): boolean {
	const parent = posix.dirname(file);
	return entries(join(dir, parent)).some((e) => e.isFile() && e.name === posix.basename(file));
}

function* walk(projectDir: string, folder: string): Generator<string> {
	for (const entry of entries(join(projectDir, folder))) {
		const path = folder === "" || folder === "." ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory()) {
			if (!skippedFolders.has(entry.name)) yield* walk(projectDir, path);
		} else if (entry.isFile()) yield path;
	}
}

function entries(dir: string) {
	try {
		return readdirSync(dir, { withFileTypes: true });
	} catch {
		return [];
	}
}
