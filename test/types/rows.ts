import type { DataFrame } from "aqueduck";

/** True when two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Plain<A> = { [K in keyof A]: A[K] };

/** `row<{ a: number }>()(frame)` compiles when the frame has just that row. */
export declare function row<A>(): <B>(
	frame: DataFrame<B>,
	...mismatch: Same<Plain<A>, Plain<B>> extends true ? [] : [{ expected: A; got: B }]
) => void;

/** `untyped(frame)` compiles when the row is `any`. */
export declare function untyped<B>(frame: DataFrame<B>, ...typed: 0 extends 1 & B ? [] : [{ got: B }]): void;
