import type { Settings } from "../../config/resolve.js";
import type { Graph } from "../../graph/graph.js";
import { ensureAllPlaces } from "../../graph/places.js";
import type { ExportedFile, ExportRequest, ExportResult, ExportTarget } from "./contract.js";
import { type ExportProject, Reporter } from "./project.js";

type Exporter = (project: ExportProject) => readonly ExportedFile[];

/** Each target loads when it is asked for. */
const EXPORTERS: Readonly<Record<ExportTarget, () => Promise<Exporter>>> = {
	spark: async () => (await import("./spark/exportSpark.js")).exportSpark,
	lakeflow: async () => (await import("./lakeflow/exportLakeflow.js")).exportLakeflow,
	dlt: async () => (await import("./dlt/exportDlt.js")).exportDlt,
	sql: async () => (await import("./sql/exportSql.js")).exportSql,
	laktory: async () => (await import("./laktory/exportLaktory.js")).exportLaktory,
	bundle: async () => (await import("./bundle/exportBundle.js")).exportBundle,
	dagster: async () => (await import("./dagster/exportDagster.js")).exportDagster,
	airflow: async () => (await import("./airflow/exportAirflow.js")).exportAirflow,
};

/**
 * Writes a pipeline out as something else. Nothing touches the disk. The graph has to be without errors.
 * @example const { files, diagnostics } = await exportPipeline(graph, settings, request)
 */
export async function exportPipeline(
	graph: Graph,
	settings: Settings,
	request: ExportRequest,
): Promise<ExportResult> {
	ensureAllPlaces(graph);
	const report = new Reporter(request.target);
	const run = await EXPORTERS[request.target]();
	const files = run({ graph, settings, request, report });
	const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
	return { files: report.hasErrors ? [] : sorted, diagnostics: report.diagnostics };
}
