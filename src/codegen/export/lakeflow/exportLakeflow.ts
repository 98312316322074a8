import type { ExportedFile } from "../contract.js";
import { reportConfiguration } from "../model/parameters.js";
import { DATABRICKS_ROOT, reportRelativePaths } from "../model/paths.js";
import type { ExportProject } from "../project.js";
import { LAKEFLOW } from "../python/dialect.js";
import { exportPython } from "../python/exportPython.js";

/** Databricks with `from pyspark import pipelines as dp`. */
export function exportLakeflow(project: ExportProject): ExportedFile[] {
	reportRelativePaths(project, DATABRICKS_ROOT);
	reportConfiguration(project);
	return exportPython(project, LAKEFLOW, "transformations");
}
