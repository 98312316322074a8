import { quoteName } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { sameName, type TableName, tableKey } from "../../core/names.js";
import { qualifiedName } from "./sql.js";

/** DuckDB names a file's database after the file; full names keep a schema called `warehouse` apart from it. */
export const DATABASE = "warehouse";
export const SYSTEM_SCHEMA = "_aqueduck";
const DATA_SCHEMA = "_aqueduck_data";

/** The hidden column of each stored table: the commit that wrote the row. */
export const VERSION_COLUMN = "__aqueduck_version";

const SPARK_CATALOG = "spark_catalog";
const RESERVED = ["information_schema", "pg_catalog", SYSTEM_SCHEMA, DATA_SCHEMA];

/** The table that holds the rows. Its name is the table's key, so letter case and dots cannot make two tables one. */
export function dataTable(name: TableName): string {
	return qualifiedName(DATABASE, DATA_SCHEMA, tableKey(name));
}

export const dataSchema = (): string => qualifiedName(DATABASE, DATA_SCHEMA);

/** A table of the engine's own. */
export function systemTable(name: "format" | "tables" | "commits" | "state" | "logs"): string {
	return qualifiedName(DATABASE, SYSTEM_SCHEMA, name);
}

/**
 * The DuckDB schema in which somebody who opens the file finds the table: Spark's schema, and `catalog.schema` for
 * another catalog.
 */
export function shownSchema(name: TableName): string {
	const parts = sameName(name.catalog, SPARK_CATALOG) ? [name.schema] : [name.catalog, name.schema];
	// A dot inside a part is quoted away, so that catalog a, schema b and a schema called a.b stay two.
	const shown = parts.map((p) => (p.includes(".") ? quoteName(p) : p)).join(".");
	if (RESERVED.includes(shown.toLowerCase()))
		throw fault("ENGINE_UNSUPPORTED", {
			engine: "duckdb",
			what: `A schema called ${shown}`,
			reason: "the name belongs to the database itself",
		});
	return shown;
}

/** The view over the data table without the hidden column. */
export function shownTable(name: TableName): string {
	return qualifiedName(DATABASE, shownSchema(name), name.table);
}
