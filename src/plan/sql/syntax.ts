import type { DataType } from "../../core/dataTypes.js";
import type { Query } from "./querySyntax.js";

/** UTF-16 offsets in the text that was parsed; `end` is exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

interface Node<K extends string> {
	readonly kind: K;
	readonly at: Span;
}

/** One part of a name. `quoted` when it stood in backticks. */
export interface Ident extends Node<"ident"> {
	readonly name: string;
	readonly quoted: boolean;
	/** From IDENTIFIER('…'): the text is a whole name, perhaps of several parts. */
	readonly clause?: true;
	/** `${name}` in a table's name: Spark's variable substitution gives this part. */
	readonly variable?: true;
}

/** `expression [AS] alias`, or several aliases for a generator's columns. */
export interface NamedExpression extends Node<"named"> {
	readonly value: SqlExpr;
	readonly aliases: readonly Ident[];
}

export type LiteralType =
	| "null"
	| "boolean"
	| "string"
	| "binary"
	| "tinyint"
	| "smallint"
	| "int"
	| "bigint"
	| "decimal"
	| "float"
	| "double"
	| "date"
	| "time"
	| "timestamp"
	| "timestamp_ntz"
	| "timestamp_ltz";

/** `value` is text without quotes and suffix: `-5`, `1.50`, `true`, `2024-01-02`, hex digits for binary, empty for null. */
export interface LiteralExpr extends Node<"literal"> {
	readonly type: LiteralType;
	readonly value: string;
}

export type IntervalUnit =
	| "year"
	| "month"
	| "week"
	| "day"
	| "hour"
	| "minute"
	| "second"
	| "millisecond"
	| "microsecond";

export interface IntervalPart extends Node<"intervalPart"> {
	/** A signed decimal number as text. */
	readonly value: string;
	readonly unit: IntervalUnit;
}

/** `INTERVAL 1 DAY 2 HOURS`, `INTERVAL '1 day 2 hours'`. */
export interface IntervalExpr extends Node<"interval"> {
	readonly parts: readonly IntervalPart[];
}

/** `INTERVAL '1-2' YEAR TO MONTH`; `value` has the sign. */
export interface IntervalRangeExpr extends Node<"intervalRange"> {
	readonly value: string;
	readonly from: IntervalUnit;
	readonly to: IntervalUnit;
}

/** `:name`, or `?` (no name; `index` counts them from 0). */
export interface ParameterExpr extends Node<"parameter"> {
	readonly name?: string;
	readonly index?: number;
}

/** `{name}`: what the caller of `spark.sql(text, {name})` gives. */
export interface PlaceholderExpr extends Node<"placeholder"> {
	readonly name: string;
}

/** `${name}`: Spark's variable substitution. */
export interface VariableExpr extends Node<"variable"> {
	readonly name: string;
}

/** `a`, `t.a`, `s.t.a.field`: which parts are table and which are fields is for the binder to find. */
export interface ColumnExpr extends Node<"column"> {
	readonly parts: readonly Ident[];
}

/** `*`, `t.*`, `* EXCEPT (a, s.b)`. */
export interface StarExpr extends Node<"star"> {
	readonly qualifier: readonly Ident[];
	readonly except: readonly (readonly Ident[])[];
}

export interface UnaryExpr extends Node<"unary"> {
	readonly op: "-" | "+" | "~";
	readonly operand: SqlExpr;
}

export type BinaryOp =
	| "*"
	| "/"
	| "%"
	| "div"
	| "+"
	| "-"
	| "||"
	| "<<"
	| ">>"
	| ">>>"
	| "&"
	| "^"
	| "|"
	| "="
	| "<>"
	| "<"
	| "<="
	| ">"
	| ">="
	| "<=>";

export interface BinaryExpr extends Node<"binary"> {
	readonly op: BinaryOp;
	readonly left: SqlExpr;
	readonly right: SqlExpr;
}

/** A flat chain: `a AND b AND c` is one node with three operands. */
export interface LogicalExpr extends Node<"logical"> {
	readonly op: "and" | "or";
	readonly operands: readonly SqlExpr[];
}

export interface NotExpr extends Node<"not"> {
	readonly operand: SqlExpr;
}

/** `x IS [NOT] NULL | TRUE | FALSE | UNKNOWN`. */
export interface IsExpr extends Node<"is"> {
	readonly operand: SqlExpr;
	readonly test: "null" | "true" | "false" | "unknown";
	readonly negated: boolean;
}

export interface DistinctFromExpr extends Node<"distinctFrom"> {
	readonly left: SqlExpr;
	readonly right: SqlExpr;
	/** `IS NOT DISTINCT FROM`. */
	readonly negated: boolean;
}

export interface BetweenExpr extends Node<"between"> {
	readonly operand: SqlExpr;
	readonly low: SqlExpr;
	readonly high: SqlExpr;
	readonly negated: boolean;
}

export interface InListExpr extends Node<"inList"> {
	readonly operand: SqlExpr;
	readonly items: readonly SqlExpr[];
	readonly negated: boolean;
}

export interface InQueryExpr extends Node<"inQuery"> {
	readonly operand: SqlExpr;
	readonly query: Query;
	readonly negated: boolean;
}

export interface LikeExpr extends Node<"like"> {
	readonly op: "like" | "ilike" | "rlike";
	readonly operand: SqlExpr;
	readonly pattern: SqlExpr;
	/** The escape character of `ESCAPE '…'`. */
	readonly escape?: string;
	readonly negated: boolean;
}

