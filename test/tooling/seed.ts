/**
 * The seed of every property test: `fc.assert(property, { seed })`. `.ci/run` sets it from the commit's hash and prints it;
 * without it the tests repeat themselves, so that a failure at a desk is a failure of the change at hand.
 */
export const seed: number = Number(process.env.AQUEDUCK_SEED ?? 1);
if (!Number.isInteger(seed)) throw new Error(`AQUEDUCK_SEED is not an integer: ${process.env.AQUEDUCK_SEED}`);
