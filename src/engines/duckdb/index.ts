import { version } from "@duckdb/node-api";
import type { TableEngine } from "../tableEngine.js";
import { unsupported } from "./check.js";
import { inferSchema } from "./inMemory.js";
import { openStore } from "./store.js";
import { DuckDbWarehouse } from "./warehouse.js";

/**
 * The engine that keeps tables in one DuckDB file, inside this process.
 * @example const warehouse = await createEngine().open({ storage, projectDir, timeZone: "UTC" });
 */
export function createEngine(): TableEngine {
	return Object.freeze<TableEngine>({
		name: "duckdb",
		version: version(),
		check: (plan) => unsupported(plan),
		inferSchema,
		open: async (options) => new DuckDbWarehouse(await openStore(options), options.readOnly === true),
	});
}
