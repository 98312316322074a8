import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";

/** What is known of the files that a pipeline reads, where they lie on this machine. */
export interface Disk {
	/** Undefined: nothing of that name is here. */
	readonly kindOf: (path: string) => "file" | "folder" | undefined;
	/** The names of a folder's folders; none where it is not here. */
	readonly foldersIn: (path: string) => readonly string[];
}

/** The disk as seen from the project's folder. */
export function diskOf(projectDir: string): Disk {
	return {
		kindOf: (path) => {
			const found = statSync(resolve(projectDir, path), { throwIfNoEntry: false });
			if (!found) return undefined;
			return found.isDirectory() ? "folder" : "file";
		},
		foldersIn: (path) => {
			const dir = resolve(projectDir, path);
			if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return [];
			const entries = readdirSync(dir, { withFileTypes: true });
			return entries.filter((e) => e.isDirectory()).map((e) => e.name);
		},
	};
}
