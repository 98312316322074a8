import type { DataType, StructType } from "../../core/dataTypes.js";
import { array, field, map, struct } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { type TableName, tableKey } from "../../core/names.js";
import type { StoredTable } from "../tableEngine.js";
import { DATABASE, dataTable, shownSchema, shownTable, systemTable, VERSION_COLUMN } from "./names.js";
import type { Session } from "./session.js";
import { qualifiedName, quoteIdentifier } from "./sql.js";
import { duckType } from "./types.js";

const TABLES = systemTable("tables");
const COMMITS = systemTable("commits");
const VERSION = quoteIdentifier(VERSION_COLUMN);

/** The stored tables, by what was written down when they were created: Spark's types do not survive in DuckDB's. */
export async function listTables(session: Session, counts: RowCounts): Promise<readonly StoredTable[]> {
	const rows = await session.note(`${DESCRIBE} ORDER BY t.key`);
	const tables: StoredTable[] = [];
	for (const row of rows) tables.push(await storedTable(session, row as readonly string[], counts));
	return tables;
}

/** `counts`: for committed states alone; a number that a rolled back commit had is given again. */
export async function describeTable(
	session: Session,
	name: TableName,
	counts?: RowCounts,
): Promise<StoredTable | undefined> {
	const [row] = await session.note(`${DESCRIBE} WHERE t.key = $1`, [tableKey(name)]);
	return row && (await storedTable(session, row as readonly string[], counts));
}

/** The number of rows of each table, by key, as of a commit: it holds until the next one. */
export type RowCounts = Map<string, { readonly version: number; readonly rows: number }>;

/** The schema alone: without counting rows. */
export async function tableSchema(session: Session, name: TableName): Promise<StructType> {
	const [row] = await session.note(`SELECT fields FROM ${TABLES} WHERE key = $1`, [tableKey(name)]);
	if (!row) throw fault("RUN_UNKNOWN_TABLE", { name: name.table });
	return struct(JSON.parse(row[0] as string));
}

/** Writes the table's entry and (re)makes the view under its own name. */
export async function recordTable(session: Session, name: TableName, schema: StructType): Promise<void> {
	const before = await recordedName(session, name);
	// DuckDB folds the case of ASCII letters alone: É and é would be two views of one table.
	if (before && shownTable(before) !== shownTable(name))
		await session.note(`DROP VIEW IF EXISTS ${shownTable(before)}`);
	await session.note(
		`INSERT INTO ${TABLES} VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO UPDATE SET
			catalog = excluded.catalog, "schema" = excluded."schema", name = excluded.name, fields = excluded.fields`,
		[tableKey(name), name.catalog, name.schema, name.table, JSON.stringify(schema.fields)],
	);
	// The runtime prepares schemas; one that exists already never conflicts.
	await session.note(`CREATE SCHEMA IF NOT EXISTS ${qualifiedName(DATABASE, shownSchema(name))}`);
	await session.note(
		`CREATE OR REPLACE VIEW ${shownTable(name)} AS SELECT * EXCLUDE (${VERSION}) FROM ${dataTable(name)}`,
	);
}

export async function forgetTable(session: Session, name: TableName): Promise<void> {
	const before = await recordedName(session, name);
	await session.note(`DELETE FROM ${TABLES} WHERE key = $1`, [tableKey(name)]);
	await session.note(`DROP VIEW IF EXISTS ${shownTable(before ?? name)}`);
}

/** The name as it was written last. */
async function recordedName(session: Session, name: TableName): Promise<TableName | undefined> {
	const [row] = await session.note(`SELECT catalog, "schema", name FROM ${TABLES} WHERE key = $1`, [
		tableKey(name),
	]);
	if (!row) return undefined;
	const [catalog, schema, table] = row as readonly [string, string, string];
	return { catalog, schema, table };
}

/** `CREATE [OR REPLACE] TABLE` with the declared columns, without rows. */
export function createTableSql(name: TableName, schema: StructType, replace: boolean): string {
	const columns = schema.fields.map(
		(f) => `${quoteIdentifier(f.name)} ${duckType(f.type)}${f.nullable ? "" : " NOT NULL"}`,
	);
	return `CREATE ${replace ? "OR REPLACE " : ""}TABLE ${dataTable(name)} (${[...columns, `${VERSION} BIGINT`].join(", ")})`;
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

const DESCRIBE = `SELECT t.catalog, t."schema", t.name, t.fields, CAST(coalesce(
	(SELECT max(version) FROM ${COMMITS} AS c WHERE c.table_key = t.key), 0) AS VARCHAR) FROM ${TABLES} AS t`;

async function storedTable(
	session: Session,
	row: readonly string[],
	counts?: RowCounts,
): Promise<StoredTable> {
	const [catalog, schema, table, fields, version] = row as readonly [string, string, string, string, string];
	const name = Object.freeze({ catalog, schema, table });
	return Object.freeze({
		name,
		schema: struct(JSON.parse(fields)),
		rows: await countRows(session, name, Number(version), counts),
		version: Number(version),
	});
}

async function countRows(
	session: Session,
	name: TableName,
	version: number,
	counts?: RowCounts,
): Promise<number> {
	const key = tableKey(name);
	const known = counts?.get(key);
	if (known?.version === version) return known.rows;
	const [count] = await session.note(`SELECT count(*) FROM ${dataTable(name)}`);
	const rows = Number(count?.[0]);
	counts?.set(key, { version, rows });
	return rows;
}
