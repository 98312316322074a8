import type { BoundRelation } from "../../plan/bound.js";
import { boundExpressionsOf, factsOf, walkBound, walkBoundExpr } from "../../plan/boundWalk.js";

/** How often each node is read. */
export function referenceCounts(root: BoundRelation): ReadonlyMap<BoundRelation, number> {
	return factsOf(root).readers;
}

/** True when the plan refers to columns of a query around it. */
export function isCorrelated(root: BoundRelation): boolean {
	const nodes = walkBound(root);
	const own = new Set<number>();
	for (const node of nodes) {
		for (const attribute of node.output) own.add(attribute.id);
	}
	for (const node of nodes)
		for (const top of boundExpressionsOf(node))
			for (const expr of walkBoundExpr(top))
				if (expr.kind === "attribute" && expr.outer && !own.has(expr.id)) return true;
	return false;
}
