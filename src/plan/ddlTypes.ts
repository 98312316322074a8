// biome-ignore-all lint/suspicious/noExplicitAny: in type positions `any` is what keeps untyped frames free.
/*
 * Rows from schema text, e.g. "id INT, tags ARRAY<STRING>" → { id: number; tags: any }. Kept cheap: a column is a pair
 * [name, type text], and the type text is looked at only when somebody asks for that column's type. Nested types are
 * `any`; text with quotes gives an open row rather than a wrong one.
 */

/** What a value of each Spark type is in a row (DESIGN: rows in JavaScript). */
interface TypeWords {
	BOOLEAN: boolean;
	TINYINT: number;
	BYTE: number;
	SMALLINT: number;
	SHORT: number;
	INT: number;
	INTEGER: number;
	BIGINT: bigint;
	LONG: bigint;
	FLOAT: number;
	REAL: number;
	DOUBLE: number;
	DECIMAL: string;
	DEC: string;
	NUMERIC: string;
	STRING: string;
	VARCHAR: string;
	CHAR: string;
	BINARY: Uint8Array;
	DATE: string;
	TIMESTAMP: string;
	TIMESTAMP_LTZ: string;
	TIMESTAMP_NTZ: string;
}

type Word<W extends string> = W extends keyof TypeWords ? TypeWords[W] : any;

/** The value of a type's text: `"INT"`, `"decimal(10,2)"`, `"BIGINT NOT NULL"`. Nested types are `any`. */
export type FromType<S extends string> = string extends S
	? any
	: Uppercase<S> extends `${infer W}(${string}` | `${infer W} ${string}`
		? Word<W>
		: Word<Uppercase<S>>;

type Trim<S extends string> = S extends `${" " | "\n" | "\t" | "\r"}${infer T}` ? Trim<T> : S;

/** One 0 for each `<` in the text. */
type Opens<S extends string, N extends 0[] = []> = S extends `${string}<${infer T}` ? Opens<T, [...N, 0]> : N;

/** The text after the `>` that closes what is open. */
type AfterClose<S extends string, Open extends 0[]> = Open extends [0, ...infer Rest extends 0[]]
	? S extends `${infer H}>${infer T}`
		? AfterClose<T, H extends `${string}<${string}` ? [...Rest, ...Opens<H>] : Rest>
		: ""
	: S;

type AfterComma<S extends string> = S extends `${string},${infer T}` ? T : "";

/** `name TYPE …` or `name: TYPE …` as [name, type text]. */
type Pair<S extends string> =
	Trim<S> extends infer X extends string
		? X extends `${infer N} ${infer W}`
			? [N extends `${infer M}:` ? M : N, W]
			: X extends `${infer N}:${infer W}`
				? [N, W]
				: never
		: never;

/** Columns of text with brackets. */
type NestedPairs<S extends string, Found extends [string, string] = never> = S extends `${infer H},${infer T}`
	? H extends `${infer A}<${string}`
		? S extends `${string}<${infer X}`
			? NestedPairs<AfterComma<AfterClose<X, [0]>>, Found | Pair<`${A}<>`>>
			: Found
		: H extends `${infer A}(${infer P}`
			? P extends `${string})${string}`
				? NestedPairs<T, Found | Pair<A>>
				: S extends `${string}(${string})${infer X}`
					? NestedPairs<AfterComma<X>, Found | Pair<A>>
					: Found
			: NestedPairs<T, Found | Pair<H>>
	: S extends `${infer A}<${string}`
		? Found | Pair<`${A}<>`>
		: S extends `${infer A}(${string}`
			? Found | Pair<A>
			: Found | Pair<S>;

/** Columns of text without brackets and colons: the cheap path. */
type FlatPairs<S extends string, Found extends [string, string] = never> = S extends
	| ` ${infer T}`
	| `\n${infer T}`
	| `\t${infer T}`
	? FlatPairs<T, Found>
	: S extends `${infer N} ${infer W},${infer T}`
		? FlatPairs<T, Found | [N, W]>
		: S extends `${infer N} ${infer W}`
			? Found | [N, W]
			: Found;

type Pairs<S extends string> = S extends `${string}<${string}` | `${string}(${string}` | `${string}:${string}`
	? NestedPairs<S>
	: FlatPairs<S>;

/** The row of a schema string. */
export type FromDdl<S extends string> = string extends S
	? any
	: S extends `${string}${"`" | "'" | '"'}${string}`
		? any
		: { [P in Pairs<S> as P[0]]: FromType<Trim<P[1]>> } & {};
