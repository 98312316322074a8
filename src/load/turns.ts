import { AsyncLocalStorage } from "node:async_hooks";

// Of the whole process: two copies of the SDK report definitions to the same collector.
const key = Symbol.for("aqueduck.loading");
const holder = globalThis as { [key]?: Promise<unknown> };
const loading = new AsyncLocalStorage<true>();

/**
 * Runs `work` when everything before it is over: who imports modules at the same time would receive each other's
 * definitions. A module that loads another pipeline while it is imported does not wait for itself.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (loading.getStore()) return work();
	const before = holder[key] ?? Promise.resolve();
	const result = before.then(async () => {
		try {
			return await loading.run(true, work);
		} finally {
			// Until then Node 20 calls a function for each promise of the process.
			loading.disable();
		}
	});
	holder[key] = result.catch(() => undefined);
	return result;
}
