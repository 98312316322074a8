import { cellText, type QueryResult, rowJson } from "../../run/api.js";
import type { RowFormat } from "./rowFormats.js";
import type { Style } from "./style.js";
import { textTable } from "./table.js";

export interface RowsLayout {
	readonly columns: number;
	readonly style: Style;
}

/** Rows in the asked format; lines without the last newline. */
export function renderRows(result: QueryResult, format: RowFormat, layout: RowsLayout): string[] {
	const { schema, rows } = result;
	switch (format) {
		case "json":
			return [
				`[${rows.map((row) => `\n  ${rowJson(row, schema)}`).join(",")}${rows.length > 0 ? "\n" : ""}]`,
			];
		case "csv":
			return [
				schema.fields.map((f) => csvCell(f.name)).join(","),
				...rows.map((row) =>
					schema.fields.map((f, i) => (row[i] == null ? "" : csvCell(cellText(row[i], f.type)))).join(","),
				),
			];
		case "md":
			return [
				`| ${schema.fields.map((f) => mdCell(f.name)).join(" | ")} |`,
				`|${schema.fields.map((f) => (isNumber(f.type.kind) ? " ---: " : " --- ")).join("|")}|`,
				...rows.map(
					(row) => `| ${schema.fields.map((f, i) => mdCell(cellText(row[i] ?? null, f.type))).join(" | ")} |`,
				),
			];
		case "table": {
			const columns = schema.fields.map((f) => ({
				title: f.name,
				align: isNumber(f.type.kind) ? ("right" as const) : ("left" as const),
			}));
			const cells = rows.map((row) => schema.fields.map((f, i) => cellText(row[i] ?? null, f.type)));
			const [head = "", ...body] = textTable(columns, cells, layout.columns);
			return [layout.style.bold(head), ...body];
		}
	}
}

const isNumber = (kind: string): boolean =>
	["tinyint", "smallint", "int", "bigint", "float", "double", "decimal"].includes(kind);

/** An empty string is quoted, so that it differs from NULL. */
function csvCell(text: string): string {
	return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function mdCell(text: string): string {
	return text.replaceAll("|", "\\|").replace(/[\r\n]+/g, " ");
}
