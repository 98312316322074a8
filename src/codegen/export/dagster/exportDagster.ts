import {
	attribute,
	call,
	dict,
	dotted,
	keyword,
	listOf,
	name,
	number,
	string,
	strings,
} from "../../printers/python/build.js";
import { formatPython } from "../../printers/python/format.js";
import type { PyFunction, PyModule, PyStatement } from "../../printers/python/nodes.js";
import { printModule } from "../../printers/python/print.js";
import { yamlText } from "../../printers/yaml.js";
import type { ExportedFile } from "../contract.js";
import { type StoredSet, storedSets } from "../model/storedSets.js";
import {
	functionNames,
	plainName,
	projectPath,
	RUNNER_IMPORTS,
	refreshCall,
	refreshFunction,
	reportViews,
	scheduleZone,
} from "../orchestrated.js";
import type { ExportProject } from "../project.js";
import { identifier, Names } from "../python/names.js";
import { tagKeys } from "./tagKeys.js";

/** What Dagster refuses as the name of an asset (`DISALLOWED_NAMES`, 1.13) and is no keyword of Python. */
const REFUSED_NAMES: ReadonlySet<string> = new Set(
	"context conf config meta arg_dict dict input_arg_dict output_arg_dict int str float bool input output".split(
		" ",
	),
);

/** Dagster: an asset for each stored data set, materialized by `aq run`. */
export function exportDagster(project: ExportProject): ExportedFile[] {
	return [
		{ path: "definitions.py", text: formatPython(printModule(moduleOf(project))) },
		{
			path: "dagster.yaml",
			text: yamlText(
				{ concurrency: { pools: { default_limit: 1, granularity: "run" } } },
				"Copy to $DAGSTER_HOME: runs of the pipeline never overlap, because its storage has one writer.",
			),
		},
	];
}

function moduleOf(project: ExportProject): PyModule {
	const { graph, settings } = project;
	const sets = storedSets(graph);
	const pool = `aqueduck_${identifier(graph.name)}`;
	const names = functionNames(
		sets.map((s) => s.dataset),
		new Names(["dg", "defs", "refresh", "PROJECT", "Path", "os", "subprocess", "everything", "schedule"]),
		REFUSED_NAMES,
	);
	reportUnwritten(project);
	const assets = sets.map((set) => assetOf(set, names, pool, project));
	const jobs = jobStatements(project);
	return {
		docstring: `${graph.name} as assets of Dagster; every asset is made by the pipeline's own command.`,
		imports: [...RUNNER_IMPORTS, { module: "dagster", alias: "dg" }],
		sections: [
			{ kind: "code", body: [projectPath(project, 0)] },
			{ kind: "code", body: [refreshFunction(project)] },
			...assets.map((fn) => ({ kind: "code" as const, body: [fn] })),
			{
				kind: "code",
				body: [
					...jobs,
					{
						kind: "assign",
						name: "defs",
						value: call(
							dotted("dg.Definitions"),
							[],
							[
								keyword("assets", listOf(assets.map((fn) => name(fn.name)))),
								...(jobs.length > 0 ? [keyword("jobs", listOf([name("everything")]))] : []),
								...(settings.schedule === undefined
									? []
									: [keyword("schedules", listOf([name("schedule")]))]),
								keyword("executor", dotted("dg.in_process_executor")),
							],
						),
					},
				],
			},
		],
	};
}

function assetOf(
	set: StoredSet,
	names: ReadonlyMap<string, string>,
	pool: string,
	project: ExportProject,
): PyFunction {
	const { dataset, reads } = set;
	const fnName = names.get(dataset.key) as string;
	const { comment, tags = [] } = dataset.options;
	const keys = tagKeys(tags);
	const metadata = {
		...(fnName === dataset.display ? {} : { table: string(dataset.display) }),
		...(tags.every((tag) => keys.get(tag) === tag) ? {} : { tags: strings(tags) }),
	};
	const deps = reads.map((read) => name(names.get(read.key) as string));
	return {
		kind: "function",
		name: fnName,
		params: [],
		decorators: [
			call(
				dotted("dg.asset"),
				[],
				[
					...(deps.length > 0 ? [keyword("deps", listOf(deps))] : []),
					keyword("group_name", string(plainName(project.graph.name, "pipeline"))),
					...(comment === undefined ? [] : [keyword("description", string(comment))]),
					...(keys.size > 0
						? [keyword("tags", dict(Object.fromEntries([...keys.values()].map((key) => [key, string("")]))))]
						: []),
					...(Object.keys(metadata).length > 0 ? [keyword("metadata", dict(metadata))] : []),
					keyword("pool", string(pool)),
					...(project.settings.retries > 0
						? [
								keyword(
									"retry_policy",
									call(
										dotted("dg.RetryPolicy"),
										[],
										[keyword("max_retries", number(String(project.settings.retries)))],
									),
								),
							]
						: []),
				],
			),
		],
		body: [{ kind: "expression", value: refreshCall(dataset) }],
	};
}

/** Settings that assets and schedules have no place for. */
function reportUnwritten(project: ExportProject): void {
	reportViews(project, ["comment", "tags"]);
	if (project.settings.notifications.email?.length)
		project.report.passedOver(
			{},
			"the setting notifications",
			"Dagster sends mail with a server and a password of your own: dg.make_email_on_run_failure_sensor",
		);
}

function jobStatements(project: ExportProject): PyStatement[] {
	const { settings } = project;
	const zone = scheduleZone(project);
	if (settings.schedule === undefined) return [];
	return [
		{
			kind: "assign",
			name: "everything",
			value: call(
				dotted("dg.define_asset_job"),
				[string("everything")],
				[keyword("selection", call(attribute(dotted("dg.AssetSelection"), "all")))],
			),
		},
		{
			kind: "assign",
			name: "schedule",
			value: call(
				dotted("dg.ScheduleDefinition"),
				[],
				[
					keyword("job", name("everything")),
					keyword("cron_schedule", string(settings.schedule)),
					keyword("execution_timezone", string(zone ?? settings.timeZone)),
				],
			),
		},
	];
}
