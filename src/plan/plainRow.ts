/**
 * The same row, written out. Messages and hovers then print its columns instead of how it came about, and the compiler
 * works out its keys once; those of a mapped type with `as` it computes anew at each use.
 */
export type PlainRow<X> = X extends unknown ? { [K in keyof X]: X[K] } : never;
