import { murmurBytes } from "../hashing.js";

const INT_MOST = 2_147_483_647n;
const MULTIPLIER = 0x5deece66dn;
const STATE = (1n << 48n) - 1n;

/** java.util.Random's nextInt(Integer.MAX_VALUE), so many times. */
function javaInts(seed: number, count: number): readonly bigint[] {
	let state = (BigInt(seed) ^ MULTIPLIER) & STATE;
	const next31 = (): bigint => {
		state = (state * MULTIPLIER + 0xbn) & STATE;
		return state >> 17n;
	};
	return Array.from({ length: count }, () => {
		for (;;) {
			const bits = next31();
			const value = bits % INT_MOST;
			// Java's overflow test: the last, incomplete range is drawn anew.
			if (bits - value + (INT_MOST - 1n) <= INT_MOST) return value;
		}
	});
}

/** Spark's own count-min sketch of the items, as the bytes that its library reads. */
export function countMinSketch(
	kind: string,
	items: readonly string[],
	{ eps, confidence, seed }: { readonly eps: number; readonly confidence: number; readonly seed: number },
): Uint8Array {
	const width = Math.ceil(2 / eps);
	const depth = Math.ceil(-Math.log1p(-confidence) / Math.log(2));
	const factors = javaInts(seed, depth);
	const table = Array.from({ length: depth }, () => new BigInt64Array(width));
	const add = (row: number, column: number): void => {
		const counts = table[row] as BigInt64Array;
		counts[column] = (counts[column] as bigint) + 1n;
	};
	for (const item of items) {
		if (kind === "long") {
			for (let i = 0; i < depth; i++) add(i, longBucket(factors[i] as bigint, BigInt(item), width));
			continue;
		}
		const bytes = kind === "text" ? Buffer.from(item, "utf8") : Buffer.from(item, "base64");
		const first = murmurBytes(bytes, 0);
		const second = murmurBytes(bytes, first);
		for (let i = 0; i < depth; i++) add(i, Math.abs(((first + Math.imul(i, second)) | 0) % width));
	}
	return serialized(BigInt(items.length), factors, table, width);
}

function longBucket(factor: bigint, item: bigint, width: number): number {
	let hash = BigInt.asIntN(64, factor * item);
	hash = BigInt.asIntN(64, hash + (hash >> 32n)) & INT_MOST;
	return Number(hash) % width;
}

/** Big-endian, as Java's DataOutputStream writes it. */
function serialized(
	total: bigint,
	factors: readonly bigint[],
	table: readonly BigInt64Array[],
	width: number,
): Uint8Array {
	const view = new DataView(new ArrayBuffer(20 + 8 * factors.length + 8 * width * table.length));
	view.setInt32(0, 1);
	view.setBigInt64(4, total);
	view.setInt32(12, factors.length);
	view.setInt32(16, width);
	let at = 20;
	for (const factor of factors) {
		view.setBigInt64(at, factor);
		at += 8;
	}
	for (const row of table)
		for (const count of row) {
			view.setBigInt64(at, count);
			at += 8;
		}
	return new Uint8Array(view.buffer);
}
