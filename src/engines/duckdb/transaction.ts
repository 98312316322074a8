import { field, type StructType, struct } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { faultPoint } from "../../core/faultPoint.js";
import { type TableName, tableKey } from "../../core/names.js";
import type { Attribute, BoundRelation } from "../../plan/bound.js";
import type {
	Commit,
	Execution,
	ExportTarget,
	Replaced,
	Replacement,
	RowValues,
	Staged,
	StateWriter,
	StoredTable,
	Transaction,
	Written,
} from "../tableEngine.js";
import { storedTable } from "./catalog.js";
import { type Site, withSql } from "./compile.js";
import { checkExportable, exportSql } from "./exportFile.js";
import { DATABASE, dataTable, shownSchema, systemTable, VERSION_COLUMN } from "./names.js";
import { Notes } from "./notes.js";
import { chunkReader } from "./rows.js";
import { stagedColumns, stagedTable } from "./scans.js";
import type { Session } from "./session.js";
import { qualifiedName, quoteIdentifier } from "./sql.js";
import { reader, readLog } from "./state.js";
import { StateChanges } from "./stateChanges.js";
import type { Store } from "./store.js";
import {
	asNullable,
	checkColumns,
	createTableSql,
	deleteKeysSql,
	forgetTable,
	recordTable,
} from "./tables.js";
import { duckType } from "./types.js";
import type { UdfNames } from "./udfs.js";

const COMMITS = systemTable("commits");
const VERSION = quoteIdentifier(VERSION_COLUMN);

/**
 * BEGIN, work, COMMIT. DuckDB resolves the COMMIT of an aborted transaction and keeps nothing of it, so after the first
 * rejection inside, also one that `work` swallowed, there is only ROLLBACK.
 */
export async function runTransaction<T>(
	store: Store,
	work: (transaction: Transaction) => Promise<T>,
	signal?: AbortSignal,
): Promise<T> {
	const session = await store.session();
	const transaction = new DuckDbTransaction(store, session, signal);
	let usable = true;
	try {
		await session.begin();
		try {
			const result = await work(transaction);
			await transaction.finish();
			return result;
		} catch (error) {
			try {
				await transaction.abandon();
			} catch {
				// A session that cannot roll back is not used again; closing its connection rolls back.
				usable = false;
			}
			throw error;
		}
	} finally {
		store.locks.release(transaction.owner);
		if (usable) store.release(session);
		else store.discard(session);
	}
}

