import type { DataType } from "../core/dataTypes.js";
import type { Relation } from "./relation.js";

/**
 * Expressions as users write them: names are not resolved, types not known. Frozen JSON, a union on `kind`.
 * The analysis (`analyze/`) turns them into `BoundExpr`. Both front ends (DSL, SQL) make exactly these.
 */
export type Expr =
	| LiteralExpr
	| ColumnExpr
	| StarExpr
	| AliasExpr
	| CallExpr
	| CastExpr
	| CaseExpr
	| ExtractExpr
	| LambdaExpr
	| WindowExpr
	| SortExpr
	| SubqueryExpr
	| NamedArgumentExpr
	| ParamExpr
	| SecretExpr
	| UdfExpr
	| CurrentTimeExpr;

/** A constant. `value` is its text in Spark's spelling (see plan/literals.ts), null for NULL. */
export interface LiteralExpr {
	readonly kind: "literal";
	readonly type: DataType;
	readonly value: string | null;
}

/** An unresolved name: `["a"]`, `["t", "a"]`, `["a", "field"]`. `of` binds it to the frame with that node id (`df.col`). */
export interface ColumnExpr {
	readonly kind: "column";
	readonly name: readonly string[];
	readonly of?: string;
}

/** `*`, `t.*`, `* EXCEPT (…)`. */
export interface StarExpr {
	readonly kind: "star";
	readonly qualifier?: readonly string[];
	readonly except?: readonly (readonly string[])[];
	readonly of?: string;
}

/** One name, or several for a generator (`posexplode(a) AS (p, x)`). */
export interface AliasExpr {
	readonly kind: "alias";
	readonly input: Expr;
	readonly names: readonly string[];
}

/** An ordinary function, operator or aggregate; `fn` is a name of the registry (`functions.ts`) in lower case. */
export interface CallExpr {
	readonly kind: "call";
	readonly fn: string;
	readonly args: readonly Expr[];
	readonly distinct?: true;
	/** `FILTER (WHERE …)`. */
	readonly filter?: Expr;
	/** `WITHIN GROUP (ORDER BY …)`. */
	readonly withinGroup?: readonly SortExpr[];
	readonly nulls?: "ignore" | "respect";
}

export interface CastExpr {
	readonly kind: "cast";
	readonly input: Expr;
	readonly type: DataType;
	/** `try` gives NULL where `ansi` raises. */
	readonly mode: "ansi" | "try";
}

export interface CaseExpr {
	readonly kind: "case";
	readonly branches: readonly { readonly when: Expr; readonly then: Expr }[];
	readonly otherwise?: Expr;
}

/** `input[key]`, `input.field`, `getItem`, `getField`: array element, map value or struct field, by the input's type. */
export interface ExtractExpr {
	readonly kind: "extract";
	readonly input: Expr;
	readonly key: Expr;
}

/** `x -> body`; inside the body the parameters are `column` expressions of one part. */
export interface LambdaExpr {
	readonly kind: "lambda";
	readonly params: readonly string[];
	readonly body: Expr;
}

export interface WindowExpr {
	readonly kind: "window";
	/** A `call` of an aggregate or window function. */
	readonly fn: Expr;
	readonly partitionBy: readonly Expr[];
	readonly orderBy: readonly SortExpr[];
	readonly frame?: WindowFrame;
}

export interface WindowFrame {
	readonly unit: "rows" | "range";
	readonly start: FrameBound;
	readonly end: FrameBound;
}

export type FrameBound =
	| { readonly at: "unboundedPreceding" | "currentRow" | "unboundedFollowing" }
	| { readonly at: "preceding" | "following"; readonly offset: Expr };

/** One key of a sort order. `nulls` absent: first when ascending, last when descending (Spark). */
export interface SortExpr {
	readonly kind: "sort";
	readonly input: Expr;
	readonly direction: "asc" | "desc";
	readonly nulls?: "first" | "last";
}

/** `(SELECT …)` as a value, `EXISTS (…)`, `x IN (SELECT …)`; the query may refer to columns outside. */
export interface SubqueryExpr {
	readonly kind: "subquery";
	readonly use: "scalar" | "exists" | "in";
	readonly plan: Relation;
	/** For `in`: the left side, one expression per column of the query. */
	readonly values?: readonly Expr[];
}

/** `f(name => value)`. */
export interface NamedArgumentExpr {
	readonly kind: "namedArgument";
	readonly name: string;
	readonly value: Expr;
}

/** A parameter of the pipeline; its value is put in when the graph is resolved, exports keep it as a parameter. */
export interface ParamExpr {
	readonly kind: "param";
	readonly name: string;
	readonly type: DataType;
	readonly default?: string;
}

/** A secret by name; its value is never part of a plan, log or export. */
export interface SecretExpr {
	readonly kind: "secret";
	readonly name: string;
}

/** What a UDF is, as data. The JavaScript function itself is kept beside it (`udf.ts`). */
export interface UdfDefinition {
	readonly name: string;
	readonly args: readonly DataType[];
	readonly returns: DataType;
	/** The JavaScript source: a changed body is a changed plan. */
	readonly js: string;
	readonly python?: string;
}

export interface UdfExpr {
	readonly kind: "udf";
	readonly definition: UdfDefinition;
	readonly args: readonly Expr[];
}

/** The start of the update, one value per update on every engine. */
export interface CurrentTimeExpr {
	readonly kind: "currentTime";
	readonly fn: "current_timestamp" | "current_date" | "localtimestamp" | "current_timezone";
}

/** The child expressions in evaluation order (a subquery's plan is not a child). */
export function childrenOf(expr: Expr): readonly Expr[] {
	switch (expr.kind) {
		case "literal":
		case "column":
		case "star":
		case "param":
		case "secret":
		case "currentTime":
			return [];
		case "alias":
		case "cast":
		case "sort":
			return [expr.input];
		case "call":
			return [...expr.args, ...(expr.filter ? [expr.filter] : []), ...(expr.withinGroup ?? [])];
		case "case":
			return [...expr.branches.flatMap((b) => [b.when, b.then]), ...(expr.otherwise ? [expr.otherwise] : [])];
		case "extract":
			return [expr.input, expr.key];
		case "lambda":
			return [expr.body];
		case "window":
			return [expr.fn, ...expr.partitionBy, ...expr.orderBy, ...frameOffsets(expr.frame)];
		case "subquery":
			return expr.values ?? [];
		case "namedArgument":
			return [expr.value];
		case "udf":
			return expr.args;
	}
}

function frameOffsets(frame: WindowFrame | undefined): Expr[] {
	if (!frame) return [];
	return [frame.start, frame.end].flatMap((b) => ("offset" in b ? [b.offset] : []));
}
