import { AqueduckError, fault } from "../core/errors/index.js";
import { nearest } from "../core/names.js";
import type { TableEngine } from "../engines/tableEngine.js";

/** What an engine's module gives. The runtime knows engines by this alone, so a missing package breaks one of them. */
interface EngineModule {
	createEngine(): TableEngine;
}

const ENGINES: Readonly<
	Record<string, { readonly package: string; readonly load: () => Promise<EngineModule> }>
> = {
	duckdb: { package: "@duckdb/node-api", load: () => import("../engines/duckdb/index.js") },
};

/**
 * Loads a table engine by name.
 * @example const engine = await loadEngine("duckdb");
 */
export async function loadEngine(name: string): Promise<TableEngine> {
	const known = Object.keys(ENGINES);
	const entry = Object.hasOwn(ENGINES, name) ? ENGINES[name] : undefined;
	if (!entry) throw fault("ENGINE_UNKNOWN", { name, known }, { candidates: nearest(name, known) });
	try {
		return (await entry.load()).createEngine();
	} catch (cause) {
		if (cause instanceof AqueduckError) throw cause;
		throw fault("ENGINE_MISSING", { name, package: entry.package }, { cause });
	}
}
