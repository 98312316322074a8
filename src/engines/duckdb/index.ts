import { createRequire } from "node:module";
import { fault } from "../../core/errors/index.js";
import type { TableEngine } from "../tableEngine.js";
import { unsupported } from "./check.js";
import { declaredFiles } from "./readers/infer.js";

const PACKAGE = "@duckdb/node-api";

/**
 * The engine that keeps tables in one DuckDB file, inside this process. DuckDB itself, which costs more to load than
 * everything else together, is loaded when a file is opened or looked at: checking plans does without it.
 * @example const warehouse = await createEngine().open({ storage, projectDir, timeZone: "UTC" });
 */
export function createEngine(): TableEngine {
	return Object.freeze<TableEngine>({
		name: "duckdb",
		version: installedVersion(),
		check: (plan) => unsupported(plan),
		inferSchema: async (read, context) =>
			read.declared
				? declaredFiles(read, read.declared, context)
				: (await native()).inferSchema(read, context),
		open: async (options) => (await native()).openWarehouse(options),
	});
}

/** DuckDB's version as it calls itself, e.g. `v1.5.5`: the package adds its own release to it. */
function installedVersion(): string {
	try {
		const { version } = createRequire(import.meta.url)(`${PACKAGE}/package.json`) as { version: string };
		return `v${version.replace(/-.*$/, "")}`;
	} catch (cause) {
		throw missing(cause);
	}
}

async function native(): Promise<typeof import("./native.js")> {
	try {
		return await import("./native.js");
	} catch (cause) {
		throw missing(cause);
	}
}

const NOT_THERE = new Set(["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND", "ERR_DLOPEN_FAILED"]);

function missing(cause: unknown): unknown {
	const { code } = cause as { code?: string };
	return code !== undefined && NOT_THERE.has(code)
		? fault("ENGINE_MISSING", { name: "duckdb", package: PACKAGE }, { cause })
		: cause;
}
