import { DEFAULT_RETRIES } from "../../../config/resolve.js";
import { quoteName } from "../../../core/dataTypes.js";
import type { Dataset } from "../../../graph/graph.js";
import type { ExportedFile } from "../contract.js";
import type { ExportProject } from "../project.js";
import type { LaktorySink, TableSink } from "./document.js";
import { laktoryYaml } from "./layout.js";
import { dagText, dump, notebookText, scriptText } from "./orchestratorFiles.js";

/** What an orchestrator of Laktory 0.13 asks for. */
interface Kind {
	/** It makes tables itself, on Spark: nodes have tables for sinks, and views sinks of their own. */
	readonly tables?: TableSink["type"];
	/** The catalog of tables where the config names none. */
	readonly catalog?: string;
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
		catalog: "spark_catalog",
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
	const refuse = (construct: string, reason: string): void =>
		project.report.refuse({ dataset }, construct, reason);
	const { path, comment, tableProperties: properties } = dataset.options;
	if (path !== undefined) refuse(`${dataset.display} as files`, "the orchestrator makes tables");
	const parts = namedParts(dataset, project);
	if (Object.values(parts).some((part) => /[.{}]/.test(part)))
		refuse(`The table ${dataset.display}`, "Laktory takes its name apart");
	if (Object.entries(properties ?? {}).some((entry) => entry.join("").includes("${")))
		refuse(`The option tableProperties of ${dataset.display}`, "Laktory reads a variable in them");
	const about = comment?.includes("${") ? undefined : comment;
	const metadata = {
		...(about === undefined ? {} : { comment: about }),
		...(properties === undefined ? {} : { properties }),
	};
	return { type, ...parts, ...(Object.keys(metadata).length > 0 ? { metadata } : {}) };
}

/**
 * The table's own name. Only with a catalog does Laktory give the name of the schema on; tables of the default schema are made where
 * the orchestrator says.
 */
function namedParts(
	{ name, display }: Dataset,
	{ graph, settings, report }: ExportProject,
): Pick<TableSink, "catalog_name" | "schema_name" | "table_name"> {
	const table_name = quoteName(name.table);
	const isOwnCatalog = name.catalog !== graph.defaults.catalog;
	if (!isOwnCatalog && name.schema === graph.defaults.schema) return { table_name };
	const { type, catalog } = settings.laktory.orchestrator ?? {};
	const given = typeof catalog === "string" ? catalog : undefined;
	const there = isOwnCatalog ? name.catalog : (given ?? KINDS[String(type)]?.catalog);
	if (there === undefined)
		report.refuse(
			{},
			`The schema of ${display}`,
			"Laktory needs a catalog for it: laktory.orchestrator.catalog",
		);
	return { catalog_name: quoteName(there ?? ""), schema_name: quoteName(name.schema), table_name };
}

/** Whether the orchestrator makes the tables, and has places for what files have none for. */
export const makesTables = (project: ExportProject): boolean => kindOf(project)?.tables !== undefined;

/**
 * The config's schedule, notifications and retries, which no file here holds: an orchestrator of Laktory has settings of its own.
 */
export function passOverRunning({ settings, report }: ExportProject): void {
	const { orchestrator } = settings.laktory;
	const own = (...keys: string[]): boolean => keys.some((key) => orchestrator?.[key] !== undefined);
	const reason = orchestrator
		? "Laktory's orchestrator has settings of its own: laktory.orchestrator"
		: "Laktory runs when it is called";
	const tell = (what: string): void => report.passedOver({}, what, reason);
	if (settings.schedule !== undefined && !own("schedule", "trigger", "continuous"))
		tell(`the schedule ${settings.schedule}`);
	const { email } = settings.notifications;
	if ((email?.length ?? 0) > 0 && !own("email_notifications", "notifications", "notification_settings"))
		tell(`notifications to ${email?.join(", ")}`);
	if (settings.retries !== DEFAULT_RETRIES) tell(`${settings.retries} retries`);
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
