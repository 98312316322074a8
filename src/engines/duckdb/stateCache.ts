import { systemTable } from "./names.js";
import type { Session } from "./session.js";

const STATE = systemTable("state");

/** When all documents together are no more than this they are read at once, else scope by scope. */
const ALL = 5000;
/** A scope of more documents than this is read each time that it is asked for. */
const SCOPE = 5000;

/** Documents as JSON text under (scope, key). */
export interface StateView {
	get(scope: string, key: string): Promise<string | undefined>;
	entries(scope: string): Promise<ReadonlyMap<string, string>>;
}

/** What a transaction has changed; undefined: the document is gone. */
export interface CommittedChanges {
	/** Scopes of which nothing is left but what `changed` has. */
	readonly cleared: ReadonlySet<string>;
	readonly changed: ReadonlyMap<string, ReadonlyMap<string, string | undefined>>;
}

/**
 * The committed bookkeeping documents, read when the first is asked for: nobody else can write to the file, and each
 * commit of this process brings its changes.
 */
export class StateCache implements StateView {
	readonly #use: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
	readonly #scopes = new Map<string, Map<string, string>>();
	readonly #large = new Set<string>();
	/** Whether scopes that are not known are empty. */
	#isWhole = false;
	#loading: Promise<void> | undefined;
	/** Counts commits: what was read while one went on may be older than it. */
	#commits = 0;

	/** `use` lends a session on which no transaction is open: that would see the state of its beginning. */
	constructor(use: <T>(work: (session: Session) => Promise<T>) => Promise<T>) {
		this.#use = use;
	}

	async get(scope: string, key: string): Promise<string | undefined> {
		const known =
			(await this.#known(scope)) ?? (this.#large.has(scope) ? undefined : await this.#readScope(scope));
		if (known) return known.get(key);
		const [row] = await this.#use((session) =>
			session.note(`SELECT value FROM ${STATE} WHERE scope = $1 AND key = $2`, [scope, key]),
		);
		return row?.[0] as string | undefined;
	}

	async entries(scope: string): Promise<ReadonlyMap<string, string>> {
		return (await this.#known(scope)) ?? (await this.#readScope(scope));
	}

	/** True when it is in the file, false when it is not; undefined: nobody has looked. */
	has(scope: string, key: string): boolean | undefined {
		return this.#scopes.get(scope)?.has(key) ?? (this.#isWhole ? false : undefined);
	}

	/** After a commit. */
	apply(changes: CommittedChanges): void {
		this.#commits++;
		for (const scope of changes.cleared) {
			if (this.#isWhole || this.#scopes.has(scope)) this.#scopes.set(scope, new Map());
		}
		for (const [scope, entries] of changes.changed) {
			let known = this.#scopes.get(scope);
			if (!known) {
				if (!this.#isWhole) continue;
				known = new Map();
				this.#scopes.set(scope, known);
			}
			for (const [key, text] of entries) {
				if (text === undefined) known.delete(key);
				else known.set(key, text);
			}
		}
	}

	async #known(scope: string): Promise<ReadonlyMap<string, string> | undefined> {
		this.#loading ??= this.#readAll();
		await this.#loading;
		return this.#scopes.get(scope) ?? (this.#isWhole ? NOTHING : undefined);
	}

	async #readAll(): Promise<void> {
		const began = this.#commits;
		const rows = await this.#use((session) =>
			session.note(`SELECT scope, key, value FROM ${STATE} LIMIT ${ALL + 1}`),
		);
		if (rows.length > ALL || this.#commits !== began) return;
		for (const [scope, key, value] of rows as readonly (readonly [string, string, string])[]) {
			const known = this.#scopes.get(scope) ?? new Map<string, string>();
			this.#scopes.set(scope, known.set(key, value));
		}
		this.#isWhole = true;
	}

	async #readScope(scope: string): Promise<ReadonlyMap<string, string>> {
		const began = this.#commits;
		const rows = await this.#use((session) =>
			session.note(`SELECT key, value FROM ${STATE} WHERE scope = $1`, [scope]),
		);
		const found = new Map(rows as readonly (readonly [string, string])[]);
		if (found.size > SCOPE) this.#large.add(scope);
		else if (this.#commits === began) this.#scopes.set(scope, found);
		return found;
	}
}

const NOTHING: ReadonlyMap<string, string> = new Map();
