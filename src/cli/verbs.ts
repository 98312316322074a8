import { fault } from "../core/errors/index.js";
import { EXPORT_FORMATS, EXPORT_TARGETS, LAKTORY_BACKENDS, SPARK_VERSIONS } from "../core/exportTargets.js";
import { nameList } from "./nameList.js";
import type { Session } from "./options.js";
import { ROW_FORMATS } from "./render/rowFormats.js";

/** What a verb does with a command line; gives the exit code. */
export type Run = (
	session: Session,
	args: readonly unknown[],
	options: Readonly<Record<string, unknown>>,
) => Promise<number>;

export interface Verb {
	readonly name: string;
	readonly usage: string;
	readonly description: string;
	readonly arguments?: readonly { readonly name: string; readonly description: string }[];
	readonly options?: readonly VerbOption[];
	/** Loads the verb's own chunk. */
	readonly load: () => Promise<Run>;
}

export interface VerbOption {
	readonly flags: string;
	readonly description: string;
	readonly choices?: readonly string[];
	readonly default?: string | number;
	readonly parse?: (text: string) => unknown;
}

function count(text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 0)
		throw fault("CLI_USAGE", { problem: `${JSON.stringify(text)} is not a count of rows` });
	return value;
}

const selection = {
	name: "[targets...]",
	description: "a pipeline file or folder first, then selections: orders, +orders, orders+, tag:gold",
};
const rows: VerbOption = { flags: "-n, --rows <count>", description: "how many rows", parse: count };
const refreshes: readonly VerbOption[] = [
	{ flags: "--refresh <names>", description: "only these, nothing upstream", parse: nameList },
	{
		flags: "--full-refresh <names>",
		description: "rebuild these from nothing, checkpoints included",
		parse: nameList,
	},
	{ flags: "--full-refresh-all", description: "rebuild everything" },
];

/** The verbs, in the order of the help. */
export const VERBS: readonly Verb[] = [
	{
		name: "run",
		usage: "run",
		description: "Bring the tables up to date.",
		arguments: [selection],
		options: [
			...refreshes,
			{ flags: "--fail-fast", description: "start nothing after the first failure" },
			{ flags: "--dry-run", description: "say what would be done" },
		],
		load: async () => (await import("./commands/run.js")).run,
	},
	{
		name: "validate",
		usage: "validate",
		description: "Check types, graph, SQL and schemas; runs nothing.",
		arguments: [selection],
		options: [
			{ flags: "--strict", description: "warnings are errors" },
			{ flags: "--target <name>", description: "and what an export for it lowers or cannot carry" },
		],
		load: async () => (await import("./commands/validate.js")).validate,
	},
	{
		name: "plan",
		usage: "plan",
		description: "What a run would do, step by step, and why.",
		arguments: [selection],
		options: refreshes,
		load: async () => (await import("./commands/plan.js")).plan,
	},
	{
		name: "graph",
		usage: "graph",
		description: "The data sets and what they read.",
		arguments: [selection],
		options: [
			{
				flags: "--format <kind>",
				description: "how it is written",
				choices: ["tree", "mermaid", "dot", "json"],
				default: "tree",
			},
			{ flags: "--stages", description: "what may run side by side" },
			{ flags: "--columns", description: "which columns each column is computed from" },
		],
		load: async () => (await import("./commands/graph.js")).graph,
	},
	{
		name: "show",
		usage: "show",
		description: "The first rows of a table.",
		arguments: [
			{ name: "<names...>", description: "the table; before it, if need be, a pipeline file or folder" },
		],
		options: [
			rows,
			{ flags: "--where <condition>", description: "only rows for which this Spark SQL condition holds" },
			{
				flags: "--format <kind>",
				description: "how rows are written",
				choices: ROW_FORMATS,
				default: "table",
			},
		],
		load: async () => (await import("./commands/show.js")).show,
	},
	{
		name: "sql",
		usage: "sql",
		description: "Query the warehouse in Spark SQL.",
		arguments: [
			{ name: "[words...]", description: "the query; before it, if need be, a pipeline file or folder" },
		],
		options: [
			rows,
			{
				flags: "--format <kind>",
				description: "how rows are written",
				choices: ROW_FORMATS,
				default: "table",
			},
			{ flags: "--explain <table>", description: "how a data set is made: its plan and its SQL" },
		],
		load: async () => (await import("./commands/sql.js")).sql,
	},
	{
		name: "export",
		usage: "export",
		description: "Write the pipeline as Spark code, notebooks, SQL, YAML or a bundle.",
		arguments: [{ name: "[pipeline...]", description: "the pipeline's file or folder" }],
		options: [
			{ flags: "--target <name>", description: `what to write: ${EXPORT_TARGETS.join(", ")}` },
			{ flags: "--format <kind>", description: "how Python comes (py)", choices: EXPORT_FORMATS },
			{ flags: "--spark-version <version>", description: "the release (4.3)", choices: SPARK_VERSIONS },
			{
				flags: "--backend <name>",
				description: "what Laktory runs on (polars)",
				choices: LAKTORY_BACKENDS,
			},
			{ flags: "--out <dir>", description: "the folder (export/<target>)" },
			{ flags: "--verify", description: "run it on real Spark or Laktory and compare every table" },
			{ flags: "--check", description: "write nothing; exit 4 when the folder is not up to date" },
		],
		load: async () => (await import("./commands/export.js")).exportCommand,
	},
	{
		name: "explain",
		usage: "explain",
		description: "What an error code means and the way out.",
		arguments: [{ name: "<code>", description: "e.g. PLAN_UNKNOWN_COLUMN" }],
		load: async () => (await import("./commands/explain.js")).explain,
	},
];
