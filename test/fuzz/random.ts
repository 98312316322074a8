/** Numbers that a seed decides (mulberry32): the same on every machine. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** In [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** A whole number in [0, below). */
	below(below: number): number {
		return Math.floor(this.next() * below);
	}

	/** From `least` to `most`, both included. */
	between(least: number, most: number): number {
		return least + this.below(most - least + 1);
	}

	chance(share: number): boolean {
		return this.next() < share;
	}

	pick<T>(of: readonly T[]): T {
		const one = of[this.below(of.length)];
		if (one === undefined && of.length === 0) throw new Error("nothing to pick from");
		return one as T;
	}

	weighted<T>(of: readonly T[], weight: (one: T) => number): T {
		const weights = of.map(weight);
		let left = this.next() * weights.reduce((sum, w) => sum + w, 0);
		for (let i = 0; i < of.length; i++) {
			left -= weights[i] as number;
			if (left < 0) return of[i] as T;
		}
		return of[of.length - 1] as T;
	}

	shuffled<T>(of: readonly T[]): T[] {
		const list = [...of];
		for (let i = list.length - 1; i > 0; i--) {
			const j = this.below(i + 1);
			[list[i], list[j]] = [list[j] as T, list[i] as T];
		}
		return list;
	}
}
