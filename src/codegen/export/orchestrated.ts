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
import { identifier, type Names, plainLetters } from "./python/names.js";

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

/**
 * A Python name for each data set: its own where it has one already, so that no other data set moves it. `refused` are
 * names that the target keeps for itself.
 */
export function functionNames(
	datasets: readonly Dataset[],
	taken: Names,
	refused: ReadonlySet<string> = new Set(),
): Map<string, string> {
	const wanted = new Map(
		datasets.map((d) => {
			const plain = plainName(flatName(d), "table");
			return [d.key, refused.has(plain) ? `${plain}_` : plain];
		}),
	);
	const isOwn = (d: Dataset): boolean => wanted.get(d.key) === d.display && !taken.has(d.display);
	const ordered = [...datasets.filter(isOwn), ...datasets.filter((d) => !isOwn(d))];
	return new Map(ordered.map((d) => [d.key, taken.take(wanted.get(d.key) as string)]));
}

/** A dot in backticks is the table's own. */
const flatName = ({ display, name }: Dataset): string =>
	display.replace(/`(?:[^`]|``)*`/g, "").includes(".") ? `${name.schema}_${name.table}` : name.table;

/** Orchestrators end names somewhere past 200 characters; a word for uniqueness has to fit too. */
const LONGEST_NAME = 200;

/**
 * A name that orchestrators take: letters without accents, digits and underscores.
 * @example plainName("Größe", "pipeline") // "Grosse"
 */
export function plainName(text: string, whenEmpty: string): string {
	const letters = plainLetters(text).replace(/[^A-Za-z0-9_]+/g, "_");
	return identifier(/[A-Za-z0-9]/.test(letters) ? letters : whenEmpty).slice(0, LONGEST_NAME);
}

/** What the target shows of stored data sets alone. */
export function reportViews(project: ExportProject, options: readonly ("comment" | "tags")[]): void {
	for (const dataset of project.graph.datasets)
		if (dataset.kind === "temporary_view")
			for (const option of options)
				if (dataset.options[option]?.length)
					project.report.passedOver(
						{ dataset },
						`the option ${option} of ${dataset.display}`,
						"a temporary view is an edge between two tables",
					);
}

/**
 * The time zone of a schedule as the zone database spells it, which Python's libraries want; undefined where there is no
 * schedule. A difference in hours has no name there.
 */
export function scheduleZone({ settings, report }: ExportProject): string | undefined {
	const { schedule, timeZone } = settings;
	if (schedule === undefined) return undefined;
	if (/^[+-]/.test(timeZone)) {
		report.refuse({}, `The time zone ${timeZone}`, "its schedules take zones by name, as Europe/Paris");
		return undefined;
	}
	const known = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
	// Of an alias Intl gives the zone that it stands for; a name with capitals is one already.
	return known.toLowerCase() === timeZone.toLowerCase() || !/[A-Z]/.test(timeZone) ? known : timeZone;
}

/** A table's name as `--refresh` takes it: a comma would separate two. */
export const refreshCall = (dataset: Dataset): PyExpr => call(name("refresh"), [string(dataset.display)]);
