import type { ExportedFile } from "../contract.js";
import { relativePaths } from "../model/paths.js";
import type { ExportProject } from "../project.js";
import { LAKEFLOW } from "../python/dialect.js";
import { exportPython } from "../python/exportPython.js";

/** Databricks with `from pyspark import pipelines as dp`. */
export function exportLakeflow(project: ExportProject): Promise<ExportedFile[]> {
	project.report.relativePaths(
		relativePaths(project.graph.flows.map((flow) => flow.relation)),
		"the root of its file system",
	);
	return exportPython(project, LAKEFLOW, "transformations");
}
