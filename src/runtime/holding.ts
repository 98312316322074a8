import { realpathSync } from "node:fs";
import { fault } from "../core/errors/index.js";
import type { Warehouse } from "../engines/tableEngine.js";

// File locks do not hold within one process, so the process itself keeps count. Two copies of the SDK share it.
const key = Symbol.for("aqueduck.storages");
const holder = globalThis as { [key]?: Map<string, Held> };

interface Held {
	warehouse?: Warehouse;
}

/** The storage folders that this process writes now. */
function held(): Map<string, Held> {
	holder[key] ??= new Map();
	return holder[key];
}

export interface Hold {
	/** Readers in this process share the warehouse of the run. */
	serve(warehouse: Warehouse): void;
	release(): void;
}

/** Claims a storage folder for one update of this process; the engine's own lock keeps other processes out. */
export function holdStorage(storage: string): Hold {
	const path = realpathSync(storage);
	if (held().has(path)) throw fault("RUN_LOCKED", { storage, pid: String(process.pid) });
	const entry: Held = {};
	held().set(path, entry);
	return {
		serve: (warehouse) => {
			entry.warehouse = warehouse;
		},
		release: () => {
			if (held().get(path) === entry) held().delete(path);
		},
	};
}

/** The warehouse of an update of this process on that folder. */
export function heldWarehouse(storage: string): Warehouse | undefined {
	try {
		return held().get(realpathSync(storage))?.warehouse;
	} catch {
		// No such folder: nothing was ever run.
		return undefined;
	}
}
