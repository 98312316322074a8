import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBPendingResult } from "@duckdb/node-api";

/** What of the native functions is asked for: `check_state` looks at a statement without working on it. */
interface Bindings {
	pending_execute_check_state(pending: unknown): number;
	readonly PendingState: { readonly RESULT_READY: number; readonly ERROR: number };
}

/** The longest time between two looks, and how often one looks in the time that has passed. */
const LONGEST = 20;
const LOOKS = 10;
/** A statement whose tasks wait for each other longer than this is waited for as any other is. */
const BLOCKED = 1000;

/**
 * Runs a statement to its end. DuckDB's own way (1.5.5) keeps the calling thread busy until the last task is done: it asks
 * for tasks, and adds up the progress of all pipelines, in a loop, which costs as much again as a short statement itself.
 * So the work is left to DuckDB's threads (`external_threads` is 0) and looked at now and then.
 */
export async function runPolled(
	connection: DuckDBConnection,
	sql: string,
	onLook?: () => void,
): Promise<DuckDBMaterializedResult> {
	const bindings = loadBindings();
	if (!bindings) return connection.run(sql);
	const pending = await connection.start(sql);
	await ended(bindings, pending, onLook);
	return (await pending.getResult()) as DuckDBMaterializedResult;
}

async function ended(bindings: Bindings, pending: DuckDBPendingResult, onLook?: () => void): Promise<void> {
	const { RESULT_READY, ERROR } = bindings.PendingState;
	const native: unknown = Reflect.get(pending, "pending_result");
	const begun = performance.now();
	let moving = begun;
	for (;;) {
		const state = bindings.pending_execute_check_state(native);
		// Also what is finished, not only what has failed (1.5.5): the result tells.
		if (state === ERROR) return;
		const now = performance.now();
		// Also what is blocked for the moment.
		if (state !== RESULT_READY) moving = now;
		else if (now - moving > BLOCKED) return;
		onLook?.();
		await sleep(Math.min(LONGEST, (now - begun) / LOOKS));
	}
}

let loaded: Bindings | undefined | null = null;

/** The package under the one that we depend on; without it statements are waited for in DuckDB's own way. */
function loadBindings(): Bindings | undefined {
	if (loaded !== null) return loaded;
	try {
		const api = createRequire(import.meta.url).resolve("@duckdb/node-api");
		const found = createRequire(api)("@duckdb/node-bindings") as Partial<Bindings>;
		loaded = typeof found.pending_execute_check_state === "function" ? (found as Bindings) : undefined;
	} catch {
		loaded = undefined;
	}
	return loaded;
}
