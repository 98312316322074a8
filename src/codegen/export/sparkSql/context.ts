import type { Expr, ParamExpr, SecretExpr } from "../../../plan/expr.js";
import type { ReadRelation, Relation, TableRelation } from "../../../plan/relation.js";

/** Whose spelling: `STREAM t` and files by their path, or `STREAM(t)` and `read_files(…)`. */
export type SqlDialect = "spark" | "databricks";

/**
 * What writing one plan as Spark SQL may ask of the target it is written for. The back end knows the language; the
 * target knows how tables are called and what stands for a parameter.
 */
export interface SparkSqlContext {
	readonly dialect: SqlDialect;
	/**
	 * The table's name as it stands in FROM, without STREAM: `orders`, `` main.`raw data`.orders ``. Or the files that the
	 * name stands for.
	 */
	readonly tableName: (read: TableRelation) => string | ReadRelation;
	/** How files stand in FROM, where the target reads them itself; absent: as the dialect has it. */
	readonly files?: (read: ReadRelation) => string;
	/** A reader as the target has it, before it is written; absent: as it is. */
	readonly readOf?: (read: ReadRelation) => ReadRelation;
	/** A parameter as an expression: `'${catalog}'`, `:catalog`. */
	readonly param: (param: ParamExpr) => string;
	/** A secret as an expression; absent: the target has none. */
	readonly secret?: (secret: SecretExpr) => string;
	/**
	 * What SQL has no form for: collected with the node's place. The result stands where the piece would; the text is not
	 * used then.
	 */
	readonly refuse: (node: Expr | Relation, construct: string, reason: string) => string;
	/**
	 * What is written gives the same rows only up to chance, e.g. which of several rows with one key is kept. Absent: not
	 * told.
	 */
	readonly note?: (node: Relation, construct: string, result: string) => void;
}
