import { lookupFunction } from "../../../plan/functions.js";
import type { ExportProject, Reporter } from "../project.js";
import { nodesOf } from "./pieces.js";
import { datasetsOf } from "./tables.js";

/** What open source Spark runs may call none of Databricks' own functions, in SQL text neither. */
export function refuseDatabricksFunctions({ graph }: ExportProject, refuse: Reporter["refuse"]): void {
	for (const { target, relation, place } of graph.flows) {
		const dataset = datasetsOf(graph).get(target);
		const conditions = dataset?.expectations.map((rule) => rule.condition) ?? [];
		for (const node of nodesOf([relation, ...conditions]))
			if (node.kind === "call" && lookupFunction(node.fn)?.spec.only)
				refuse({ node, dataset, place }, `The function ${node.fn}`, "only Databricks has it");
	}
}
