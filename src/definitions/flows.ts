import { CallSite } from "../core/location.js";
import type { DataFrame } from "../plan/frameTypes.js";
import { declare, declareAlone } from "./collector.js";
import { factory } from "./decorate.js";
import type { MethodDecorator, TableFn } from "./decoratorTypes.js";
import type { TableFunction } from "./records.js";

/** Options of an append flow that is a query function. */
export interface AppendFlowOptions {
	/** The streaming table that it feeds. */
	target: string | TableFn;
	/** Names its checkpoint; absent: the method's or export's name. */
	name?: string;
	/** Runs a batch query a single time; again after a full refresh. */
	once?: boolean;
	comment?: string;
	sparkConf?: Readonly<Record<string, string>>;
}

/** Options of an append flow without a function: everything of `source` goes to `target`. */
export interface AppendFlowCall extends AppendFlowOptions {
	/** A data set by name or reference, or a frame; a batch read is taken as a stream. */
	source: string | TableFn | DataFrame<unknown>;
	/** The columns to take, in this order; absent: all. */
	targetColumns?: readonly string[];
}

/** The shapes of `appendFlow`. */
export interface AppendFlow {
	/** `appendFlow({ source, target, targetColumns })`. */
	(call: AppendFlowCall): void;
	/** `@appendFlow({ target })`. */
	(options: AppendFlowOptions): MethodDecorator;
	/** `export const fromEurope = appendFlow({ target }, () => …)`. */
	<R>(options: AppendFlowOptions, fn: () => DataFrame<R>): () => DataFrame<R>;
}

/**
 * A flow into a streaming table; many flows may feed one table.
 * @example
 * class Shop {
 *   @appendFlow({ target: "all_orders" })
 *   static europe() { return readStream("orders_eu"); }
 * }
 * @example appendFlow({ source: "orders_us", target: "all_orders" });
 */
export const appendFlow = ((options: unknown, fn?: unknown): unknown => {
	const site = CallSite.capture(appendFlow as (...args: never[]) => unknown);
	const word = "appendFlow";
	if (typeof options !== "object" || options === null) {
		const found = `called with ${options === null ? "null" : typeof options}; it takes { target, … }`;
		declareAlone({ record: "misuse", kind: "call", word, found, site });
		return typeof options === "function" ? options : () => undefined;
	}
	const given = options as Readonly<Record<string, unknown>>;
	const entry = { record: "flow", word, options: given, site } as const;
	if (typeof fn === "function") {
		declare(fn as TableFunction, entry);
		return fn;
	}
	if ("source" in given) {
		declareAlone(entry);
		return undefined;
	}
	return factory(word, site, entry);
}) as AppendFlow;
