import type { Ident, NamedExpression, SortItem, Span, SqlExpr, WindowSpec } from "./syntax.js";

interface Node<K extends string> {
	readonly kind: K;
	readonly at: Span;
}

/** A whole query: `WITH … body ORDER BY … LIMIT …`. */
export interface Query extends Node<"query">, Organization {
	readonly recursive: boolean;
	readonly ctes: readonly Cte[];
	readonly body: QueryBody;
}

/** The order, spread and number of rows. */
export interface Organization {
	readonly orderBy: readonly SortItem[];
	readonly sortBy: readonly SortItem[];
	readonly clusterBy: readonly SqlExpr[];
	readonly distributeBy: readonly SqlExpr[];
	readonly windows: readonly NamedWindow[];
	/** `LIMIT ALL` is the same as none. */
	readonly limit?: SqlExpr;
	readonly offset?: SqlExpr;
}

export interface Cte extends Node<"cte"> {
	readonly name: Ident;
	readonly columns: readonly Ident[];
	readonly maxRecursion?: number;
	readonly query: Query;
}

export interface NamedWindow extends Node<"namedWindow"> {
	readonly name: Ident;
	readonly spec: WindowSpec;
}

export type QueryBody = SelectBody | SetOperationBody | TableBody | ValuesBody | NestedBody | PipeBody;

/** `input |> step`. */
export interface PipeBody extends Node<"pipe"> {
	readonly input: QueryBody;
	readonly step: PipeStep;
}

export type PipeStep =
	/** `from` of the body is empty: the input stands there. */
	| (Node<"select"> & { readonly body: SelectBody })
	| (Node<"extend"> & { readonly items: readonly NamedExpression[] })
	| (Node<"set"> & { readonly assignments: readonly PipeAssignment[] })
	| (Node<"drop"> & { readonly columns: readonly (readonly Ident[])[] })
	| (Node<"as"> & { readonly name: Ident })
	| (Node<"where"> & { readonly condition: SqlExpr })
	| (Node<"aggregate"> & {
			readonly items: readonly NamedExpression[];
			readonly keys: readonly NamedExpression[];
	  })
	| (Node<"sample"> & { readonly sample: Sample })
	/** A join, PIVOT or UNPIVOT whose left side or source is the piped relation. */
	| (Node<"relation"> & { readonly relation: Relation })
	| (Node<"setOperation"> & Pick<SetOperationBody, "op" | "all" | "right">)
	| (Node<"organize"> & { readonly clauses: Organization });

export interface PipeAssignment extends Node<"assignment"> {
	readonly name: Ident;
	readonly value: SqlExpr;
}

export interface SelectBody extends Node<"select"> {
	readonly hints: readonly Hint[];
	readonly distinct: boolean;
	readonly items: readonly NamedExpression[];
	/** A comma is a cross join. */
	readonly from?: Relation;
	/** Written after the FROM list, so they see all of it. */
	readonly lateralViews: readonly LateralView[];
	readonly where?: SqlExpr;
	readonly groupBy?: GroupBy;
	readonly having?: SqlExpr;
	readonly windows: readonly NamedWindow[];
	readonly qualify?: SqlExpr;
}

/** `left UNION [ALL] right`; `MINUS` is `except`. */
export interface SetOperationBody extends Node<"setOperation"> {
	readonly op: "union" | "intersect" | "except";
	readonly all: boolean;
	readonly left: QueryBody;
	readonly right: QueryBody;
}

/** `TABLE name` as a query. */
export interface TableBody extends Node<"table"> {
	readonly table: TableReference;
}

/** `VALUES (1, 'a'), (2, 'b') [AS t(x, y)]`, as a query and as a relation. */
export interface ValuesBody extends Node<"values"> {
	readonly rows: readonly SqlExpr[];
	readonly alias?: TableAlias;
}

/** `(query)` as a member of a set operation or with its own ORDER BY. */
export interface NestedBody extends Node<"nested"> {
	readonly query: Query;
}

export interface Hint extends Node<"hint"> {
	readonly name: Ident;
	readonly args: readonly SqlExpr[];
}

export type GroupBy =
	| (Node<"groupByAll"> & { readonly all: true })
	| (Node<"groupByItems"> & { readonly items: readonly GroupItem[] })
	| (Node<"groupByWith"> & { readonly op: "rollup" | "cube"; readonly items: readonly SqlExpr[] })
	/** Hive's `GROUP BY a, b GROUPING SETS ((a), (b))`. */
	| (Node<"groupBySets"> & {
			readonly items: readonly SqlExpr[];
			readonly sets: readonly GroupingSet[];
	  });

export type GroupItem = (Node<"groupExpr"> & { readonly value: SqlExpr }) | GroupingAnalytics;

export interface GroupingAnalytics extends Node<"groupingAnalytics"> {
	readonly op: "rollup" | "cube" | "groupingSets";
	readonly elements: readonly (GroupingSet | GroupingAnalytics)[];
}