class DuckDbTransaction implements Transaction {
	readonly owner = Symbol("transaction");
	readonly state: StateWriter;
	readonly #store: Store;
	readonly #session: Session;
	readonly #signal: AbortSignal | undefined;
	/** What this transaction changes, over the store's catalog. */
	readonly #tables = new Map<string, StoredTable | undefined>();
	readonly #versions = new Map<string, number>();
	readonly #schemas = new Set<string>();
	readonly #documents: StateChanges;
	readonly #notes: Notes;
	readonly #staged: string[] = [];
	readonly #udfs: UdfNames;
	#failure: { readonly error: unknown } | undefined;
	#over = false;
	/** The statement that runs: calls that overlap go one after the other, as the connection would have it. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(store: Store, session: Session, signal: AbortSignal | undefined) {
		this.#store = store;
		this.#session = session;
		this.#signal = signal;
		this.#udfs = store.udfs.forTransaction((made) => session.register(made));
		this.#documents = new StateChanges(store.state);
		this.#notes = new Notes(this.#documents, store.nextLogRow);
		this.state = this.#stateWriter();
	}

	stage(plan: BoundRelation, execution: Execution): Promise<Staged> {
		return this.#step(async () => {
			const name = `stage_${this.#store.nextStage()}`;
			const columns = stagedColumns(plan.output.length);
			faultPoint("duckdb.stage.before");
			this.#staged.push(name);
			const rows = await this.#write(
				plan,
				execution,
				columns,
				(query) => `CREATE TEMP TABLE ${stagedTable(name)} AS ${query}`,
			);
			faultPoint("duckdb.stage.after");
			return { source: { kind: "staged", name }, rows };
		});
	}

	overwrite(table: TableName, plan: BoundRelation, execution: Execution): Promise<Written> {
		return this.#step(async () => {
			const names = plan.output.map((a) => a.name);
			checkColumns(names);
			const schema = struct(plan.output.map((a) => field(a.name, asNullable(a.type))));
			const version = await this.#nextVersion(table);
			const list = selectList(plan.output, schema, version);
			faultPoint("duckdb.overwrite.before");
			const rows = await this.#write(
				plan,
				execution,
				names,
				(query) => `CREATE OR REPLACE TABLE ${dataTable(table)} AS SELECT ${list} FROM (${query}) AS q`,
			);
			await this.#describeAs(table, schema);
			this.#record(table, version, "rewrite", rows);
			faultPoint("duckdb.overwrite.after");
			return { rows, version };
		});
	}

	append(table: TableName, plan: BoundRelation, execution: Execution): Promise<Written> {
		return this.#step(async () => {
			const version = await this.#nextVersion(table);
			faultPoint("duckdb.append.before");
			const rows = await this.#insert(table, plan, execution, version);
			this.#record(table, version, "append", rows);
			faultPoint("duckdb.append.after");
			return { rows, version };
		});
	}

	replace(table: TableName, { keys, columns, rows }: Replacement, execution: Execution): Promise<Replaced> {
		return this.#step(async () => {
			const version = await this.#nextVersion(table);
			const before = this.#existing(table).rows;
			faultPoint("duckdb.replace.before");
			const deleted = await this.#write(keys, execution, stagedColumns(columns.length), (query) =>
				deleteKeysSql(table, columns, query),
			);
			faultPoint("duckdb.replace.deleted");
			const inserted = await this.#insert(table, rows, execution, version);
			this.#record(table, version, "rewrite", before - deleted + inserted);
			faultPoint("duckdb.replace.after");
			return { deleted, inserted, version };
		});
	}

	create(table: TableName, schema: StructType): Promise<void> {
		return this.#step(async () => {
			checkColumns(schema.fields.map((f) => f.name));
			await this.#lock(table);
			faultPoint("duckdb.create.before");
			await this.#session.note(createTableSql(table, schema, false));
			await this.#describeAs(table, schema);
			faultPoint("duckdb.create.after");
		});
	}

	addColumns(table: TableName, fields: StructType): Promise<void> {
		return this.#step(async () => {
			await this.#lock(table);
			const added = fields.fields.map((f) => ({ ...f, nullable: true }));
			const schema = struct([...this.#existing(table).schema.fields, ...added]);
			checkColumns(schema.fields.map((f) => f.name));
			faultPoint("duckdb.addColumns.before");
			for (const f of added)
				await this.#session.note(
					`ALTER TABLE ${dataTable(table)} ADD COLUMN ${quoteIdentifier(f.name)} ${duckType(f.type)}`,
				);
			await this.#describeAs(table, schema);
			faultPoint("duckdb.addColumns.after");
		});
	}

	truncate(table: TableName): Promise<void> {
		return this.#step(async () => {
			const version = await this.#nextVersion(table);
			const { schema } = this.#existing(table);
			faultPoint("duckdb.truncate.before");
			// Not DELETE: its blocks would stay in the file.
			await this.#session.note(createTableSql(table, schema, true));
			this.#record(table, version, "rewrite", 0);
			faultPoint("duckdb.truncate.after");
		});
	}

	drop(table: TableName): Promise<void> {
		return this.#step(async () => {
			const version = await this.#nextVersion(table);
			faultPoint("duckdb.drop.before");
			// A view of it that is still to be made could not be made any more.
			await this.#notes.write(this.#session);
			await this.#session.note(`DROP TABLE IF EXISTS ${dataTable(table)}`);
			for (const statement of forgetTable(table, this.#described(table))) this.#notes.catalog(statement);
			this.#tables.set(tableKey(table), undefined);
			// The numbers go on if the table comes back: a reader's last version must not mean other rows then.
			this.#record(table, version, "rewrite", 0);
			faultPoint("duckdb.drop.after");
		});
	}

	describe(table: TableName): Promise<StoredTable | undefined> {
		return this.#step(async () => this.#described(table));
	}

	collect(plan: BoundRelation, execution: Execution): Promise<readonly RowValues[]> {
		return this.#step(async () => {
			const types = plan.output.map((a) => a.type);
			const read = chunkReader(types, this.#store.options.timeZone);
			const rows: RowValues[] = [];
			await withSql(this.#site(), plan, execution, undefined, async (sql) => {
				for await (const chunk of this.#session.stream(sql, this.#watch(execution)))
					rows.push(...read(chunk));
			});
			return rows;
		});
	}

	export(plan: BoundRelation, execution: Execution, target: ExportTarget): Promise<number> {
		return this.#step(async () => {
			const names = plan.output.map((a) => a.name);
			checkColumns(names);
			checkExportable(plan.output);
			faultPoint("duckdb.export.before");
			const rows = await this.#write(plan, execution, names, (query) => exportSql(query, target));
			faultPoint("duckdb.export.after");
			return rows;
		});
	}

	commits(table: TableName, after: number): Promise<readonly Commit[]> {
		return this.#step(async () => {
			await this.#notes.write(this.#session);
			const rows = await this.#session.note(
				`SELECT version, kind, "rows" FROM ${COMMITS} WHERE table_key = $1 AND version > $2 ORDER BY version`,
				[tableKey(table), BigInt(after)],
			);
			return rows.map(([version, kind, count]) => ({
				version: Number(version),
				kind: kind as Commit["kind"],
				rows: Number(count),
			}));
		});
	}

	async finish(): Promise<void> {
		await this.#last;
		if (this.#failure) throw this.#failure.error;
		if (this.#signal?.aborted) throw fault("ENGINE_CANCELLED", {});
		await this.#notes.write(this.#session);
		if (this.#staged.length > 0)
			await this.#session.note(this.#staged.map((name) => `DROP TABLE ${stagedTable(name)}`).join(";\n"));
		faultPoint("duckdb.commit.before");
		await this.#session.commit();
		this.#over = true;
		this.#store.catalog.apply(this.#tables, this.#versions);
		this.#store.state.apply(this.#documents);
		for (const schema of this.#schemas) this.#store.schemas.add(schema);
		faultPoint("duckdb.commit.after");
	}

	async abandon(): Promise<void> {
		await this.#last;
		if (this.#over) return;
		this.#over = true;
		await this.#session.rollback();
	}

	/** Everything goes through here: in turn, never after the end, and never after a failure. */
	#step<T>(work: (session: Session) => Promise<T>): Promise<T> {
		const run = async (): Promise<T> => {
			if (this.#over) throw fault("RUN_INTERNAL", { message: "a transaction was used after its end" });
			if (this.#failure) throw this.#failure.error;
			try {
				if (this.#signal?.aborted) throw fault("ENGINE_CANCELLED", {});
				return await work(this.#session);
			} catch (error) {
				this.#failure = { error };
				throw error;
			}
		};
		const result = this.#last.then(run);
		this.#last = result.catch(() => undefined);
		return result;
	}

	#watch(execution: Execution): Execution {
		const signal = execution.signal ?? this.#signal;
		return signal ? { ...execution, signal } : execution;
	}

	#site(): Site {
		return { store: this.#store, session: this.#session, udfs: this.#udfs };
	}

	/** Runs a statement that writes a plan's result, and gives the number of rows. */
	async #write(
		plan: BoundRelation,
		execution: Execution,
		names: readonly string[],
		statement: (query: string) => string,
	): Promise<number> {
		return withSql(this.#site(), plan, execution, names, async (query, isLarge) => {
			const run = () => this.#session.run(statement(query), this.#watch(execution));
			const result = isLarge ? await this.#store.large.pass(run) : await run();
			const [row] = await result.getRows();
			return Number(row?.[0] ?? result.rowsChanged);
		});
	}

