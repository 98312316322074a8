import { expect } from "vitest";
import type { Answer } from "./answer.js";
import { difference } from "./compare.js";

/** A difference that is known: what comes out instead of Spark's answer, and why. */
export interface KnownDifference {
	readonly reason: string;
	/** The text of the difference as `difference` gives it: a change of the wrong answer is noticed too. */
	readonly pinned: string;
}

export type KnownDifferences = Readonly<Record<string, KnownDifference>>;

/** Fails on an unexplained difference, on one that changed, and on an explanation that is no longer needed. */
export function check(
	name: string,
	actual: Answer,
	expected: Answer,
	ordered: boolean,
	known: KnownDifferences,
): void {
	const found = difference(actual, expected, ordered);
	expect(found, name).toBe(known[name]?.pinned);
}
