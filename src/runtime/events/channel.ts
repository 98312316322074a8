/** A queue that is pushed from one side and iterated from the other; every iteration starts at the first item. */
export class Channel<T> implements AsyncIterable<T> {
	readonly #items: T[] = [];
	#closed = false;
	#failure: { readonly error: unknown } | undefined;
	#wake: (() => void)[] = [];

	push(item: T): void {
		this.#items.push(item);
		this.#notify();
	}

	/** Ends all iterations, with an error when one is given. */
	close(failure?: { readonly error: unknown }): void {
		this.#closed = true;
		this.#failure = failure;
		this.#notify();
	}

	#notify(): void {
		const waiting = this.#wake;
		this.#wake = [];
		for (const wake of waiting) wake();
	}

	async *[Symbol.asyncIterator](): AsyncIterator<T> {
		for (let i = 0; ; ) {
			if (i < this.#items.length) {
				yield this.#items[i++] as T;
			} else if (this.#closed) {
				if (this.#failure) throw this.#failure.error;
				return;
			} else {
				await new Promise<void>((resolve) => this.#wake.push(resolve));
			}
		}
	}
}
