import { realpathSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { Metafile } from "esbuild";
import { type Diagnostic, diagnostic } from "../core/errors/index.js";

/**
 * The files that esbuild has left out for their names: it takes paths that differ in capitals alone for one file on every
 * system (0.28), and warns of some of them. Where the disk takes them for one file too, nothing is left out.
 */
export function leftOutForCapitals({ inputs }: Metafile, projectDir: string): Diagnostic[] {
	const found = new Map<string, Diagnostic>();
	for (const [input, { imports }] of Object.entries(inputs))
		for (const { original, path, external } of imports) {
			if (external || original === undefined || !/^\.|[\\/]/.test(original)) continue;
			const given = resolve(projectDir, dirname(input), original).replace(/\.[^./\\]+$/, "");
			const taken = resolve(projectDir, path);
			const begun = taken.slice(0, given.length);
			if (begun === given || begun.toLowerCase() !== given.toLowerCase()) continue;
			const missing = given + taken.slice(given.length);
			if (found.has(missing) || isOne(missing, taken)) continue;
			const [first, second] = [missing, taken].map((file) => shown(file, projectDir)).sort() as [
				string,
				string,
			];
			found.set(missing, diagnostic("LOAD_SAME_PATH", { first, second }, { file: missing }));
		}
	return [...found.values()];
}

function isOne(file: string, other: string): boolean {
	try {
		return realpathSync.native(file) === realpathSync.native(other);
	} catch {
		return true;
	}
}

function shown(file: string, projectDir: string): string {
	const short = relative(projectDir, file).replaceAll("\\", "/");
	return short.startsWith("..") || isAbsolute(short) ? file : short;
}
