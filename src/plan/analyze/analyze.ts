import type { StructType } from "../../core/dataTypes.js";
import type { BoundPlan } from "../bound.js";
import { childrenOf, type Expr } from "../expr.js";
import { expressionsOf, inputsOf, type Relation } from "../relation.js";
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

/**
 * Resolves names and types of a query by Spark's rules. All errors are collected, each at its place; there is a plan
 * only when there are none and all schemas are known.
 * @example const { plan, diagnostics } = analyze(relation, catalog)
 */
export function analyze(relation: Relation, catalog: AnalysisCatalog): AnalysisResult {
	const analysis = new Analysis({ catalog, analyse: analyseRelation, ...mentions(relation) });
	const result = analysis.relation(relation, undefined);
	const schema: StructType = schemaOf(result.columns);
	const incomplete = result.open || analysis.hasErrors || analysis.unknownReads.length > 0;
	if (!incomplete) {
		const root = canonicalScans(exact(result));
		const streaming = isStreaming(root);
		if (streaming) checkStreaming(result, analysis);
		if (readsCorruptOnly(root)) analysis.report("SOURCE_CORRUPT_ONLY", {}, relation);
		if (!analysis.hasErrors) {
			const plan: BoundPlan = Object.freeze({
				root,
				schema,
				streaming,
				deterministic: deterministicPlan(root),
				lineage: lineageOf(root),
			});
			return { plan, schema, diagnostics: analysis.diagnostics, unknownReads: [] };
		}
	}
	const open = result.open ? { open: true } : {};
	return { schema, ...open, diagnostics: analysis.diagnostics, unknownReads: analysis.unknownReads };
}

/** Whether the query speaks of file metadata; scans carry the hidden columns only then. */
function mentions(root: Relation): { readonly usesMetadata: boolean; readonly usesInputFile: boolean } {
	let usesMetadata = false;
	let usesInputFile = false;
	const seen = new Set<Relation>();
	const inExpr = (expr: Expr): void => {
		if (expr.kind === "column" && expr.name.some((n) => n.toLowerCase() === "_metadata")) usesMetadata = true;
		if (expr.kind === "call" && expr.fn.toLowerCase() === "input_file_name") usesInputFile = true;
		if (expr.kind === "subquery") inRelation(expr.plan);
		childrenOf(expr).forEach(inExpr);
	};
	const inRelation = (relation: Relation): void => {
		if (seen.has(relation)) return;
		seen.add(relation);
		expressionsOf(relation).forEach(inExpr);
		inputsOf(relation).forEach(inRelation);
	};
	inRelation(root);
	return { usesMetadata, usesInputFile };
}
