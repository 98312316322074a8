import { faultPoint } from "../../core/faultPoint.js";
import type { Commit } from "../tableEngine.js";
import { systemTable } from "./names.js";
import type { Session } from "./session.js";
import { quoteText } from "./sql.js";
import { batches, type StateChanges } from "./stateChanges.js";

const COMMITS = systemTable("commits");
const LOGS = systemTable("logs");

/**
 * What a transaction says of itself in the engine's own tables: collected, and written as one text of statements right
 * before it ends, or before it is asked for. A statement of its own for each costs more than a small commit's rows.
 */
export class Notes {
	readonly #state: StateChanges;
	readonly #nextLogRow: () => number;
	#catalog: string[] = [];
	#commits: string[] = [];
	#logs: string[] = [];

	/** `nextLogRow` numbers log rows for the whole process, so that transactions side by side never meet. */
	constructor(state: StateChanges, nextLogRow: () => number) {
		this.#state = state;
		this.#nextLogRow = nextLogRow;
	}

	/** A statement about the catalog; they keep their order. */
	catalog(statement: string): void {
		this.#catalog.push(statement);
	}

	commit(key: string, version: number, kind: Commit["kind"], rows: number): void {
		this.#commits.push(`(${quoteText(key)}, ${version}, ${quoteText(kind)}, ${rows}, now())`);
	}

	log(name: string, rows: readonly unknown[]): void {
		for (const row of rows)
			this.#logs.push(`(${quoteText(name)}, ${this.#nextLogRow()}, ${quoteText(JSON.stringify(row))})`);
	}

	async write(session: Session): Promise<void> {
		const points = [
			...(this.#state.isOpen ? ["duckdb.state"] : []),
			...(this.#logs.length > 0 ? ["duckdb.log"] : []),
		];
		const statements = [
			...this.#catalog,
			...(this.#commits.length > 0 ? [`INSERT INTO ${COMMITS} VALUES ${this.#commits.join(", ")}`] : []),
			...this.#state.statements(),
			...[...batches(this.#logs)].map((rows) => `INSERT INTO ${LOGS} VALUES ${rows.join(", ")}`),
		];
		this.#catalog = [];
		this.#commits = [];
		this.#logs = [];
		if (statements.length === 0) return;
		for (const point of points) faultPoint(`${point}.before`);
		await session.note(statements.join(";\n"));
		for (const point of points) faultPoint(`${point}.after`);
	}
}
