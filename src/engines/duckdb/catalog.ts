import { type StructType, struct } from "../../core/dataTypes.js";
import { type TableName, tableKey } from "../../core/names.js";
import type { StoredTable } from "../tableEngine.js";
import { systemTable } from "./names.js";
import type { Session } from "./session.js";

/** A table's entry, its schema still as text: a file may hold many tables of which a run needs few. */
interface Entry {
	readonly name: TableName;
	readonly fields: string;
	readonly rows: number;
	readonly rewritten: number;
	table?: StoredTable;
}

/** What transactions change of the catalog: a table as it stands afterwards, undefined when it is gone. */
export type TableChanges = ReadonlyMap<string, StoredTable | undefined>;

/**
 * The stored tables as of their last commits. Read once when the file is opened: nobody else can write to it, and each
 * commit of this process brings its changes.
 */
export class Catalog {
	readonly #entries: Map<string, Entry>;
	readonly #versions: Map<string, number>;

	constructor(entries: Map<string, Entry>, versions: Map<string, number>) {
		this.#entries = entries;
		this.#versions = versions;
	}

	describe(key: string): StoredTable | undefined {
		const entry = this.#entries.get(key);
		if (!entry) return undefined;
		entry.table ??= storedTable(entry.name, struct(JSON.parse(entry.fields)), {
			rows: entry.rows,
			version: this.version(key),
			rewritten: entry.rewritten,
		});
		return entry.table;
	}

	/** All tables, by key. */
	tables(): readonly StoredTable[] {
		return [...this.#entries.keys()].sort().map((key) => this.describe(key) as StoredTable);
	}

	/** The last commit of a table, also of one that was dropped; 0 when there is none. */
	version(key: string): number {
		return this.#versions.get(key) ?? 0;
	}

	/** After a commit. */
	apply(changes: TableChanges, versions: ReadonlyMap<string, number>): void {
		for (const [key, version] of versions) this.#versions.set(key, version);
		for (const [key, table] of changes) {
			if (table) {
				const { name, rows, rewritten } = table;
				this.#entries.set(key, { name, fields: "", rows, rewritten, table });
			} else this.#entries.delete(key);
		}
	}
}

export function storedTable(
	name: TableName,
	schema: StructType,
	state: Pick<StoredTable, "rows" | "version" | "rewritten">,
): StoredTable {
	return Object.freeze({
		name: Object.freeze({ ...name }),
		schema,
		rows: state.rows,
		version: state.version,
		rewritten: state.rewritten,
	});
}

/** Reads what was written down when tables were created (Spark's types do not survive in DuckDB's) and when committed. */
export async function readCatalog(session: Session): Promise<Catalog> {
	const versions = new Map<string, number>();
	const rows = new Map<string, number>();
	const rewrites = new Map<string, number>();
	let areMixed = false;
	for (const [key, version, rewrite, rewritten, appended, lastAppend] of await session.note(COMMITTED)) {
		versions.set(key as string, Number(version));
		rewrites.set(key as string, Number(rewrite ?? 0));
		const isMixed = rewrite !== null && lastAppend !== null && Number(lastAppend) > Number(rewrite);
		areMixed ||= isMixed;
		rows.set(key as string, Number(rewrite === null ? appended : rewritten));
	}
	if (areMixed)
		for (const [key, count] of await session.note(SINCE_REWRITE)) rows.set(key as string, Number(count));
	const entries = new Map<string, Entry>();
	for (const row of await session.note(TABLES)) {
		const [catalog, schema, table, fields] = row as readonly [string, string, string, string];
		const name = { catalog, schema, table };
		const key = tableKey(name);
		entries.set(key, { name, fields, rows: rows.get(key) ?? 0, rewritten: rewrites.get(key) ?? 0 });
	}
	return new Catalog(entries, versions);
}

const COMMITS = systemTable("commits");
const TABLES = `SELECT catalog, "schema", name, fields FROM ${systemTable("tables")}`;

/** Of each table its last commit, its last rewrite with its rows, and its appends. */
const COMMITTED = `SELECT table_key, max(version), max(version) FILTER (kind = 'rewrite'),
	max_by("rows", version) FILTER (kind = 'rewrite'), sum("rows") FILTER (kind = 'append'),
	max(version) FILTER (kind = 'append') FROM ${COMMITS} GROUP BY table_key`;

/** The rows of tables that were rewritten once and appended to since. */
const SINCE_REWRITE = `SELECT table_key, sum("rows") FROM ${COMMITS} AS c
	JOIN (SELECT table_key, max(version) AS rewritten FROM ${COMMITS} WHERE kind = 'rewrite' GROUP BY table_key)
	USING (table_key) WHERE version >= rewritten GROUP BY table_key`;
