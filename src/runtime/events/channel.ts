/** A queue that is pushed from one side and iterated from the other; every iteration starts at the first item. */
export class Channel<T> implements AsyncIterable<T> {
	readonly #items: T[] = [];
	#closed = false;
	#wake: (() => void)[] = [];

	push(item: T): void {
		this.#items.push(item);
		this.#notify();
	}

	close(): void {
		this.#closed = true;
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
				return;
			} else {
				await new Promise<void>((resolve) => this.#wake.push(resolve));
			}
		}
	}
}
