/** What of the engine needs DuckDB itself: loaded when it is needed first. */
import type { OpenOptions, Warehouse } from "../tableEngine.js";
import { openStore } from "./store.js";
import { DuckDbWarehouse } from "./warehouse.js";

export { inferSchema } from "./inMemory.js";

export async function openWarehouse(options: OpenOptions): Promise<Warehouse> {
	return new DuckDbWarehouse(await openStore(options), options.readOnly === true);
}
