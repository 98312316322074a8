import { systemTable } from "./names.js";
import { quoteText } from "./sql.js";
import type { CommittedChanges, StateCache, StateView } from "./stateCache.js";

const STATE = systemTable("state");
const ROWS_AT_ONCE = 500;
/** An upsert costs as much as this many updates by key (1.5.5). */
const FEW = 3;

type Documents = Map<string, string | undefined>;

/** What one transaction changes of the bookkeeping documents, over the committed ones; written by `statements`. */
export class StateChanges implements StateView, CommittedChanges {
	readonly cleared = new Set<string>();
	readonly changed = new Map<string, Documents>();
	readonly #cache: StateCache;
	/** What of it is not in the file yet. */
	readonly #toClear = new Set<string>();
	readonly #toWrite = new Map<string, Documents>();
	/** What of it is: whether a document is there, and the scopes that were emptied before. */
	readonly #emptied = new Set<string>();
	readonly #written = new Map<string, Map<string, boolean>>();

	constructor(cache: StateCache) {
		this.#cache = cache;
	}

	get isOpen(): boolean {
		return this.#toClear.size + this.#toWrite.size > 0;
	}

	async get(scope: string, key: string): Promise<string | undefined> {
		const own = this.changed.get(scope);
		if (own?.has(key)) return own.get(key);
		return this.cleared.has(scope) ? undefined : this.#cache.get(scope, key);
	}

	async entries(scope: string): Promise<ReadonlyMap<string, string>> {
		const entries = new Map(this.cleared.has(scope) ? [] : await this.#cache.entries(scope));
		for (const [key, text] of this.changed.get(scope) ?? []) {
			if (text === undefined) entries.delete(key);
			else entries.set(key, text);
		}
		return entries;
	}

	/** `text` undefined: deletes the document. */
	set(scope: string, key: string, text: string | undefined): void {
		inside(this.changed, scope).set(key, text);
		inside(this.#toWrite, scope).set(key, text);
	}

	clear(scope: string): void {
		this.cleared.add(scope);
		this.changed.delete(scope);
		this.#toClear.add(scope);
		this.#toWrite.delete(scope);
	}

	/** The SQL that writes what is not written yet; nothing is left to write then. */
	statements(): readonly string[] {
		const statements: string[] = [];
		for (const scope of this.#toClear) {
			statements.push(`DELETE FROM ${STATE} WHERE scope = ${quoteText(scope)}`);
			this.#emptied.add(scope);
			this.#written.delete(scope);
		}
		const created: string[] = [];
		const changed: { readonly scope: string; readonly key: string; readonly text: string }[] = [];
		const unsure: string[] = [];
		for (const [scope, documents] of this.#toWrite) {
			const gone: string[] = [];
			for (const [key, text] of documents) {
				const isThere = this.#isThere(scope, key);
				inside(this.#written, scope).set(key, text !== undefined);
				if (text === undefined) {
					if (isThere !== false) gone.push(quoteText(key));
				} else if (isThere) changed.push({ scope, key, text });
				else (isThere === false ? created : unsure).push(`(${[scope, key, text].map(quoteText).join(", ")})`);
			}
			for (const keys of batches(gone))
				statements.push(
					`DELETE FROM ${STATE} WHERE scope = ${quoteText(scope)} AND key IN (${keys.join(", ")})`,
				);
		}
		if (changed.length > FEW)
			unsure.push(
				...changed.map(({ scope, key, text }) => `(${[scope, key, text].map(quoteText).join(", ")})`),
			);
		else
			for (const { scope, key, text } of changed)
				statements.push(
					`UPDATE ${STATE} SET value = ${quoteText(text)} WHERE scope = ${quoteText(scope)} AND key = ${quoteText(key)}`,
				);
		for (const rows of batches(created)) statements.push(`INSERT INTO ${STATE} VALUES ${rows.join(", ")}`);
		for (const rows of batches(unsure))
			statements.push(
				`INSERT INTO ${STATE} VALUES ${rows.join(", ")} ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`,
			);
		this.#toClear.clear();
		this.#toWrite.clear();
		return statements;
	}

	/** Undefined: nobody has looked. */
	#isThere(scope: string, key: string): boolean | undefined {
		const own = this.#written.get(scope)?.get(key);
		if (own !== undefined) return own;
		return this.#emptied.has(scope) ? false : this.#cache.has(scope, key);
	}
}

function inside<V>(scopes: Map<string, Map<string, V>>, scope: string): Map<string, V> {
	const found = scopes.get(scope) ?? new Map<string, V>();
	scopes.set(scope, found);
	return found;
}

export function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
	for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield items.slice(at, at + ROWS_AT_ONCE);
}
