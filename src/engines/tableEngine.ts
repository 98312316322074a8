import type { StructType } from "../core/dataTypes.js";
import type { Diagnostic } from "../core/errors/index.js";
import type { TableName } from "../core/names.js";
import type { BoundPlan, BoundRelation, FileScan, ScanSource } from "../plan/bound.js";

/**
 * The contract of an engine that stores tables on this machine. Small on purpose: expectations, quarantine, CDC,
 * dedupe and incremental refresh are plan rewrites of the runtime over it, so each engine gets them for nothing.
 */
export interface TableEngine {
	readonly name: string;
	readonly version: string;
	/** What of the plan this engine cannot run, each by name; empty when all of it runs. */
	check(plan: BoundPlan): readonly Diagnostic[];
	/** Finds the schema of files that nobody declares one for, by Spark's rules. */
	inferSchema(read: FileRead, context: ReadContext): Promise<InferredFiles>;
	/** Opens (creates) the storage for writing. The folder exists. */
	open(options: OpenOptions): Promise<Warehouse>;
}

/** A file reader before its schema is known. */
export type FileRead = Omit<FileScan, "schema" | "partitions" | "declared"> & {
	readonly declared?: StructType;
	readonly streaming: boolean;
};

export interface InferredFiles {
	readonly schema: StructType;
	readonly partitions: StructType;
}

/** What reading files needs to know of the project. */
export interface ReadContext {
	/** Relative paths start here. */
	readonly projectDir: string;
	readonly timeZone: string;
}

export interface OpenOptions extends ReadContext {
	/** The environment's storage folder, `.aqueduck/<env>`. */
	readonly storage: string;
	readonly threads?: number;
	/** E.g. `4GB`. */
	readonly memory?: string;
	readonly readOnly?: boolean;
}

/** A file of a source: `path` as the engine opens it, `key` relative to the source's root (what a checkpoint keeps). */
export interface SourceFile {
	readonly path: string;
	readonly key: string;
	readonly size: number;
	/** Milliseconds since 1970, with fractions. */
	readonly modified: number;
	/** Partition values found in the path, by column, as text; null for Hive's default partition. */
	readonly partitions: Readonly<Record<string, string | null>>;
}

/** What one scan reads in this execution. A scan without an entry reads all that is there now. */
export type ScanInput =
	| { readonly kind: "files"; readonly files: readonly SourceFile[] }
	/** Rows of the commits after `after` up to and with `upTo`. */
	| { readonly kind: "commits"; readonly after: number; readonly upTo: number }
	| { readonly kind: "empty" };

/** Everything about an execution that is not in the plan. */
export interface Execution {
	readonly inputs: ReadonlyMap<string, ScanInput>;
	/** The update's start, microseconds since 1970: what `current_timestamp()` gives. */
	readonly now: bigint;
	readonly signal?: AbortSignal;
	/** Fraction done, 0 to 1, now and then. */
	readonly onProgress?: (fraction: number) => void;
	/** Receives each statement that the engine runs for it (`--verbose`). */
	readonly onStatement?: (text: string) => void;
}

/** A value in a row of `read`: Spark's value as JavaScript (DESIGN.md 2, "Rows in JavaScript"). */
export type Value =
	| null
	| boolean
	| number
	| bigint
	| string
	| Uint8Array
	| readonly Value[]
	| ReadonlyMap<Value, Value>
	| { readonly [field: string]: Value };

/** A row by position: names may repeat in a query's result. */
export type RowValues = readonly Value[];

export interface StoredTable {
	readonly name: TableName;
	readonly schema: StructType;
	readonly rows: number;
	/** The number of the last commit; 0 when nothing was committed. */
	readonly version: number;
	/** The last commit that took rows away or replaced them; 0: all there is was appended. */
	readonly rewritten: number;
}

