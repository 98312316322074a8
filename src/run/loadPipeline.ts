import { resolveSettings } from "../config/resolve.js";
import { fault } from "../core/errors/index.js";
import { loadDefinitions } from "../load/load.js";
import { findProject, moduleFiles } from "../load/project.js";
import { Pipeline } from "./pipeline.js";

/** Options of `loadPipeline`. */
export interface LoadOptions {
	/** Where relative paths start; the process's folder. */
	readonly cwd?: string;
	/** A config file, when it is not found from the target. */
	readonly config?: string;
	/** `dev`, `prod` … */
	readonly env?: string;
	readonly engine?: string;
	/** Values of `param(name)`; they win over the config's. */
	readonly parameters?: Readonly<Record<string, string>>;
	/** Environment variables; the process's. */
	readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds, imports and checks a pipeline. The target is a pipeline file, a config file or a folder; absent: the folder
 * it is called in. Nothing is read or run yet.
 * @throws AqueduckError CONFIG_NOT_FOUND, CONFIG_INVALID, LOAD_SYNTAX, LOAD_IMPORT, LOAD_THREW, LOAD_EMPTY
 * @example
 * const p = await loadPipeline("pipeline.ts", { env: "dev" });
 * await p.run();
 * console.table(await p.table("gold_delays").toArray());
 */
export async function loadPipeline(target?: string, options: LoadOptions = {}): Promise<Pipeline> {
	const cwd = options.cwd ?? process.cwd();
	const project = await findProject(target, cwd, options.config);
	const settings = resolveSettings(
		project.config,
		project,
		{
			...(options.env === undefined ? {} : { environment: options.env }),
			...(options.engine === undefined ? {} : { engine: options.engine }),
			parameters: options.parameters ?? {},
		},
		options.environment ?? process.env,
	);
	const files = moduleFiles(project);
	if (files.length === 0)
		throw fault(
			"LOAD_EMPTY",
			{ modules: settings.modules.join(", ") },
			project.configFile === undefined ? {} : { file: project.configFile },
		);
	return new Pipeline(settings, await loadDefinitions(files, project.dir));
}
