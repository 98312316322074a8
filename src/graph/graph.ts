import type { StructType } from "../core/dataTypes.js";
import type { Diagnostic } from "../core/errors/index.js";
import type { SourceRange } from "../core/location.js";
import type { NameDefaults, TableName } from "../core/names.js";
import type { BoundExpr, BoundPlan } from "../plan/bound.js";
import type { Expr } from "../plan/expr.js";
import type { Relation } from "../plan/relation.js";

/** A pipeline with every name resolved and every plan analysed. Plain data. */
export interface Graph {
	readonly name: string;
	readonly defaults: NameDefaults;
	/** In the order of files and declarations. */
	readonly datasets: readonly Dataset[];
	readonly flows: readonly Flow[];
	readonly diagnostics: readonly Diagnostic[];
	/** Source files that were loaded, absolute: what to watch. */
	readonly inputs: readonly string[];
	/** A hash of what those files do: what a UDF closes over is in no plan. */
	readonly code?: string;
}

export type DatasetKind = "streaming_table" | "materialized_view" | "temporary_view";

/** A place in the user's code. `file` is absolute. */
export interface Place {
	readonly file: string;
	readonly range: SourceRange;
}

export interface Dataset {
	readonly name: TableName;
	/** `tableKey(name)`: what everything refers to. */
	readonly key: string;
	/** As short as the defaults allow. */
	readonly display: string;
	/** `table` has become what its query makes it. */
	readonly kind: DatasetKind;
	readonly declaredAs: "table" | "streamingTable" | "materializedView" | "temporaryView" | "implicit";
	/** The result's schema; a declared one when there is one. */
	readonly schema: StructType;
	readonly declaredSchema?: StructType;
	/** True for a temporary view over a stream. */
	readonly streaming: boolean;
	readonly expectations: readonly Expectation[];
	/** Names of the flows that feed it, in order. */
	readonly flows: readonly string[];
	readonly options: DatasetOptions;
	readonly place?: Place;
}

/** Options after the check by zod; Spark's and Databricks' in camelCase. What is absent was not given. */
export interface DatasetOptions {
	readonly comment?: string;
	readonly partitionCols?: readonly string[];
	readonly clusterBy?: readonly string[];
	readonly clusterByAuto?: boolean;
	readonly tableProperties?: Readonly<Record<string, string>>;
	readonly sparkConf?: Readonly<Record<string, string>>;
	readonly rowFilter?: string;
	readonly refreshPolicy?: string;
	readonly private?: boolean;
	readonly temporary?: boolean;
	readonly path?: string;
	readonly format?: string;
	readonly tags?: readonly string[];
	readonly primaryKey?: readonly string[];
	readonly engine?: string;
}

export type RuleAction = "warn" | "drop" | "fail" | "quarantine";

/** A rule passes only when its condition IS TRUE. */
export interface Expectation {
	readonly name: string;
	readonly action: RuleAction;
	/** Binds against the data set's columns (analyze: bindCondition). */
	readonly condition: Expr;
	/** The condition over the data set's columns, numbered from 1, parameters put in. Absent when it has errors. */
	readonly bound?: BoundExpr;
	/** The condition as text, for people. */
	readonly text: string;
	readonly place?: Place;
}

export interface Flow {
	readonly name: string;
	/** The data set's key. */
	readonly target: string;
	/** `complete` replaces the target by its result, `append` adds to it, `once` adds to it a single time. */
	readonly kind: "complete" | "append" | "once";
	/** The plan as written (references replaced by names): what exporters read. */
	readonly relation: Relation;
	/** The analysed plan: what engines run. Scans of temporary views are still scans (`view`). */
	readonly plan: BoundPlan;
	readonly reads: readonly DatasetRead[];
	/** What an append flow says of itself, and its settings: kept for export. */
	readonly comment?: string;
	readonly sparkConf?: Readonly<Record<string, string>>;
	/** A hash of the plan (comments and our version aside): a changed hash is a changed definition. */
	readonly planHash: string;
	readonly place?: Place;
}

/** An edge: the flow reads a data set of the pipeline, or something outside. */
export interface DatasetRead {
	/** The key of a data set of this pipeline; for a table outside its key in the warehouse. */
	readonly key: string;
	readonly inside: boolean;
	readonly streaming: boolean;
	readonly place?: Place;
}
