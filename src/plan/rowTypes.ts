// biome-ignore-all lint/suspicious/noExplicitAny: in type positions `any` is what keeps untyped frames free.
import type { StructType } from "../core/dataTypes.js";
import type { Column } from "./columnTypes.js";
import type { FromDdl } from "./ddlTypes.js";
import type { PlainRow } from "./plainRow.js";

/** "The type of column N of whatever frame this lands on". */
export interface Ref<out N extends string> {
	readonly "~ref": N;
}

/** The column names that a name reads; none for `*`, dotted and quoted names and a plain `string`. */
export type Reads<N extends string> = string extends N
	? never
	: N extends "*" | `${string}.${string}` | `\`${string}`
		? never
		: N;

/** The output name of `col(name)`. */
export type Leaf<N extends string> = N extends `${string}.${infer Rest}` ? Leaf<Rest> : N;

/** A column's type, looked up in the row when it is a reference. */
export type ValueIn<T, R> = T extends Ref<infer N> ? (N extends keyof R ? R[N] : any) : T;

/** The columns of a frame as an object: `c.amount`. Free on an untyped frame. */
export type Cols<R> = symbol extends keyof R
	? any
	: { readonly [K in keyof R & string]: Column<R[K], K, never> };

/*
 * What keeps these cheap, each measured: `string extends keyof R` asks whether a row is open (`0 extends 1 & R` would
 * look at each of its columns); no `as` on a wide row, for then its keys are computed anew at each use; and a conditional
 * that waits for the method's own type parameters, where otherwise each column would be looked at once before and once
 * after these are known.
 */

/** The name that a name or column gives to the output. */
export type ItemName<A> = A extends string ? A : A extends Column<any, infer N, any> ? N : never;
type ItemValue<A, R> = A extends string
	? A extends keyof R
		? R[A]
		: any
	: A extends Column<infer T, any, any>
		? ValueIn<T, R>
		: never;

/** The row made of these names and columns. */
export type Picked<A, R> = PlainRow<{ [X in A as ItemName<X>]: ItemValue<X, R> }>;

export type Selected<R, A> = "*" extends A
	? string extends keyof R
		? any
		: PlainRow<R & Picked<Exclude<A, "*">, R>>
	: Picked<A, R>;

export type With<R, N extends string, T> = string extends keyof R | N
	? any
	: { [K in keyof R | N]: K extends N ? T : R[K & keyof R] } & {};

export type WithAll<R, M> = string extends keyof R
	? any
	: {
			[K in keyof R | keyof M]: K extends keyof M ? ItemValue<M[K], R> : K extends keyof R ? R[K] : never;
		} & {};

export type Without<R, K> = string extends keyof R
	? any
	: string extends K
		? any
		: { [P in Exclude<keyof R, K>]: R[P] } & {};

export type Renamed<R, A, B extends string> = string extends keyof R
	? any
	: string extends B
		? any
		: { [P in Exclude<keyof R, A> | B]: R[(P extends B ? A : P) & keyof R] } & {};

export type RenamedAll<R, M> = string extends keyof R
	? any
	: PlainRow<{ [P in keyof R as P extends keyof M ? (M[P] extends string ? M[P] : P) : P]: R[P] }>;

export type Joined<R, S> = string extends keyof R | keyof S
	? any
	: { [P in keyof R | keyof S]: P extends keyof R ? R[P] : P extends keyof S ? S[P] : never } & {};

/** The type of a join, in any of Spark's spellings. */
export type How =
	| "inner"
	| "cross"
	| "outer"
	| "full"
	| "fullouter"
	| "full_outer"
	| "left"
	| "leftouter"
	| "left_outer"
	| "right"
	| "rightouter"
	| "right_outer"
	| LeftOnly;

/** Joins that give the columns of the left side alone. */
export type LeftOnly = "semi" | "leftsemi" | "left_semi" | "anti" | "leftanti" | "left_anti";

/** A zod object, known by its shape: the SDK does not import zod. */
export interface ZodObjectLike {
	readonly _zod: { readonly output: unknown; readonly def: unknown };
}

/** A struct of `T.struct({…})`, which knows its row. */
export interface TypedStruct<out R> extends StructType {
	readonly "~row"?: R;
}

/** A schema: DDL text, a struct (`T.struct`), or a zod object. */
export type Schema = string | StructType | ZodObjectLike;

type NotNull<R> = { [K in keyof R]: NonNullable<R[K]> } & {};

/** The row of a schema. */
export type SchemaRow<S> = S extends string
	? FromDdl<S>
	: S extends ZodObjectLike
		? NotNull<S["_zod"]["output"]>
		: S extends { readonly "~row"?: infer R }
			? unknown extends R
				? any
				: NonNullable<R>
			: any;
