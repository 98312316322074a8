import type { ExportedFile } from "../contract.js";
import { reportSchedule } from "../model/deployment.js";
import { refuseForOpenSource } from "../model/openSource.js";
import { reportRelativePaths } from "../model/paths.js";
import type { ExportProject } from "../project.js";
import { SPARK } from "../python/dialect.js";
import { exportPython } from "../python/exportPython.js";
import { checkDatasets, specText } from "./spec.js";

const FOLDER = "transformations";

/** Open source Spark: modules and the `spark-pipeline.yml` that `spark-pipelines` reads. */
export function exportSpark(project: ExportProject): ExportedFile[] {
	checkForSpark(project);
	const paths = reportRelativePaths(project, "the folder that it is started in: the project's");
	const modules = exportPython(project, SPARK, FOLDER);
	return [
		{ path: "spark-pipeline.yml", text: specText(project, { paths, includes: [`${FOLDER}/**`] }) },
		...modules,
	];
}

function checkForSpark(project: ExportProject): void {
	const { graph, settings, request, report } = project;
	refuseForOpenSource(project, (...what) => report.refuse(...what));
	if (settings.spark.storage === undefined)
		report.refuse(
			{},
			"The pipeline",
			'Spark needs a folder for its checkpoints (config: spark: { storage: "file:///…" })',
		);
	if (request.format !== "py")
		report.refuse({}, `The format ${request.format}`, "spark-pipelines reads plain files (--format py)");
	reportSchedule(project);
	checkDatasets(graph, (...what) => report.refuse(...what));
}
