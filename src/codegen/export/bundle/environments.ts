import type { EnvironmentSettings } from "../../../config/resolve.js";
import type { SourceConfig } from "../../../config/types.js";
import { displayName, qualify, SPARK_DEFAULTS } from "../../../core/names.js";
import { quartzOf } from "../cron.js";
import { nodesOf, type PlanNode } from "../model/pieces.js";
import type { ExportProject } from "../project.js";

export const catalogOf = (e: EnvironmentSettings): string | undefined =>
	e.databricks.catalog ?? (e.names.catalog === SPARK_DEFAULTS.catalog ? undefined : e.names.catalog);
export const schemaOf = (e: EnvironmentSettings): string => e.databricks.schema ?? e.names.schema;
export const modeOf = (e: EnvironmentSettings): "development" | "production" =>
	e.databricks.mode ?? (e.name === "dev" ? "development" : "production");

/**
 * The environments that the bundle has a target for. One whose sources lie elsewhere would need other modules than those
 * of the environment that is written: it is left out and told. The loaded one has the values of flags and variables too.
 */
export function targetsOf(project: ExportProject): EnvironmentSettings[] {
	const { settings, report } = project;
	const nodes = planNodes(project);
	return settings.environments.flatMap((environment) => {
		if (environment.name === settings.environment)
			return [{ ...environment, parameters: settings.parameters }];
		const other = otherModules(environment, project, nodes);
		if (other === undefined) return [environment];
		report.passedOver(
			{},
			`The environment ${environment.name}`,
			`${other} than in ${settings.environment}, and modules name it: the bundle has no target for it (export it with --env ${environment.name})`,
		);
		return [];
	});
}

function planNodes({ graph }: ExportProject): readonly PlanNode[] {
	const conditions = graph.datasets.flatMap((d) => d.expectations.map((rule) => rule.condition));
	return [...nodesOf([...graph.flows.map((flow) => flow.relation), ...conditions])];
}

function otherModules(
	{ sources }: EnvironmentSettings,
	{ settings }: ExportProject,
	nodes: readonly PlanNode[],
): string | undefined {
	const read = new Set(
		nodes.flatMap((node) => {
			if (node.kind !== "table" || "kind" in node.name) return [];
			const name = qualify(node.name, settings.names);
			return name ? [displayName(name, settings.names).toLowerCase()] : [];
		}),
	);
	const text = (source: SourceConfig | undefined): string => JSON.stringify(source) ?? "";
	const names = new Set([...Object.keys(sources), ...Object.keys(settings.sources)]);
	// A parameter can hold any name.
	const isAnyRead = nodes.some((node) => node.kind === "table" && "kind" in node.name);
	const other = [...names].find(
		(name) =>
			(isAnyRead || read.has(name.toLowerCase())) && text(sources[name]) !== text(settings.sources[name]),
	);
	return other === undefined ? undefined : `the source ${other} is another one`;
}

/** What `bundle validate` lets through and `bundle deploy` refuses. */
export function check(targets: readonly EnvironmentSettings[], { report }: ExportProject): void {
	for (const environment of targets) {
		const { databricks, name, schedule, timeZone } = environment;
		if (databricks.serverless === true && databricks.clusters && databricks.clusters.length > 0)
			report.refuse({}, `serverless with clusters (environment ${name})`, "a deploy refuses both together");
		if (catalogOf(environment) === undefined)
			report.refuse(
				{},
				`The environment ${name}`,
				"it has no catalog (config: databricks: { catalog }), and a deploy asks for one",
			);
		if (schedule !== undefined && /^[+-]/.test(timeZone))
			report.refuse({}, `The time zone ${timeZone}`, "schedules there take zones by name, as Europe/Paris");
		if (schedule !== undefined && quartzOf(schedule) === undefined)
			report.refuse(
				{},
				`The schedule ${JSON.stringify(schedule)}`,
				"Quartz cannot say a day of the month and a day of the week at once",
			);
	}
}
