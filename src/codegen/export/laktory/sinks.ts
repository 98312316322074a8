import { posix } from "node:path";
import type { Dataset } from "../../../graph/graph.js";
import type { ExportProject } from "../project.js";
import type { FileSink } from "./document.js";

/** Where files of tables go that have no place of their own. */
const ROOT = "laktory";

const FORMATS: Readonly<Record<string, string>> = { parquet: "PARQUET", json: "JSONL", csv: "CSV" };

/** The file of a table: one of Polars, a folder of Spark. Polars takes no mode, Spark needs one. */
export function sinkOf(
	dataset: Dataset,
	name: string,
	{ settings, request, report }: ExportProject,
): FileSink {
	const { path, format } = dataset.options;
	const known = FORMATS[format?.toLowerCase() ?? "parquet"];
	if (known === undefined && path !== undefined)
		report.refuse({ dataset }, `${dataset.display} as ${format}`, "Laktory would need more packages for it");
	const own = path ?? posix.join(settings.laktory.root ?? ROOT, `${name}.parquet`);
	if (own.includes("${")) report.refuse({ dataset }, `The path ${own}`, "Laktory reads a variable in it");
	return {
		path: own.replace(/\/+$/, ""),
		format: path === undefined ? "PARQUET" : (known ?? "PARQUET"),
		...(request.backend === "pyspark" ? { mode: "OVERWRITE" as const } : {}),
	};
}
