import type { EnvironmentSettings } from "../../../config/resolve.js";
import type { DatabricksLibrary, DatabricksPermission } from "../../../config/types.js";
import { quartzOf } from "../cron.js";
import type { Tree } from "./split.js";
import type { Variable } from "./variables.js";

/** What of a pipeline and its job is the same in every environment. */
export interface Parts {
	/** The pipeline's key. */
	readonly name: string;
	/** Its modules, as seen from `resources/`. */
	readonly libraries: readonly DatabricksLibrary[];
	readonly variables: readonly Variable[];
}

/** The pipeline in one environment, with paths as seen from `resources/`. */
export function pipelineOf({ databricks, timeZone }: EnvironmentSettings, parts: Parts): Tree {
	const { name, variables } = parts;
	const own = (databricks.libraries ?? []).map(fromResources);
	return {
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
		libraries: [...parts.libraries, ...own],
		configuration: {
			"spark.sql.session.timeZone": timeZone,
			...Object.fromEntries(variables.map((v) => [v.parameter, `\${var.${v.name}}`])),
		},
		...permissionsAndTags(databricks, (level) => level),
	};
}

const EVENTS = { start: "on_start", success: "on_success", failure: "on_failure" } as const;

/** The job that runs it; `tasks` by their keys. */
export function jobOf(environment: EnvironmentSettings, { name }: Parts): Tree {
	const { schedule, notifications, databricks } = environment;
	const email = notifications.email ?? [];
	const events = notifications.on ?? ["failure"];
	const quartz = schedule === undefined ? undefined : quartzOf(schedule);
	return {
		name: `${name}_job`,
		...(quartz === undefined
			? {}
			: {
					schedule: {
						quartz_cron_expression: quartz,
						timezone_id: environment.timeZone,
						pause_status: "UNPAUSED",
					},
				}),
		...(email.length === 0
			? {}
			: { email_notifications: Object.fromEntries(events.map((e) => [EVENTS[e], email])) }),
		max_concurrent_runs: 1,
		tasks: {
			refresh_pipeline: {
				max_retries: databricks.retries ?? environment.retries,
				pipeline_task: { pipeline_id: `\${resources.pipelines.${name}.id}` },
			},
		},
		...permissionsAndTags(databricks, (level) => (level === "CAN_RUN" ? "CAN_MANAGE_RUN" : level)),
	};
}

function permissionsAndTags(
	{ permissions = [], tags = {} }: EnvironmentSettings["databricks"],
	levelOf: (level: DatabricksPermission["level"]) => string,
): Tree {
	return {
		...(permissions.length === 0
			? {}
			: { permissions: permissions.map((p) => ({ ...p, level: levelOf(p.level) })) }),
		...(Object.keys(tags).length === 0 ? {} : { tags }),
	};
}

/** A library of the config, whose relative paths start in the bundle's folder. */
function fromResources(library: DatabricksLibrary): DatabricksLibrary {
	if ("maven" in library) return library;
	if ("jar" in library) return { jar: relative(library.jar) };
	if ("glob" in library) return { glob: { include: relative(library.glob.include) } };
	if ("file" in library) return { file: { path: relative(library.file.path) } };
	return { notebook: { path: relative(library.notebook.path) } };
}

const relative = (path: string): string =>
	/^(?:\/|\$\{|[A-Za-z][A-Za-z0-9+.-]*:)/.test(path) ? path : `../${path.replace(/^(?:\.\/)+/, "")}`;

/** What a target says of a resource, with paths as seen from `databricks.yml`. */
export function inTarget(resource: Tree): Tree {
	const libraries = resource["libraries"];
	const said = withTasks(resource);
	if (!Array.isArray(libraries)) return said;
	const text = JSON.stringify(libraries).replaceAll('"../', '"./');
	return { ...said, libraries: JSON.parse(text) as unknown };
}

/** A job's tasks as the list that a bundle has. */
export function withTasks(job: Tree): Tree {
	const tasks = job["tasks"];
	if (tasks === undefined) return job;
	const list = Object.entries(tasks as Tree).map(([key, task]) => ({ task_key: key, ...(task as Tree) }));
	return { ...job, tasks: list };
}
