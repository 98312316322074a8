import { existsSync, realpathSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fault } from "../../core/errors/index.js";
import type { OpenOptions } from "../tableEngine.js";
import { type Catalog, readCatalog } from "./catalog.js";
import { DuckDBInstance } from "./duckdb.js";
import { largeAtOnce, STATEMENTS_AT_ONCE } from "./effort.js";
import { isMissingEntry, openError } from "./errors.js";
import { registerFunctions } from "./functions/prelude.js";
import { Gate } from "./gate.js";
import { TableLocks } from "./locks.js";
import { DATABASE, dataSchema, SYSTEM_SCHEMA, systemTable } from "./names.js";
import { Session } from "./session.js";
import { INSTANCE_OPTIONS, timeZoneOfAll } from "./settings.js";
import { qualifiedName } from "./sql.js";
import { StateCache } from "./stateCache.js";
import { UdfRegistry } from "./udfs.js";

/** The layout of the engine's own tables. A file of a later layout is refused, not misread. */
const FORMAT = 1;

/**
 * One open database file. Everybody in the process who opens the same storage shares it: DuckDB loses writes when a file
 * is opened twice, and locks and commit numbers have to be common.
 */
export interface Store {
	readonly options: OpenOptions;
	readonly instance: DuckDBInstance;
	readonly gate: Gate;
	/** What large statements pass besides. */
	readonly large: Gate;
	readonly locks: TableLocks;
	/** The tables as of their last commits, for transactions too: they may see an older state of the file. */
	readonly catalog: Catalog;
	readonly state: StateCache;
	/** The schemas, as DuckDB shows them, that were created or found. */
	readonly schemas: Set<string>;
	readonly udfs: UdfRegistry;
	nextLogRow(): number;
	nextStage(): number;
	session(): Promise<Session>;
	/** Takes a session back for the next. */
	release(session: Session): void;
	/** Closes a session that cannot be used again. */
	discard(session: Session): void;
	/** Lends a session on which no transaction is open. */
	use<T>(work: (session: Session) => Promise<T>): Promise<T>;
	/** A file is opened with one thread: each costs memory, and time where there is little to do. */
	useAllThreads(): Promise<void>;
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
		store: createStore(path, options, async (settle, close) => {
			// Whoever comes in the meantime is counted.
			if (entry.users === 1) await settle();
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
	leave: (settle: () => Promise<void>, close: () => void) => Promise<void>,
): Promise<Store> {
	const instance = await openInstance(path, options);
	const gate = new Gate(STATEMENTS_AT_ONCE);
	const sessions = new Set<Session>();
	const idle: Session[] = [];
	const connect = async (): Promise<Session> => {
		const session = new Session(await instance.connect(), gate);
		sessions.add(session);
		return session;
	};
	const session = async (): Promise<Session> => idle.pop() ?? (await connect());
	const use = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
		const one = await session();
		try {
			return await work(one);
		} finally {
			idle.push(one);
		}
	};
	const useAllThreads = (): Promise<unknown> =>
		use((one) =>
			one.note(
				options.threads === undefined
					? "RESET GLOBAL threads"
					: `SET GLOBAL threads = ${Math.trunc(options.threads)}`,
			),
		);
	let threads: Promise<unknown> | undefined;
	let rows = 0;
	let stages = 0;
	try {
		const first = await connect();
		idle.push(first);
		await first.note(timeZoneOfAll(options.timeZone));
		await first.lend(async (connection) => registerFunctions(connection));
		// An update that wrote data ends with a checkpoint of its own; for one that found nothing to do the few rows
		// about the run itself stay in the log of the file, which costs less than writing them into place.
		if (!options.readOnly) await first.note("PRAGMA disable_checkpoint_on_shutdown");
		const catalog = await readSystem(first, options);
		const [log] = await first.note(`SELECT coalesce(max(seq), 0) FROM ${systemTable("logs")}`);
		rows = Number(log?.[0] ?? 0);
		const udfs = new UdfRegistry(await instance.connect(), options.timeZone);
		return {
			options,
			instance,
			gate,
			large: new Gate(largeAtOnce(options.threads ?? availableParallelism())),
			locks: new TableLocks(),
			catalog,
			state: new StateCache(use),
			schemas: new Set(),
			udfs,
			nextLogRow: () => ++rows,
			nextStage: () => ++stages,
			session,
			use,
			useAllThreads: async () => {
				threads ??= useAllThreads();
				await threads;
			},
			release: (session) => {
				idle.push(session);
			},
			discard: (session) => {
				sessions.delete(session);
				session.close();
			},
			close: () =>
				leave(
					async () => {
						if (options.readOnly || logSize(path) <= LONG_LOG) return;
						// What stays in the log is written into place another time.
						await use((one) => one.checkpoint()).catch(() => undefined);
					},
					() => {
						udfs.close();
						for (const session of sessions) session.close();
						instance.closeSync();
					},
				),
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
			threads: "1",
			...(options.memory === undefined ? {} : { memory_limit: options.memory }),
		});
	} catch (error) {
		throw openError(error, options.storage);
	}
}

/** A log longer than this is written into place at the end: opening the file again replays it, 9 ms for each MB. */
const LONG_LOG = 1 << 20;

function logSize(path: string): number {
	return statSync(`${path}.wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** Reads what the engine keeps about the file; a new file gets its tables first. */
async function readSystem(session: Session, options: OpenOptions): Promise<Catalog> {
	try {
		await checkFormat(session, options.storage);
		return await readCatalog(session);
	} catch (error) {
		if (!isMissingEntry(error) || options.readOnly) throw error;
	}
	await createTables(session);
	await checkFormat(session, options.storage);
	return readCatalog(session);
}

async function createTables(session: Session): Promise<void> {
	const statements = [
		"BEGIN TRANSACTION",
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
		"COMMIT",
	];
	await session.note(statements.join(";\n"));
}

async function checkFormat(session: Session, storage: string): Promise<void> {
	const [row] = await session.note(`SELECT max(version) FROM ${systemTable("format")}`);
	if (Number(row?.[0]) > FORMAT)
		throw fault("RUN_STORAGE", { path: storage, problem: "it was written by a later version of aqueduck" });
}
