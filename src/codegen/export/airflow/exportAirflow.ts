import {
	call,
	dict,
	dotted,
	FALSE,
	keyword,
	listOf,
	NONE,
	name,
	number,
	string,
	strings,
	TRUE,
} from "../../printers/python/build.js";
import { formatPython } from "../../printers/python/format.js";
import type { PyExpr, PyFunction, PyModule, PyStatement } from "../../printers/python/nodes.js";
import { printModule } from "../../printers/python/print.js";
import type { ExportedFile } from "../contract.js";
import { storedSets } from "../model/storedSets.js";
import {
	functionNames,
	projectPath,
	RUNNER_IMPORTS,
	refreshCall,
	refreshFunction,
	reportViews,
	scheduleZone,
} from "../orchestrated.js";
import type { ExportProject } from "../project.js";
import { identifier, Names } from "../python/names.js";

/** What the module calls its own things. */
const MODULE_NAMES = ["dag", "task", "refresh", "PROJECT", "Path", "os", "subprocess", "pendulum"];
/** Airflow's own limit is 250 characters; the name is a file's too. */
const LONGEST_DAG = 60;
/** `TAG_MAX_LEN` (3.3). */
const LONGEST_TAG = 100;

/** Airflow: a DAG with a task for each stored data set; temporary views are edges. */
export function exportAirflow(project: ExportProject): ExportedFile[] {
	const named = identifier(project.graph.name);
	const dag = Buffer.byteLength(named) > 200 ? [...named].slice(0, LONGEST_DAG).join("") : named;
	return [{ path: `dags/${dag}.py`, text: formatPython(printModule(moduleOf(project, dag))) }];
}

function moduleOf(project: ExportProject, dag: string): PyModule {
	const fn = MODULE_NAMES.includes(dag) ? `${dag}_dag` : dag;
	reportViews(project, ["comment"]);
	return {
		docstring: `${project.graph.name} as a DAG; every task runs the pipeline's own command.`,
		imports: [
			...RUNNER_IMPORTS,
			{ module: "pendulum" },
			{ module: "airflow.sdk", name: "dag" },
			{ module: "airflow.sdk", name: "task" },
		],
		sections: [
			{ kind: "code", body: [projectPath(project, 1)] },
			{ kind: "code", body: [refreshFunction(project)] },
			{ kind: "code", body: [dagFunction(project, dag, fn)] },
			{ kind: "code", body: [{ kind: "expression", value: call(name(fn)) }] },
		],
	};
}

/** The DAG: tasks are functions, so that no template is read in a table's name. */
function dagFunction(project: ExportProject, dag: string, fn: string): PyFunction {
	const { graph, settings } = project;
	const sets = storedSets(graph);
	const taken = new Names([...MODULE_NAMES, fn]);
	const names = functionNames(
		sets.map((s) => s.dataset),
		taken,
	);
	const nameOf = (key: string): string => names.get(key) as string;
	// Beside the functions of all tables: `run_orders` may be one of them.
	const runs = new Map(sets.map(({ dataset: { key } }) => [key, taken.take(`run_${nameOf(key)}`)]));
	const runOf = (key: string): string => runs.get(key) as string;
	const tags = tagsOf(project);
	const tasks = sets.map(
		({ dataset }): PyStatement => ({
			kind: "function",
			name: nameOf(dataset.key),
			params: [],
			decorators: [
				call(
					name("task"),
					[],
					[
						keyword("task_id", string(nameOf(dataset.key))),
						...(nameOf(dataset.key) === dataset.display
							? []
							: [keyword("task_display_name", string(dataset.display))]),
						...(dataset.options.comment === undefined
							? []
							: [keyword("doc", string(dataset.options.comment))]),
					],
				),
			],
			body: [{ kind: "expression", value: refreshCall(dataset) }],
		}),
	);
	const instances = sets.map(
		({ dataset }): PyStatement => ({
			kind: "assign",
			name: runOf(dataset.key),
			value: call(name(nameOf(dataset.key))),
		}),
	);
	const edges = sets.flatMap(({ dataset, reads }): PyStatement[] => {
		if (reads.length === 0) return [];
		const before = reads.map((read) => name(runOf(read.key)));
		const [only] = before;
		return [
			{
				kind: "expression",
				value: {
					kind: "binary",
					op: ">>",
					left: before.length === 1 && only ? only : listOf(before),
					right: name(runOf(dataset.key)),
				},
			},
		];
	});
	return {
		kind: "function",
		name: fn,
		params: [],
		decorators: [
			call(
				name("dag"),
				[],
				[
					keyword("dag_id", string(dag)),
					...(dag === graph.name ? [] : [keyword("dag_display_name", string(graph.name))]),
					keyword("schedule", settings.schedule === undefined ? NONE : string(settings.schedule)),
					keyword(
						"start_date",
						call(dotted("pendulum.datetime"), ["2024", "1", "1"].map(number), [
							keyword("tz", string(scheduleZone(project) ?? "UTC")),
						]),
					),
					keyword("catchup", FALSE),
					keyword("max_active_tasks", number("1")),
					keyword("max_active_runs", number("1")),
					...(tags.length > 0 ? [keyword("tags", strings(tags))] : []),
					keyword(
						"default_args",
						dict({ retries: number(String(settings.retries)), ...mailArguments(project) }),
					),
				],
			),
		],
		docstring: "One run at a time, one task at a time: the storage has one writer.",
		body: [...tasks, ...instances, ...edges],
	};
}

/** Tasks have no tags in Airflow: the DAG has those of all tables. */
function tagsOf({ graph, report }: ExportProject): string[] {
	const tags = new Set<string>();
	for (const dataset of graph.datasets) {
		const own = dataset.options.tags ?? [];
		const [fitting, long] = [
			own.filter((t) => t.length <= LONGEST_TAG),
			own.filter((t) => t.length > LONGEST_TAG),
		];
		for (const tag of fitting) tags.add(tag);
		if (fitting.length > 0)
			report.lowered(
				{ dataset },
				`the option tags of ${dataset.display}`,
				"tags of the DAG, as tasks have none",
			);
		for (const tag of long)
			report.passedOver({ dataset }, `the tag ${tag}`, `a tag has ${LONGEST_TAG} characters at most`);
	}
	return [...tags];
}

/** Airflow's mail is about tasks, and about what went wrong. */
function mailArguments({ settings, report }: ExportProject): Readonly<Record<string, PyExpr>> {
	const { email = [], on = ["failure"] } = settings.notifications;
	if (email.length === 0) return {};
	const others = on.filter((event) => event !== "failure");
	if (others.length > 0)
		report.passedOver({}, `mail on ${others.join(" and ")}`, "a task's own mail is about failures");
	if (!on.includes("failure")) return {};
	report.lowered({}, "the setting notifications", "email_on_failure of every task");
	return { email: strings(email), email_on_failure: TRUE, email_on_retry: FALSE };
}
