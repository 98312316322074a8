import type { SourceFile } from "../engines/tableEngine.js";
import type { ListFiles } from "./context.js";

export interface Listings {
	readonly list: ListFiles;
	/** Before a step is tried again: what was listed may be gone. */
	forget(): void;
}

/** Lists each source once per update: its readers see the same files, and a large folder is walked a single time. */
export function cacheListings(list: ListFiles): Listings {
	const known = new Map<string, Promise<readonly SourceFile[]>>();
	return {
		list: (scan, context) => {
			const key = JSON.stringify([scan.paths, Object.entries(scan.options).sort()]);
			const found = known.get(key) ?? list(scan, context);
			known.set(key, found);
			return found;
		},
		forget: () => known.clear(),
	};
}
