import type { Settings } from "../config/resolve.js";
import type { SourceConfig } from "../config/types.js";
import type { StoredTable, TableEngine } from "../engines/tableEngine.js";
import type { NamedSource, ResolveServices } from "../graph/services.js";
import { fileRead, listFilesOf } from "./files.js";
import { SchemaCache } from "./schemaCache.js";

/** Answers what the resolver asks, with the project's engine and warehouse. */
export function resolveServices(
	settings: Settings,
	engine: () => Promise<TableEngine>,
	storedTables: () => Promise<readonly StoredTable[]>,
): ResolveServices {
	return {
		pipeline: settings.name,
		names: settings.names,
		timeZone: settings.timeZone,
		parameters: settings.parameters,
		sources: Object.entries(settings.sources).map(([name, source]) => namedSource(name, source)),
		storedTables,
		inferFiles: async (read) => {
			const context = { projectDir: settings.projectDir, timeZone: settings.timeZone };
			const full = fileRead(read);
			// Only the folders' names are looked at then: cheaper than the cache.
			if (read.declared) return (await engine()).inferSchema(full, context);
			const files = listFilesOf(full, context);
			const { version } = await engine();
			const cache = new SchemaCache(settings.storage, version);
			const key = cache.key(read, files);
			const known = cache.get(key);
			if (known) return known;
			const found = await (await engine()).inferSchema(full, context);
			cache.put(key, found);
			return found;
		},
	};
}

function namedSource(name: string, source: SourceConfig): NamedSource {
	const path = source.path ?? [];
	return {
		name,
		...(source.table === undefined ? {} : { table: source.table }),
		format: source.format ?? "parquet",
		paths: typeof path === "string" ? [path] : path,
		options: Object.fromEntries(Object.entries(source.options ?? {}).map(([k, v]) => [k, String(v)])),
		...(source.schema === undefined ? {} : { schema: source.schema }),
	};
}
