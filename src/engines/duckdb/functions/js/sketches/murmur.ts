/*
 * MurmurHash3 for 64-bit machines, 128 bits wide: what the sketches of Apache DataSketches hash with. The seed is theirs.
 */

export const SEED = 9001n;
/** What identifies the seed in a sketch's bytes. */
export const SEED_HASH = 0x93cc;

const MASK = 0xffff_ffff_ffff_ffffn;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

const rotated = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & MASK;

function mixed(h: bigint): bigint {
	let x = h ^ (h >> 33n);
	x = (x * 0xff51afd7ed558ccdn) & MASK;
	x ^= x >> 33n;
	x = (x * 0xc4ceb9fe1a85ec53n) & MASK;
	return x ^ (x >> 33n);
}

const mixK1 = (k: bigint): bigint => (rotated((k * C1) & MASK, 31n) * C2) & MASK;
const mixK2 = (k: bigint): bigint => (rotated((k * C2) & MASK, 33n) * C1) & MASK;

/** Up to eight bytes, the first one lowest. */
function little(bytes: Uint8Array, from: number, to: number): bigint {
	let value = 0n;
	for (let i = Math.min(to, bytes.length) - 1; i >= from; i--)
		value = (value << 8n) | BigInt(bytes[i] as number);
	return value;
}

/** Both halves of the hash. */
export function murmur128(bytes: Uint8Array): readonly [bigint, bigint] {
	let [h1, h2] = [SEED, SEED];
	const whole = bytes.length - (bytes.length % 16);
	for (let i = 0; i < whole; i += 16) {
		h1 ^= mixK1(little(bytes, i, i + 8));
		h1 = (((rotated(h1, 27n) + h2) & MASK) * 5n + 0x52dce729n) & MASK;
		h2 ^= mixK2(little(bytes, i + 8, i + 16));
		h2 = (((rotated(h2, 31n) + h1) & MASK) * 5n + 0x38495ab5n) & MASK;
	}
	const rest = bytes.length - whole;
	if (rest > 8) h2 ^= mixK2(little(bytes, whole + 8, whole + 16));
	if (rest > 0) h1 ^= mixK1(little(bytes, whole, whole + 8));
	const length = BigInt(bytes.length);
	h1 ^= length;
	h2 ^= length;
	h1 = (h1 + h2) & MASK;
	h2 = (h2 + h1) & MASK;
	h1 = mixed(h1);
	h2 = mixed(h2);
	h1 = (h1 + h2) & MASK;
	return [h1, (h2 + h1) & MASK];
}
