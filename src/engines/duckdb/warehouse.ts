import { fault } from "../../core/errors/index.js";
import { faultPoint } from "../../core/faultPoint.js";
import { type TableName, tableKey } from "../../core/names.js";
import type { BoundPlan } from "../../plan/bound.js";
import type {
	Execution,
	RowValues,
	StateReader,
	StoredTable,
	Transaction,
	Warehouse,
} from "../tableEngine.js";
import { compilePlan, type Site, withSql } from "./compile.js";
import { DATABASE, shownSchema } from "./names.js";
import { chunkReader } from "./rows.js";
import type { Session } from "./session.js";
import { qualifiedName } from "./sql.js";
import { stateReader } from "./state.js";
import type { Store } from "./store.js";
import { runTransaction } from "./transaction.js";

/** The tables of one environment in one DuckDB file. */
export class DuckDbWarehouse implements Warehouse {
	readonly state: StateReader;
	readonly #store: Store;
	readonly #readOnly: boolean;
	#closed = false;

	constructor(store: Store, readOnly: boolean) {
		this.#store = store;
		this.#readOnly = readOnly;
		this.state = stateReader(store.use, store.state);
	}

	async tables(): Promise<readonly StoredTable[]> {
		return this.#store.catalog.tables();
	}

	async describe(name: TableName): Promise<StoredTable | undefined> {
		return this.#store.catalog.describe(tableKey(name));
	}

	async *read(plan: BoundPlan, execution: Execution): AsyncGenerator<readonly RowValues[]> {
		const session = await this.#store.session();
		let done = false;
		let end: (() => void) | undefined;
		try {
			const { sql, dispose } = await compilePlan(this.#site(session), plan.root, execution);
			end = dispose;
			const read = chunkReader(
				plan.root.output.map((a) => a.type),
				this.#store.options.timeZone,
			);
			for await (const chunk of session.stream(sql, execution)) yield read(chunk);
			done = true;
		} finally {
			// Half of a result is still open on the connection otherwise.
			if (done) this.#store.release(session);
			else this.#store.discard(session);
			end?.();
		}
	}

	explain(plan: BoundPlan, execution: Execution): Promise<string> {
		return this.#store.use((session) =>
			withSql(this.#site(session), plan.root, execution, undefined, async (sql) => sql),
		);
	}

	async prepare(schemas: readonly TableName[]): Promise<void> {
		this.#mayWrite();
		const known = this.#store.schemas;
		const missing = [...new Set(schemas.map(shownSchema))].filter((schema) => !known.has(schema));
		if (missing.length === 0) return;
		const statements = missing.map(
			(schema) => `CREATE SCHEMA IF NOT EXISTS ${qualifiedName(DATABASE, schema)}`,
		);
		await this.#store.use((session) => session.note(statements.join(";\n")));
		for (const schema of missing) known.add(schema);
	}

	async transaction<T>(work: (transaction: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
		this.#mayWrite();
		return runTransaction(this.#store, work, signal);
	}

	async maintain(): Promise<void> {
		this.#mayWrite();
		faultPoint("duckdb.checkpoint.before");
		try {
			await this.#store.use((session) => session.checkpoint());
		} catch (error) {
			// Somebody reads just now; the next update frees the space.
			if (!/cannot checkpoint/i.test(String(error))) throw error;
		}
		faultPoint("duckdb.checkpoint.after");
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		await this.#store.close();
	}

	#site(session: Session): Site {
		return { store: this.#store, session, udfs: this.#store.udfs };
	}

	#mayWrite(): void {
		if (this.#readOnly)
			throw fault("RUN_INTERNAL", { message: "a warehouse opened for reading was written to" });
	}
}
