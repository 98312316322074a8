import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Splits what stands after a verb: a first word that is a file or folder (or looks like one) is the pipeline, the rest
 * are names and selections.
 */
export function splitTarget(
	words: readonly string[],
	cwd: string,
): { readonly target?: string; readonly rest: readonly string[] } {
	const [first, ...rest] = words;
	if (first === undefined) return { rest: [] };
	return isPath(first, cwd) ? { target: first, rest } : { rest: words };
}

function isPath(word: string, cwd: string): boolean {
	if (/\.(?:[mc]?[jt]s|json|ya?ml|sql)$/.test(word) && !word.startsWith("file:")) return true;
	if (
		word === "." ||
		word === ".." ||
		word.startsWith("./") ||
		word.startsWith("../") ||
		word.startsWith("/")
	)
		return true;
	const path = resolve(cwd, word);
	return word.includes("/") && existsSync(path) && statSync(path).isDirectory();
}
