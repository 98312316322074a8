import { fault } from "../../core/errors/index.js";

/** A holder of locks: one transaction. */
export type Owner = symbol;

/** One lock per table key, held to the end of a transaction; waiting in a circle is refused at once. */
export class TableLocks {
	readonly #holders = new Map<string, Owner>();
	readonly #queues = new Map<string, { readonly owner: Owner; readonly grant: () => void }[]>();
	readonly #waitsFor = new Map<Owner, string>();

	async acquire(key: string, owner: Owner, signal?: AbortSignal): Promise<void> {
		const holder = this.#holders.get(key);
		if (holder === owner) return;
		if (holder === undefined) {
			this.#holders.set(key, owner);
			return;
		}
		if (this.#closesCircle(holder, owner))
			throw fault("ENGINE_CONFLICT", { message: `each waits for a table of the other's (${key})` });
		this.#waitsFor.set(owner, key);
		const queue = this.#queues.get(key) ?? [];
		this.#queues.set(key, queue);
		try {
			await new Promise<void>((resolve, reject) => {
				const entry = { owner, grant: resolve };
				queue.push(entry);
				signal?.addEventListener(
					"abort",
					() => {
						const at = queue.indexOf(entry);
						if (at < 0) return;
						queue.splice(at, 1);
						reject(fault("ENGINE_CANCELLED", {}));
					},
					{ once: true },
				);
				if (signal?.aborted) {
					queue.splice(queue.indexOf(entry), 1);
					reject(fault("ENGINE_CANCELLED", {}));
				}
			});
		} finally {
			this.#waitsFor.delete(owner);
		}
	}

	/** Gives up all locks of a transaction, each to the next in line. */
	release(owner: Owner): void {
		for (const [key, holder] of this.#holders) {
			if (holder !== owner) continue;
			const next = this.#queues.get(key)?.shift();
			if (next) {
				this.#holders.set(key, next.owner);
				next.grant();
			} else {
				this.#holders.delete(key);
				this.#queues.delete(key);
			}
		}
	}

	#closesCircle(holder: Owner, owner: Owner): boolean {
		for (let at: Owner | undefined = holder; at; ) {
			if (at === owner) return true;
			const key = this.#waitsFor.get(at);
			at = key === undefined ? undefined : this.#holders.get(key);
		}
		return false;
	}
}
