import type { DataType } from "../core/dataTypes.js";
import type { BoundExpr } from "./bound.js";
import type { LiteralExpr } from "./expr.js";

/** A call whose arguments are bound, before the implicit casts of this function. */
export interface CallToBind {
	/** The name as the user wrote it (lower case): aliases share a spec. */
	readonly name: string;
	readonly args: readonly BoundExpr[];
	readonly distinct: boolean;
	/** What WITHIN GROUP (ORDER BY …) orders by. */
	readonly within?: readonly BoundExpr[];
	/** Session time zone; some types and foldings depend on it. */
	readonly timeZone: string;
}

/** What a function makes of a call: arguments with Spark's implicit casts put in, and the result's type. */
export interface BoundSignature {
	readonly args: readonly BoundExpr[];
	readonly type: DataType;
	readonly nullable: boolean;
}

/** A column that a generator makes. */
export interface GeneratedColumn {
	readonly name: string;
	readonly type: DataType;
	readonly nullable: boolean;
}

interface SpecBase {
	/** Fewest and most arguments; `most` absent: any number. */
	readonly arity: { readonly least: number; readonly most?: number };
	/** Parameter names for named arguments, in order; absent: no named arguments, as with most of Spark's functions. */
	readonly params?: readonly string[];
	/** What an optional parameter is when a later one is given by its name, and this one is not. */
	readonly defaults?: Readonly<Record<string, LiteralExpr>>;
	/** False for rand, uuid and their kin: the value is not determined by the arguments. */
	readonly deterministic?: false;
	/** The result is defined only up to the order of rows (first, collect_list, row_number with ties …). */
	readonly orderDependent?: true;
	/**
	 * Determined, but not to the last digit: `approximate` by its definition (a sketch), `lastDigits` as far as
	 * mathematical libraries agree. Comparisons with Spark leave out the first and do not build on the second.
	 */
	readonly inexact?: "approximate" | "lastDigits";
	/** Open source Spark lacks it. */
	readonly only?: "databricks";
	/**
	 * For higher-order functions: the lambda's parameters at argument `index`, given the arguments before it (bound).
	 * Absent: no argument may be a lambda.
	 */
	readonly lambda?: (
		before: readonly BoundExpr[],
		index: number,
		arity: number,
	) => readonly LambdaParameter[];
}

/** What a lambda is given. */
export interface LambdaParameter {
	readonly type: DataType;
	readonly nullable: boolean;
}

/** Implicit casts, checks and the result type. Errors are thrown by the helpers of coercion.ts. */
type Bind = (call: CallToBind) => BoundSignature;

export interface ScalarSpec extends SpecBase {
	readonly kind: "scalar";
	readonly bind: Bind;
}
/** May stand under GROUP BY, in `agg()`, and as a window function. */
export interface AggregateSpec extends SpecBase {
	readonly kind: "aggregate";
	readonly bind: Bind;
}
/** Only with OVER: row_number, lag … */
export interface WindowSpec extends SpecBase {
	readonly kind: "window";
	readonly bind: Bind;
	/** Needs ORDER BY in its window. */
	readonly needsOrder: boolean;
}
/** Gives rows: explode … `columns` are the generated ones with Spark's default names. */
export interface GeneratorSpec extends SpecBase {
	readonly kind: "generator";
	/** May stand where a value may, also as a group key: the analysis puts the generator below (window()). */
	readonly lifted?: true;
	/** Stands in FROM alone: `SELECT * FROM variant_explode(v)`. */
	readonly inFrom?: true;
	readonly bind: (call: CallToBind) => {
		readonly args: readonly BoundExpr[];
		readonly columns: readonly GeneratedColumn[];
	};
}

export type FunctionSpec = ScalarSpec | AggregateSpec | WindowSpec | GeneratorSpec;
