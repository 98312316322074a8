import { relative } from "node:path";
import { fault } from "../core/errors/index.js";
import { forgetSources } from "../core/userCode.js";
import { withCollector } from "../definitions/collector.js";
import type { LoadedDefinitions } from "../definitions/loaded.js";
import type { Definition } from "../definitions/records.js";
import { loadSchemas, SchemasNeeded } from "./checkOptions.js";
import { collectDefinitions } from "./collect.js";
import { importModules } from "./importModules.js";

/** Imports the project's modules and gives what they define. Each call evaluates the modules anew. */
export async function loadDefinitions(
	files: readonly string[],
	projectDir: string,
): Promise<LoadedDefinitions> {
	forgetSources();
	const reported: Definition[] = [];
	const imported = await withCollector({ report: (d) => void reported.push(d) }, () =>
		importModules(files, projectDir),
	);
	const sources = [...files, ...imported.inputs.filter((f) => !files.includes(f))];
	const loaded = await withSchemas(() =>
		collectDefinitions(reported, imported.modules, { dir: projectDir, inputs: sources }),
	);
	if (loaded.outputs.length === 0 && loaded.flows.length === 0 && loaded.diagnostics.length === 0)
		throw fault(
			"LOAD_EMPTY",
			{ modules: files.map((f) => relative(projectDir, f)).join(", ") },
			files[0] === undefined ? {} : { file: files[0] },
		);
	return { ...loaded, code: imported.code };
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
