import type { Relation } from "../../../plan/relation.js";
import type { ExportProject } from "../project.js";
import { type PlanNode, partsOf } from "./pieces.js";

/** Says which relative paths the target looks for elsewhere, and gives them. */
export function reportRelativePaths({ graph, report }: ExportProject, folder: string): readonly string[] {
	const paths = relativePaths(graph.flows.map((flow) => flow.relation));
	report.relativePaths(paths, folder);
	return paths;
}

/** Databricks resolves a relative path from there. */
export const DATABRICKS_ROOT = "the root of its file system";

/** The paths of readers that are relative, each once, in their order. */
function relativePaths(relations: readonly Relation[]): string[] {
	const found = new Set<string>();
	const seen = new Set<PlanNode>();
	const visit = (node: PlanNode): void => {
		if (seen.has(node)) return;
		seen.add(node);
		if (node.kind === "read")
			for (const path of node.paths)
				if (typeof path === "string" && !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path)) found.add(path);
		for (const part of partsOf(node)) visit(part);
	};
	for (const relation of relations) visit(relation);
	return [...found];
}
