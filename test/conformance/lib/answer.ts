import type { StructType } from "../../../src/core/dataTypes.js";
import type { RowValues } from "../../../src/engines/tableEngine.js";
import { type CanonicalTable, canonicalTable } from "../../../src/verify/canonical.js";

/** An answer as the recorders write it (README of the folder above). */
export type Answer = CanonicalTable | { readonly error: string; readonly cause?: string };

/** An engine's rows in the recorded form. */
export function answerOf(schema: StructType, rows: readonly RowValues[]): Answer {
	return canonicalTable(schema, rows);
}
