import { readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { fault } from "../../core/errors/index.js";
import type { Leaf } from "./foundFile.js";
import { expandGlob, isPattern } from "./glob.js";
import { isHidden } from "./hidden.js";

export interface Listing {
	/** The listed paths: globs expanded, in the order given. */
	readonly roots: readonly string[];
	/** Every file below them that is not hidden. */
	readonly leaves: readonly Leaf[];
}

/** Lists everything below the paths, as Spark's file index does. Synchronous: 4 times faster than async here. */
export function listLeaves(paths: readonly string[]): Listing {
	const roots: string[] = [];
	const leaves: Leaf[] = [];
	for (const path of paths)
		for (const root of existing(path)) {
			roots.push(root);
			const stats = statSync(root);
			if (stats.isDirectory()) listFolder(root, root, leaves);
			else if (!isHidden(basename(root))) leaves.push(leaf(root, root, stats));
		}
	return { roots, leaves };
}

/** A path that is there as written is taken as it is, even if its name holds `[` or `{`. */
function existing(path: string): string[] {
	if (statSync(path, { throwIfNoEntry: false })) return [path];
	const found = isPattern(path) ? expandGlob(path) : [];
	if (found.length === 0) throw fault("SOURCE_PATH_NOT_FOUND", { path });
	return found;
}

function listFolder(folder: string, root: string, leaves: Leaf[]): void {
	const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
	for (const entry of entries) {
		if (isHidden(entry.name)) continue;
		const path = join(folder, entry.name);
		if (entry.isDirectory()) {
			listFolder(path, root, leaves);
			continue;
		}
		// A file may vanish between listing and looking at it; a link may lead to a folder.
		const stats = statSync(path, { throwIfNoEntry: false });
		if (stats?.isDirectory()) {
			if (!leadsUp(path, folder)) listFolder(path, root, leaves);
		} else if (stats?.isFile()) leaves.push(leaf(path, root, stats));
	}
}

/** True of a link to a folder that it lies in: below it there is nothing but the same files again, for ever. */
function leadsUp(link: string, folder: string): boolean {
	const target = realpathSync(link);
	const from = realpathSync(folder);
	return from === target || from.startsWith(target.endsWith(sep) ? target : `${target}${sep}`);
}

const leaf = (path: string, root: string, stats: Stats): Leaf => ({
	path,
	root,
	size: stats.size,
	modified: stats.mtimeMs,
});
