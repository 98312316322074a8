import type { Expr } from "../plan/expr.js";
import { notingOrigins } from "../plan/provenance.js";
import type { Relation } from "../plan/relation.js";
import type { Graph } from "./graph.js";

const unplaced = new WeakMap<Relation | Expr, () => void>();

/** Notes how the places of what a plan or a condition is made of are found, should somebody ask for them. */
export function placesLater(whole: Relation | Expr, find: () => void): void {
	const before = unplaced.get(whole);
	// Two data sets may have one frame or column between them.
	unplaced.set(
		whole,
		before
			? () => {
					before();
					find();
				}
			: find,
	);
}

/**
 * Makes sure that it is noted where the parts of a flow's plan or of a rule's condition (as written, and bound) were
 * made, and what columns relations give: the resolver leaves that out where it has nothing to say, as it costs as much as
 * making the plan. To be called before `originOf`, `sqlSourceOf` or `outputColumnsOf` are asked about nodes of a graph.
 * @example for (const flow of graph.flows) ensurePlaces(flow.relation)
 */
export function ensurePlaces(whole: Relation | Expr): void {
	const find = unplaced.get(whole);
	if (!find) return;
	unplaced.delete(whole);
	notingOrigins(true, find);
}

/** The same for all plans and conditions of a graph. */
export function ensureAllPlaces({ flows, datasets }: Pick<Graph, "flows" | "datasets">): void {
	for (const flow of flows) ensurePlaces(flow.relation);
	for (const { expectations } of datasets) for (const rule of expectations) ensurePlaces(rule.condition);
}
