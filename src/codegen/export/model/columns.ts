import type { StructType } from "../../../core/dataTypes.js";
import { outputColumnsOf } from "../../../plan/analyze/outputColumns.js";
import type { Relation } from "../../../plan/relation.js";

const EMPTY: StructType = { kind: "struct", fields: [] };

/**
 * The columns that a relation gives. What an exporter has put around a plan itself (a filter for a rule) was never
 * analysed: it gives what its input gives.
 */
export function columnsOf(relation: Relation): StructType {
	const known = outputColumnsOf(relation);
	if (known) return known;
	if ("input" in relation) return columnsOf(relation.input);
	return "left" in relation ? columnsOf(relation.left) : EMPTY;
}
