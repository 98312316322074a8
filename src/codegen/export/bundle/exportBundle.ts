import type { EnvironmentSettings } from "../../../config/resolve.js";
import { SPARK_DEFAULTS } from "../../../core/names.js";
import { nameUuid } from "../../printers/notebook/jupyter.js";
import { yamlText } from "../../printers/yaml.js";
import type { ExportedFile } from "../contract.js";
import { quartzOf } from "../cron.js";
import { parametersOf } from "../model/parameters.js";
import { DATABRICKS_ROOT, reportRelativePaths } from "../model/paths.js";
import type { ExportProject } from "../project.js";
import { LAKEFLOW } from "../python/dialect.js";
import { exportPython } from "../python/exportPython.js";
import { identifier } from "../python/names.js";

/** A bundle that `databricks bundle deploy` takes: the pipeline, a job that runs it, a target for each environment. */
export function exportBundle(project: ExportProject): ExportedFile[] {
	const name = identifier(project.graph.name);
	check(project);
	reportRelativePaths(project, DATABRICKS_ROOT);
	const folder = `src/${name}/transformations`;
	const modules = exportPython(project, LAKEFLOW, folder);
	const parameters = parametersOf(project);
	return [
		{ path: "databricks.yml", text: yamlText(bundleFile(project, name, parameters)) },
		{
			path: `resources/${name}.pipeline.yml`,
			text: yamlText(pipelineFile(project, name, parameters, modules)),
		},
		{ path: `resources/${name}.job.yml`, text: yamlText(jobFile(project, name)) },
		...modules,
	];
}

const catalogOf = (e: EnvironmentSettings): string | undefined =>
	e.databricks.catalog ?? (e.names.catalog === SPARK_DEFAULTS.catalog ? undefined : e.names.catalog);
const schemaOf = (e: EnvironmentSettings): string => e.databricks.schema ?? e.names.schema;
const modeOf = (e: EnvironmentSettings): "development" | "production" =>
	e.databricks.mode ?? (e.name === "dev" ? "development" : "production");

/** What `bundle validate` lets through and `bundle deploy` refuses. */
function check({ settings, report }: ExportProject): void {
	for (const environment of settings.environments) {
		const { databricks, name } = environment;
		if (databricks.serverless === true && databricks.clusters && databricks.clusters.length > 0)
			report.refuse({}, `serverless with clusters (environment ${name})`, "a deploy refuses both together");
		if (catalogOf(environment) === undefined)
			report.refuse(
				{},
				`The environment ${name}`,
				"it has no catalog (config: databricks: { catalog }), and a deploy asks for one",
			);
	}
	if (settings.schedule !== undefined && quartzOf(settings.schedule) === undefined)
		report.refuse(
			{},
			`The schedule ${JSON.stringify(settings.schedule)}`,
			"Quartz cannot say it: a day of the month and a day of the week at once, or no five fields",
		);
}

function bundleFile(
	{ settings }: ExportProject,
	name: string,
	parameters: ReadonlyMap<string, string | undefined>,
): object {
	const [first] = settings.environments as [EnvironmentSettings];
	return {
		bundle: { name, uuid: nameUuid(`bundle/${name}`) },
		include: ["resources/*.yml"],
		variables: {
			catalog: { description: "The catalog that tables are published in" },
			schema: { description: "The schema that tables are published in" },
			...Object.fromEntries(
				[...parameters].map(([parameter, fallback]) => {
					const value = settings.parameters[parameter] ?? fallback;
					return [
						identifier(parameter),
						{
							description: `The parameter ${parameter} of the pipeline`,
							...(value === undefined ? {} : { default: value }),
						},
					];
				}),
			),
		},
		targets: Object.fromEntries(
			settings.environments.map((environment) => [
				environment.name,
				targetOf(environment, environment === first, parameters),
			]),
		),
	};
}

function targetOf(
	environment: EnvironmentSettings,
	isDefault: boolean,
	parameters: ReadonlyMap<string, string | undefined>,
): object {
	const { databricks } = environment;
	const mode = modeOf(environment);
	const rootPath =
		databricks.rootPath ??
		(mode === "production" ? "/Workspace/Shared/.bundle/${bundle.name}/${bundle.target}" : undefined);
	const workspace = {
		...(databricks.host === undefined ? {} : { host: databricks.host }),
		...(rootPath === undefined ? {} : { root_path: rootPath }),
	};
	const own = Object.entries(environment.parameters).filter(([name]) => parameters.has(name));
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
			...Object.fromEntries(own.map(([name, value]) => [identifier(name), value])),
		},
	};
}

function pipelineFile(
	{ settings, request }: ExportProject,
	name: string,
	parameters: ReadonlyMap<string, string | undefined>,
	modules: readonly ExportedFile[],
): object {
	const { databricks } = settings;
	const libraries =
		request.format === "py"
			? [{ glob: { include: `../src/${name}/transformations/**` } }]
			: modules.map((m) => ({ notebook: { path: `../${m.path}` } }));
	return {
		resources: {
			pipelines: {
				[name]: {
					name,
					catalog: "${var.catalog}",
					schema: "${var.schema}",
					...(databricks.clusters && databricks.clusters.length > 0
						? { clusters: databricks.clusters }
						: { serverless: databricks.serverless ?? true }),
					...(databricks.channel === undefined ? {} : { channel: databricks.channel }),
					...(databricks.edition === undefined ? {} : { edition: databricks.edition }),
					...(databricks.photon === undefined ? {} : { photon: databricks.photon }),
					...(databricks.continuous === undefined ? {} : { continuous: databricks.continuous }),
					root_path: `../src/${name}`,
					libraries,
					configuration: {
						"spark.sql.session.timeZone": settings.timeZone,
						...Object.fromEntries(
							[...parameters.keys()].map((parameter) => [parameter, `\${var.${identifier(parameter)}}`]),
						),
					},
				},
			},
		},
	};
}

const EVENTS = { start: "on_start", success: "on_success", failure: "on_failure" } as const;

function jobFile({ settings }: ExportProject, name: string): object {
	const { schedule, notifications, databricks } = settings;
	const email = notifications.email ?? [];
	const events = notifications.on ?? ["failure"];
	const quartz = schedule === undefined ? undefined : quartzOf(schedule);
	return {
		resources: {
			jobs: {
				[`${name}_job`]: {
					name: `${name}_job`,
					...(quartz === undefined
						? {}
						: {
								schedule: {
									quartz_cron_expression: quartz,
									timezone_id: settings.timeZone,
									pause_status: "UNPAUSED",
								},
							}),
					...(email.length === 0
						? {}
						: { email_notifications: Object.fromEntries(events.map((e) => [EVENTS[e], email])) }),
					max_concurrent_runs: 1,
					tasks: [
						{
							task_key: "refresh_pipeline",
							max_retries: databricks.retries ?? settings.retries,
							pipeline_task: { pipeline_id: `\${resources.pipelines.${name}.id}` },
						},
					],
				},
			},
		},
	};
}
