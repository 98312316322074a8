import { relative } from "node:path";
import { fault } from "../core/errors/index.js";
import { forgetSources } from "../core/userCode.js";
import { withCollector } from "../definitions/collector.js";
import type { LoadedDefinitions } from "../definitions/loaded.js";
import type { Definition } from "../definitions/records.js";
import { loadSchemas, SchemasNeeded } from "./checkOptions.js";
import { collectDefinitions } from "./collect.js";
import { type ImportedModules, importModules } from "./importModules.js";
import { isSqlFile } from "./modules.js";
import type { SqlDefinitions } from "./sqlFiles.js";
import { inTurn } from "./turns.js";

/** Imports the project's modules and gives what they define. Each call evaluates the modules anew. */
export async function loadDefinitions(
	files: readonly string[],
	projectDir: string,
): Promise<LoadedDefinitions> {
	forgetSources();
	const reported: Definition[] = [];
	const sqlFiles = files.filter(isSqlFile);
	const modules = files.filter((f) => !isSqlFile(f));
	const imported: ImportedModules | undefined =
		modules.length === 0
			? undefined
			: await inTurn(() =>
					withCollector({ report: (d) => void reported.push(d) }, () => importModules(modules, projectDir)),
				);
	const sources = [...files, ...(imported?.inputs ?? []).filter((f) => !files.includes(f))];
	const collected = await withSchemas(() =>
		collectDefinitions(reported, imported?.modules ?? [], { dir: projectDir, inputs: sources }),
	);
	const loaded =
		sqlFiles.length === 0
			? collected
			: withSql(collected, (await import("./sqlFiles.js")).loadSqlFiles(sqlFiles));
	if (loaded.outputs.length === 0 && loaded.flows.length === 0 && loaded.diagnostics.length === 0)
		throw fault(
			"LOAD_EMPTY",
			{ modules: files.map((f) => relative(projectDir, f)).join(", ") },
			files[0] === undefined ? {} : { file: files[0] },
		);
	return { ...loaded, ...(imported ? { code: imported.code } : {}) };
}

function withSql(modules: LoadedDefinitions, sql: SqlDefinitions): LoadedDefinitions {
	return {
		...modules,
		outputs: [...modules.outputs, ...sql.outputs],
		flows: [...modules.flows, ...sql.flows],
		diagnostics: [...modules.diagnostics, ...sql.diagnostics],
	};
}

/** Collects without the options' schemas first: few projects need them. */
async function withSchemas(collect: () => LoadedDefinitions): Promise<LoadedDefinitions> {
	try {
		return collect();
	} catch (error) {
		if (!(error instanceof SchemasNeeded)) throw error;
		await loadSchemas();
		return collect();
	}
}
