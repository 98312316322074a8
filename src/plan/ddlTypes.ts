// biome-ignore-all lint/suspicious/noExplicitAny: in type positions `any` is what keeps untyped frames free.
import type { PlainRow } from "./plainRow.js";

/*
 * Rows from schema text, e.g. "id INT, tags ARRAY<STRING>" → { id: number; tags: any }. Kept cheap: a column stays
 * text, `name TYPE …` (tuples cost the compiler forty members each), and its type is looked at only when somebody asks
 * for it. Nested types are `any`; text with quotes gives an open row rather than a wrong one.
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
	TIME: string;
	TIMESTAMP: string;
	TIMESTAMP_LTZ: string;
	TIMESTAMP_NTZ: string;
}

type Word<W extends string> = W extends keyof TypeWords ? TypeWords[W] : any;

/** What stands before `(` and white space. */
type FirstWord<S extends string> = S extends `${infer W}(${string}`
	? FirstWord<W>
	: S extends `${infer W} ${string}`
		? FirstWord<W>
		: S extends `${infer W}\n${string}`
			? FirstWord<W>
			: S;

/** The value of a type's text: `"INT"`, `"decimal(10,2)"`, `"BIGINT NOT NULL"`. Nested types are `any`. */
export type FromType<S extends string> = string extends S ? any : Word<Uppercase<FirstWord<S>>>;

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

/** The columns' texts where brackets may hold commas; of a type with brackets only the word before them is kept. */
type NestedTexts<S extends string, Found extends string = never> = S extends `${infer H},${infer T}`
	? H extends `${infer A}<${string}`
		? S extends `${string}<${infer X}`
			? NestedTexts<AfterComma<AfterClose<X, [0]>>, Found | `${A}<>`>
			: Found
		: H extends `${infer A}(${infer P}`
			? P extends `${string})${string}`
				? NestedTexts<T, Found | A>
				: S extends `${string}(${string})${infer X}`
					? NestedTexts<AfterComma<X>, Found | A>
					: Found
			: NestedTexts<T, Found | H>
	: S extends `${infer A}<${string}`
		? Found | `${A}<>`
		: S extends `${infer A}(${string}`
			? Found | A
			: Found | S;

/** `name: TYPE …` with white space around it as `name TYPE …`. */
type Spaced<S extends string> = S extends `${" " | "\n" | "\t" | "\r"}${infer T}`
	? Spaced<T>
	: S extends `${infer N}:${infer W}`
		? `${N} ${W}`
		: S;

/** The columns' texts, where no comma stands inside of one. */
type Texts<S extends string, Found extends string = never> = S extends `${infer H},${infer T}`
	? Texts<T, Found | H>
	: Found | S;

type TrimStart<S extends string> = S extends ` ${infer T}` ? TrimStart<T> : S;
type NameIn<S extends string> = S extends `${infer N} ${string}` ? N : never;
type TypeIn<S extends string> = S extends `${string} ${infer W}` ? W : never;

/** The row of a schema string. Text on one line without brackets and colons takes the cheap path. */
export type FromDdl<S extends string> = string extends S
	? any
	: S extends `${string}${"`" | "'" | '"'}${string}`
		? any
		: S extends `${string}${"<" | "(" | ":" | "\n" | "\t" | "\r"}${string}`
			? PlainRow<{ [H in Spaced<NestedTexts<S>> as NameIn<H>]: FromType<Trim<TypeIn<H>>> }>
			: PlainRow<{ [H in TrimStart<Texts<S>> as NameIn<H>]: FromType<Trim<TypeIn<H>>> }>;
