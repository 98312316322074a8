import type { Flow, Graph } from "./graph.js";

/** The flows by the keys of their targets, each target's in the order of the graph. */
export function flowsByTarget(graph: Pick<Graph, "flows">): ReadonlyMap<string, readonly Flow[]> {
	const found = new Map<string, Flow[]>();
	for (const flow of graph.flows) {
		const flows = found.get(flow.target);
		if (flows) flows.push(flow);
		else found.set(flow.target, [flow]);
	}
	return found;
}
