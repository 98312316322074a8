import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Files of this many runs are kept beside the event log's own table, which keeps all. */
const KEPT = 200;

/** Takes away the oldest runs' NDJSON files. */
export function pruneEventFiles(storage: string, kept = KEPT): void {
	const folder = join(storage, "events");
	const files = readdirSync(folder).filter((name) => name.endsWith(".ndjson"));
	if (files.length <= kept) return;
	const byAge = files
		.map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
		.sort((a, b) => b.at - a.at);
	for (const { path } of byAge.slice(kept)) rmSync(path, { force: true });
}
