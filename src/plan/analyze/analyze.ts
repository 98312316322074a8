import type { StructType } from "../../core/dataTypes.js";
import type { BoundPlan, BoundRelation } from "../bound.js";
import type { Relation } from "../relation.js";
import { Analysis } from "./analysis.js";
import type { AnalysisCatalog, AnalysisResult } from "./catalog.js";
import { readsCorruptOnly } from "./corruptOnly.js";
import { deterministicPlan } from "./determinism.js";
import { lineageOf } from "./lineage.js";
import { analyseRelation } from "./relations/index.js";
import { exact } from "./relations/shared.js";
import { canonicalScans } from "./scans.js";
import { schemaOf } from "./scope.js";
import { checkStreaming, isStreaming } from "./streaming.js";
import { surveyOf } from "./survey.js";

/**
 * Resolves names and types of a query by Spark's rules. All errors are collected, each at its place; there is a plan
 * only when there are none and all schemas are known.
 * @example const { plan, diagnostics } = analyze(relation, catalog)
 */
export function analyze(relation: Relation, catalog: AnalysisCatalog): AnalysisResult {
	const { usesMetadata, usesInputFile } = surveyOf(relation);
	const analysis = new Analysis({ catalog, analyse: analyseRelation, usesMetadata, usesInputFile });
	const result = analysis.relation(relation, undefined);
	const schema: StructType = schemaOf(result.columns);
	const incomplete = result.open || analysis.hasErrors || analysis.unknownReads.length > 0;
	if (!incomplete) {
		const root = canonicalScans(exact(result));
		const streaming = isStreaming(root);
		if (streaming) checkStreaming(result, analysis);
		if (readsCorruptOnly(root)) analysis.report("SOURCE_CORRUPT_ONLY", {}, relation);
		if (!analysis.hasErrors) {
			const plan = planOf(root, schema, streaming);
			return { plan, schema, diagnostics: analysis.diagnostics, unknownReads: [] };
		}
	}
	const open = result.open ? { open: true } : {};
	return { schema, ...open, diagnostics: analysis.diagnostics, unknownReads: analysis.unknownReads };
}

/** What only some commands ask for is found out when they do. */
function planOf(root: BoundRelation, schema: StructType, streaming: boolean): BoundPlan {
	let deterministic: boolean | undefined;
	let lineage: BoundPlan["lineage"] | undefined;
	return Object.freeze({
		root,
		schema,
		streaming,
		get deterministic() {
			deterministic ??= deterministicPlan(root);
			return deterministic;
		},
		get lineage() {
			lineage ??= lineageOf(root);
			return lineage;
		},
	});
}
