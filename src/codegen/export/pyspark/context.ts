import type { StructType } from "../../../core/dataTypes.js";
import type { ColumnExpr, Expr, ParamExpr, SecretExpr, UdfExpr } from "../../../plan/expr.js";
import type { ReadRelation, Relation, TableRelation } from "../../../plan/relation.js";
import type { PyExpr, PyImport } from "../../printers/python/nodes.js";
import type { SparkVersion } from "../contract.js";
import type { SparkSqlContext } from "../sparkSql/context.js";

/**
 * What writing one plan as PySpark may ask of the target it is written for. The back end knows PySpark's API; the
 * target knows how tables are read, which methods it must avoid, and where a name for a piece may be introduced.
 */
export interface PySparkContext {
	/** `spark.read.table("orders")`, `dlt.read_stream("orders")`. */
	readonly readTable: (read: TableRelation) => PyExpr;
	/** How the target reads files; absent: as they are. */
	readonly files?: (read: ReadRelation) => ReadRelation;
	/** A parameter's value, a Python string. */
	readonly param: (param: ParamExpr) => PyExpr;
	readonly secret: (secret: SecretExpr) => PyExpr;
	/**
	 * Methods that need an analysed input on the server are written as `select` (and the like) instead: open source
	 * Spark's pipelines lose an edge of the graph over `withColumn`, and fail to register `drop`.
	 */
	readonly lazyOnly: boolean;
	/** The oldest release that has to run it; absent: any that the signatures know. */
	readonly release?: SparkVersion;
	/** The columns that a relation gives, as analysed. */
	readonly columnsOf: (relation: Relation) => StructType;
	/**
	 * A name that stands for this piece already (a module's constant, a helper's call), else undefined. Without `around` no
	 * call does: nobody could write what it is given.
	 */
	readonly named: (node: Expr | Relation, around?: Around) => PyExpr | undefined;
	/**
	 * A text of the user's that stands on this node (an alias, a path, an option, a format, a column's name): a Python
	 * string, or the name of the constant or parameter that holds it.
	 */
	readonly text: (node: Expr | Relation, value: string) => PyExpr;
	/** Gives a piece a variable of its own in front of the statement, e.g. a frame that is used twice or a window. */
	readonly hoist: (hint: string, value: PyExpr) => PyExpr;
	readonly imports: (wanted: PyImport) => void;
	/** The name of the UDF in front of the statement or in the module; undefined (or absent) when it has no Python source. */
	readonly udf?: (expr: UdfExpr) => PyExpr | undefined;
	/** How SQL text inside of the Python is written; absent: only what the user gave as text, as it is. */
	readonly sql?: SparkSqlContext;
	/** Names in front of a dot, in lower case, that the rest of the plan uses: aliases that have to stay. */
	readonly qualifiers?: ReadonlySet<string>;
	/** What the target has no form for: collected with the node's place. The result stands where the piece would. */
	readonly refuse: (node: Expr | Relation, construct: string, reason: string) => PyExpr;
}

/** The place in a plan where a piece stands. */
export interface Around {
	/** What is given to the piece, as it is written there; `inputs` are the frames that the piece uses a column over. */
	readonly write: (node: Expr | Relation, inputs: readonly Relation[]) => PyExpr;
	/** Whether a column is no column there: a lambda's parameter, or one of the query around. */
	readonly isFromAround: (column: ColumnExpr) => boolean;
}
