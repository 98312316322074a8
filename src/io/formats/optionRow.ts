/** What a reader option may be. Spark's option values are text; this says how the text is read. */
export type OptionKind =
	| "boolean"
	| "integer"
	| "number"
	| "text"
	/** One character, or a backslash escape of one (`\t`). */
	| "char"
	| "timestamp"
	| readonly string[];

/** One row of a format's option table. */
export interface OptionRow {
	/** Spark's spelling; users may write it in any letter case. */
	readonly name: string;
	readonly kind: OptionKind;
	/** Other names of the same option. */
	readonly aliases?: readonly string[];
	/**
	 * What happens with it: `read` it changes what is read, `stream` the runtime acts on it, `write` it belongs to
	 * writers and Spark's reader ignores it, `noted` it only tunes a cluster: accepted, and has nothing to act on here.
	 */
	readonly use: "read" | "stream" | "write" | "noted";
	/** Set when Spark (or Databricks) knows the option and aqueduck cannot follow it. */
	readonly unsupported?: string;
	/** For a list kind: a value outside of it falls back to Spark's default, with a warning, instead of an error. */
	readonly lenient?: boolean;
}

type Extra = Omit<OptionRow, "name" | "kind" | "use">;

export const read = (name: string, kind: OptionKind, extra: Extra = {}): OptionRow =>
	Object.freeze({ name, kind, use: "read", ...extra });
export const stream = (name: string, kind: OptionKind, extra: Extra = {}): OptionRow =>
	Object.freeze({ name, kind, use: "stream", ...extra });
export const write = (name: string, kind: OptionKind = "text"): OptionRow =>
	Object.freeze({ name, kind, use: "write" });
export const noted = (name: string, kind: OptionKind = "text"): OptionRow =>
	Object.freeze({ name, kind, use: "noted" });
export const refused = (name: string, reason: string): OptionRow =>
	Object.freeze({ name, kind: "text", use: "read", unsupported: reason });
