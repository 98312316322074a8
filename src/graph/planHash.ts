import { createHash } from "node:crypto";
import type { BoundPlan, BoundRelation } from "../plan/bound.js";
import { boundInputs } from "../plan/bound.js";
import type { Relation } from "../plan/relation.js";
import { planToJson } from "../plan/serialize.js";

/**
 * What makes a flow the same flow: its plan as written, the values of the parameters it mentions, and the files that
 * names of the config stand for. Comments, places and our own version are not part of it.
 */
export function hashFlow(
	relation: Relation,
	plan: BoundPlan,
	parameters: Readonly<Record<string, string>>,
): string {
	const written = JSON.stringify(planToJson(relation));
	const used = Object.entries(parameters)
		.filter(([name]) => written.includes(`"kind":"param","name":${JSON.stringify(name)}`))
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash("sha256")
		.update(JSON.stringify([written, used, fileSources(plan.root)]))
		.digest("hex")
		.slice(0, 32);
}

function fileSources(root: BoundRelation): unknown[] {
	const seen = new Set<BoundRelation>();
	const found: unknown[] = [];
	const visit = (node: BoundRelation): void => {
		if (seen.has(node)) return;
		seen.add(node);
		if (node.kind === "scan" && node.source.kind === "files")
			found.push([node.source.format, node.source.paths, node.source.options]);
		boundInputs(node).forEach(visit);
	};
	visit(root);
	return found;
}