export interface GroupingSet extends Node<"groupingSet"> {
	readonly exprs: readonly SqlExpr[];
}

export interface TableAlias extends Node<"alias"> {
	readonly name: Ident;
	readonly columns: readonly Ident[];
}

export interface TableReference extends Node<"tableReference"> {
	readonly parts: readonly Ident[];
	/** `IDENTIFIER(expr)` instead of parts. */
	readonly identifier?: SqlExpr;
}

export type Relation =
	| TableRelation
	| PlaceholderRelation
	| QueryRelation
	| ValuesBody
	| FunctionRelation
	| UnnestRelation
	| GroupedRelation
	| JoinRelation
	| PivotRelation
	| UnpivotRelation
	| PipedRelation;

/** What a pipe operator works on, where a relation stands. */
export interface PipedRelation extends Node<"pipedRelation"> {
	readonly body: QueryBody;
}

/** What may follow any primary relation. */
interface Aliased {
	readonly sample?: Sample;
	readonly watermark?: Watermark;
	readonly alias?: TableAlias;
}

export interface TableRelation extends Node<"tableRelation">, Aliased {
	readonly table: TableReference;
	/** `STREAM t` or `STREAM(t)`. */
	readonly isStream: boolean;
	/** `VERSION AS OF 3`, `TIMESTAMP AS OF t`. */
	readonly temporal?: Temporal;
	/** `WITH ('key' = 'value')`. */
	readonly options: readonly TableOption[];
}

export interface TableOption extends Node<"option"> {
	readonly key: string;
	readonly value?: string;
}

export interface Temporal extends Node<"temporal"> {
	readonly by: "version" | "timestamp";
	readonly value: SqlExpr;
}

/** `FROM {df}`, `STREAM({df})`. */
export interface PlaceholderRelation extends Node<"placeholderRelation">, Aliased {
	readonly name: string;
	readonly isStream: boolean;
}

export interface QueryRelation extends Node<"queryRelation">, Aliased {
	readonly query: Query;
	readonly isLateral: boolean;
}

/** `range(10)`, `explode(xs)`, a function with table arguments. */
export interface FunctionRelation extends Node<"functionRelation"> {
	readonly name: readonly Ident[];
	readonly args: readonly TableFunctionArgument[];
	readonly isLateral: boolean;
	readonly isStream: boolean;
	readonly watermark?: Watermark;
	readonly alias?: TableAlias;
}

export interface TableFunctionArgument extends Node<"tableArgument"> {
	readonly name?: Ident;
	/** Either an expression … */
	readonly value?: SqlExpr;
	/** … or `TABLE t` / `TABLE (query)`. */
	readonly table?: TableReference | Query;
}

export interface UnnestRelation extends Node<"unnest"> {
	readonly arrays: readonly SqlExpr[];
	readonly withOrdinality: boolean;
	readonly isLateral: boolean;
	readonly alias?: TableAlias;
}

/** `(a JOIN b ON …) [AS x]`. */
export interface GroupedRelation extends Node<"groupedRelation">, Aliased {
	readonly relation: Relation;
}

export type SqlJoinType = "inner" | "cross" | "left" | "right" | "full" | "leftSemi" | "leftAnti";

export interface JoinRelation extends Node<"join"> {
	readonly type: SqlJoinType;
	readonly isNatural: boolean;
	readonly left: Relation;
	readonly right: Relation;
	readonly on?: SqlExpr;
	/** Empty without USING. */
	readonly using: readonly Ident[];
}

export interface LateralView extends Node<"lateralView"> {
	readonly isOuter: boolean;
	readonly function: readonly Ident[];
	readonly args: readonly SqlExpr[];
	readonly table: Ident;
	readonly columns: readonly Ident[];
}

export interface PivotRelation extends Node<"pivot"> {
	readonly source: Relation;
	readonly aggregates: readonly NamedExpression[];
	readonly columns: readonly Ident[];
	readonly values: readonly PivotValue[];
	readonly alias?: Ident;
}

export interface PivotValue extends Node<"pivotValue"> {
	readonly value: SqlExpr;
	readonly alias?: Ident;
}

export interface UnpivotRelation extends Node<"unpivot"> {
	readonly source: Relation;
	readonly includeNulls: boolean;
	/** Several for `UNPIVOT ((a, b) FOR …)`. */
	readonly valueColumns: readonly Ident[];
	readonly nameColumn: Ident;
	readonly sets: readonly UnpivotSet[];
	readonly alias?: Ident;
}

export interface UnpivotSet extends Node<"unpivotSet"> {
	readonly columns: readonly (readonly Ident[])[];
	readonly alias?: Ident;
}

export interface Sample extends Node<"sample"> {
	readonly by: "percent" | "rows" | "bucket";
	/** Percent as a number's text, or the row count. */
	readonly amount?: SqlExpr;
	readonly bucket?: { readonly numerator: number; readonly denominator: number };
	readonly seed?: string;
}

export interface Watermark extends Node<"watermark"> {
	readonly column: NamedExpression;
	readonly delay: SqlExpr;
}
