import type {
	BoundAggregateCall,
	BoundCall,
	BoundExpr,
	BoundGenerate,
	BoundLambda,
	BoundSort,
} from "../../../plan/bound.js";
import type { JsFunction } from "./js/jsFunction.js";

/** What a function row may ask of the emitter that calls it. */
export interface EmitContext {
	/** The session's time zone, an IANA name. */
	readonly timeZone: string;
	/** The SQL of any expression in the present scope. */
	emit(expr: BoundExpr): string;
	/** The SQL of a lambda's body with these texts in the place of its parameters, and of what `held` names by id. */
	lambdaBody(lambda: BoundLambda, params: readonly string[], held?: ReadonlyMap<number, string>): string;
	/** A quoted identifier that nothing else uses, for a parameter of a DuckDB lambda. */
	freshName(): string;
	/** `expr ASC NULLS FIRST`. */
	sortKey(sort: BoundSort): string;
}

/** For aggregates and window functions. */
export interface AggregateContext extends EmitContext {
	/** ` OVER (…)` with a leading space, or the empty text under GROUP BY. It belongs behind every aggregate. */
	readonly over: string;
	/** `IGNORE NULLS` of a window function. */
	readonly ignoreNulls: boolean;
}

/**
 * A generator's rows as one SQL list; NULL and the empty list make no row. `element`: the list's elements are the
 * only column. `fields`: they are structs with the fields c0, c1, …, one per generated column.
 * OUTER: the emitter takes `[NULL]` in the place of an empty list (a NULL struct has NULL fields).
 */
export interface GeneratedList {
	readonly list: string;
	readonly shape: "element" | "fields";
}

export interface Unsupported {
	readonly unsupported: "todo" | "upstream" | "never";
	readonly reason: string;
}

/** Arguments come as complete SQL texts that may stand anywhere an operand may (parenthesised where needed). */
export type DuckDbFunction =
	| { readonly sql: (args: readonly string[], call: BoundCall, context: EmitContext) => string }
	/** For functions that take lambdas: emits its own arguments, a lambda has no SQL by itself. */
	| { readonly lambda: (call: BoundCall, context: EmitContext) => string }
	/** A macro of the prelude with the same arguments. */
	| { readonly macro: string }
	/** A JavaScript function with the same arguments, registered when the database opens. */
	| { readonly js: JsFunction }
	| {
			readonly aggregate: (
				args: readonly string[],
				call: BoundAggregateCall,
				context: AggregateContext,
			) => string;
	  }
	| { readonly window: (args: readonly string[], call: BoundCall, context: AggregateContext) => string }
	| {
			readonly generate: (
				args: readonly string[],
				call: Pick<BoundGenerate, "fn" | "args" | "generated">,
				context: EmitContext,
			) => GeneratedList;
	  }
	| Unsupported;
