import type { Cell } from "./cells.js";

/** What Databricks takes a file for a notebook by: nothing may stand before it, nor behind it on its line. */
export const FIRST_LINE = "# Databricks notebook source";
const SEPARATOR = "# COMMAND ----------";

/**
 * A Databricks source notebook: Python with cells marked by comments.
 * @example sourceNotebook([{ kind: "markdown", text: "Orders" }]) // "# Databricks notebook source\n# MAGIC %md\n# MAGIC Orders\n"
 */
export function sourceNotebook(cells: readonly Cell[]): string {
	return `${FIRST_LINE}\n${cells.map(cellText).join(`\n${SEPARATOR}\n\n`)}`;
}

function cellText(cell: Cell): string {
	if (cell.kind === "markdown") {
		const lines = ["%md", ...cell.text.split(/\r\n|\r|\n/)];
		return lines.map((line) => `# MAGIC${line.trim() === "" ? "" : ` ${line.trimEnd()}`}\n`).join("");
	}
	const title = cell.title === undefined ? "" : `# DBTITLE 1,${cell.title.replace(/\s+/g, " ")}\n`;
	return `${title}${cell.text.trim()}\n`;
}

/** Lines that would end a cell or turn it into another language, were they to stand in Python's text. */
export const isMarker = (line: string): boolean =>
	/^\s*#\s*(?:COMMAND ----------|MAGIC\b|DBTITLE\b|Databricks notebook source)/.test(line);
