import type { ExportTarget } from "../tableEngine.js";
import { quoteText } from "./sql.js";

/** The statement that writes a query's rows to one Parquet file; Spark reads the types that DuckDB writes. */
export function exportSql(query: string, target: ExportTarget): string {
	return `COPY (${query}) TO ${quoteText(target.file)} (FORMAT parquet, COMPRESSION snappy)`;
}
