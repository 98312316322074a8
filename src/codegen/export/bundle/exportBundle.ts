import type { EnvironmentSettings } from "../../../config/resolve.js";
import { nameUuid } from "../../printers/notebook/jupyter.js";
import { yamlText } from "../../printers/yaml.js";
import type { ExportedFile } from "../contract.js";
import { parametersOf } from "../model/parameters.js";
import { DATABRICKS_ROOT, reportRelativePaths } from "../model/paths.js";
import type { ExportProject } from "../project.js";
import { LAKEFLOW } from "../python/dialect.js";
import { exportPython } from "../python/exportPython.js";
import { catalogOf, check, modeOf, schemaOf, targetsOf } from "./environments.js";
import { referenceKey } from "./keys.js";
import { inTarget, jobOf, pipelineOf, withTasks } from "./resources.js";
import { split, type Tree } from "./split.js";
import { type Variable, variablesOf } from "./variables.js";

/** A bundle that `databricks bundle deploy` takes: the pipeline, a job that runs it, a target for each environment. */
export function exportBundle(project: ExportProject): ExportedFile[] {
	const name = referenceKey(project.graph.name, "pipeline");
	const targets = targetsOf(project);
	check(targets, project);
	reportRelativePaths(project, DATABRICKS_ROOT);
	const folder = `src/${name}/transformations`;
	const modules = exportPython(project, LAKEFLOW, folder);
	const variables = variablesOf(parametersOf(project), targets, project);
	const libraries =
		project.request.format === "py"
			? [{ glob: { include: `../${folder}/**` } }]
			: modules.map((m) => ({ notebook: { path: `../${m.path}` } }));
	const parts = { name, libraries, variables };
	const pipelines = split(targets.map((target) => pipelineOf(target, parts)));
	const jobs = split(targets.map((target) => jobOf(target, parts)));
	const overrides = targets.map((_, i) => overridesOf(name, pipelines.own[i], jobs.own[i]));
	return [
		{ path: "databricks.yml", text: yamlText(bundleFile(name, targets, variables, overrides)) },
		{
			path: `resources/${name}.pipeline.yml`,
			text: yamlText({ resources: { pipelines: { [name]: pipelines.shared } } }),
		},
		{
			path: `resources/${name}.job.yml`,
			text: yamlText({ resources: { jobs: { [`${name}_job`]: withTasks(jobs.shared) } } }),
		},
		...modules,
	];
}

/** What a target says of the resources that other targets do not say. */
function overridesOf(name: string, pipeline: Tree = {}, job: Tree = {}): Tree {
	const isAny = (tree: Tree): boolean => Object.keys(tree).length > 0;
	if (!isAny(pipeline) && !isAny(job)) return {};
	return {
		resources: {
			...(isAny(pipeline) ? { pipelines: { [name]: inTarget(pipeline) } } : {}),
			...(isAny(job) ? { jobs: { [`${name}_job`]: inTarget(job) } } : {}),
		},
	};
}

function bundleFile(
	name: string,
	targets: readonly EnvironmentSettings[],
	variables: readonly Variable[],
	overrides: readonly Tree[],
): object {
	return {
		bundle: { name, uuid: nameUuid(`bundle/${name}`) },
		include: ["resources/*.yml"],
		variables: {
			catalog: { description: "The catalog that tables are published in" },
			schema: { description: "The schema that tables are published in" },
			...Object.fromEntries(
				variables.map((variable) => [
					variable.name,
					{
						description: `The parameter ${variable.parameter} of the pipeline`,
						...(variable.value === undefined ? {} : { default: variable.value }),
					},
				]),
			),
		},
		targets: Object.fromEntries(
			targets.map((target, i) => [target.name, { ...targetOf(target, i === 0, variables), ...overrides[i] }]),
		),
	};
}

function targetOf(
	environment: EnvironmentSettings,
	isDefault: boolean,
	variables: readonly Variable[],
): Tree {
	const { databricks } = environment;
	const mode = modeOf(environment);
	const rootPath =
		databricks.rootPath ??
		(mode === "production" ? "/Workspace/Shared/.bundle/${bundle.name}/${bundle.target}" : undefined);
	const workspace = {
		...(databricks.host === undefined ? {} : { host: databricks.host }),
		...(rootPath === undefined ? {} : { root_path: rootPath }),
	};
	const own = variables.flatMap((variable) => {
		const value = variable.own.get(environment.name);
		return value === undefined ? [] : [[variable.name, value] as const];
	});
	return {
		mode,
		...(isDefault ? { default: true } : {}),
		...(Object.keys(workspace).length > 0 ? { workspace } : {}),
		variables: {
			catalog: catalogOf(environment) ?? "",
			schema:
				mode === "development" && databricks.schema === undefined
					? "${workspace.current_user.short_name}"
					: schemaOf(environment),
			...Object.fromEntries(own),
		},
	};
}
