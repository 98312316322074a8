import { createHash } from "node:crypto";
import type { Cell } from "./cells.js";

/** The namespace of our cell ids: any constant will do, this one is the name-based id of the URL of the format. */
const NAMESPACE = "6ba7b8119dad11d180b400c04fd430c8";

/** A name-based UUID (version 5): the same name gives the same id, so that an export is stable. */
export function nameUuid(name: string): string {
	const hash = createHash("sha1").update(Buffer.from(NAMESPACE, "hex")).update(name).digest();
	hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
	hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
	const hex = hash.toString("hex");
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
		"-",
	);
}

/** A Jupyter notebook with Databricks' metadata. */
export function jupyterNotebook(notebookName: string, cells: readonly Cell[]): string {
	const seen = new Map<string, number>();
	const notebook = {
		cells: cells.map((cell) => {
			const label = cell.kind === "code" ? (cell.title ?? "code") : "markdown";
			const nth = (seen.get(label) ?? 0) + 1;
			seen.set(label, nth);
			return cellJson(cell, nameUuid(`${notebookName}/${label}/${nth}`));
		}),
		metadata: {
			"application/vnd.databricks.v1+notebook": {
				computePreferences: null,
				dashboards: [],
				environmentMetadata: null,
				inputWidgetPreferences: null,
				language: "python",
				notebookMetadata: { pythonIndentUnit: 4 },
				notebookName,
				widgets: {},
			},
			language_info: { name: "python" },
		},
		nbformat: 4,
		nbformat_minor: 0,
	};
	return `${JSON.stringify(notebook, undefined, 1)}\n`;
}

function cellJson(cell: Cell, nuid: string) {
	const title = cell.kind === "code" ? (cell.title ?? "") : "";
	const metadata = {
		"application/vnd.databricks.v1+cell": {
			cellMetadata: {},
			inputWidgets: {},
			nuid,
			showTitle: title !== "",
			tableResultSettingsMap: {},
			title,
		},
	};
	if (cell.kind === "markdown") return { cell_type: "markdown", metadata, source: lines(cell.text) };
	return { cell_type: "code", execution_count: 0, metadata, outputs: [], source: lines(cell.text.trim()) };
}

/** Lines with their line breaks, the last without. */
function lines(text: string): string[] {
	const all = text.split(/\r\n|\r|\n/);
	return all.map((line, i) => (i < all.length - 1 ? `${line}\n` : line)).filter((line) => line !== "");
}
