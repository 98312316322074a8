import type { BoundRelation, BoundScan } from "../bound.js";
import { walkBound } from "../boundWalk.js";
import { mapBound } from "../rewrite/mapBound.js";

/** The scans of a plan, each once, in traversal order. */
export function collectScans(plan: BoundRelation): readonly BoundScan[] {
	return walkBound(plan).filter((n): n is BoundScan => n.kind === "scan");
}

/** Names the scans `scan1`, `scan2` … in traversal order, so that two analyses of a query agree. */
export function canonicalScans(plan: BoundRelation): BoundRelation {
	const scans = collectScans(plan);
	// The analysis numbers them as it meets them, which is nearly always in this order.
	if (scans.every((scan, i) => scan.id === `scan${i + 1}`)) return plan;
	const ids = new Map(scans.map((scan, i) => [scan, `scan${i + 1}`]));
	return mapBound(plan, (node) => {
		const id = node.kind === "scan" ? ids.get(node) : undefined;
		return id === undefined || node.kind !== "scan" || node.id === id ? node : Object.freeze({ ...node, id });
	});
}
