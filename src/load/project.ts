import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import type { Config } from "../config/types.js";
import { fault } from "../core/errors/index.js";
import { importModules } from "./importModules.js";
import { expandModules } from "./modules.js";

/** A project as found on disk: its folder, its config, and the pipeline file when one was named. */
export interface Project {
	readonly dir: string;
	readonly config: Config;
	readonly configFile?: string;
	/** Set when a pipeline file was named instead of a config. */
	readonly pipelineFile?: string;
}

const configNames = [
	"aqueduck.config.ts",
	"aqueduck.config.mts",
	"aqueduck.config.js",
	"aqueduck.config.mjs",
	"aqueduck.config.json",
];

/**
 * Finds the project: a pipeline file, a config file, or a folder with a config (looked for upwards) or with
 * `pipeline.ts`. A pipeline file takes the config beside or above it only when that config's modules include it.
 */
export async function findProject(
	target: string | undefined,
	cwd: string,
	configPath?: string,
): Promise<Project> {
	if (configPath !== undefined) {
		const file = resolve(cwd, configPath);
		if (!isFile(file)) throw fault("CONFIG_NOT_FOUND", { path: configPath });
		const project = await fromConfig(file);
		return target === undefined ? project : { ...project, pipelineFile: resolve(cwd, target) };
	}
	const path = resolve(cwd, target ?? ".");
	if (isFile(path)) {
		if (configNames.includes(basename(path))) return fromConfig(path);
		const above = findUp(dirname(path));
		if (above) {
			const project = await fromConfig(above);
			if (moduleFiles(project).includes(path)) return { ...project, pipelineFile: path };
		}
		return { dir: dirname(path), config: {}, pipelineFile: path };
	}
	if (target !== undefined && !existsSync(path)) throw fault("CONFIG_NOT_FOUND", { path: target });
	const config = target === undefined ? findUp(path) : configIn(path);
	if (config) return fromConfig(config);
	if (moduleFiles({ dir: path, config: {} }).length > 0) return { dir: path, config: {} };
	throw fault("CONFIG_NOT_FOUND", { path: target ?? cwd });
}

/** The pipeline modules of a project; a named pipeline file stands alone. */
export function moduleFiles(project: Project): string[] {
	if (project.pipelineFile) return [project.pipelineFile];
	return expandModules(project.dir, project.config.modules ?? ["src/**/*.ts", "pipeline.ts"]);
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

function configIn(dir: string): string | undefined {
	return configNames.map((name) => join(dir, name)).find(isFile);
}

function findUp(start: string): string | undefined {
	for (let dir = start; ; dir = dirname(dir)) {
		const found = configIn(dir);
		if (found) return found;
		if (dirname(dir) === dir) return undefined;
	}
}

async function fromConfig(file: string): Promise<Project> {
	const label = basename(file);
	const { checkConfig } = await import("../config/check.js");
	const value = extname(file) === ".json" ? readJson(file, label) : await importConfig(file, label);
	return { dir: dirname(file), config: checkConfig(value, file, label), configFile: file };
}

function readJson(file: string, label: string): unknown {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch (error) {
		throw fault("CONFIG_INVALID", { path: label, problem: (error as Error).message }, { file, cause: error });
	}
}

async function importConfig(file: string, label: string): Promise<unknown> {
	const { modules } = await importModules([file], dirname(file));
	const value = modules[0]?.namespace.default;
	if (value === undefined)
		throw fault("CONFIG_INVALID", { path: label, problem: "has no default export" }, { file });
	return value;
}

/** A path as people write it: relative to the project folder. */
export function shortPath(file: string, dir: string): string {
	const short = relative(dir, file);
	return short === "" || short.startsWith("..") ? file : short;
}
