import type { Relation } from "../../../plan/relation.js";
import { withOwnPath } from "../lower/files.js";
import type { ExportProject } from "../project.js";
import { nodesOf } from "./pieces.js";

/** Says which relative paths the target looks for elsewhere, and gives them. */
export function reportRelativePaths({ graph, report }: ExportProject, folder: string): readonly string[] {
	const paths = relativePaths(graph.flows.map((flow) => flow.relation));
	report.relativePaths(paths, folder);
	return paths;
}

/** Databricks resolves a relative path from there. */
export const DATABRICKS_ROOT = "the root of its file system";

/** The paths of readers that are relative, each once, in their order. */
export function relativePaths(relations: readonly Relation[]): string[] {
	const found = new Set<string>();
	for (const node of nodesOf(relations))
		if (node.kind === "read")
			for (const path of withOwnPath(node).paths)
				if (typeof path === "string" && !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path)) found.add(path);
	return [...found];
}
