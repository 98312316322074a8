import type { Attribute, BoundExpr, BoundVariable } from "../bound.js";
import type { ColumnExpr } from "../expr.js";
import type { FunctionName } from "../functions.js";
import type { Analysis } from "./analysis.js";
import { reference } from "./boundNodes.js";
import { boundFrameColumn } from "./frames.js";
import type { Analysed, HiddenColumn, ScopeColumn } from "./scope.js";
import { displayColumn, matchName } from "./scope.js";

/** A name that was found: the column, its spelling in the query, and the struct fields still to follow. */
export type Resolution =
	| {
			readonly kind: "found";
			readonly expr: BoundExpr;
			readonly path: readonly string[];
			/** The alias of an earlier item of the same select list; of a generator, whose rows are made below. */
			readonly lateral?: "item" | "generator";
	  }
	| { readonly kind: "ambiguous"; readonly from: readonly string[] };

export type Lookup = (column: ColumnExpr) => Resolution | undefined;

export interface LiftedGenerator {
	readonly fn: FunctionName;
	readonly args: readonly BoundExpr[];
	readonly generated: readonly Attribute[];
}

/** Where an expression stands: what its names mean and what may occur in it. */
export interface Env {
	readonly analysis: Analysis;
	/** The place in words, for messages: `a filter`. */
	readonly clause: string;
	/** Tried in order. */
	readonly lookups: readonly Lookup[];
	/** The columns for suggestions and stars. */
	readonly inputs: readonly Analysed[];
	/** Ids of columns that are used but not in the input's output: hidden or left out by a select list. */
	readonly needed: Set<number>;
	readonly allow: { readonly aggregates?: boolean; readonly windows?: boolean };
	/** Lambda parameters in scope, innermost first. */
	readonly variables: readonly BoundVariable[];
	/** The query around this one. */
	readonly outer?: Env;
	/** Names inside an aggregate's arguments mean something else here (HAVING, ORDER BY): the grouped input. */
	readonly aggregateArguments?: Env;
	/** Set inside an aggregate or window function. */
	readonly inside?: "aggregate" | "window";
	/** Generators that may stand inside expressions (`window(…)`); they go below the relation. Each is there once, by its key. */
	readonly lifted: (LiftedGenerator & { readonly key: string })[];
	/** The query is grouped by sets: grouping() and grouping_id() have a meaning. */
	readonly groupingSets?: boolean;
}

/** Names mean the columns of these relations, then their hidden columns. */
export function inputLookup(inputs: readonly Analysed[], needed: Set<number>): Lookup {
	const only = inputs.length === 1 ? inputs[0] : undefined;
	const columns = only ? only.columns : inputs.flatMap((i) => i.columns);
	const hidden = only ? only.hidden : inputs.flatMap((i) => i.hidden);
	return (column) => {
		if (column.of !== undefined) return frameLookup(inputs, column, needed);
		const found = named(columns, column.name, undefined, false);
		if (found || hidden.length === 0) return found;
		const qualified = hidden.filter((h) => h.access === "qualified");
		const metadata = hidden.filter((h) => h.access === "metadata");
		return named(qualified, column.name, needed, true) ?? named(metadata, column.name, needed, false);
	};
}

function frameLookup(
	inputs: readonly Analysed[],
	column: ColumnExpr,
	needed: Set<number>,
): Resolution | undefined {
	const found = boundFrameColumn(inputs, column);
	if (found === undefined || found.kind === "gone") return undefined;
	if (found.kind === "ambiguous") return found;
	if (found.hidden) needed.add(found.attribute.id);
	return { kind: "found", expr: reference(found.attribute, found.name), path: found.path };
}

function named(
	columns: readonly (ScopeColumn | HiddenColumn)[],
	parts: readonly string[],
	needed: Set<number> | undefined,
	qualifiedOnly: boolean,
): Resolution | undefined {
	const match = matchName(columns, parts, qualifiedOnly);
	if (!match) return undefined;
	if (match.kind === "ambiguous") return { kind: "ambiguous", from: match.columns.map(displayColumn) };
	needed?.add(match.column.attribute.id);
	return { kind: "found", expr: reference(match.column.attribute, match.name), path: match.path };
}

export function makeEnv(
	analysis: Analysis,
	inputs: readonly Analysed[],
	clause: string,
	options: Partial<
		Pick<Env, "allow" | "outer" | "lookups" | "aggregateArguments" | "groupingSets" | "needed" | "lifted">
	> = {},
): Env {
	const needed = options.needed ?? new Set<number>();
	const env: { -readonly [K in keyof Env]: Env[K] } = {
		analysis,
		clause,
		inputs,
		needed,
		lookups: options.lookups ?? [inputLookup(inputs, needed)],
		allow: options.allow ?? {},
		variables: [],
		lifted: options.lifted ?? [],
	};
	if (options.outer) env.outer = options.outer;
	if (options.aggregateArguments) env.aggregateArguments = options.aggregateArguments;
	if (options.groupingSets) env.groupingSets = true;
	return env;
}