export interface Warehouse {
	tables(): Promise<readonly StoredTable[]>;
	describe(name: TableName): Promise<StoredTable | undefined>;
	/** Runs a query on the last committed state, rows in batches. */
	read(plan: BoundPlan, execution: Execution): AsyncIterable<readonly RowValues[]>;
	/** The engine's own text of the plan (SQL). */
	explain(plan: BoundPlan, execution: Execution): Promise<string>;
	readonly state: StateReader;
	/** Creates schemas that tables will need; before steps run side by side. */
	prepare(schemas: readonly TableName[]): Promise<void>;
	/**
	 * Runs `work` in one transaction: data, counts, checkpoint and events commit together or not at all. Any
	 * rejection inside rolls back. Transactions run side by side; writers of one table wait for each other.
	 */
	transaction<T>(work: (transaction: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T>;
	/** Frees space of replaced tables (DuckDB: CHECKPOINT). */
	maintain(): Promise<void>;
	close(): Promise<void>;
}

export interface Written {
	readonly rows: number;
	/** The commit number under which streams find these rows. */
	readonly version: number;
}

/** Which rows of a table make room for which. */
export interface Replacement {
	/** Distinct values of `columns`: each row of the table that has one of them goes. NULL is a value like any other. */
	readonly keys: BoundRelation;
	/** Columns of the table, one for each of the keys' by position. */
	readonly columns: readonly string[];
	/** What comes in their place, with the table's columns by position. */
	readonly rows: BoundRelation;
}

export interface Replaced {
	readonly deleted: number;
	readonly inserted: number;
	readonly version: number;
}

export interface Staged {
	readonly source: Extract<ScanSource, { kind: "staged" }>;
	readonly rows: number;
}

/** Everything inside one transaction. */
export interface Transaction {
	/** Evaluates a plan once into a temporary result that scans of `source` read; gone at the end. */
	stage(plan: BoundRelation, execution: Execution): Promise<Staged>;
	/** Replaces the table (schema and rows) by the plan's result, creates it if need be. Kind of commit: rewrite. */
	overwrite(table: TableName, plan: BoundRelation, execution: Execution): Promise<Written>;
	/** Appends by position; the table must exist and fit. Kind of commit: append. */
	append(table: TableName, plan: BoundRelation, execution: Execution): Promise<Written>;
	/** Replaces the rows of some keys; neither plan may read the table. Kind of commit: rewrite. */
	replace(table: TableName, replacement: Replacement, execution: Execution): Promise<Replaced>;
	/** Creates an empty table. */
	create(table: TableName, schema: StructType): Promise<void>;
	/** Adds nullable columns at the end. */
	addColumns(table: TableName, fields: StructType): Promise<void>;
	/** Removes the table's rows and commits before this one are no longer readable as a stream. */
	truncate(table: TableName): Promise<void>;
	/** A rewrite: a table of that name that is created later goes on counting its commits. */
	drop(table: TableName): Promise<void>;
	describe(table: TableName): Promise<StoredTable | undefined>;
	/** A small result, e.g. rule counts over a staged relation. */
	collect(plan: BoundRelation, execution: Execution): Promise<readonly RowValues[]>;
	/** Writes a plan's result to a file, which is not part of the transaction: the caller gives it a passing name. */
	export(plan: BoundRelation, execution: Execution, target: ExportTarget): Promise<number>;
	/** The commits of a table after a version, in order. */
	commits(table: TableName, after: number): Promise<readonly Commit[]>;
	readonly state: StateWriter;
}

/** A file to write. Its folder exists. */
export interface ExportTarget {
	readonly file: string;
	readonly format: "parquet";
}

export interface Commit {
	readonly version: number;
	readonly kind: "append" | "rewrite";
	readonly rows: number;
}

/** Bookkeeping as JSON documents under (scope, key), in the same store as the tables. */
export interface StateReader {
	get(scope: string, key: string): Promise<unknown>;
	/** All entries of a scope, by key. */
	entries(scope: string): Promise<ReadonlyMap<string, unknown>>;
	/** Rows of an append-only log, oldest first. `last`: only the newest so many. */
	log(name: string, last?: number): Promise<readonly unknown[]>;
}

export interface StateWriter extends StateReader {
	put(scope: string, key: string, value: unknown): Promise<void>;
	putAll(scope: string, entries: ReadonlyMap<string, unknown>): Promise<void>;
	/** One key, or the whole scope. */
	delete(scope: string, key?: string): Promise<void>;
	appendLog(name: string, rows: readonly unknown[]): Promise<void>;
}
