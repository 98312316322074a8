import type { StoredTable } from "../tableEngine.js";

type Described = Promise<StoredTable | undefined>;

/**
 * The stored tables as of their last commits, each looked up once until a commit touches it. What is asked while a
 * commit goes on may still be the state before it, but is not kept.
 */
export class KnownTables {
	readonly #tables = new Map<string, Described>();

	describe(key: string, look: () => Described): Described {
		const known = this.#tables.get(key);
		if (known) return known;
		const found = look();
		this.#tables.set(key, found);
		found.catch(() => this.forget([key]));
		return found;
	}

	forget(keys: Iterable<string>): void {
		for (const key of keys) this.#tables.delete(key);
	}
}
