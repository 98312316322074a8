import type { DataType, StructType } from "../../core/dataTypes.js";
import { array, field, map, struct } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { type TableName, tableKey } from "../../core/names.js";
import type { StoredTable } from "../tableEngine.js";
import { dataTable, shownTable, systemTable, VERSION_COLUMN } from "./names.js";
import { quoteIdentifier, quoteText } from "./sql.js";
import { duckType } from "./types.js";

const TABLES = systemTable("tables");
const VERSION = quoteIdentifier(VERSION_COLUMN);

/**
 * The statements that write a table's entry and (re)make the view under its own name, `before` being what was written
 * last. A view is found to be out of date by DuckDB when its table's columns have changed.
 */
export function recordTable(
	name: TableName,
	schema: StructType,
	before: StoredTable | undefined,
): readonly string[] {
	const fields = JSON.stringify(schema.fields);
	const isCalledSo = before && shownTable(before.name) === shownTable(name);
	if (isCalledSo && fields === JSON.stringify(before.schema.fields)) return [];
	const key = quoteText(tableKey(name));
	const values = [name.catalog, name.schema, name.table, fields].map(quoteText);
	return [
		// DuckDB folds the case of ASCII letters alone: É and é would be two views of one table.
		...(before && !isCalledSo ? [`DROP VIEW IF EXISTS ${shownTable(before.name)}`] : []),
		before
			? `UPDATE ${TABLES} SET (catalog, "schema", name, fields) = (${values.join(", ")}) WHERE key = ${key}`
			: `INSERT INTO ${TABLES} VALUES (${[key, ...values].join(", ")})`,
		`CREATE OR REPLACE VIEW ${shownTable(name)} AS SELECT * EXCLUDE (${VERSION}) FROM ${dataTable(name)}`,
	];
}

export function forgetTable(name: TableName, before: StoredTable | undefined): readonly string[] {
	return [
		`DELETE FROM ${TABLES} WHERE key = ${quoteText(tableKey(name))}`,
		`DROP VIEW IF EXISTS ${shownTable(before?.name ?? name)}`,
	];
}

/** `CREATE [OR REPLACE] TABLE` with the declared columns, without rows. */
export function createTableSql(name: TableName, schema: StructType, replace: boolean): string {
	const columns = schema.fields.map(
		(f) => `${quoteIdentifier(f.name)} ${duckType(f.type)}${f.nullable ? "" : " NOT NULL"}`,
	);
	return `CREATE ${replace ? "OR REPLACE " : ""}TABLE ${dataTable(name)} (${[...columns, `${VERSION} BIGINT`].join(", ")})`;
}

/** Deletes the rows that have one of a query's keys; NULL is a key like any other. */
export function deleteKeysSql(name: TableName, columns: readonly string[], keys: string): string {
	const same = columns.map((column, i) => `t.${quoteIdentifier(column)} IS NOT DISTINCT FROM k.c${i + 1}`);
	return `DELETE FROM ${dataTable(name)} AS t USING (${keys}) AS k WHERE ${same.join(" AND ")}`;
}

/** Refuses what DuckDB would rename or mix up in silence. */
export function checkColumns(names: readonly string[]): void {
	const seen = new Set<string>();
	for (const name of names) {
		const key = name.toLowerCase();
		if (seen.has(key))
			throw fault(
				"ENGINE_SPARK_CONDITION",
				{
					condition: "COLUMN_ALREADY_EXISTS",
					message: `the column ${name} is there twice`,
				},
				{ sparkCondition: "COLUMN_ALREADY_EXISTS" },
			);
		if (key === VERSION_COLUMN)
			throw fault("ENGINE_UNSUPPORTED", {
				engine: "duckdb",
				what: `A column called ${name}`,
				reason: "the name belongs to the engine",
			});
		seen.add(key);
	}
}

/** A stored table takes NULL in every column, at every depth, as a table that Spark writes does. */
export function asNullable<T extends DataType>(type: T): T;
export function asNullable(type: DataType): DataType {
	switch (type.kind) {
		case "array":
			return array(asNullable(type.element));
		case "map":
			return map(asNullable(type.key), asNullable(type.value));
		case "struct":
			return struct(type.fields.map((f) => field(f.name, asNullable(f.type), true, f.comment)));
		default:
			return type;
	}
}
