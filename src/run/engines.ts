import { fault } from "../core/errors/index.js";
import { nearest } from "../core/names.js";
import type { TableEngine } from "../engines/tableEngine.js";

/** Engines load when they are used, so a missing native package breaks one engine and not the import of ours. */
const engines: Readonly<
	Record<string, { readonly package: string; readonly load: () => Promise<TableEngine> }>
> = {
	duckdb: {
		package: "@duckdb/node-api",
		load: async () => (await import("../engines/duckdb/index.js")).createEngine(),
	},
};

export async function loadEngine(name: string): Promise<TableEngine> {
	const known = Object.keys(engines);
	const engine = engines[name];
	if (!engine) throw fault("ENGINE_UNKNOWN", { name, known }, { candidates: nearest(name, known) });
	try {
		return await engine.load();
	} catch (cause) {
		if (!isMissing(engine.package, cause)) throw cause;
		throw fault("ENGINE_MISSING", { name, package: engine.package }, { cause });
	}
}

/** The package or its native part, which lies in another package of the same scope; only the text says which module it is. */
function isMissing(name: string, error: unknown): boolean {
	const { code, message = "" } = error as { code?: string; message?: string };
	if (code === "ERR_DLOPEN_FAILED") return true;
	const scope = name.slice(0, name.indexOf("/") + 1) || name;
	return (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") && message.includes(`'${scope}`);
}
