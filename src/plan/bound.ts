import type { DataType, StructType } from "../core/dataTypes.js";
import type { TableName } from "../core/names.js";
import type { CurrentTimeExpr, UdfDefinition } from "./expr.js";
import type { FrameBoundOf } from "./frameBounds.js";
import type { FunctionName } from "./functions.js";
import type { JoinHow } from "./relation.js";

/**
 * A column of a bound relation. `id` is unique in the plan: engines refer to columns by id, never by name,
 * so that ambiguity, letter case and hostile names end in the analysis.
 */
export interface Attribute {
	readonly id: number;
	readonly name: string;
	readonly type: DataType;
	readonly nullable: boolean;
}

/**
 * Expressions after analysis: every name is an attribute, every type known, every implicit cast explicit,
 * stars expanded, parameters replaced by literals. Engines fold exactly these kinds.
 */
export type BoundExpr =
	| BoundLiteral
	| BoundAttribute
	| BoundCall
	| BoundAggregateCall
	| BoundCast
	| BoundCase
	| BoundField
	| BoundLambda
	| BoundVariable
	| BoundWindow
	| BoundSubquery
	| BoundUdf
	| BoundCurrentTime;

interface Typed<K extends string> {
	readonly kind: K;
	readonly type: DataType;
	readonly nullable: boolean;
}

export interface BoundLiteral extends Typed<"literal"> {
	readonly value: string | null;
}
export interface BoundAttribute extends Typed<"attribute"> {
	readonly id: number;
	readonly name: string;
	/** True when it belongs to the query around this subquery. */
	readonly outer?: true;
}
export interface BoundCall extends Typed<"call"> {
	readonly fn: FunctionName;
	readonly args: readonly BoundExpr[];
}
export interface BoundAggregateCall extends Typed<"aggregateCall"> {
	readonly fn: FunctionName;
	readonly args: readonly BoundExpr[];
	readonly distinct: boolean;
	readonly filter?: BoundExpr;
	readonly orderBy: readonly BoundSort[];
	readonly ignoreNulls: boolean;
}
export interface BoundCast extends Typed<"cast"> {
	readonly input: BoundExpr;
	readonly mode: "ansi" | "try";
}
export interface BoundCase extends Typed<"case"> {
	readonly branches: readonly { readonly when: BoundExpr; readonly then: BoundExpr }[];
	readonly otherwise?: BoundExpr;
}
/** A struct's field, by its exact name and its position. */
export interface BoundField extends Typed<"field"> {
	readonly input: BoundExpr;
	readonly name: string;
	readonly index: number;
}
/** Parameters are variables; `type` is the body's. */
export interface BoundLambda extends Typed<"lambda"> {
	readonly params: readonly BoundVariable[];
	readonly body: BoundExpr;
}
export interface BoundVariable extends Typed<"variable"> {
	readonly id: number;
	readonly name: string;
}
export interface BoundWindow extends Typed<"window"> {
	/** An aggregate call, or a `call` of a window function. */
	readonly fn: BoundAggregateCall | BoundCall;
	readonly ignoreNulls: boolean;
	readonly partitionBy: readonly BoundExpr[];
	readonly orderBy: readonly BoundSort[];
	readonly frame?: BoundFrame;
}
export interface BoundFrame {
	readonly unit: "rows" | "range";
	readonly start: BoundFrameBound;
	readonly end: BoundFrameBound;
}
export type BoundFrameBound = FrameBoundOf<BoundExpr>;
export interface BoundSort {
	readonly input: BoundExpr;
	readonly direction: "asc" | "desc";
	readonly nulls: "first" | "last";
}
export interface BoundSubquery extends Typed<"subquery"> {
	readonly use: "scalar" | "exists" | "in";
	readonly plan: BoundRelation;
	/** For `in`: one per column of the plan. */
	readonly values: readonly BoundExpr[];
}
export interface BoundUdf extends Typed<"udf"> {
	readonly definition: UdfDefinition;
	readonly args: readonly BoundExpr[];
}
export interface BoundCurrentTime extends Typed<"currentTime"> {
	readonly fn: CurrentTimeExpr["fn"];
}

/** An expression with the attribute that it defines. */
export interface BoundColumn {
	readonly expr: BoundExpr;
	readonly output: Attribute;
}

/**
 * Relations after analysis: a graph of frozen nodes (a shared node is evaluated as the engine likes).
 * `output` are the columns, in order.
 */
export type BoundRelation =
	| BoundScan
	| BoundValues
	| BoundRange
	| BoundProject
	| BoundFilter
	| BoundAggregate
	| BoundJoin
	| BoundSet
	| BoundOrder
	| BoundLimit
	| BoundDistinct
	| BoundDeduplicate
	| BoundGenerate
	| BoundSample
	| BoundWatermark
	| BoundRecursive
	| BoundRecursiveRead;

interface Rel<K extends string> {
	readonly kind: K;
	readonly output: readonly Attribute[];
}

/** Everything that is read. What exactly (which files, which versions) is given at run time by `id` (ScanBinding). */
export interface BoundScan extends Rel<"scan"> {
	/** Canonical within the plan: `scan1`, `scan2` … in traversal order. */
	readonly id: string;
	readonly source: ScanSource;
	readonly streaming: boolean;
	/**
	 * Hidden columns of file scans, present only when the plan uses them; they are in `output` too, last, and
	 * every node on the way passes them on: `_metadata` (a struct) and the text of `input_file_name()`.
	 */
	readonly hidden?: { readonly metadata?: Attribute; readonly inputFile?: Attribute };
}

