import type { Dataset } from "../../../graph/graph.js";
import type { ExportedFile } from "../contract.js";
import type { ExportProject } from "../project.js";
import type { LaktorySink } from "./document.js";
import { laktoryYaml } from "./layout.js";
import { dagText, dump, notebookText, scriptText } from "./orchestratorFiles.js";

/** What an orchestrator of Laktory 0.13 asks for. */
interface Kind {
	/** It makes tables itself, on Spark: nodes have tables for sinks, and views sinks of their own. */
	readonly tables?: "UNITY_CATALOG" | "HIVE_METASTORE";
	/** What it runs, beside the pipeline's file. */
	readonly files: (name: string, document: object) => readonly ExportedFile[];
}

const config = (name: string, document: object, folder: string): ExportedFile => ({
	path: `${folder}/${name}.json`,
	text: dump(document),
});

const KINDS: Readonly<Record<string, Kind>> = {
	LAKEFLOW_JOB: { files: (name, document) => [config(name, document, "pipelines")] },
	LAKEFLOW_DECLARATIVE_PIPELINE: {
		tables: "UNITY_CATALOG",
		files: (name, document) => [
			config(name, document, "pipelines"),
			{ path: "pipelines/laktory_ldp.py", text: notebookText },
		],
	},
	SPARK_DECLARATIVE_PIPELINE: {
		tables: "HIVE_METASTORE",
		files: (name, document) => [
			config(name, document, "spark"),
			{ path: "spark/laktory_sdp.py", text: scriptText },
			{ path: "spark/spark-pipeline.yml", text: laktoryYaml(specification(name, document)) },
		],
	},
	AIRFLOW: { files: (name) => [{ path: `dags/${name}.py`, text: dagText }] },
};

/** The orchestrator of the config, as it is. */
export function orchestratorOf(project: ExportProject): Readonly<Record<string, unknown>> | undefined {
	const { orchestrator } = project.settings.laktory;
	if (!orchestrator) return undefined;
	const kind = kindOf(project);
	if (!kind)
		project.report.refuse(
			{},
			`The orchestrator ${String(orchestrator.type)}`,
			`Laktory has ${Object.keys(KINDS).join(", ")}`,
		);
	if (kind?.tables && project.request.backend === "polars")
		project.report.refuse(
			{},
			`The orchestrator ${String(orchestrator.type)} on Polars`,
			"it runs on PySpark alone",
		);
	return orchestrator;
}

const kindOf = ({ settings }: ExportProject): Kind | undefined => {
	const type = String(settings.laktory.orchestrator?.type);
	return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
};

/** The sink that the orchestrator wants of a data set; undefined where it leaves that to the node. */
export function orchestratedSink(
	dataset: Dataset,
	name: string,
	project: ExportProject,
): LaktorySink | undefined {
	const type = kindOf(project)?.tables;
	if (!type) return undefined;
	if (dataset.kind === "temporary_view") return { pipeline_view_name: name };
	if (dataset.options.path !== undefined)
		project.report.refuse({ dataset }, `${dataset.display} as files`, "the orchestrator makes tables");
	return { type, table_name: name };
}

export function supportingFiles(
	name: string,
	document: object,
	project: ExportProject,
): readonly ExportedFile[] {
	return kindOf(project)?.files(name, document) ?? [];
}

/** What `spark-pipelines` runs. */
function specification(name: string, document: object): object {
	const { orchestrator } = document as { readonly orchestrator?: Readonly<Record<string, unknown>> };
	const { type: _, configuration, ...own } = orchestrator ?? {};
	return {
		name,
		libraries: [{ glob: { include: "laktory_sdp.py" } }],
		...own,
		configuration: {
			...(configuration as object | undefined),
			"laktory.executor": "SDP",
			"laktory.config_filepath": `${name}.json`,
		},
	};
}
