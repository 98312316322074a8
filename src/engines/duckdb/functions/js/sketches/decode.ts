import { sparkError } from "../jsFunction.js";

/** A sketch from its bytes, or Spark's error for bytes that are none: of the wrong kind, or cut short. */
export function decodedSketch<S>(read: () => S | undefined, invalid: () => Error): S {
	try {
		const sketch = read();
		if (sketch) return sketch;
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
	}
	throw invalid();
}

/** @example invalidSketch("HLL", "hll_sketch_agg", "hll_union") */
export function invalidSketch(kind: "HLL" | "KLL" | "Theta" | "Tuple", maker: string, fn: string): Error {
	return sparkError(
		`${kind.toUpperCase()}_INVALID_INPUT_SKETCH_BUFFER`,
		`Invalid call to \`${fn}\`; only valid ${kind} sketch buffers are supported as inputs (such as those produced by the ${maker} function).`,
	);
}
