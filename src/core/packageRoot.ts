import { existsSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

function findRoot(): string {
	for (let dir = dirname(fileURLToPath(import.meta.url)); ; dir = dirname(dir)) {
		const file = join(dir, "package.json");
		if (existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as { name?: string }).name === "aqueduck")
			return dir;
		if (dirname(dir) === dir) return dir;
	}
}

let root: string | undefined;

/** The folder of this package, whether its sources or its bundle run. */
export function packageRoot(): string {
	root ??= findRoot();
	return root;
}

/** The version in package.json. */
export function packageVersion(): string {
	return (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string })
		.version;
}

/** True for files of the SDK itself, which are left out of a user's stack. */
export function isOwnFile(file: string): boolean {
	const base = packageRoot() + sep;
	if (!file.startsWith(base)) return false;
	const rest = file.slice(base.length);
	return rest.startsWith(`src${sep}`) || rest.startsWith(`dist${sep}`) || rest.startsWith(`codegen${sep}`);
}
