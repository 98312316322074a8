import { sparkError } from "../jsFunction.js";
import { ByteWriter, viewOf } from "./bytes.js";
import { decodedSketch, invalidSketch } from "./decode.js";
import { murmur128, SEED_HASH } from "./murmur.js";

/*
 * Theta sketches: the smallest hashes of what was seen, at most 2^k of them, and the bound below which they lie. The
 * bytes are those of Apache DataSketches' compact sketches, as Spark writes them.
 */

/** The bound of a sketch that has everything: all hashes have 63 bits. */
export const EVERYTHING = (1n << 63n) - 1n;

export interface Theta {
	/** Ascending. */
	readonly hashes: readonly bigint[];
	readonly bound: bigint;
	/** Nothing was seen, which is more than that nothing was kept. */
	readonly empty: boolean;
}

const FAMILY = 3;
const EMPTY_BYTES = [1, 3, FAMILY, 0, 0, 0x1e, 0, 0] as const;
const ORDERED_COMPACT = 0x1a;
const SINGLE = 0x3a;

export const hashOf = (bytes: Uint8Array): bigint => murmur128(bytes)[0] >> 1n;

/** Cut to the `most` smallest hashes; the next one is the bound then. */
export function theta(hashes: Iterable<bigint>, bound: bigint, most: number): Theta {
	const kept = [...new Set(hashes)].filter((h) => h > 0n && h < bound).sort((a, b) => (a < b ? -1 : 1));
	const next = kept[most];
	if (next !== undefined) return { hashes: kept.slice(0, most), bound: next, empty: false };
	return { hashes: kept, bound, empty: kept.length === 0 && bound === EVERYTHING };
}

export const estimate = ({ hashes, bound }: Pick<Theta, "hashes" | "bound">): number =>
	bound === EVERYTHING ? hashes.length : hashes.length * (Number(EVERYTHING) / Number(bound));

export function encodeTheta(sketch: Theta): Uint8Array {
	const { hashes, bound, empty } = sketch;
	const estimating = bound < EVERYTHING;
	const out = new ByteWriter();
	if (empty) return out.bytes(...EMPTY_BYTES).done();
	if (hashes.length === 1 && !estimating)
		return out
			.bytes(1, 3, FAMILY, 0, 0, SINGLE)
			.short(SEED_HASH)
			.long(hashes[0] as bigint)
			.done();
	if (hashes.length === 0)
		return out.bytes(3, 3, FAMILY, 0, 0, ORDERED_COMPACT).short(SEED_HASH).int(0).float(1).long(bound).done();
	const deltas = hashes.map((hash, i) => hash - (hashes[i - 1] ?? 0n));
	const bits = bitsOf(deltas.reduce((all, delta) => all | delta, 0n));
	const countBytes = Math.ceil(bitsOf(BigInt(hashes.length)) / 8);
	out.bytes(estimating ? 2 : 1, 4, FAMILY, bits, countBytes, ORDERED_COMPACT).short(SEED_HASH);
	if (estimating) out.long(bound);
	for (let i = 0; i < countBytes; i++) out.bytes((hashes.length >> (8 * i)) & 0xff);
	return out.raw(packed(deltas, bits)).done();
}

const bitsOf = (value: bigint): number => value.toString(2).length;

/** So many bits of each, the highest first, one behind the other. */
function packed(values: readonly bigint[], bits: number): Uint8Array {
	const out = new Uint8Array(Math.ceil((values.length * bits) / 8));
	let [buffer, filled, at] = [0n, 0, 0];
	for (const value of values) {
		buffer = (buffer << BigInt(bits)) | value;
		filled += bits;
		while (filled >= 8) {
			filled -= 8;
			out[at++] = Number((buffer >> BigInt(filled)) & 0xffn);
		}
		buffer &= (1n << BigInt(filled)) - 1n;
	}
	if (filled > 0) out[at] = Number((buffer << BigInt(8 - filled)) & 0xffn);
	return out;
}

function unpacked(bytes: Uint8Array, count: number, bits: number): bigint[] {
	const values: bigint[] = [];
	let [buffer, filled, at] = [0n, 0, 0];
	for (let i = 0; i < count; i++) {
		while (filled < bits) {
			buffer = (buffer << 8n) | BigInt(viewOf(bytes).getUint8(at++));
			filled += 8;
		}
		filled -= bits;
		values.push(buffer >> BigInt(filled));
		buffer &= (1n << BigInt(filled)) - 1n;
	}
	return values;
}

/** `THETA_INVALID_INPUT_SKETCH_BUFFER` for bytes that are no compact sketch. */
export function decodeTheta(bytes: Uint8Array, fn: string): Theta {
	return decodedSketch(
		() => decoded(bytes),
		() => invalidSketch("Theta", "`theta_sketch_agg`", fn),
	);
}

function decoded(bytes: Uint8Array): Theta | undefined {
	const view = viewOf(bytes);
	const [longs, version, family, flags] = [0, 1, 2, 5].map((i) => view.getUint8(i)) as [
		number,
		number,
		number,
		number,
	];
	if (family !== FAMILY || (version !== 3 && version !== 4)) return undefined;
	if (flags & 4) return { hashes: [], bound: EVERYTHING, empty: true };
	if (view.getUint16(6, true) !== SEED_HASH) return undefined;
	if (version === 4) {
		const [bits, countBytes] = [view.getUint8(3), view.getUint8(4)];
		const bound = longs === 2 ? view.getBigInt64(8, true) : EVERYTHING;
		const start = longs === 2 ? 16 : 8;
		let count = 0;
		for (let i = 0; i < countBytes; i++) count += view.getUint8(start + i) * 2 ** (8 * i);
		let last = 0n;
		const hashes = unpacked(bytes.subarray(start + countBytes), count, bits).map((delta) => {
			last += delta;
			return last;
		});
		return { hashes, bound, empty: false };
	}
	const count = longs === 1 ? 1 : view.getInt32(8, true);
	const bound = longs === 3 ? view.getBigInt64(16, true) : EVERYTHING;
	const hashes = Array.from({ length: count }, (_, i) => view.getBigInt64(longs * 8 + i * 8, true));
	return { hashes, bound, empty: false };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export function united(sketches: readonly Theta[], most: number): Theta {
	const bound = sketches.reduce((all, s) => least(all, s.bound), EVERYTHING);
	return theta(
		sketches.flatMap((s) => s.hashes),
		bound,
		most,
	);
}

export function intersected(a: Theta, b: Theta): Theta {
	if (a.empty || b.empty) return { hashes: [], bound: EVERYTHING, empty: true };
	const other = new Set(b.hashes);
	return theta(
		a.hashes.filter((h) => other.has(h)),
		least(a.bound, b.bound),
		Number.POSITIVE_INFINITY,
	);
}

export function subtracted(a: Theta, b: Theta): Theta {
	if (a.empty) return a;
	const other = new Set(b.hashes);
	return theta(
		a.hashes.filter((h) => !other.has(h)),
		least(a.bound, b.bound),
		Number.POSITIVE_INFINITY,
	);
}

/** `SKETCH_INVALID_LG_NOM_ENTRIES` unless it lies between 4 and 26; else how many hashes are kept. */
export function mostEntries(lg: number, fn: string): number {
	if (lg >= 4 && lg <= 26) return 2 ** lg;
	throw sparkError(
		"SKETCH_INVALID_LG_NOM_ENTRIES",
		`Invalid call to \`${fn}\`; the \`lgNomEntries\` value must be between 4 and 26, inclusive: ${lg}.`,
	);
}