	/** Adds a plan's rows under a commit number. */
	#insert(table: TableName, plan: BoundRelation, execution: Execution, version: number): Promise<number> {
		const { schema } = this.#existing(table);
		const names = schema.fields.map((f) => f.name);
		if (names.length !== plan.output.length)
			throw fault("RUN_INTERNAL", {
				message: `${plan.output.length} columns are written to ${table.table}, which has ${names.length}`,
			});
		const into = `${dataTable(table)} (${[...names.map(quoteIdentifier), VERSION].join(", ")})`;
		const list = selectList(plan.output, schema, version);
		return this.#write(
			plan,
			execution,
			names,
			(query) => `INSERT INTO ${into}\nSELECT ${list} FROM (${query}) AS q`,
		);
	}

	#stateWriter(): StateWriter {
		const documents = this.#documents;
		const read = reader(documents, async (name, last) => {
			await this.#notes.write(this.#session);
			return readLog(this.#session, name, last);
		});
		return {
			get: (scope, key) => this.#step(() => read.get(scope, key)),
			entries: (scope) => this.#step(() => read.entries(scope)),
			log: (name, last) => this.#step(() => read.log(name, last)),
			put: (scope, key, value) => this.#step(async () => documents.set(scope, key, JSON.stringify(value))),
			putAll: (scope, entries) =>
				this.#step(async () => {
					for (const [key, value] of entries) documents.set(scope, key, JSON.stringify(value));
				}),
			delete: (scope, key) =>
				this.#step(async () => {
					if (key === undefined) documents.clear(scope);
					else documents.set(scope, key, undefined);
				}),
			appendLog: (name, rows) => this.#step(async () => this.#notes.log(name, rows)),
		};
	}

	#described(table: TableName): StoredTable | undefined {
		const key = tableKey(table);
		return this.#tables.has(key) ? this.#tables.get(key) : this.#store.catalog.describe(key);
	}

	#existing(table: TableName): StoredTable {
		const found = this.#described(table);
		if (!found) throw fault("RUN_UNKNOWN_TABLE", { name: table.table });
		return found;
	}

	/** Notes what a table is from now on; its rows and commit are noted by `#record`. */
	async #describeAs(table: TableName, schema: StructType): Promise<void> {
		const before = this.#described(table);
		for (const statement of recordTable(table, schema, before)) this.#notes.catalog(statement);
		this.#tables.set(
			tableKey(table),
			storedTable(table, schema, {
				rows: before?.rows ?? 0,
				version: this.#version(table),
				// What comes back after it was dropped: that was its last commit.
				rewritten: before?.rewritten ?? this.#version(table),
			}),
		);
		// The runtime prepares schemas; one that exists already never conflicts.
		const shown = shownSchema(table);
		if (this.#store.schemas.has(shown) || this.#schemas.has(shown)) return;
		await this.#session.note(`CREATE SCHEMA IF NOT EXISTS ${qualifiedName(DATABASE, shown)}`);
		this.#schemas.add(shown);
	}

	#version(table: TableName): number {
		const key = tableKey(table);
		return this.#versions.get(key) ?? this.#store.catalog.version(key);
	}

	async #lock(table: TableName): Promise<void> {
		await this.#store.locks.acquire(tableKey(table), this.owner, this.#signal);
	}

	/** The number of the next commit. The lock is kept to the end, so numbers follow the order of commits. */
	async #nextVersion(table: TableName): Promise<number> {
		await this.#lock(table);
		return this.#version(table) + 1;
	}

	#record(table: TableName, version: number, kind: Commit["kind"], rows: number): void {
		const key = tableKey(table);
		this.#notes.commit(key, version, kind, rows);
		this.#versions.set(key, version);
		const now = this.#described(table);
		if (!now) return;
		const isAppend = kind === "append";
		this.#tables.set(
			key,
			storedTable(now.name, now.schema, {
				rows: isAppend ? now.rows + rows : rows,
				version,
				rewritten: isAppend ? now.rewritten : version,
			}),
		);
	}
}

/** The query's columns (called as the table's) in the table's types, and the version. */
function selectList(output: readonly Attribute[], schema: StructType, version: number): string {
	const columns = schema.fields.map((f, i) => {
		const name = quoteIdentifier(f.name);
		const type = duckType(f.type);
		return duckType((output[i] as Attribute).type) === type
			? `q.${name}`
			: `CAST(q.${name} AS ${type}) AS ${name}`;
	});
	return [...columns, `CAST(${version} AS BIGINT) AS ${VERSION}`].join(", ");
}
