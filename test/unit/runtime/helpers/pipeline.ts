import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { tableKey } from "../../../../src/core/names.js";
import type { RowValues, SourceFile } from "../../../../src/engines/tableEngine.js";
import { LocalRunner } from "../../../../src/runtime/localRunner.js";
import { type FakeEngine, fakeEngine } from "./fakeEngine.js";
import { tableName } from "./plans.js";

export * from "./plans.js";

const folders: string[] = [];
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "aq-rt-"));
	folders.push(folder);
	return folder;
}

/** A project over the fake engine: files are rows in memory. */
export class Bench {
	readonly engine: FakeEngine = fakeEngine();
	readonly folder = temporaryFolder();
	readonly #listed = new Map<string, Map<string, SourceFile>>();
	#clock = 1000;
	/** Each listing that was made, by path. */
	readonly listings: string[] = [];

	readonly runner = new LocalRunner({
		engine: this.engine,
		storage: join(this.folder, ".aqueduck", "dev"),
		projectDir: this.folder,
		timeZone: "UTC",
		listFiles: async (scan) => {
			this.listings.push(scan.paths.join());
			return scan.paths.flatMap((p) => [...(this.#listed.get(p)?.values() ?? [])]);
		},
	});

	/** Adds a file, or replaces one. */
	put(path: string, name: string, rows: readonly RowValues[]): void {
		const folder = this.#listed.get(path) ?? new Map<string, SourceFile>();
		this.#listed.set(path, folder);
		const full = `${path}/${name}`;
		folder.set(name, { path: full, key: name, size: rows.length, modified: this.#clock++, partitions: {} });
		this.engine.files.set(full, rows);
	}

	rows(name: string): readonly RowValues[] {
		return this.engine.memory.tables.get(tableKey(tableName(name)))?.rows ?? [];
	}
}
