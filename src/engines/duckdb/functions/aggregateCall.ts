import type { BoundAggregateCall, BoundExpr } from "../../../plan/bound.js";
import type { AggregateContext } from "./types.js";

export interface AggregateOptions {
	/** Rows for which this is not true do not count, besides the user's own FILTER. */
	readonly only?: string;
	/** Whether the order inside the group matters to this function; else it is left out. */
	readonly ordered?: boolean;
	/** Sorts by the (first) argument where the call says no order: DISTINCT has none, and two runs should agree. */
	readonly sorted?: boolean;
	/** Overrides the call's DISTINCT. */
	readonly distinct?: boolean;
}

/** One aggregate of DuckDB with everything that belongs to it: DISTINCT, ORDER BY, FILTER, OVER. */
export function aggregateCall(
	name: string,
	args: readonly string[],
	call: BoundAggregateCall,
	context: AggregateContext,
	options: AggregateOptions = {},
): string {
	const distinct = (options.distinct ?? call.distinct) ? "DISTINCT " : "";
	const keys = options.ordered ? call.orderBy.map(context.sortKey) : [];
	if (options.sorted && keys.length === 0) keys.push(args[0] as string);
	const order = keys.length > 0 ? ` ORDER BY ${keys.join(", ")}` : "";
	const own = call.filter ? context.emit(call.filter) : undefined;
	// What is computed is only looked at in the rows that count: sum(1 / a) FILTER (WHERE a <> 0).
	const guarded = own !== undefined && call.args[0] !== undefined && mayRaise(call.args[0]);
	const only =
		options.only !== undefined && guarded ? `CASE WHEN ${own} THEN ${options.only} END` : options.only;
	const given = guarded ? [`CASE WHEN ${own} THEN ${args[0]} END`, ...args.slice(1)] : args;
	const conditions = [own, only].filter((c) => c !== undefined);
	const filter = conditions.length ? ` FILTER (WHERE ${conditions.join(" AND ")})` : "";
	return `${name}(${distinct}${given.join(", ")}${order})${filter}${context.over}`;
}

const mayRaise = (expr: BoundExpr): boolean =>
	expr.kind !== "attribute" && expr.kind !== "literal" && expr.kind !== "field";
