import { writeFileSync } from "node:fs";
import type { StructType } from "../../../../src/core/dataTypes.js";
import { struct } from "../../../../src/core/dataTypes.js";
import { fault } from "../../../../src/core/errors/index.js";
import { type TableName, tableKey } from "../../../../src/core/names.js";
import type {
	Commit,
	Execution,
	RowValues,
	StateWriter,
	StoredTable,
	TableEngine,
	Transaction,
	Value,
	Warehouse,
} from "../../../../src/engines/tableEngine.js";
import type { BoundRelation } from "../../../../src/plan/bound.js";
import { evaluate, type FakeTable, type Memory } from "./interpreter.js";

/** A TableEngine in memory. Transactions work on a copy and run one at a time; `storages` survive closing. */
export interface FakeEngine extends TableEngine {
	readonly memory: Memory;
	/** Called before each statement of a transaction; may throw to play a failing engine. */
	onWork?: (what: string, table: string) => void | Promise<void>;
	/** Contents of files by path: each a list of rows by position. */
	readonly files: Map<string, readonly RowValues[]>;
	/** Names of tables in the order in which they were overwritten or appended to. */
	readonly writes: string[];
	running: number;
	mostRunning: number;
}

export function fakeEngine(): FakeEngine {
	const memory: Memory = { tables: new Map(), versions: new Map(), state: new Map(), logs: new Map() };
	const engine: FakeEngine = {
		name: "fake",
		version: "1",
		memory,
		files: new Map(),
		writes: [],
		running: 0,
		mostRunning: 0,
		check: () => [],
		inferSchema: async () => ({ schema: struct([]), partitions: struct([]) }),
		open: async () => warehouse(engine),
	};
	return engine;
}

function warehouse(engine: FakeEngine): Warehouse {
	const { memory } = engine;
	let last: Promise<unknown> = Promise.resolve();
	return {
		tables: async () => [...memory.tables.values()].map((t) => stored(t, memory)),
		describe: async (name) => {
			const table = memory.tables.get(tableKey(name));
			return table && stored(table, memory);
		},
		async *read(plan, execution) {
			yield evaluate(plan.root, memory, execution, engine.files, new Map());
		},
		explain: async () => "fake",
		state: stateOf(memory),
		prepare: async () => undefined,
		transaction: (work, signal) => {
			const run = async () => {
				const copy: Memory = structuredClone(memory);
				if (signal?.aborted) throw fault("ENGINE_CANCELLED", {});
				const result = await work(transaction(engine, copy));
				if (signal?.aborted) throw fault("ENGINE_CANCELLED", {});
				memory.tables = copy.tables;
				memory.versions = copy.versions;
				memory.state = copy.state;
				memory.logs = copy.logs;
				return result;
			};
			const result = last.then(run);
			last = result.catch(() => undefined);
			return result;
		},
		maintain: async () => undefined,
		close: async () => undefined,
	};
}

function stored({ name, schema, rows, version }: FakeTable, memory: Memory): StoredTable {
	const commits = memory.versions.get(tableKey(name)) ?? [];
	const rewritten = commits.filter((c) => c.kind === "rewrite").at(-1)?.version ?? 0;
	return { name, schema, rows: rows.length, version, rewritten };
}