export type ScanSource =
	/** A stored table of the warehouse: a data set of the pipeline or an older table. */
	| { readonly kind: "table"; readonly name: TableName; readonly options: Readonly<Record<string, string>> }
	/** A temporary view of the pipeline; the runtime replaces it by its plan or by a staged result. */
	| { readonly kind: "view"; readonly name: TableName }
	/** Files of a format, e.g. by `spark.read.json`. */
	| ({ readonly kind: "files" } & FileScan)
	/** A temporary result that the runtime staged in this transaction. */
	| { readonly kind: "staged"; readonly name: string };

/** A file reader with its options resolved (parameters put in, names in Spark's spelling). */
export interface FileScan {
	/** `json`, `csv`, `parquet`, `text`; `cloudFiles` has become its own format with `cloudFiles: true`. */
	readonly format: string;
	/** As written; relative ones start at the project folder. */
	readonly paths: readonly string[];
	readonly options: Readonly<Record<string, string>>;
	/** The data columns (declared or inferred), without partition columns unless declared. */
	readonly schema: StructType;
	/** Partition columns found in paths, appended after the data columns. */
	readonly partitions: StructType;
	/** Whether the schema was declared by the user. */
	readonly declared: boolean;
	readonly cloudFiles: boolean;
}

export interface BoundValues extends Rel<"values"> {
	readonly rows: readonly (readonly BoundExpr[])[];
}
export interface BoundRange extends Rel<"range"> {
	readonly start: string;
	readonly end: string;
	readonly step: string;
}
/** May hold window functions; never aggregates or generators. */
export interface BoundProject extends Rel<"project"> {
	readonly input: BoundRelation;
	readonly columns: readonly BoundColumn[];
}
export interface BoundFilter extends Rel<"filter"> {
	readonly input: BoundRelation;
	readonly condition: BoundExpr;
}
/**
 * `keys` first define attributes; `aggregates` are aggregate calls over the input. Anything computed from them
 * (`sum(a) + 1`) is a project above. `sets`: the grouping sets as key indexes; absent: one set of all keys.
 * Keys absent and no sets: one row for the whole input. `groupingId`: the attribute of grouping_id(), when used.
 */
export interface BoundAggregate extends Rel<"aggregate"> {
	readonly input: BoundRelation;
	readonly keys: readonly BoundColumn[];
	readonly aggregates: readonly (BoundColumn & { readonly expr: BoundAggregateCall })[];
	readonly sets?: readonly (readonly number[])[];
	readonly groupingId?: Attribute;
}
/** `output` is left then right; for semi and anti the left alone. USING columns are resolved by a project above. */
export interface BoundJoin extends Rel<"join"> {
	readonly left: BoundRelation;
	readonly right: BoundRelation;
	readonly how: JoinHow;
	readonly on?: BoundExpr;
	/** The right side may refer to the left's attributes (`outer`). */
	readonly lateral: boolean;
}
/** Both sides have the columns of `output` by position, cast to its types. */
export interface BoundSet extends Rel<"set"> {
	readonly op: "union" | "intersect" | "except";
	readonly all: boolean;
	readonly left: BoundRelation;
	readonly right: BoundRelation;
}
/** The rows of `left`, then of `right` over the rows of the round before, until there are none; all have the output's columns. */
export interface BoundRecursive extends Rel<"recursive"> {
	readonly loop: number;
	readonly levels: number;
	readonly left: BoundRelation;
	readonly right: BoundRelation;
}
/** The rows of the round before, in the recursion of this number. */
export interface BoundRecursiveRead extends Rel<"recursiveRead"> {
	readonly loop: number;
}
export interface BoundOrder extends Rel<"sort"> {
	readonly input: BoundRelation;
	readonly order: readonly BoundSort[];
}
export interface BoundLimit extends Rel<"limit"> {
	readonly input: BoundRelation;
	readonly count?: BoundExpr;
	readonly offset?: BoundExpr;
}
export interface BoundDistinct extends Rel<"distinct"> {
	readonly input: BoundRelation;
}
/** One row per value of the key attributes; which one is undefined in a batch, the first to come in a stream. */
export interface BoundDeduplicate extends Rel<"deduplicate"> {
	readonly input: BoundRelation;
	readonly keys: readonly number[];
}
/** The input's columns followed by the generator's. `outer` keeps rows that generate nothing. */
export interface BoundGenerate extends Rel<"generate"> {
	readonly input: BoundRelation;
	readonly fn: FunctionName;
	readonly args: readonly BoundExpr[];
	readonly outer: boolean;
	readonly generated: readonly Attribute[];
}
export interface BoundSample extends Rel<"sample"> {
	readonly input: BoundRelation;
	readonly fraction: number;
	readonly seed?: number;
}
/** Event-time watermark; no effect on a batch. */
export interface BoundWatermark extends Rel<"watermark"> {
	readonly input: BoundRelation;
	readonly attribute: number;
	readonly delay: string;
}

/** An analysed query: what engines get. `fields` are the user's names in order; they may repeat in a query result. */
export interface BoundPlan {
	readonly root: BoundRelation;
	readonly schema: StructType;
	readonly streaming: boolean;
	/** False when a function without a determined value (rand, uuid) or the current time is in it. */
	readonly deterministic: boolean;
	/** Column-level lineage: for each output column the source columns `[table or path, column]` it is computed from. */
	readonly lineage: readonly (readonly LineageSource[])[];
}

export interface LineageSource {
	readonly source: string;
	readonly column: string;
}

export function boundInputs(relation: BoundRelation): readonly BoundRelation[] {
	if ("input" in relation) return [relation.input];
	if ("left" in relation) return [relation.left, relation.right];
	return [];
}
