import { field, type StructType, struct } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { faultPoint } from "../../core/faultPoint.js";
import { type TableName, tableKey } from "../../core/names.js";
import type { BoundRelation } from "../../plan/bound.js";
import type { Commit, Execution, RowValues, Staged, StateWriter, StoredTable, Transaction, Written } from "../tableEngine.js";
import { compilePlan } from "./compile.js";
import { engineError } from "./errors.js";
import { dataTable, systemTable, VERSION_COLUMN } from "./names.js";
import { chunkReader } from "./rows.js";
import { stagedColumns, stagedTable } from "./scans.js";
import type { Session } from "./session.js";
import { quoteIdentifier } from "./sql.js";
import { stateWriter } from "./state.js";
import type { Store } from "./store.js";
import {
	asNullable,
	checkColumns,
	createTableSql,
	describeTable,
	forgetTable,
	recordTable,
	tableSchema,
} from "./tables.js";
import { duckType } from "./types.js";

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
		await session.note("BEGIN TRANSACTION");
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
			throw engineError(error);
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
	readonly #versions = new Map<string, number>();
	readonly #staged: string[] = [];
	#failure: unknown;
	#over = false;
	/** The statement that runs: calls that overlap go one after the other, as the connection would have it. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(store: Store, session: Session, signal: AbortSignal | undefined) {
		this.#store = store;
		this.#session = session;
		this.#signal = signal;
		this.state = stateWriter((run) => this.#step(run), store.nextLogRow);
	}

	stage(plan: BoundRelation, execution: Execution): Promise<Staged> {
		return this.#step(async () => {
			const name = `stage_${this.#store.nextStage()}`;
			const columns = stagedColumns(plan.output.length);
			const sql = await this.#compile(plan, execution, columns);
			const list = plan.output.map((a, i) => `CAST(q.${columns[i]} AS ${duckType(a.type)}) AS ${columns[i]}`);
			faultPoint("duckdb.stage.before");
			this.#staged.push(name);
			const rows = await this.#write(
				`CREATE TEMP TABLE ${stagedTable(name)} AS SELECT ${list.length ? list.join(", ") : 'NULL AS "_"'} FROM (${sql}) AS q`,
				execution,
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
			const query = await this.#compile(plan, execution, names);
			faultPoint("duckdb.overwrite.before");
			const rows = await this.#write(
				`CREATE OR REPLACE TABLE ${dataTable(table)} AS SELECT ${selectList(names, schema, version)} FROM (${query}) AS q`,
				execution,
			);
			await recordTable(this.#session, table, schema);
			await this.#record(table, version, "rewrite", rows);
			faultPoint("duckdb.overwrite.after");
			return { rows, version };
		});
	}

	append(table: TableName, plan: BoundRelation, execution: Execution): Promise<Written> {
		return this.#step(async () => {
			const version = await this.#nextVersion(table);
			const schema = await tableSchema(this.#session, table);
			const names = schema.fields.map((f) => f.name);
			if (names.length !== plan.output.length)
				throw fault("RUN_INTERNAL", {
					message: `${plan.output.length} columns are appended to ${table.table}, which has ${names.length}`,
				});
			const query = await this.#compile(plan, execution, names);
			faultPoint("duckdb.append.before");
			const rows = await this.#write(
				`INSERT INTO ${dataTable(table)} (${[...names.map(quoteIdentifier), VERSION].join(", ")})
SELECT ${selectList(names, schema, version)} FROM (${query}) AS q`,
				execution,
			);
			await this.#record(table, version, "append", rows);
			faultPoint("duckdb.append.after");
			return { rows, version };
		});
	}

	create(table: TableName, schema: StructType): Promise<void> {
		return this.#step(async () => {
			checkColumns(schema.fields.map((f) => f.name));
			await this.#lock(table);
			faultPoint("duckdb.create.before");
			await this.#session.note(createTableSql(table, schema, false));
			await recordTable(this.#session, table, schema);
			faultPoint("duckdb.create.after");
		});
	}

	addColumns(table: TableName, fields: StructType): Promise<void> {
		return this.#step(async () => {
			await this.#lock(table);
			const before = await tableSchema(this.#session, table);
			const added = fields.fields.map((f) => ({ ...f, nullable: true }));
			const schema = struct([...before.fields, ...added]);
			checkColumns(schema.fields.map((f) => f.name));
			faultPoint("duckdb.addColumns.before");
			for (const f of added)
				await this.#session.note(
					`ALTER TABLE ${dataTable(table)} ADD COLUMN ${quoteIdentifier(f.name)} ${duckType(f.type)}`,
				);
			await recordTable(this.#session, table, schema);
			faultPoint("duckdb.addColumns.after");
		});
	}

	truncate(table: TableName): Promise<void> {
		return this.#step(async () => {
			const version = await this.#nextVersion(table);
			const schema = await tableSchema(this.#session, table);
			faultPoint("duckdb.truncate.before");
			// Not DELETE: its blocks would stay in the file.
			await this.#session.note(createTableSql(table, schema, true));
			await this.#record(table, version, "rewrite", 0);
			faultPoint("duckdb.truncate.after");
		});
	}

	drop(table: TableName): Promise<void> {
		return this.#step(async () => {
			const version = await this.#nextVersion(table);
			faultPoint("duckdb.drop.before");
			await this.#session.note(`DROP TABLE IF EXISTS ${dataTable(table)}`);
			await forgetTable(this.#session, table);
			// The numbers go on if the table comes back: a reader's last version must not mean other rows then.
			await this.#record(table, version, "rewrite", 0);
			faultPoint("duckdb.drop.after");
		});
	}

	describe(table: TableName): Promise<StoredTable | undefined> {
		return this.#step(() => describeTable(this.#session, table));
	}

	collect(plan: BoundRelation, execution: Execution): Promise<readonly RowValues[]> {
		return this.#step(async () => {
			const sql = await this.#compile(plan, execution);
			const read = chunkReader(plan.output.map((a) => a.type), this.#store.options.timeZone);
			const rows: RowValues[] = [];
			for await (const chunk of this.#session.stream(sql, this.#watch(execution))) rows.push(...read(chunk));
			return rows;
		});
	}

	commits(table: TableName, after: number): Promise<readonly Commit[]> {
		return this.#step(async () => {
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
		if (this.#failure !== undefined) throw this.#failure;
		if (this.#signal?.aborted) throw fault("ENGINE_CANCELLED", {});
		for (const name of this.#staged) await this.#session.note(`DROP TABLE ${stagedTable(name)}`);
		faultPoint("duckdb.commit.before");
		await this.#session.note("COMMIT");
		this.#over = true;
		for (const [key, version] of this.#versions) this.#store.versions.set(key, version);
		faultPoint("duckdb.commit.after");
	}

	async abandon(): Promise<void> {
		await this.#last;
		if (this.#over) return;
		this.#over = true;
		await this.#session.note("ROLLBACK");
	}

	/** Everything goes through here: in turn, never after the end, and never after a failure. */
	#step<T>(work: (session: Session) => Promise<T>): Promise<T> {
		const run = async (): Promise<T> => {
			if (this.#over) throw fault("RUN_INTERNAL", { message: "a transaction was used after its end" });
			if (this.#failure !== undefined) throw this.#failure;
			try {
				if (this.#signal?.aborted) throw fault("ENGINE_CANCELLED", {});
				return await work(this.#session);
			} catch (error) {
				this.#failure = engineError(error);
				throw this.#failure;
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

	async #compile(plan: BoundRelation, execution: Execution, names?: readonly string[]): Promise<string> {
		return compilePlan(this.#store, this.#session, plan, execution, names);
	}

	/** Runs a statement that writes and gives the number of rows. */
	async #write(sql: string, execution: Execution): Promise<number> {
		const result = await this.#session.run(sql, this.#watch(execution));
		const [row] = await result.getRows();
		return Number(row?.[0] ?? result.rowsChanged);
	}

	async #lock(table: TableName): Promise<void> {
		await this.#store.locks.acquire(tableKey(table), this.owner, this.#signal);
	}

	/** The number of the next commit. The lock is kept to the end, so numbers follow the order of commits. */
	async #nextVersion(table: TableName): Promise<number> {
		await this.#lock(table);
		const key = tableKey(table);
		return (this.#versions.get(key) ?? this.#store.versions.get(key) ?? 0) + 1;
	}

	async #record(table: TableName, version: number, kind: Commit["kind"], rows: number): Promise<void> {
		const key = tableKey(table);
		await this.#session.note(`INSERT INTO ${COMMITS} VALUES ($1, $2, $3, $4, now())`, [
			key,
			BigInt(version),
			kind,
			BigInt(rows),
		]);
		this.#versions.set(key, version);
	}
}

/** The query's columns in the table's types, and the version. */
function selectList(names: readonly string[], schema: StructType, version: number): string {
	const columns = schema.fields.map((f, i) => {
		const name = quoteIdentifier(names[i] as string);
		return `CAST(q.${name} AS ${duckType(f.type)}) AS ${name}`;
	});
	return [...columns, `CAST(${version} AS BIGINT) AS ${VERSION}`].join(", ");
}
