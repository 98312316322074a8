import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A path as the repository writes it: relative to its root, with forward slashes. */
export const posix = (path: string): string => path.split(sep).join("/");

/** Every `.ts` module under a folder of the root (no declarations), relative to the root; none when the folder is missing. */
export function modulesUnder(root: string, folder: string): string[] {
	let entries: import("node:fs").Dirent[];
	try {
		entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
	return entries
		.filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
		.map((entry) => posix(relative(root, join(entry.parentPath, entry.name))))
		.filter((path) => !path.includes("/node_modules/"))
		.sort();
}

interface Manifest {
	exports: Record<string, string | { types: string; default: string }>;
	bin: Record<string, string>;
}

/** What package.json promises to its users, as the source files that each promise is built from. */
export function entryPoints(root: string): { source: string; output: string; isBin: boolean }[] {
	const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
	const bins = new Set(Object.values(manifest.bin).map((path) => path.replace(/^\.\//, "")));
	const outputs = new Set(bins);
	for (const target of Object.values(manifest.exports)) {
		if (typeof target !== "string") outputs.add(target.default.replace(/^\.\//, ""));
	}
	return [...outputs].map((output) => ({
		source: output.replace(/^dist\//, "src/").replace(/\.js$/, ".ts"),
		output,
		isBin: bins.has(output),
	}));
}
