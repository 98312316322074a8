import type { StructType } from "../core/dataTypes.js";
import type { Diagnostic, ErrorCode } from "../core/errors/index.js";
import { offsetAt } from "../core/location.js";
import { sourceText } from "../core/userCode.js";
import type { FlowDraft } from "./draft.js";

/** Errors after which the names of a query's columns are what its author meant all the same. */
const NAMES_HOLD: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
	"GRAPH_NOT_STREAMABLE",
	"GRAPH_STREAMING_VIEW_READ",
	"PLAN_ARGUMENT_COUNT",
	"PLAN_CAST",
	"PLAN_MISPLACED",
	"PLAN_NOT_AGGREGATED",
	"PLAN_STREAMING",
	"PLAN_TYPE_MISMATCH",
	"PLAN_UNKNOWN_FIELD",
	"PLAN_UNKNOWN_FUNCTION",
]);

/**
 * Whether the columns of a flow that has errors are known well enough to check those that read it. Otherwise readers
 * would be told about columns that are missing only because of an error that was told already.
 */
export function columnsAreKnown(flow: FlowDraft): boolean {
	const { analysis } = flow;
	if (!analysis || flow.faults.length > 0 || !flow.relation) return false;
	const { result } = analysis;
	if (result.plan) return true;
	if (result.open) return false;
	return result.diagnostics
		.filter((d) => d.severity === "error")
		.every(
			(d) => NAMES_HOLD.has(d.code) || (d.code === "PLAN_UNKNOWN_COLUMN" && !namesColumn(d, result.schema)),
		);
}

/** A misspelt column that became a column of the result, under its wrong name. */
function namesColumn(found: Diagnostic, schema: StructType): boolean {
	const text = found.file === undefined ? undefined : sourceText(found.file);
	if (text === undefined || !found.range) return true;
	const word = text.slice(offsetAt(text, found.range.start), offsetAt(text, found.range.end)).toLowerCase();
	return schema.fields.some((f) => f.type.kind === "unknown" && word.includes(f.name.toLowerCase()));
}

/** Each name once: a failed join gives a column of both sides. */
export function distinctFields(schema: StructType): StructType {
	const seen = new Set<string>();
	const fields = schema.fields.filter((f) => {
		const key = f.name.toLowerCase();
		return !seen.has(key) && seen.add(key);
	});
	return { ...schema, fields };
}
