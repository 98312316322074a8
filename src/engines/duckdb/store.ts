import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fault } from "../../core/errors/index.js";
import type { OpenOptions } from "../tableEngine.js";
import { DuckDBInstance } from "./duckdb.js";
import { openError } from "./errors.js";
import { registerFunctions } from "./functions/prelude.js";
import { Gate } from "./gate.js";
import { KnownTables } from "./knownTables.js";
import { TableLocks } from "./locks.js";
import { DATABASE, dataSchema, SYSTEM_SCHEMA, systemTable } from "./names.js";
import { Session } from "./session.js";
import { INSTANCE_OPTIONS, sessionSettings } from "./settings.js";
import { qualifiedName } from "./sql.js";
import type { RowCounts } from "./tables.js";
import { UdfRegistry } from "./udfs.js";

/** The layout of the engine's own tables. A file of a later layout is refused, not misread. */
const FORMAT = 1;
const STATEMENTS_AT_ONCE = 3;

/**
 * One open database file. Everybody in the process who opens the same storage shares it: DuckDB loses writes when a file
 * is opened twice, and locks and commit numbers have to be common.
 */
export interface Store {
	readonly options: OpenOptions;
	readonly instance: DuckDBInstance;
	readonly gate: Gate;
	readonly locks: TableLocks;
	/** The last commit of each table, by key. Not read from the file: a transaction may see an older state of it. */
	readonly versions: Map<string, number>;
	readonly udfs: UdfRegistry;
	readonly tables: KnownTables;
	/** Row counts of committed states. */
	readonly counts: RowCounts;
	nextLogRow(): number;
	nextStage(): number;
	session(): Promise<Session>;
	/** Takes a session back for the next. */
	release(session: Session): void;
	/** Closes a session that cannot be used again. */
	discard(session: Session): void;
	close(): Promise<void>;
}

interface Opened {
	readonly store: Promise<Store>;
	users: number;
}

const opened = new Map<string, Opened>();

/** Opens the storage, or joins those who have it open. Each caller closes once. */
export async function openStore(options: OpenOptions): Promise<Store> {
	const path = join(
		existsSync(options.storage) ? realpathSync(options.storage) : options.storage,
		`${DATABASE}.duckdb`,
	);
	const before = opened.get(path);
	if (before) {
		before.users++;
		const store = await before.store;
		if (!store.options.readOnly || options.readOnly) return store;
		await store.close();
		throw fault("RUN_LOCKED", { storage: options.storage, pid: String(process.pid) });
	}
	const entry: Opened = {
		store: createStore(path, options, async (close) => {
			entry.users--;
			if (entry.users > 0) return;
			opened.delete(path);
			close();
		}),
		users: 1,
	};
	opened.set(path, entry);
	try {
		return await entry.store;
	} catch (error) {
		opened.delete(path);
		throw error;
	}
}

async function createStore(
	path: string,
	options: OpenOptions,
	leave: (close: () => void) => Promise<void>,
): Promise<Store> {
	const instance = await openInstance(path, options);
	const gate = new Gate(STATEMENTS_AT_ONCE);
	const sessions = new Set<Session>();
	const idle: Session[] = [];
	let registered = false;
	const connect = async (): Promise<Session> => {
		const connection = await instance.connect();
		const session = new Session(connection, gate);
		sessions.add(session);
		await session.note(sessionSettings(options.timeZone));
		if (!registered) registerFunctions(connection);
		registered = true;
		return session;
	};
	let rows = 0;
	let stages = 0;
	try {
		const first = await connect();
		idle.push(first);
		if (!options.readOnly) {
			// An update that wrote data ends with a checkpoint of its own; for one that found nothing to do the few rows
			// about the run itself stay in the log of the file, which costs less than writing them into place.
			await first.note("PRAGMA disable_checkpoint_on_shutdown");
			await createTables(first);
		}
		await checkFormat(first, options.storage);
		const versions = await first.note(
			`SELECT table_key, max(version) FROM ${systemTable("commits")} GROUP BY ALL`,
		);
		const [log] = await first.note(`SELECT coalesce(max(seq), 0) FROM ${systemTable("logs")}`);
		rows = Number(log?.[0] ?? 0);
		const udfs = new UdfRegistry(await instance.connect(), options.timeZone);
		return {
			options,
			instance,
			gate,
			locks: new TableLocks(),
			versions: new Map(versions.map(([key, version]) => [String(key), Number(version)])),
			udfs,
			tables: new KnownTables(),
			counts: new Map(),
			nextLogRow: () => ++rows,
			nextStage: () => ++stages,
			session: async () => idle.pop() ?? (await connect()),
			release: (session) => {
				idle.push(session);
			},
			discard: (session) => {
				sessions.delete(session);
				session.close();
			},
			close: () =>
				leave(() => {
					udfs.close();
					for (const session of sessions) session.close();
					instance.closeSync();
				}),
		};
	} catch (error) {
		for (const session of sessions) session.close();
		instance.closeSync();
		throw error;
	}
}

async function openInstance(path: string, options: OpenOptions): Promise<DuckDBInstance> {
	try {
		return await DuckDBInstance.fromCache(path, {
			access_mode: options.readOnly ? "READ_ONLY" : "READ_WRITE",
			...INSTANCE_OPTIONS,
			...(options.threads === undefined ? {} : { threads: String(options.threads) }),
			...(options.memory === undefined ? {} : { memory_limit: options.memory }),
		});
	} catch (error) {
		throw openError(error, options.storage);
	}
}

async function createTables(session: Session): Promise<void> {
	const statements = [
		`CREATE SCHEMA IF NOT EXISTS ${qualifiedName(DATABASE, SYSTEM_SCHEMA)}`,
		`CREATE SCHEMA IF NOT EXISTS ${dataSchema()}`,
		`CREATE TABLE IF NOT EXISTS ${systemTable("format")} (version INTEGER NOT NULL)`,
		`INSERT INTO ${systemTable("format")} SELECT ${FORMAT} WHERE NOT EXISTS (FROM ${systemTable("format")})`,
		`CREATE TABLE IF NOT EXISTS ${systemTable("tables")} (
			key VARCHAR PRIMARY KEY, catalog VARCHAR NOT NULL, "schema" VARCHAR NOT NULL, name VARCHAR NOT NULL,
			fields VARCHAR NOT NULL)`,
		`CREATE TABLE IF NOT EXISTS ${systemTable("commits")} (
			table_key VARCHAR NOT NULL, version BIGINT NOT NULL, kind VARCHAR NOT NULL, "rows" BIGINT NOT NULL,
			committed_at TIMESTAMPTZ NOT NULL)`,
		`CREATE TABLE IF NOT EXISTS ${systemTable("state")} (
			scope VARCHAR NOT NULL, key VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (scope, key))`,
		`CREATE TABLE IF NOT EXISTS ${systemTable("logs")} (
			name VARCHAR NOT NULL, seq BIGINT NOT NULL, "row" VARCHAR NOT NULL)`,
	];
	for (const statement of statements) await session.note(statement);
}

async function checkFormat(session: Session, storage: string): Promise<void> {
	const [row] = await session.note(`SELECT max(version) FROM ${systemTable("format")}`);
	if (Number(row?.[0]) > FORMAT)
		throw fault("RUN_STORAGE", { path: storage, problem: "it was written by a later version of aqueduck" });
}
