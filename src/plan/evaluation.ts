import type { StructType } from "../core/dataTypes.js";
import type { Expr } from "./expr.js";
import type { Relation } from "./relation.js";

/**
 * What surrounds a definition while the resolver calls it. It answers `df.columns`, and learns which expressions
 * were made and which were used (a predicate that was made and dropped is the `a && b` mistake).
 */
export interface Evaluation {
	/** The schema of a frame; may throw to have the definition called again once files have been looked at. */
	schemaOf(relation: Relation): StructType;
	made(expr: Expr): void;
	used(expr: Expr): void;
}

// Under a Symbol.for key: two copies of the SDK in one process share it. The object is looked up once, as each look at a
// property of globalThis is slow, and every use of a column asks.
const key = Symbol.for("aqueduck.evaluation");
const holder = globalThis as { [key]?: { current: Evaluation | undefined } };
const shared = (holder[key] ??= { current: undefined });

export function currentEvaluation(): Evaluation | undefined {
	return shared.current;
}

/** Runs `work` with this evaluation installed and takes it away again. */
export function withEvaluation<T>(evaluation: Evaluation, work: () => T): T {
	const before = shared.current;
	shared.current = evaluation;
	try {
		return work();
	} finally {
		shared.current = before;
	}
}
