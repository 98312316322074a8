import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AqueduckError, fault } from "../../core/errors/index.js";
import type { TableName } from "../../core/names.js";
import type {
	OpenOptions,
	RowValues,
	StateReader,
	StoredTable,
	TableEngine,
	Warehouse,
} from "../../engines/tableEngine.js";
import type { BoundPlan } from "../../plan/bound.js";
import { INTERNAL_SCHEMA } from "../flows/internal.js";
import { heldWarehouse } from "../holding.js";
import { SocketReader } from "./client.js";
import { socketPath } from "./socketPath.js";

export interface ReadOptions {
	/** What `current_timestamp()` gives, microseconds since 1970; the time of the call. */
	readonly now?: bigint;
	/** At most so many rows. */
	readonly limit?: number;
	readonly signal?: AbortSignal;
}

/** Reads the last committed state of a storage folder, whether or not a run holds it. */
export interface Reader {
	/** The stored tables, the runtime's own left out. */
	tables(): Promise<readonly StoredTable[]>;
	describe(name: TableName): Promise<StoredTable | undefined>;
	read(plan: BoundPlan, options?: ReadOptions): AsyncIterable<readonly RowValues[]>;
	explain(plan: BoundPlan, options?: ReadOptions): Promise<string>;
	readonly state: StateReader;
	/** Close soon: a folder that is open for reading cannot be run. */
	close(): Promise<void>;
}

export interface ReaderOptions extends Omit<OpenOptions, "readOnly"> {
	readonly engine: TableEngine;
}

/** How often a locked file is tried, and the pause between in milliseconds. */
export const TRIES = 20;
export const PAUSE = 50;

/**
 * Opens a storage folder for reading: the tables themselves, or through the socket of the process that holds them.
 * @example
 * const reader = await openReader({ engine, storage: ".aqueduck/dev", projectDir: ".", timeZone: "UTC" });
 * try { console.log((await reader.tables()).map((t) => t.name.table)); } finally { await reader.close(); }
 */
export async function openReader(options: ReaderOptions): Promise<Reader> {
	for (let attempt = 1; ; attempt++) {
		const held = heldWarehouse(options.storage);
		if (held) return besideRun(options, held);
		if (!wasRun(options.storage)) return new EmptyReader(options.storage);
		try {
			const warehouse = await options.engine.open({ ...options, readOnly: true });
			return new WarehouseReader(warehouse, () => warehouse.close());
		} catch (error) {
			if (!(error instanceof AqueduckError) || error.code !== "RUN_LOCKED") throw error;
			const reader = new SocketReader(socketPath(options.storage));
			try {
				await reader.ping();
				return reader;
			} catch (problem) {
				if (problem instanceof AqueduckError) throw problem;
				// The run is just beginning or ending: it holds the file and does not listen.
				if (attempt >= TRIES) throw error;
				await sleep(PAUSE);
			}
		}
	}
}

/** Whether a run holds the storage and answers readers. */
export async function isServed(storage: string): Promise<boolean> {
	try {
		await new SocketReader(socketPath(storage)).ping();
		return true;
	} catch (problem) {
		return problem instanceof AqueduckError;
	}
}

/** Joins an update of this process, so that the tables stay open for a reader that takes longer. */
async function besideRun(options: ReaderOptions, held: Warehouse): Promise<Reader> {
	try {
		const warehouse = await options.engine.open({ ...options, readOnly: true });
		return new WarehouseReader(warehouse, () => warehouse.close());
	} catch (error) {
		if (!(error instanceof AqueduckError) || error.code !== "RUN_LOCKED") throw error;
		// Another copy of the SDK runs it.
		return new WarehouseReader(held, async () => undefined);
	}
}

const MARK = "storage.json";

/** Notes that a storage folder has been run, and by which engine. */
export function markRun(storage: string, engine: string): void {
	const path = join(storage, MARK);
	const before = readMark(storage);
	if (before?.engine === engine) return;
	if (before)
		throw fault("RUN_STORAGE", {
			path: storage,
			problem: `its tables are of the engine ${before.engine}, not ${engine}`,
		});
	writeFileSync(path, `${JSON.stringify({ engine })}\n`);
}

function wasRun(storage: string): boolean {
	return readMark(storage) !== undefined;
}

function readMark(storage: string): { readonly engine: string } | undefined {
	let text: string;
	try {
		text = readFileSync(join(storage, MARK), "utf8");
	} catch {
		return undefined;
	}
	try {
		return JSON.parse(text) as { readonly engine: string };
	} catch {
		// Cut off by a crash while it was written; it is written anew.
		return undefined;
	}
}

class WarehouseReader implements Reader {
	readonly state: StateReader;
	readonly #warehouse: Warehouse;

	constructor(
		warehouse: Warehouse,
		readonly close: () => Promise<void>,
	) {
		this.#warehouse = warehouse;
		this.state = warehouse.state;
	}

	async tables(): Promise<readonly StoredTable[]> {
		return (await this.#warehouse.tables()).filter((t) => t.name.schema !== INTERNAL_SCHEMA);
	}

	describe(name: TableName): Promise<StoredTable | undefined> {
		return this.#warehouse.describe(name);
	}

	async *read(plan: BoundPlan, options: ReadOptions = {}): AsyncGenerator<readonly RowValues[]> {
		let left = options.limit ?? Number.POSITIVE_INFINITY;
		if (left <= 0) return;
		for await (const rows of this.#warehouse.read(plan, executionOf(options))) {
			yield rows.length > left ? rows.slice(0, left) : rows;
			left -= rows.length;
			if (left <= 0) return;
		}
	}

	explain(plan: BoundPlan, options: ReadOptions = {}): Promise<string> {
		return this.#warehouse.explain(plan, executionOf(options));
	}
}

function executionOf({ now = BigInt(Date.now()) * 1000n, signal }: ReadOptions) {
	return { inputs: new Map(), now, ...(signal ? { signal } : {}) };
}

/** A folder in which nothing was run yet. */
class EmptyReader implements Reader {
	readonly #storage: string;

	constructor(storage: string) {
		this.#storage = storage;
	}

	async tables(): Promise<readonly StoredTable[]> {
		return [];
	}

	async describe(): Promise<undefined> {
		return undefined;
	}

	// biome-ignore lint/correctness/useYield: there is nothing to yield
	async *read(): AsyncGenerator<readonly RowValues[]> {
		throw this.#nothing();
	}

	async explain(): Promise<string> {
		throw this.#nothing();
	}

	readonly state: StateReader = {
		get: async () => undefined,
		entries: async () => new Map(),
		log: async () => [],
	};

	async close(): Promise<void> {
		// Nothing was opened.
	}

	#nothing(): AqueduckError {
		return fault("RUN_STORAGE", { path: this.#storage, problem: "nothing has been run here yet" });
	}
}
