import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/hash.js";
import type { SourceFile } from "../engines/tableEngine.js";
import type { FileSchema } from "../graph/services.js";
import type { ResolvedRead } from "../plan/analyze/catalog.js";

/** A schema is inferred again only when the reader or a file's name, size or time changed. */
export class SchemaCache {
	readonly #dir: string;
	readonly #version: string;

	constructor(storage: string, version: string) {
		this.#dir = join(storage, "cache", "schemas");
		this.#version = version;
	}

	/** What identifies the answer: the reader, the files, and the engine that inferred. */
	key(read: ResolvedRead, files: readonly SourceFile[]): string {
		const stamp = files.map((f) => [f.key, f.size, f.modified]);
		return sha256(JSON.stringify([this.#version, read, stamp])).slice(0, 32);
	}

	get(key: string): FileSchema | undefined {
		try {
			return JSON.parse(readFileSync(this.#file(key), "utf8")) as FileSchema;
		} catch {
			return undefined;
		}
	}

	/** Written beside and renamed, so that a reader never sees half of it. */
	put(key: string, schema: FileSchema): void {
		const file = this.#file(key);
		mkdirSync(this.#dir, { recursive: true });
		writeFileSync(`${file}.${process.pid}`, JSON.stringify(schema));
		renameSync(`${file}.${process.pid}`, file);
	}

	#file(key: string): string {
		return join(this.#dir, `${key}.json`);
	}
}
