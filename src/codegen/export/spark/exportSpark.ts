import { SPARK_DEFAULTS } from "../../../core/names.js";
import { yamlText } from "../../printers/yaml.js";
import type { ExportedFile } from "../contract.js";
import { refuseDatabricksFunctions } from "../model/databricksFunctions.js";
import { reportRelativePaths } from "../model/paths.js";
import type { ExportProject } from "../project.js";
import { SPARK } from "../python/dialect.js";
import { exportPython } from "../python/exportPython.js";

const FOLDER = "transformations";

/** Open source Spark: modules and the `spark-pipeline.yml` that `spark-pipelines` reads. */
export async function exportSpark(project: ExportProject): Promise<ExportedFile[]> {
	checkForSpark(project);
	const paths = reportRelativePaths(project, "the folder that it is started in: the project's");
	const modules = await exportPython(project, SPARK, FOLDER);
	return [{ path: "spark-pipeline.yml", text: specText(project, paths) }, ...modules];
}

function checkForSpark(project: ExportProject): void {
	const { graph, settings, request, report } = project;
	refuseDatabricksFunctions(project, (...what) => report.refuse(...what));
	if (settings.spark.storage === undefined)
		report.refuse(
			{},
			"The pipeline",
			'Spark needs a folder for its checkpoints (config: spark: { storage: "file:///…" })',
		);
	if (request.format !== "py")
		report.refuse({}, `The format ${request.format}`, "spark-pipelines reads plain files (--format py)");
	if (graph.datasets.length > 0 && graph.datasets.every((d) => d.kind === "temporary_view"))
		report.refuse({}, "A pipeline of temporary views alone", "Spark calls it empty (RUN_EMPTY_PIPELINE)");
	for (const dataset of graph.datasets) {
		const { catalog, schema, table } = dataset.name;
		const names = dataset.kind === "temporary_view" ? [] : [schema, table];
		if (catalog === SPARK_DEFAULTS.catalog && names.some((name) => !/^[A-Za-z0-9_]+$/.test(name)))
			report.refuse(
				{ dataset },
				`The table ${dataset.display}`,
				"Spark's own catalog takes letters without accents, digits and _ in a table's name",
			);
		if (dataset.kind === "temporary_view" && dataset.display.includes("."))
			report.refuse({ dataset }, `The view ${dataset.display}`, "a view's name there has one part");
	}
}

function specText({ graph, settings }: ExportProject, paths: readonly string[]): string {
	const { names, spark } = settings;
	const parameters = Object.entries(settings.parameters);
	const configuration = {
		"spark.sql.session.timeZone": settings.timeZone,
		...Object.fromEntries(Object.entries(spark.configuration ?? {}).map(([k, v]) => [k, String(v)])),
		...Object.fromEntries(parameters),
	};
	const listed =
		paths.length === 0
			? []
			: ["Start Spark in the project folder: these paths are relative to it.", ...paths.map((p) => `  ${p}`)];
	return yamlText(
		{
			name: graph.name,
			storage: settings.spark.storage ?? "",
			...(names.catalog === SPARK_DEFAULTS.catalog ? {} : { catalog: names.catalog }),
			...(names.schema === SPARK_DEFAULTS.schema ? {} : { database: names.schema }),
			libraries: [{ glob: { include: `${FOLDER}/**` } }],
			configuration,
		},
		listed.join("\n"),
	);
}
