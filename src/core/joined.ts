type Joined<T> = T extends readonly [infer First, ...infer Rest] ? First & Joined<Rest> : unknown;

/**
 * Tables as one frozen table. A literal that spreads hundreds of entries says the same, and costs V8 ten times as much
 * (Node 20.20): it makes a hidden class for each entry.
 * @example joined({ a: 1 }, { b: 2 }) // { a: 1, b: 2 }
 */
export const joined = <T extends readonly object[]>(...tables: T): Readonly<Joined<T>> =>
	Object.freeze(Object.assign({}, ...tables));
