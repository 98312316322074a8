/** The types that cross between DuckDB and a function of ours; anything else is taken apart in SQL. */
export type JsType = "text" | "int" | "bigint" | "double" | "float" | "boolean" | "bytes" | "texts";

export type JsValue = string | number | bigint | boolean | Uint8Array | readonly (string | null)[] | null;

/** What SQL cannot do as Spark does it: a function that DuckDB calls back. NULL in any argument gives NULL. */
export interface JsFunction {
	/** Prefixed `aq_`. */
	readonly name: string;
	readonly args: readonly JsType[];
	readonly returns: JsType;
	// biome-ignore lint/suspicious/noExplicitAny: each function declares the arguments that `args` says.
	readonly fn: (...args: any[]) => JsValue;
	/** Called with NULLs too. */
	readonly takesNull?: true;
}

/** An error with Spark's condition, as the engine recognises it. */
export function sparkError(condition: string, message: string): Error {
	return new Error(`[${condition}] ${message}`);
}
