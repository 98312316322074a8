import type { DataType, StructType } from "../core/dataTypes.js";
import type { AliasExpr, ColumnExpr, Expr, ParamExpr, SecretExpr, SortExpr } from "./expr.js";

/**
 * Relations as users write them: a graph of frozen JSON nodes, children by reference, so a shared frame is one
 * node. `id` names the node for `df.col`; ids are renumbered by traversal when the plan is written out
 * (serialize.ts), so that two evaluations of a definition are equal.
 */
export type Relation =
	| ReadRelation
	| TableRelation
	| ReferenceRelation
	| ValuesRelation
	| RangeRelation
	| TableFunctionRelation
	| ProjectRelation
	| WithColumnsRelation
	| RenameColumnsRelation
	| DropColumnsRelation
	| ToDfRelation
	| FilterRelation
	| AggregateRelation
	| JoinRelation
	| SetRelation
	| SortRelation
	| LimitRelation
	| OffsetRelation
	| DistinctRelation
	| DropDuplicatesRelation
	| AliasRelation
	| GenerateRelation
	| UnpivotRelation
	| FillNaRelation
	| DropNaRelation
	| ReplaceNaRelation
	| SampleRelation
	| WatermarkRelation
	| HintRelation
	| RepartitionRelation
	| RecursiveRelation
	| RecursiveReadRelation;

interface Node<K extends string> {
	readonly kind: K;
	readonly id: string;
}

/** Text that may hold parameters: a literal, a `param`, a `secret`, or a `concat` call of these. */
export type Setting = string | ParamExpr | SecretExpr | Extract<Expr, { kind: "call" | "literal" }>;

/** `spark.read.format(…).schema(…).option(…).load(…)`. `schema` is the DDL text as given, or a struct. */
export interface ReadRelation extends Node<"read"> {
	readonly format: string;
	readonly paths: readonly Setting[];
	readonly options: Readonly<Record<string, Setting>>;
	readonly schema?: StructType;
	readonly streaming: boolean;
}

/** A data set, source or warehouse table by name. `LIVE.x` has lost its prefix. */
export interface TableRelation extends Node<"table"> {
	readonly name: readonly string[] | ParamExpr;
	readonly streaming: boolean;
	readonly options?: Readonly<Record<string, Setting>>;
}

/** `dp.read(fn)`: becomes a `table` when the graph is resolved. The function is kept beside the node (references.ts). */
export interface ReferenceRelation extends Node<"reference"> {
	/** The function's own name, for messages. */
	readonly label: string;
	readonly streaming: boolean;
}

/** Rows in memory: `createDataFrame`, `VALUES`. `types` absent: inferred from the literals. */
export interface ValuesRelation extends Node<"values"> {
	readonly rows: readonly (readonly Expr[])[];
	readonly names: readonly string[];
	readonly types?: readonly DataType[];
}

export interface RangeRelation extends Node<"range"> {
	readonly start: Expr;
	readonly end: Expr;
	readonly step: Expr;
}

/** A table-valued function in FROM: `explode(…)`, `read_files(…)`. */
export interface TableFunctionRelation extends Node<"tableFunction"> {
	readonly fn: string;
	readonly args: readonly Expr[];
}

/** `select`; aggregates without a group make it a global aggregate, as in Spark. */
export interface ProjectRelation extends Node<"project"> {
	readonly input: Relation;
	readonly columns: readonly Expr[];
}

export interface WithColumnsRelation extends Node<"withColumns"> {
	readonly input: Relation;
	readonly columns: readonly AliasExpr[];
	/** Each column replaces one that exists: SQL's `|> SET`. */
	readonly replacing?: true;
}

/** A name that does not exist is passed over, as in Spark. */
export interface RenameColumnsRelation extends Node<"renameColumns"> {
	readonly input: Relation;
	readonly renames: readonly { readonly from: string; readonly to: string }[];
}

/** A name that does not exist is passed over, as in Spark. */
export interface DropColumnsRelation extends Node<"dropColumns"> {
	readonly input: Relation;
	readonly columns: readonly ColumnExpr[];
}

