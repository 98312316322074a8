import { hasVariant } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { Attribute } from "../../plan/bound.js";
import type { ExportTarget } from "../tableEngine.js";
import { quoteText } from "./sql.js";

/** Raises for columns that a Parquet file of DuckDB's cannot hold as Spark reads them. */
export function checkExportable(columns: readonly Attribute[]): void {
	const variant = columns.find((column) => hasVariant(column.type));
	if (variant)
		throw fault("ENGINE_UNSUPPORTED", {
			engine: "duckdb",
			what: `A file with the column ${variant.name} of type VARIANT`,
			reason: "store it as text: to_json(column), or name its fields with variant_get",
		});
}

/** The statement that writes a query's rows to one Parquet file; Spark reads the types that DuckDB writes. */
export function exportSql(query: string, target: ExportTarget): string {
	return `COPY (${query}) TO ${quoteText(target.file)} (FORMAT parquet, COMPRESSION snappy)`;
}
