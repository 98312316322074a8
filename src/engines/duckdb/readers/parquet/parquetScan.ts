import type { DuckDBConnection } from "@duckdb/node-api";
import type { StructType } from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import { sameName } from "../../../../core/names.js";
import type { SourceFile } from "../../../tableEngine.js";
import { pathList, quoteIdentifier, quoteText } from "../../sql.js";
import { filesSelect, type ReaderCall, type ScanColumn } from "../fileColumns.js";
import { type FooterGroup, footerGroups, sparkSchema } from "./footers.js";
import { mergeSchemas } from "./merge.js";
import { readAs } from "./readAs.js";

/** The schema of Parquet files: one file's, or with `mergeSchema` that of all. */
export async function inferParquet(
	files: readonly SourceFile[],
	mergeSchema: boolean,
	connection: DuckDBConnection,
): Promise<StructType | undefined> {
	const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
	const used = mergeSchema ? ordered : ordered.slice(0, 1);
	const groups = await footerGroups(used, connection, "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER");
	let schema: StructType | undefined;
	for (const group of groups) {
		const first = group.files[0];
		if (!first) continue;
		const columns = (await sparkSchema(first, connection)) ?? group.columns;
		schema = schema ? mergeSchemas(schema, columns) : columns;
	}
	return schema;
}

/** The SELECT over Parquet files: one part per group of files with the same columns. */
export async function parquetSelect(
	columns: readonly ScanColumn[],
	files: readonly SourceFile[],
	connection: DuckDBConnection,
): Promise<string> {
	const groups = await footerGroups(files, connection, "FAILED_READ_FILE.NO_HINT");
	if (groups.length === 0)
		return filesSelect(columns, [], groupReader({ files: [], columns: EMPTY, int96: new Set() }));
	return groups
		.map((group) => {
			const prepared = group.files.map((file) => ({ file, path: file.path, longestLine: 0 }));
			return filesSelect(columns, prepared, groupReader(group));
		})
		.join(" UNION ALL ");
}

const EMPTY: StructType = Object.freeze({ kind: "struct", fields: [] });

function groupReader(group: FooterGroup): ReaderCall {
	return {
		call: (files, pathColumn, rowColumn) => {
			const parts = [pathList(files.map((f) => f.path)), "hive_partitioning = false"];
			if (pathColumn !== undefined) parts.push(`filename = ${quoteText(pathColumn)}`);
			if (rowColumn) parts.push("file_row_number = true");
			return `read_parquet(${parts.join(", ")})`;
		},
		column: (alias, { name, type }) => {
			const matches = group.columns.fields.filter((f) => sameName(f.name, name));
			const found = matches.length > 1 ? matches.find((f) => f.name === name) : matches[0];
			if (matches.length > 1 && !found) throw fault("SOURCE_DUPLICATE_COLUMN", { column: name });
			if (!found) return undefined;
			const value = `${alias}.${quoteIdentifier(found.name)}`;
			const instant = group.int96.has(found.name) ? `timezone('UTC', ${value})` : value;
			return readAs(instant, found.type, type, name, group.files[0]?.path ?? "");
		},
	};
}
