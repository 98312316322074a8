import type { Flow, Graph } from "../../graph/graph.js";
import type { BoundRelation } from "../../plan/bound.js";
import { Project } from "../context.js";
import { viewTable } from "../flows/storedViews.js";
import { expandViews } from "./expand.js";
import { AttributeIds } from "./nodes.js";

/** A flow's plan as it is run, temporary views put in, for people to read. */
export function inlineViews(graph: Graph, flow: Flow): Promise<BoundRelation> {
	return expandViews(flow, {
		project: new Project(graph),
		ids: new AttributeIds(),
		stored: viewTable,
		ruled: async (_view, relation) => relation,
	});
}