function transaction(engine: FakeEngine, memory: Memory): Transaction {
	const staged = new Map<string, readonly RowValues[]>();
	const at = async (what: string, name = ""): Promise<void> => {
		engine.running++;
		engine.mostRunning = Math.max(engine.mostRunning, engine.running);
		try {
			await engine.onWork?.(what, name);
		} finally {
			engine.running--;
		}
	};
	const rowsOf = (plan: BoundRelation, execution: Execution): readonly RowValues[] =>
		evaluate(plan, memory, execution, engine.files, staged);
	const commit = (name: TableName, kind: Commit["kind"], rows: number): number => {
		const key = tableKey(name);
		const commits = memory.versions.get(key) ?? [];
		const version = (commits.at(-1)?.version ?? 0) + 1;
		memory.versions.set(key, [...commits, { version, kind, rows }]);
		return version;
	};
	const table = (name: TableName): FakeTable => {
		const found = memory.tables.get(tableKey(name));
		if (!found) throw fault("RUN_UNKNOWN_TABLE", { name: name.table });
		return found;
	};
	return {
		stage: async (plan, execution) => {
			await at("stage");
			const rows = rowsOf(plan, execution);
			const name = `stage_${staged.size}`;
			staged.set(name, rows);
			return { source: { kind: "staged", name }, rows: rows.length };
		},
		overwrite: async (name, plan, execution) => {
			await at("overwrite", name.table);
			const rows = rowsOf(plan, execution);
			const version = commit(name, "rewrite", rows.length);
			const schema: StructType = struct(
				plan.output.map((a) => ({ name: a.name, type: a.type, nullable: true })),
			);
			memory.tables.set(tableKey(name), { name, schema, rows, versions: rows.map(() => version), version });
			engine.writes.push(name.table);
			return { rows: rows.length, version };
		},
		append: async (name, plan, execution) => {
			await at("append", name.table);
			const rows = rowsOf(plan, execution);
			const old = table(name);
			if (plan.output.length !== old.schema.fields.length)
				throw new Error(`append does not fit ${name.table}`);
			const version = commit(name, "append", rows.length);
			memory.tables.set(tableKey(name), {
				...old,
				version,
				rows: [...old.rows, ...rows],
				versions: [...old.versions, ...rows.map(() => version)],
			});
			engine.writes.push(name.table);
			return { rows: rows.length, version };
		},
		replace: async (name, { keys, columns, rows: plan }, execution) => {
			await at("replace", name.table);
			const gone = new Set(rowsOf(keys, execution).map(keyText));
			const old = table(name);
			const indexes = columns.map((column) => old.schema.fields.findIndex((f) => f.name === column));
			const stays = old.rows.map((row) => !gone.has(keyText(indexes.map((i) => row[i] ?? null))));
			const rows = rowsOf(plan, execution);
			const deleted = stays.filter((s) => !s).length;
			const version = commit(name, "rewrite", old.rows.length - deleted + rows.length);
			memory.tables.set(tableKey(name), {
				...old,
				version,
				rows: [...old.rows.filter((_, i) => stays[i]), ...rows],
				versions: [...old.versions.filter((_, i) => stays[i]), ...rows.map(() => version)],
			});
			engine.writes.push(name.table);
			return { deleted, inserted: rows.length, version };
		},
		create: async (name, schema) => {
			await at("create", name.table);
			const version = memory.versions.get(tableKey(name))?.at(-1)?.version ?? 0;
			memory.tables.set(tableKey(name), { name, schema, rows: [], versions: [], version });
		},
		addColumns: async (name, fields) => {
			await at("addColumns", name.table);
			const old = table(name);
			memory.tables.set(tableKey(name), {
				...old,
				schema: struct([...old.schema.fields, ...fields.fields]),
				rows: old.rows.map((row) => [...row, ...fields.fields.map((): Value => null)]),
			});
		},
		truncate: async (name) => {
			const version = commit(name, "rewrite", 0);
			memory.tables.set(tableKey(name), { ...table(name), rows: [], versions: [], version });
		},
		drop: async (name) => {
			commit(name, "rewrite", 0);
			memory.tables.delete(tableKey(name));
		},
		describe: async (name) => {
			const found = memory.tables.get(tableKey(name));
			return found && stored(found, memory);
		},
		collect: async (plan, execution) => rowsOf(plan, execution),
		export: async (plan, execution, { file }) => {
			const rows = rowsOf(plan, execution);
			writeFileSync(
				file,
				JSON.stringify(rows, (_, v) => (typeof v === "bigint" ? `${v}n` : v)),
			);
			return rows.length;
		},
		commits: async (name, after) =>
			(memory.versions.get(tableKey(name)) ?? []).filter((c) => c.version > after),
		state: stateOf(memory),
	};
}

const keyText = (row: RowValues): string =>
	JSON.stringify(row, (_, v) => (typeof v === "bigint" ? `${v}n` : v));

function stateOf(memory: Memory): StateWriter {
	const scopeOf = (scope: string): Map<string, string> => {
		const found = memory.state.get(scope) ?? new Map<string, string>();
		memory.state.set(scope, found);
		return found;
	};
	return {
		get: async (scope, key) => {
			const text = memory.state.get(scope)?.get(key);
			return text === undefined ? undefined : JSON.parse(text);
		},
		entries: async (scope) =>
			new Map([...(memory.state.get(scope) ?? [])].map(([key, text]) => [key, JSON.parse(text)])),
		log: async (name, last) => (memory.logs.get(name) ?? []).slice(last === undefined ? 0 : -last),
		put: async (scope, key, value) => void scopeOf(scope).set(key, JSON.stringify(value)),
		putAll: async (scope, entries) => {
			for (const [key, value] of entries) scopeOf(scope).set(key, JSON.stringify(value));
		},
		delete: async (scope, key) => {
			if (key === undefined) memory.state.delete(scope);
			else scopeOf(scope).delete(key);
		},
		appendLog: async (name, rows) => void memory.logs.set(name, [...(memory.logs.get(name) ?? []), ...rows]),
	};
}
