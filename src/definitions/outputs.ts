import { CallSite } from "../core/location.js";
import type { DataFrame } from "../plan/frameTypes.js";
import type { Schema, SchemaRow } from "../plan/rowTypes.js";
import { declare, declareAlone } from "./collector.js";
import { applyTo, factory, useOf } from "./decorate.js";
import type { MethodDecorator, TableFn } from "./decoratorTypes.js";
import type { TableOptions, ViewOptions } from "./options.js";
import type { OutputKind, TableFunction } from "./records.js";

type IsAny<T> = 0 extends 1 & T ? true : false;

/** The shapes in which `table` and its kin can be called; the two overloads with arguments differ in arity only. */
export interface OutputDecorator {
	/** `@table` without parentheses. */
	// biome-ignore lint/suspicious/noExplicitAny: the context of a class that nobody here knows
	<F extends TableFn>(fn: F, context: ClassMethodDecoratorContext<any, F>): void;
	<F extends TableFn>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void;
	/** `export const orders = table(() => …)`: gives the function back untouched. */
	<R>(fn: () => DataFrame<R>): () => DataFrame<R>;
	/** `@table(options)`, `@table()`. */
	<const S extends Schema | undefined = undefined>(options?: TableOptions<S>): MethodDecorator<SchemaRow<S>>;
	/** `export const orders = table(options, () => …)`: gives the function back untouched. */
	<const S extends Schema | undefined = undefined, R extends SchemaRow<S> = SchemaRow<S>>(
		options: TableOptions<S>,
		fn: () => DataFrame<R>,
	): () => DataFrame<IsAny<R> extends true ? SchemaRow<S> : R>;
}

/** The same for views, which store nothing and so have fewer options. */
export interface ViewDecorator {
	// biome-ignore lint/suspicious/noExplicitAny: the context of a class that nobody here knows
	<F extends TableFn>(fn: F, context: ClassMethodDecoratorContext<any, F>): void;
	<F extends TableFn>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void;
	<R>(fn: () => DataFrame<R>): () => DataFrame<R>;
	(options?: ViewOptions): MethodDecorator;
	<R>(options: ViewOptions, fn: () => DataFrame<R>): () => DataFrame<R>;
}

function outputDecorator(kind: OutputKind, word: string): (...args: unknown[]) => unknown {
	const output = (...args: unknown[]): unknown => {
		const site = CallSite.capture(output);
		const use = useOf(args);
		if (use.kind !== "call") {
			applyTo(use, word, site, { record: "output", kind, word, options: {}, site });
			return undefined;
		}
		const [first, second] = args;
		const fn = typeof first === "function" ? first : second;
		const options = (typeof first === "function" ? {} : (first ?? {})) as Readonly<Record<string, unknown>>;
		if (typeof fn === "function" && args.length <= 2) {
			declare(fn as TableFunction, { record: "output", kind, word, options, site });
			return fn;
		}
		if (args.length > 1 || typeof options !== "object") {
			declareAlone({ record: "misuse", kind: "call", word, found: wrongCall(word, args), site });
			return undefined;
		}
		return factory(word, site, { record: "output", kind, word, options, site });
	};
	return output;
}

function wrongCall(word: string, args: readonly unknown[]): string {
	const given = args.map((a) => (a === null ? "null" : typeof a)).join(", ");
	return `called with (${given}); it takes (options?), (fn) or (options, fn), e.g. ${word}({ comment: "…" }, () => …)`;
}

/**
 * A stored table. A streaming query makes it a streaming table, a batch query is refreshed as a materialized view is.
 * @example
 * class Shop {
 *   @table({ comment: "Orders" })
 *   static orders() { return spark.readStream.schema("id INT").json("data/orders"); }
 * }
 * @example export const orders = table({ comment: "Orders" }, () => spark.read.json("data/orders"));
 */
export const table = outputDecorator("table", "table") as OutputDecorator;

/**
 * A stored table that reads each row of its streaming input once.
 * @example export const raw = streamingTable(() => spark.readStream.schema("id INT").json("data/raw"));
 */
export const streamingTable = outputDecorator("streamingTable", "streamingTable") as OutputDecorator;

/**
 * The stored result of a batch query, refreshed by a run when something it depends on changed.
 * @example export const perDay = materializedView(() => read("orders").groupBy("day").count());
 */
export const materializedView = outputDecorator("materializedView", "materializedView") as OutputDecorator;

/**
 * A named query that is not stored.
 * @example export const open = temporaryView(() => read("orders").filter("closed_at IS NULL"));
 */
export const temporaryView = outputDecorator("temporaryView", "temporaryView") as ViewDecorator;

/** dlt's name for `temporaryView`. */
export const view = outputDecorator("temporaryView", "view") as ViewDecorator;

/**
 * Declares a streaming table that append flows feed.
 * @example createStreamingTable("all_orders", { comment: "Orders of every shop" });
 * @example createStreamingTable({ name: "all_orders" });
 */
export function createStreamingTable(
	name: string | (TableOptions<Schema | undefined> & { name: string }),
	options: TableOptions<Schema | undefined> = {},
): void {
	const given = typeof name === "object" && name !== null ? name : { ...options, name };
	declareAlone({
		record: "output",
		kind: "streamingTable",
		word: "createStreamingTable",
		options: given as Readonly<Record<string, unknown>>,
		site: CallSite.capture(createStreamingTable),
	});
}
