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
} from "../../printers/python/build.js";
import { formatPython } from "../../printers/python/format.js";
import type { PyFunction, PyModule, PyStatement } from "../../printers/python/nodes.js";
import { printModule } from "../../printers/python/print.js";
import type { ExportedFile } from "../contract.js";
import { storedSets } from "../model/storedSets.js";
import { functionNames, projectPath, RUNNER_IMPORTS, refreshCall, refreshFunction } from "../orchestrated.js";
import type { ExportProject } from "../project.js";
import { identifier } from "../python/names.js";

/** Airflow: a DAG with a task for each stored data set; temporary views are edges. */
export function exportAirflow(project: ExportProject): ExportedFile[] {
	const dag = identifier(project.graph.name);
	return [{ path: `dags/${dag}.py`, text: formatPython(printModule(moduleOf(project, dag))) }];
}

function moduleOf(project: ExportProject, dag: string): PyModule {
	return {
		docstring: `${project.graph.name} as a DAG; every task runs the pipeline's own command.`,
		imports: [
			...RUNNER_IMPORTS,
			{ module: "datetime", name: "datetime" },
			{ module: "datetime", name: "timezone" },
			{ module: "airflow.sdk", name: "dag" },
			{ module: "airflow.sdk", name: "task" },
		],
		sections: [
			{ kind: "code", body: [projectPath(project, 1)] },
			{ kind: "code", body: [refreshFunction(project)] },
			{ kind: "code", body: [dagFunction(project, dag)] },
			{ kind: "code", body: [{ kind: "expression", value: call(name(dag)) }] },
		],
	};
}

/** The DAG: tasks are functions, so that no template is read in a table's name. */
function dagFunction(project: ExportProject, dag: string): PyFunction {
	const { graph, settings } = project;
	const sets = storedSets(graph);
	const names = functionNames(
		sets.map((s) => s.dataset),
		["dag", "task", "refresh", "PROJECT", "Path", "os", "subprocess", "datetime", "timezone", dag],
	);
	const nameOf = (key: string): string => names.get(key) as string;
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
			name: `run_${nameOf(dataset.key)}`,
			value: call(name(nameOf(dataset.key))),
		}),
	);
	const edges = sets.flatMap(({ dataset, reads }): PyStatement[] => {
		if (reads.length === 0) return [];
		const before = reads.map((read) => name(`run_${nameOf(read.key)}`));
		const [only] = before;
		return [
			{
				kind: "expression",
				value: {
					kind: "binary",
					op: ">>",
					left: before.length === 1 && only ? only : listOf(before),
					right: name(`run_${nameOf(dataset.key)}`),
				},
			},
		];
	});
	return {
		kind: "function",
		name: dag,
		params: [],
		decorators: [
			call(
				name("dag"),
				[],
				[
					keyword("dag_id", string(dag)),
					keyword("schedule", settings.schedule === undefined ? NONE : string(settings.schedule)),
					keyword(
						"start_date",
						call(name("datetime"), ["2024", "1", "1"].map(number), [
							keyword("tzinfo", dotted("timezone.utc")),
						]),
					),
					keyword("catchup", FALSE),
					keyword("max_active_tasks", number("1")),
					keyword("max_active_runs", number("1")),
					keyword("default_args", dict({ retries: number(String(settings.retries)) })),
				],
			),
		],
		docstring: "One run at a time, one task at a time: the storage has one writer.",
		body: [...tasks, ...instances, ...edges],
	};
}
