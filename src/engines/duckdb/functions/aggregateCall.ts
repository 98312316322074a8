import type { BoundAggregateCall } from "../../../plan/bound.js";
import type { AggregateContext } from "./types.js";

export interface AggregateOptions {
	/** Rows for which this is not true do not count, besides the user's own FILTER. */
	readonly only?: string;
	/** Whether the order inside the group matters to this function; else it is left out. */
	readonly ordered?: boolean;
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
	const order =
		options.ordered && call.orderBy.length ? ` ORDER BY ${call.orderBy.map(context.sortKey).join(", ")}` : "";
	const conditions = [options.only, call.filter ? context.emit(call.filter) : undefined].filter(
		(c) => c !== undefined,
	);
	const filter = conditions.length ? ` FILTER (WHERE ${conditions.join(" AND ")})` : "";
	return `${name}(${distinct}${args.join(", ")}${order})${filter}${context.over}`;
}
