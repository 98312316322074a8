import { schemaDdl } from "../../../core/dataTypes.js";
import type { Dataset } from "../../../graph/graph.js";
import { boolean, dict, keyword, string, strings } from "../../printers/python/build.js";
import type { PyExpr, PyKeyword } from "../../printers/python/nodes.js";
import type { Reporter } from "../project.js";
import type { OptionName, PythonDialect } from "./dialect.js";

/** Why a setting may be left out without changing a row. */
const WITHOUT_EFFECT: Readonly<Record<OptionName, string>> = {
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
	const names = dialect.options[dataset.kind];
	const found: PyKeyword[] = [];
	for (const [option, value] of Object.entries(valuesOf(dataset)) as [OptionName, PyExpr | undefined][]) {
		if (value === undefined) continue;
		const name = names[option];
		if (name === undefined) report.passedOver({ dataset }, `the option ${option}`, WITHOUT_EFFECT[option]);
		else found.push(keyword(name, value));
	}
	return found;
}

function valuesOf(dataset: Dataset): Record<OptionName, PyExpr | undefined> {
	const { options, declaredSchema } = dataset;
	return {
		comment: map(options.comment, string),
		sparkConf: map(options.sparkConf, textDict),
		tableProperties: map(options.tableProperties, textDict),
		partitionCols: map(options.partitionCols, strings),
		clusterBy: map(options.clusterBy, strings),
		clusterByAuto: map(options.clusterByAuto, boolean),
		schema: map(declaredSchema, (schema) => string(schemaDdl(schema))),
		rowFilter: map(options.rowFilter, string),
		refreshPolicy: map(options.refreshPolicy, string),
		private: map(options.private, boolean),
		temporary: map(options.temporary, boolean),
	};
}

const map = <T>(value: T | undefined, make: (value: T) => PyExpr): PyExpr | undefined =>
	value === undefined ? undefined : make(value);

const textDict = (values: Readonly<Record<string, string>>): PyExpr =>
	dict(Object.fromEntries(Object.entries(values).map(([k, v]) => [k, string(String(v))])));
