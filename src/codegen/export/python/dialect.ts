import type { DatasetKind } from "../../../graph/graph.js";
import type { TableRelation } from "../../../plan/relation.js";
import { attribute, call, dotted, method, name, string } from "../../printers/python/build.js";
import type { PyExpr, PyImport } from "../../printers/python/nodes.js";
import type { ExportTarget } from "../contract.js";

/** An option of data sets, under our name, and what the target calls it; absent: the target has no such option. */
export type OptionName =
	| "comment"
	| "sparkConf"
	| "tableProperties"
	| "partitionCols"
	| "clusterBy"
	| "clusterByAuto"
	| "schema"
	| "rowFilter"
	| "refreshPolicy"
	| "private"
	| "temporary"
	| "path";

/** What one Python API of declarative pipelines calls things, and what it lacks. */
export interface PythonDialect {
	readonly target: Extract<ExportTarget, "spark" | "lakeflow" | "dlt">;
	/** The name under which its module is imported. */
	readonly alias: "dp" | "dlt";
	readonly module: PyImport;
	/** `spark` is not there by itself in every release: the module takes the active session. */
	readonly takesSession: boolean;
	readonly isDatabricks: boolean;
	readonly lazyOnly: boolean;
	readonly decorator: Readonly<Record<DatasetKind, string>>;
	/** Names of the options that a decorator takes. */
	readonly options: Readonly<Record<DatasetKind, Readonly<Partial<Record<OptionName, string>>>>>;
	/** Rules are decorators; else they become filters and counts. */
	readonly hasRules: boolean;
	/** Several flows may feed one table; else they become one query. */
	readonly hasManyFlows: boolean;
	/** What `append_flow` takes beside its target, its name and `once`. */
	readonly flowOptions: Readonly<Partial<Record<"comment" | "sparkConf", string>>>;
	/** Reads a data set of the pipeline, or (`inside` false) any other table; `options` are the reader's. */
	readonly read: (
		table: PyExpr,
		read: TableRelation,
		inside: boolean,
		options: readonly (readonly [string, PyExpr])[],
	) => PyExpr;
	/** The value of a secret; undefined where the target has no store of secrets. */
	readonly secret: ((scope: string, key: string) => PyExpr) | undefined;
}

const tableOptions = {
	comment: "comment",
	sparkConf: "spark_conf",
	tableProperties: "table_properties",
	partitionCols: "partition_cols",
	clusterBy: "cluster_by",
	schema: "schema",
} as const;
const viewOptions = { comment: "comment", sparkConf: "spark_conf" } as const;

const pipelines: PyImport = { module: "pyspark", name: "pipelines", alias: "dp" };

/** `spark.read.table(…)`, `spark.readStream.table(…)`. */
const sparkRead: PythonDialect["read"] = (table, read, _inside, options) => {
	const reader = dotted(read.streaming ? "spark.readStream" : "spark.read");
	const configured = options.reduce(
		(all, [key, value]) => method(all, "option", [string(key), value]),
		reader,
	);
	return method(configured, "table", [table]);
};

const databricksSecret = (scope: string, key: string): PyExpr =>
	call(dotted("dbutils.secrets.get"), [string(scope), string(key)]);

/** Open source Spark. */
export const SPARK: PythonDialect = {
	target: "spark",
	alias: "dp",
	module: pipelines,
	takesSession: true,
	isDatabricks: false,
	lazyOnly: true,
	decorator: {
		streaming_table: "table",
		materialized_view: "materialized_view",
		temporary_view: "temporary_view",
	},
	options: { streaming_table: tableOptions, materialized_view: tableOptions, temporary_view: viewOptions },
	hasRules: false,
	hasManyFlows: false,
	flowOptions: {},
	read: sparkRead,
	secret: undefined,
};

/** Databricks, the module of today. */
export const LAKEFLOW: PythonDialect = {
	target: "lakeflow",
	alias: "dp",
	module: pipelines,
	takesSession: false,
	isDatabricks: true,
	lazyOnly: false,
	decorator: SPARK.decorator,
	options: {
		streaming_table: {
			...tableOptions,
			path: "path",
			clusterByAuto: "cluster_by_auto",
			rowFilter: "row_filter",
			private: "private",
		},
		materialized_view: {
			...tableOptions,
			path: "path",
			clusterByAuto: "cluster_by_auto",
			rowFilter: "row_filter",
			refreshPolicy: "refresh_policy",
			private: "private",
		},
		temporary_view: viewOptions,
	},
	hasRules: true,
	hasManyFlows: true,
	flowOptions: viewOptions,
	read: sparkRead,
	secret: databricksSecret,
};

const dltTableOptions = {
	...tableOptions,
	path: "path",
	rowFilter: "row_filter",
	temporary: "temporary",
} as const;

/** Databricks, the module of before. */
export const DLT: PythonDialect = {
	target: "dlt",
	alias: "dlt",
	module: { module: "dlt" },
	takesSession: false,
	isDatabricks: true,
	lazyOnly: false,
	decorator: { streaming_table: "table", materialized_view: "table", temporary_view: "view" },
	options: {
		streaming_table: dltTableOptions,
		materialized_view: dltTableOptions,
		temporary_view: viewOptions,
	},
	hasRules: true,
	hasManyFlows: true,
	flowOptions: viewOptions,
	read: (table, read, inside, options) =>
		inside && options.length === 0
			? call(attribute(name("dlt"), read.streaming ? "read_stream" : "read"), [table])
			: sparkRead(table, read, inside, options),
	secret: databricksSecret,
};
