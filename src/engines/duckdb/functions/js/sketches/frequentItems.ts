/*
 * The most frequent items as Apache DataSketches counts them: a hash table that, once full, takes the median count away
 * from all. While the items fit, the counts are exact; which of two equal counts comes first is up to the table.
 */

export interface Item {
	/** What tells items apart. */
	readonly text: string;
	/** Java's hashCode of it. */
	readonly hash: number;
}

const SMALLEST_LG = 3;
const LOAD = 0.75;
const SAMPLE = 1024;
const GOLDEN = 0.6180339887498949;
const MASK = 0xffff_ffff_ffff_ffffn;

/** The table must hold so many items at its load. */
export function lgMapSize(items: number): number {
	let lg = SMALLEST_LG;
	while (2 ** lg * LOAD < items) lg++;
	return lg;
}

function spread(hash: number): number {
	let key = BigInt.asUintN(64, BigInt(hash));
	key ^= key >> 33n;
	key = (key * 0xff51afd7ed558ccdn) & MASK;
	key ^= key >> 33n;
	key = (key * 0xc4ceb9fe1a85ec53n) & MASK;
	key ^= key >> 33n;
	return Number(BigInt.asIntN(32, key));
}

export class FrequentItems {
	readonly lgMax: number;
	#lg: number;
	#items: (Item | undefined)[];
	#counts: number[];
	#active = 0;
	/** All items that were counted. */
	weight = 0;
	/** What every kept item may have lost. */
	offset = 0;

	constructor(lgMax: number, lg = SMALLEST_LG) {
		this.lgMax = lgMax;
		this.#lg = lg;
		this.#items = new Array(1 << lg).fill(undefined);
		this.#counts = new Array(1 << lg).fill(0);
	}

	get lg(): number {
		return this.#lg;
	}

	add(item: Item, count: number): void {
		this.weight += count;
		this.#put(item, count);
		if (this.#active <= (1 << this.#lg) * LOAD) return;
		if (this.#lg < this.lgMax) this.#grow();
		else this.#purge();
	}

	#put(item: Item, count: number): void {
		const mask = this.#items.length - 1;
		let at = spread(item.hash) & mask;
		while (this.#items[at] !== undefined && this.#items[at]?.text !== item.text) at = (at + 1) & mask;
		if (this.#items[at] === undefined) {
			this.#items[at] = item;
			this.#active++;
		}
		this.#counts[at] = (this.#counts[at] as number) + count;
	}

	#grow(): void {
		this.#lg++;
		this.#rebuild(this.entries());
	}

	#rebuild(entries: readonly (readonly [Item, number])[]): void {
		this.#items = new Array(1 << this.#lg).fill(undefined);
		this.#counts = new Array(1 << this.#lg).fill(0);
		this.#active = 0;
		for (const [item, count] of entries) this.#put(item, count);
	}

	#purge(): void {
		const entries = this.entries();
		const sample = entries
			.slice(0, SAMPLE)
			.map(([, count]) => count)
			.sort((a, b) => a - b);
		const median = sample[Math.floor(sample.length / 2)] as number;
		this.#rebuild(
			entries.map(([item, count]) => [item, count - median] as const).filter(([, count]) => count > 0),
		);
		this.offset += median;
	}

	/** Items and what is left of their counts, as they lie in the table. */
	entries(): readonly (readonly [Item, number])[] {
		return this.#items.flatMap((item, i) => (item ? [[item, this.#counts[i] as number] as const] : []));
	}

	/** The same in the order of the table's own iterator, which leaps. */
	leaping(): readonly (readonly [Item, number])[] {
		const size = this.#items.length;
		const stride = Math.floor(size * GOLDEN) | 1;
		const found: (readonly [Item, number])[] = [];
		for (let i = 0, at = 0; i < size; i++, at = (at + stride) & (size - 1)) {
			const item = this.#items[at];
			if (item) found.push([item, this.#counts[at] as number]);
		}
		return found;
	}

	merge(other: FrequentItems): void {
		const weight = this.weight + other.weight;
		for (const [item, count] of other.leaping()) this.add(item, count);
		this.offset += other.offset;
		this.weight = weight;
	}

	/** The items that are certainly among the frequent ones, with their estimates, the highest first. */
	frequent(): readonly (readonly [Item, number])[] {
		return this.leaping()
			.filter(([, count]) => count >= this.offset)
			.map(([item, count]) => [item, count + this.offset] as const)
			.sort(([, a], [, b]) => b - a);
	}
}
