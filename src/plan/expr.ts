import type { DataType } from "../core/dataTypes.js";
import type { FrameBoundOf } from "./frameBounds.js";
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
	| UpdateFieldsExpr
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

/** A struct with one field set (`value`, at its place or behind the others) or left out. `path` leads into structs in it. */
export interface UpdateFieldsExpr {
	readonly kind: "updateFields";
	readonly input: Expr;
	readonly path: readonly string[];
	readonly value?: Expr;
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

export type FrameBound = FrameBoundOf<Expr>;

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

/** Calls `visit` for each child expression in evaluation order (a subquery's plan is not a child). */
export function eachChild(expr: Expr, visit: (child: Expr) => void): void {
	switch (expr.kind) {
		case "literal":
		case "column":
		case "star":
		case "param":
		case "secret":
		case "currentTime":
			return;
		case "alias":
		case "cast":
		case "sort":
			visit(expr.input);
			return;
		case "call":
			expr.args.forEach(visit);
			if (expr.filter) visit(expr.filter);
			if (expr.withinGroup) expr.withinGroup.forEach(visit);
			return;
		case "case":
			for (const branch of expr.branches) {
				visit(branch.when);
				visit(branch.then);
			}
			if (expr.otherwise) visit(expr.otherwise);
			return;
		case "extract":
			visit(expr.input);
			visit(expr.key);
			return;
		case "updateFields":
			visit(expr.input);
			if (expr.value) visit(expr.value);
			return;
		case "lambda":
			visit(expr.body);
			return;
		case "window":
			visit(expr.fn);
			expr.partitionBy.forEach(visit);
			expr.orderBy.forEach(visit);
			if (expr.frame) {
				visitOffset(expr.frame.start, visit);
				visitOffset(expr.frame.end, visit);
			}
			return;
		case "subquery":
			if (expr.values) expr.values.forEach(visit);
			return;
		case "namedArgument":
			visit(expr.value);
			return;
		case "udf":
			expr.args.forEach(visit);
			return;
	}
}

function visitOffset(bound: FrameBound, visit: (child: Expr) => void): void {
	if ("offset" in bound) visit(bound.offset);
}

/** The child expressions in evaluation order (a subquery's plan is not a child). */
export function childrenOf(expr: Expr): readonly Expr[] {
	const found: Expr[] = [];
	eachChild(expr, (child) => void found.push(child));
	return found;
}
