import { project, reference } from "../analyze/boundNodes.js";
import { collectScans } from "../analyze/scans.js";
import type { BoundRelation, BoundScan } from "../bound.js";
import { mapBound } from "./mapBound.js";

export { collectScans } from "../analyze/scans.js";

/**
 * Puts other plans in the place of scans (a temporary view's plan, a staged result). The rest of the plan refers to
 * the scan's attributes, so the replacement's columns are relabelled to them, by position.
 */
export function substituteScan(
	plan: BoundRelation,
	replace: (scan: BoundScan) => BoundRelation | undefined,
): BoundRelation {
	const replacements = new Map<BoundRelation, BoundRelation>();
	for (const scan of collectScans(plan)) {
		const replacement = replace(scan);
		if (replacement) replacements.set(scan, relabelled(replacement, scan.output));
	}
	return replacements.size === 0 ? plan : mapBound(plan, (node) => replacements.get(node) ?? node);
}

/** The relation with these attributes as its output, by position. */
export function relabelled(relation: BoundRelation, output: BoundRelation["output"]): BoundRelation {
	if (relation.output.length < output.length)
		throw new Error(`a replacement with ${relation.output.length} columns for a scan with ${output.length}`);
	const same =
		relation.output.length === output.length && relation.output.every((a, i) => a.id === output[i]?.id);
	if (same) return relation;
	return project(
		relation,
		output.map((attribute, i) =>
			Object.freeze({ expr: reference(relation.output[i] as (typeof output)[number]), output: attribute }),
		),
	);
}