export interface ToDfRelation extends Node<"toDf"> {
	readonly input: Relation;
	readonly names: readonly string[];
}

/** `clause` tells where it came from: HAVING may hold aggregates, QUALIFY window functions. */
export interface FilterRelation extends Node<"filter"> {
	readonly input: Relation;
	readonly condition: Expr;
	readonly clause: "where" | "having" | "qualify";
	/** Sees the input's output alone, not the columns that its query left out: SQL's `|> WHERE`. */
	readonly piped?: true;
}

export interface AggregateRelation extends Node<"aggregate"> {
	readonly input: Relation;
	/** `all`: GROUP BY ALL. `sets`: GROUPING SETS, as indexes into `keys`. */
	readonly grouping:
		| { readonly kind: "plain" | "rollup" | "cube" | "all" }
		| { readonly kind: "sets"; readonly sets: readonly (readonly number[])[] };
	/** Group keys; an integer literal is an ordinal of `columns` when it came from SQL. */
	readonly keys: readonly Expr[];
	readonly columns: readonly Expr[];
	/** `groupBy().agg()` puts the keys before `columns`; SQL's select list is `columns` alone. */
	readonly keysInOutput: boolean;
	readonly pivot?: { readonly column: Expr; readonly values: readonly Expr[] };
}

export type JoinHow = "inner" | "cross" | "left" | "right" | "full" | "left_semi" | "left_anti";

export interface JoinRelation extends Node<"join"> {
	readonly left: Relation;
	readonly right: Relation;
	readonly how: JoinHow;
	readonly on?: Expr;
	readonly using?: readonly string[];
	readonly natural?: true;
	readonly lateral?: true;
}

export interface SetRelation extends Node<"set"> {
	readonly op: "union" | "intersect" | "except";
	readonly all: boolean;
	readonly byName: boolean;
	readonly allowMissingColumns: boolean;
	readonly left: Relation;
	readonly right: Relation;
}

/** `global` false is SORT BY (order inside a partition): no order of the result. */
export interface SortRelation extends Node<"sort"> {
	readonly input: Relation;
	readonly order: readonly SortExpr[];
	readonly global: boolean;
	/** Sees the input's output alone: SQL's `|> ORDER BY`. */
	readonly piped?: true;
}

export interface LimitRelation extends Node<"limit"> {
	readonly input: Relation;
	readonly count: Expr;
}

export interface OffsetRelation extends Node<"offset"> {
	readonly input: Relation;
	readonly count: Expr;
}

export interface DistinctRelation extends Node<"distinct"> {
	readonly input: Relation;
}

/** `columns` absent: all columns. */
export interface DropDuplicatesRelation extends Node<"dropDuplicates"> {
	readonly input: Relation;
	readonly columns?: readonly string[];
	readonly withinWatermark: boolean;
}

/** `df.alias("a")`, `FROM t AS a (x, y)`. */
export interface AliasRelation extends Node<"subqueryAlias"> {
	readonly input: Relation;
	readonly name: string;
	readonly columns?: readonly string[];
}

/** LATERAL VIEW. */
export interface GenerateRelation extends Node<"generate"> {
	readonly input: Relation;
	readonly generator: Expr;
	readonly outer: boolean;
	readonly qualifier?: string;
	readonly columns: readonly string[];
	/** The `stack` of an UNPIVOT into several columns: the values of each get their common type. */
	readonly unpivot?: true;
}

export interface UnpivotRelation extends Node<"unpivot"> {
	readonly input: Relation;
	readonly ids?: readonly Expr[];
	readonly values: readonly Expr[];
	readonly variableName: string;
	readonly valueName: string;
}

/**
 * `fillna`: one value for the columns of its type, or one per column. `onlyIfTyped` (a value with a subset): a column
 * of another kind of type is passed over, as it is without a subset.
 */
export interface FillNaRelation extends Node<"fillNa"> {
	readonly input: Relation;
	readonly values: readonly { readonly column?: string; readonly value: Expr; readonly onlyIfTyped?: true }[];
}

