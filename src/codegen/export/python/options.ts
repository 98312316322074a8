import { type StructType, schemaDdl } from "../../../core/dataTypes.js";
import type { Dataset, DatasetOptions, Flow } from "../../../graph/graph.js";
import { boolean, dict, keyword, string, strings } from "../../printers/python/build.js";
import type { PyExpr, PyKeyword } from "../../printers/python/nodes.js";
import type { Reporter } from "../project.js";
import { textLiteral } from "../sparkSql/index.js";
import type { OptionName, PythonDialect } from "./dialect.js";

/** Why a setting may be left out without changing a row. */
const WITHOUT_EFFECT: Readonly<Record<Exclude<OptionName, "path">, string>> = {
	comment: "a comment for people",
	sparkConf: "settings of one flow",
	tableProperties: "properties for people and tools",
	partitionCols: "how files are laid out",
	clusterBy: "how files are laid out",
	clusterByAuto: "Databricks alone lays files out by itself",
	schema: "the query gives these columns",
	rowFilter: "acts on Databricks only, on who reads the table",
	refreshPolicy: "acts on Databricks only",
	private: "acts on Databricks only",
	temporary: "dlt alone has tables that are not published",
};

/** The keyword arguments of a data set's decorator, in the target's order; what it lacks is reported. */
export function optionKeywords(dataset: Dataset, dialect: PythonDialect, report: Reporter): PyKeyword[] {
	return keywordsFor({ dataset, dialect, report, names: dialect.options[dataset.kind] });
}

/** The same of `create_streaming_table`, whose tables are always published. */
export function callKeywords(dataset: Dataset, dialect: PythonDialect, report: Reporter): PyKeyword[] {
	const { private: _, temporary: __, ...names } = dialect.options[dataset.kind];
	const lacking = `${dialect.alias}.create_streaming_table has none`;
	return keywordsFor({ dataset, dialect, report, names, lacking: { private: lacking, temporary: lacking } });
}

function keywordsFor({
	dataset,
	dialect,
	report,
	names,
	lacking = {},
}: {
	readonly dataset: Dataset;
	readonly dialect: PythonDialect;
	readonly report: Reporter;
	readonly names: Readonly<Partial<Record<OptionName, string>>>;
	/** Other reasons than those that hold everywhere. */
	readonly lacking?: Readonly<Partial<Record<OptionName, string>>>;
}): PyKeyword[] {
	const found: PyKeyword[] = [];
	for (const [option, value] of Object.entries(valuesOf(dataset, dialect)) as [
		OptionName,
		PyExpr | undefined,
	][]) {
		if (value === undefined) continue;
		const name = names[option];
		if (name !== undefined) found.push(keyword(name, value));
		else if (option !== "path")
			report.passedOver({ dataset }, `the option ${option}`, lacking[option] ?? WITHOUT_EFFECT[option]);
	}
	reportFiles(dataset, names.path !== undefined, report);
	for (const [option, reason] of Object.entries(OWN_OPTIONS))
		if (dataset.options[option as keyof DatasetOptions] !== undefined)
			report.passedOver({ dataset }, `the option ${option}`, reason);
	return found;
}

/** A folder of Parquet files that others read: on Databricks the path is that of a Delta table. */
function reportFiles(dataset: Dataset, hasPath: boolean, report: Reporter): void {
	const { path, format } = dataset.options;
	if (path === undefined) return;
	if (!hasPath)
		report.refuse(
			{ dataset },
			`${dataset.display} as files (path, format)`,
			"its catalog says where tables lie, and readers of the folder would find nothing",
		);
	else report.lowered({ dataset }, `the format ${format} of ${dataset.display}`, "a Delta table at its path");
}

/** Options that act where `aq` runs a pipeline: targets that run it themselves leave them out. */
export const OWN_OPTIONS = {
	tags: "words that aq selects by",
	primaryKey: "nothing would check it",
	engine: "the target is the engine",
} as const satisfies Readonly<Partial<Record<keyof DatasetOptions, string>>>;

/** `append_flow`'s own options; what it lacks is reported. */
export function flowKeywords(
	flow: Flow,
	dataset: Dataset,
	dialect: PythonDialect,
	report: Reporter,
): PyKeyword[] {
	const values = { comment: map(flow.comment, string), sparkConf: map(flow.sparkConf, textDict) };
	return (["comment", "sparkConf"] as const).flatMap((option) => {
		const value = values[option];
		const name = dialect.flowOptions[option];
		if (value === undefined) return [];
		if (name !== undefined) return [keyword(name, value)];
		report.passedOver(
			{ place: flow.place, dataset },
			`the option ${option} of the flow ${flow.name}`,
			WITHOUT_EFFECT[option],
		);
		return [];
	});
}

function valuesOf(dataset: Dataset, { isDatabricks }: PythonDialect): Record<OptionName, PyExpr | undefined> {
	const { options, declaredSchema } = dataset;
	return {
		comment: map(options.comment, string),
		sparkConf: map(options.sparkConf, textDict),
		tableProperties: map(options.tableProperties, textDict),
		partitionCols: map(options.partitionCols, strings),
		clusterBy: map(options.clusterBy, strings),
		clusterByAuto: map(options.clusterByAuto, boolean),
		schema: map(declaredSchema, (schema) => string(columnsDdl(schema, isDatabricks))),
		rowFilter: map(options.rowFilter, string),
		refreshPolicy: map(options.refreshPolicy, string),
		private: map(options.private, boolean),
		temporary: map(options.temporary, boolean),
		path: map(options.path, string),
	};
}

/**
 * Columns with what is said of them. Open source Spark compares nullability with that of the query, where every column of a
 * table may be NULL: there the query itself is strict.
 */
const columnsDdl = (schema: StructType, hasNotNull: boolean): string =>
	schema.fields
		.map((f) => {
			const column = schemaDdl({ kind: "struct", fields: [{ ...f, nullable: f.nullable || !hasNotNull }] });
			return f.comment === undefined ? column : `${column} COMMENT ${textLiteral(f.comment)}`;
		})
		.join(", ");

const map = <T>(value: T | undefined, make: (value: T) => PyExpr): PyExpr | undefined =>
	value === undefined ? undefined : make(value);

const textDict = (values: Readonly<Record<string, string>>): PyExpr =>
	dict(Object.fromEntries(Object.entries(values).map(([k, v]) => [k, string(String(v))])));
