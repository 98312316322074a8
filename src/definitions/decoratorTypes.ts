import type { DataFrame } from "../plan/frameTypes.js";

/** A function that returns a DataFrame with (at least) the row `R`. */
export type TableFn<R = unknown> = (...args: never[]) => DataFrame<R>;

/** What our factories return: a decorator for methods under TC39 and under `experimentalDecorators`. */
export interface MethodDecorator<R = unknown> {
	// biome-ignore lint/suspicious/noExplicitAny: the context of a class that nobody here knows
	<F extends TableFn<R>>(fn: F, context: ClassMethodDecoratorContext<any, F>): void;
	<F extends TableFn<R>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void;
}