export interface DropNaRelation extends Node<"dropNa"> {
	readonly input: Relation;
	readonly columns?: readonly string[];
	/** A row is kept when at least this many of the columns are neither NULL nor NaN. */
	readonly minNonNulls?: number;
}

export interface ReplaceNaRelation extends Node<"replaceNa"> {
	readonly input: Relation;
	readonly columns?: readonly string[];
	readonly replacements: readonly { readonly from: Expr; readonly to: Expr }[];
}

export interface SampleRelation extends Node<"sample"> {
	readonly input: Relation;
	readonly fraction: number;
	readonly withReplacement: boolean;
	readonly seed?: number;
}

export interface WatermarkRelation extends Node<"watermark"> {
	readonly input: Relation;
	readonly column: string;
	readonly delay: string;
}

/** No effect on rows; kept for export. */
export interface HintRelation extends Node<"hint"> {
	readonly input: Relation;
	readonly name: string;
	readonly args: readonly Expr[];
}

/** No effect on rows; kept for export. */
export interface RepartitionRelation extends Node<"repartition"> {
	readonly input: Relation;
	readonly partitions?: number;
	readonly columns: readonly Expr[];
	readonly shuffle: boolean;
	/** `repartitionByRange`. */
	readonly byRange?: true;
}

/**
 * A query of WITH RECURSIVE: the rows of `left`, then again and again what `right` makes of the rows before, until that
 * is nothing. More than `levels` rounds are an error.
 */
export interface RecursiveRelation extends Node<"recursive"> {
	/** Tells recursions around each other apart. */
	readonly loop: string;
	readonly levels: number;
	readonly left: Relation;
	readonly right: Relation;
}

/** Inside the right side of a recursion: the rows of the round before. */
export interface RecursiveReadRelation extends Node<"recursiveRead"> {
	readonly loop: string;
}

/** The input relations, left to right (plans inside subquery expressions are not inputs). */
export function inputsOf(relation: Relation): readonly Relation[] {
	if ("input" in relation) return [relation.input];
	if ("left" in relation) return [relation.left, relation.right];
	return [];
}

/** Calls `visit` for each expression that stands directly on this node. */
export function eachExpression(relation: Relation, visit: (expr: Expr) => void): void {
	switch (relation.kind) {
		case "read":
		case "table":
		case "reference":
		case "renameColumns":
		case "toDf":
		case "distinct":
		case "dropDuplicates":
		case "subqueryAlias":
		case "dropNa":
		case "sample":
		case "watermark":
		case "set":
		case "recursive":
		case "recursiveRead":
			return;
		case "values":
			for (const row of relation.rows) row.forEach(visit);
			return;
		case "range":
			visit(relation.start);
			visit(relation.end);
			visit(relation.step);
			return;
		case "tableFunction":
		case "hint":
			relation.args.forEach(visit);
			return;
		case "project":
		case "withColumns":
		case "dropColumns":
		case "repartition":
			relation.columns.forEach(visit);
			return;
		case "filter":
			visit(relation.condition);
			return;
		case "aggregate":
			relation.keys.forEach(visit);
			relation.columns.forEach(visit);
			if (relation.pivot) {
				visit(relation.pivot.column);
				relation.pivot.values.forEach(visit);
			}
			return;
		case "join":
			if (relation.on) visit(relation.on);
			return;
		case "sort":
			relation.order.forEach(visit);
			return;
		case "limit":
		case "offset":
			visit(relation.count);
			return;
		case "generate":
			visit(relation.generator);
			return;
		case "unpivot":
			if (relation.ids) relation.ids.forEach(visit);
			relation.values.forEach(visit);
			return;
		case "fillNa":
			for (const filled of relation.values) visit(filled.value);
			return;
		case "replaceNa":
			for (const { from, to } of relation.replacements) {
				visit(from);
				visit(to);
			}
			return;
	}
}

/** The expressions that stand directly on this node. */
export function expressionsOf(relation: Relation): readonly Expr[] {
	const found: Expr[] = [];
	eachExpression(relation, (expr) => void found.push(expr));
	return found;
}

let lastId = 0;

/** A fresh node id; only equality matters. */
export function nextId(): string {
	lastId++;
	return `n${lastId}`;
}
