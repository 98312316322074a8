import type { StructType } from "../../core/dataTypes.js";
import { notesOrigins } from "../provenance.js";
import type { Relation } from "../relation.js";
import { type Analysed, schemaOf } from "./scope.js";

// Beside the plan: what each relation of an analysed query gives. Exporters need it where a target has to name columns;
// it holds much of the analysis, so it is noted when places are.
const outputs = new WeakMap<Relation, Analysed>();

/** The last analysis of a node counts: the one before may have been without the schemas of files. */
export function noteOutput(relation: Relation, analysed: Analysed): void {
	if (notesOrigins()) outputs.set(relation, analysed);
}

/**
 * The columns that a relation of an analysed plan gives; undefined for one that no analysis has seen.
 * @example outputColumnsOf(flow.relation)?.fields.map((f) => f.name)
 */
export function outputColumnsOf(relation: Relation): StructType | undefined {
	const analysed = outputs.get(relation);
	return analysed && schemaOf(analysed.columns);
}

/** A relation of an analysed plan with all that names above it may mean. */
export function analysedOf(relation: Relation): Analysed | undefined {
	return outputs.get(relation);
}
