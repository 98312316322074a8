import type { Dataset } from "../../graph/graph.js";
import {
	attribute,
	call,
	dotted,
	keyword,
	listOf,
	method,
	name,
	string,
	TRUE,
} from "../printers/python/build.js";
import type { PyExpr, PyFunction, PyImport, PyStatement } from "../printers/python/nodes.js";
import type { ExportProject } from "./project.js";
import { identifier, Names } from "./python/names.js";

/** What modules for an orchestrator share: they run `aq run --refresh <table>` in the project's folder. */
export const RUNNER_IMPORTS: readonly PyImport[] = [
	{ module: "os" },
	{ module: "subprocess" },
	{ module: "pathlib", name: "Path" },
];

/** Where the project lies: seen from the file, unless the environment says otherwise. */
export function projectPath(project: ExportProject, depth: number): PyStatement {
	const up = `${"../".repeat(depth)}${project.request.projectPath ?? "../.."}`.replace(/\/$/, "") || ".";
	const here = call(attribute(attribute(call(name("Path"), [name("__file__")]), "parent"), "joinpath"), [
		string(up),
	]);
	return {
		kind: "assign",
		name: "PROJECT",
		value: method(
			call(name("Path"), [
				{
					kind: "binary",
					op: "or",
					left: call(dotted("os.environ.get"), [string("AQUEDUCK_PROJECT")]),
					right: here,
				},
			]),
			"resolve",
		),
	};
}

/** `def refresh(table)`: one data set, by the command; a list of words, so that no shell reads a name. */
export function refreshFunction(project: ExportProject): PyFunction {
	const { environment } = project.settings;
	const words = ["npx", "aq", "run", "--env", environment, "--refresh"].map(string);
	return {
		kind: "function",
		name: "refresh",
		params: ["table"],
		decorators: [],
		docstring: "Brings one table of the pipeline up to date. Its storage has one writer: never two at once.",
		body: [
			{
				kind: "expression",
				value: call(
					dotted("subprocess.run"),
					[listOf([...words, name("table")])],
					[keyword("cwd", name("PROJECT")), keyword("check", TRUE)],
				),
			},
		],
	};
}

/** A Python name for each data set. */
export function functionNames(datasets: readonly Dataset[], taken: readonly string[]): Map<string, string> {
	const names = new Names(taken);
	return new Map(datasets.map((d) => [d.key, names.take(asciiIdentifier(d))]));
}

/** Orchestrators take letters without accents. */
const asciiIdentifier = (dataset: Dataset): string =>
	identifier(
		(dataset.display.includes(".") ? `${dataset.name.schema}_${dataset.name.table}` : dataset.name.table)
			.normalize("NFKD")
			.replace(/[^A-Za-z0-9_]+/g, "_"),
	);

/** A table's name as `--refresh` takes it: a comma would separate two. */
export const refreshCall = (dataset: Dataset): PyExpr => call(name("refresh"), [string(dataset.display)]);