export interface LikeManyExpr extends Node<"likeMany"> {
	readonly op: "like" | "ilike";
	readonly quantifier: "any" | "all";
	readonly operand: SqlExpr;
	readonly patterns: readonly SqlExpr[];
	readonly negated: boolean;
}

export interface WhenClause extends Node<"when"> {
	readonly condition: SqlExpr;
	readonly result: SqlExpr;
}

export interface CaseExpr extends Node<"case"> {
	readonly operand?: SqlExpr;
	readonly whens: readonly WhenClause[];
	readonly otherwise?: SqlExpr;
}

export interface TypeSyntax extends Node<"type"> {
	readonly type: DataType;
}

export interface CastExpr extends Node<"cast"> {
	readonly operand: SqlExpr;
	readonly to: TypeSyntax;
	readonly isTry: boolean;
}

export interface CollateExpr extends Node<"collate"> {
	readonly operand: SqlExpr;
	readonly collation: readonly Ident[];
}

/** A call's argument; `name` when written `name => value`. */
export interface Argument extends Node<"argument"> {
	readonly name?: Ident;
	readonly value: SqlExpr;
}

export interface SortItem extends Node<"sortItem"> {
	readonly value: SqlExpr;
	readonly descending: boolean;
	/** Absent: Spark's default for the direction. */
	readonly nulls?: "first" | "last";
}

/** Also `SUBSTRING(a FROM b FOR c)`, `POSITION(a IN b)`, `OVERLAY(a PLACING b FROM c)`: the same as with commas. */
export interface CallExpr extends Node<"call"> {
	readonly name: readonly Ident[];
	readonly args: readonly Argument[];
	readonly distinct: boolean;
	readonly withinGroup: readonly SortItem[];
	readonly filter?: SqlExpr;
	readonly nulls?: "ignore" | "respect";
	readonly over?: WindowSpec;
}

/** `TIMESTAMPADD(unit, n, t)` and `TIMESTAMPDIFF(unit, a, b)` with their other spellings. */
export interface DateUnitCallExpr extends Node<"dateUnitCall"> {
	readonly op: "add" | "diff";
	readonly name: Ident;
	readonly unit: string;
	readonly args: readonly [SqlExpr, SqlExpr];
}

export interface ExtractExpr extends Node<"extract"> {
	readonly field: Ident;
	readonly source: SqlExpr;
}

export interface TrimExpr extends Node<"trim"> {
	readonly side: "both" | "leading" | "trailing";
	readonly characters?: SqlExpr;
	readonly source: SqlExpr;
}

/** `STRUCT(a, b AS c)`. */
export interface StructExpr extends Node<"struct"> {
	readonly items: readonly NamedExpression[];
}

/** `(a, b AS c)`. */
export interface RowExpr extends Node<"row"> {
	readonly items: readonly NamedExpression[];
}

export interface LambdaExpr extends Node<"lambda"> {
	readonly params: readonly Ident[];
	readonly body: SqlExpr;
}

export interface SubscriptExpr extends Node<"subscript"> {
	readonly base: SqlExpr;
	readonly index: SqlExpr;
}

/** `f(x).name`; on a plain name it is one more part of the column. */
export interface FieldExpr extends Node<"field"> {
	readonly base: SqlExpr;
	readonly name: Ident;
}

export type PathStep =
	| { readonly kind: "key"; readonly key: string; readonly quoted: boolean; readonly at: Span }
	| { readonly kind: "index"; readonly index: number; readonly at: Span };

/** `json:a.b[0]`. */
export interface PathExpr extends Node<"path"> {
	readonly base: SqlExpr;
	readonly steps: readonly PathStep[];
}

export interface ExistsExpr extends Node<"exists"> {
	readonly query: Query;
}

export interface SubqueryExpr extends Node<"subquery"> {
	readonly query: Query;
}

export type SqlExpr =
	| LiteralExpr
	| IntervalExpr
	| IntervalRangeExpr
	| ParameterExpr
	| PlaceholderExpr
	| VariableExpr
	| ColumnExpr
	| StarExpr
	| UnaryExpr
	| BinaryExpr
	| LogicalExpr
	| NotExpr
	| IsExpr
	| DistinctFromExpr
	| BetweenExpr
	| InListExpr
	| InQueryExpr
	| LikeExpr
	| LikeManyExpr
	| CaseExpr
	| CastExpr
	| CollateExpr
	| CallExpr
	| DateUnitCallExpr
	| ExtractExpr
	| TrimExpr
	| StructExpr
	| RowExpr
	| LambdaExpr
	| SubscriptExpr
	| FieldExpr
	| PathExpr
	| ExistsExpr
	| SubqueryExpr;

/** A frame's end: `n PRECEDING` has a value, the others do not. */
export interface FrameBound extends Node<"frameBound"> {
	readonly bound: "unboundedPreceding" | "preceding" | "currentRow" | "following" | "unboundedFollowing";
	readonly value?: SqlExpr;
}

export interface WindowFrame extends Node<"frame"> {
	readonly unit: "rows" | "range";
	readonly start: FrameBound;
	/** Absent in the short form: the current row. */
	readonly end?: FrameBound;
}

/** `OVER name`, `OVER (name)` have `ref` alone. */
export interface WindowSpec extends Node<"window"> {
	readonly ref?: Ident;
	readonly partitionBy: readonly SqlExpr[];
	readonly orderBy: readonly SortItem[];
	readonly frame?: WindowFrame;
}
