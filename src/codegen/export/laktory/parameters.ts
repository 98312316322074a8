import type { Dataset } from "../../../graph/graph.js";
import { settingsOf } from "../model/parameters.js";
import { nodesOf, type PlanNode } from "../model/pieces.js";
import type { At, ExportProject } from "../project.js";

/**
 * Says of every parameter that it is written as its value: Laktory's variables are texts that are put in as they are. On PySpark
 * those of queries are told where they are printed.
 */
export function lowerParameters(project: ExportProject): void {
	const { graph, request } = project;
	const isPolars = request.backend === "polars";
	for (const dataset of graph.datasets) {
		const flows = isPolars ? graph.flows.filter((flow) => flow.target === dataset.key) : [];
		for (const flow of flows) lowerAll([flow.relation], { place: flow.place, dataset }, project);
		for (const rule of dataset.expectations)
			if (isPolars || rule.action === "warn")
				lowerAll([rule.condition], ruleAt(rule.place, dataset), project);
	}
}

const ruleAt = (place: At["place"], dataset: Dataset): At => ({ place, dataset });

function lowerAll(roots: readonly PlanNode[], at: At, { report }: ExportProject): void {
	for (const node of nodesOf(roots))
		for (const part of [node, ...nodesOf(settingsOf(node))])
			if (part.kind === "param")
				report.lowered(
					{ ...at, node: part },
					`the parameter ${part.name}`,
					"the value that it has in this environment",
				);
}
