import type { Dataset, Flow, Graph } from "../../graph/graph.js";
import type { BoundPlan, BoundRelation } from "../../plan/bound.js";
import { Project } from "../context.js";
import { allOf, bindRules, passes } from "../expectations/rules.js";
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

/** A query's plan with every temporary view as it stands now: its own query, less the rows that its rules drop. */
export function viewsInline(graph: Graph, plan: BoundPlan): Promise<BoundRelation> {
	const ruled = async (view: Dataset, relation: BoundRelation) => passing(view, relation);
	return expandViews({ plan }, { project: new Project(graph), ids: new AttributeIds(), ruled });
}

/** The rows of a view that its rules let through. */
export function passing(view: Dataset, input: BoundRelation): BoundRelation {
	const binding = bindRules(view, input.output).filter((rule) => rule.action !== "warn");
	if (binding.length === 0) return input;
	const condition = allOf(binding.map((rule) => passes(rule.condition)));
	return { kind: "filter", input, condition, output: input.output };
}
