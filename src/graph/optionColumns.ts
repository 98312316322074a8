import type { StructType } from "../core/dataTypes.js";
import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import { nearest, sameName } from "../core/names.js";
import { placeOf } from "../plan/analyze/places.js";
import type { DatasetDraft } from "./draft.js";

const COLUMN_OPTIONS = ["partitionCols", "clusterBy", "primaryKey"] as const;

/** Columns that the options of a data set name and its schema has not. */
export function unknownOptionColumns(dataset: DatasetDraft, schema: StructType | undefined): Diagnostic[] {
	const { output } = dataset;
	// Where a flow has errors its columns are not all known.
	if (!output || !schema || !dataset.flows.every((f) => f.analysis?.result.plan)) return [];
	const columns = schema.fields.map((f) => f.name);
	return COLUMN_OPTIONS.flatMap((option) => {
		const named = output.options[option];
		return (Array.isArray(named) ? (named as string[]) : [])
			.filter((column) => !columns.some((c) => sameName(c, column)))
			.map((column) => {
				const place =
					placeOf({ kind: "call", site: output.site, method: output.word }, column) ?? dataset.place;
				const context = { ...place, object: dataset.display, candidates: nearest(column, columns) };
				const relation = `${dataset.display}, which ${option} names`;
				return diagnostic("PLAN_UNKNOWN_COLUMN", { column, columns, relation }, context);
			});
	});
}
