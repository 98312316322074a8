import type {
	DuckDBConnection,
	DuckDBDataChunk,
	DuckDBMaterializedResult,
	DuckDBResult,
	DuckDBScalarFunction,
	DuckDBValue,
} from "@duckdb/node-api";
import { fault } from "../../core/errors/index.js";
import type { Execution } from "../tableEngine.js";
import { engineError, isEngineProblem } from "./errors.js";
import type { Gate } from "./gate.js";
import { missingMacros } from "./macros.js";
import { runPolled } from "./polling.js";

/** Cancelling and telling about what a statement does. */
export type Watch = Pick<Execution, "signal" | "onProgress" | "onStatement">;

const PROGRESS_EVERY = 200;

/** One connection. Statements on it run one after the other, and only through here. */
export class Session {
	readonly #connection: DuckDBConnection;
	readonly #gate: Gate;
	readonly #macros = new Set<string>();
	/** Those that the transaction which is open has created. */
	#created: string[] | undefined;
	#reports = false;

	constructor(connection: DuckDBConnection, gate: Gate) {
		this.#connection = connection;
		this.#gate = gate;
	}

	/**
	 * Makes the connection know the macros that a statement uses, right before it runs; bookkeeping does without them. What
	 * is created in a transaction goes with its rollback.
	 */
	async knowMacros(sql: string): Promise<void> {
		const missing = missingMacros(sql, this.#macros);
		if (missing.length === 0) return;
		await this.note(missing.map((macro) => macro.statement).join(";\n"));
		for (const { name } of missing) {
			this.#macros.add(name);
			this.#created?.push(name);
		}
	}

	async begin(): Promise<void> {
		await this.note("BEGIN TRANSACTION");
		this.#created = [];
	}

	async commit(): Promise<void> {
		try {
			await runPolled(this.#connection, "COMMIT");
			this.#created = undefined;
		} catch (error) {
			throw engineError(error, "COMMIT");
		}
	}

	async checkpoint(watch: Watch = {}): Promise<void> {
		await this.run("CHECKPOINT", watch);
	}

	async rollback(): Promise<void> {
		for (const name of this.#created ?? []) this.#macros.delete(name);
		this.#created = undefined;
		await this.note("ROLLBACK");
	}

	/** A statement over users' data: it waits for a place, can be cancelled and reports progress. */
	async run(sql: string, watch: Watch = {}): Promise<DuckDBMaterializedResult> {
		const { onProgress } = watch;
		return this.#watched(sql, watch, async () => {
			if (!onProgress) return runPolled(this.#connection, sql);
			await this.#reportProgress();
			let last = performance.now();
			return runPolled(this.#connection, sql, () => {
				const now = performance.now();
				if (now - last < PROGRESS_EVERY) return;
				last = now;
				this.#report(onProgress);
			});
		});
	}

	/** A short statement on the engine's own tables; it does not queue behind the long ones. */
	async note(sql: string, values?: DuckDBValue[]): Promise<readonly (readonly DuckDBValue[])[]> {
		try {
			const result = await this.#connection.run(sql, values);
			return await result.getRows();
		} catch (error) {
			throw engineError(error, sql);
		}
	}

	/** Rows in chunks as DuckDB makes them. When the reader stops early the connection cannot be used again. */
	async *stream(sql: string, watch: Watch = {}): AsyncGenerator<DuckDBDataChunk> {
		const result = await this.#watched(sql, watch, () => this.#connection.stream(sql));
		let open = true;
		try {
			for (;;) {
				const chunk = await this.#watched(undefined, watch, () => result.fetchChunk(), sql);
				if (!chunk || chunk.rowCount === 0) {
					open = false;
					return;
				}
				yield chunk;
			}
		} finally {
			if (open) await this.#end(result);
		}
	}

	/** A result that is left open keeps the database open: DuckDB 1.5.5 then waits for ever when the file is opened again. */
	async #end(result: DuckDBResult): Promise<void> {
		this.#connection.interrupt();
		try {
			for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; )
				chunk = await result.fetchChunk();
		} catch {
			// Interrupted, as it was meant to be: the result is closed now.
		}
	}

	/** Lets a file reader ask about files. */
	async lend<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
		try {
			return await work(this.#connection);
		} catch (error) {
			throw isEngineProblem(error) ? engineError(error) : error;
		}
	}

	/** Makes a function known, inside the transaction that is open on this connection. */
	register(made: DuckDBScalarFunction): void {
		this.#connection.registerScalarFunction(made);
	}

	close(): void {
		this.#connection.closeSync();
	}

	async #watched<T>(sql: string | undefined, watch: Watch, work: () => Promise<T>, about = sql): Promise<T> {
		const { signal, onStatement } = watch;
		return this.#gate.pass(async () => {
			if (signal?.aborted) throw fault("ENGINE_CANCELLED", {});
			if (sql !== undefined) onStatement?.(sql);
			const interrupt = (): void => this.#connection.interrupt();
			signal?.addEventListener("abort", interrupt, { once: true });
			try {
				return await work();
			} catch (error) {
				throw engineError(error, about);
			} finally {
				signal?.removeEventListener("abort", interrupt);
			}
		});
	}

	/** DuckDB knows how far a statement is when it was told beforehand that somebody wants to know. */
	async #reportProgress(): Promise<void> {
		if (this.#reports) return;
		await this.#connection.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
		this.#reports = true;
	}

	#report(onProgress: (fraction: number) => void): void {
		const { percentage } = this.#connection.progress;
		// DuckDB says -1 while it does not know.
		if (percentage >= 0) onProgress(Math.min(1, percentage / 100));
	}
}
