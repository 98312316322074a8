import { SPARK_DEFAULTS } from "../../../core/names.js";
import type { Graph } from "../../../graph/graph.js";
import { yamlText } from "../../printers/yaml.js";
import type { ExportProject, Reporter } from "../project.js";

/** What `spark-pipelines` refuses, or would lose, of the data sets themselves. */
export function checkDatasets({ datasets }: Graph, refuse: Reporter["refuse"]): void {
	if (datasets.length > 0 && datasets.every((d) => d.kind === "temporary_view"))
		refuse({}, "A pipeline of temporary views alone", "Spark calls it empty (RUN_EMPTY_PIPELINE)");
	for (const dataset of datasets) {
		const { catalog, schema, table } = dataset.name;
		const names = dataset.kind === "temporary_view" ? [] : [schema, table];
		if (catalog === SPARK_DEFAULTS.catalog && names.some((name) => !/^[A-Za-z0-9_]+$/.test(name)))
			refuse(
				{ dataset },
				`The table ${dataset.display}`,
				"Spark's own catalog takes letters without accents, digits and _ in a table's name",
			);
		if (dataset.kind === "temporary_view" && dataset.display.includes("."))
			refuse({ dataset }, `The view ${dataset.display}`, "a view's name there has one part");
	}
}

/** `spark-pipeline.yml`. */
export function specText(
	{ graph, settings }: ExportProject,
	parts: {
		/** The relative paths that the pipeline reads. */
		readonly paths: readonly string[];
		readonly includes: readonly string[];
		/** Values of parameters, where they are not those of the config. */
		readonly parameters?: Readonly<Record<string, string>>;
	},
): string {
	const { names, spark } = settings;
	const configuration = {
		"spark.sql.session.timeZone": settings.timeZone,
		...Object.fromEntries(Object.entries(spark.configuration ?? {}).map(([k, v]) => [k, String(v)])),
		...settings.parameters,
		...parts.parameters,
	};
	const listed =
		parts.paths.length === 0
			? []
			: [
					"Start Spark in the project folder: these paths are relative to it.",
					...parts.paths.map((p) => `  ${p}`),
				];
	return yamlText(
		{
			name: graph.name,
			storage: settings.spark.storage ?? "",
			...(names.catalog === SPARK_DEFAULTS.catalog ? {} : { catalog: names.catalog }),
			...(names.schema === SPARK_DEFAULTS.schema ? {} : { database: names.schema }),
			libraries: parts.includes.map((include) => ({ glob: { include } })),
			configuration,
		},
		listed.length > 0 ? listed.join("\n") : undefined,
	);
}
