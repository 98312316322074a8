import { createHash } from "node:crypto";
import type { JsFunction } from "./jsFunction.js";

/** Spark's hash(): Murmur3 x86 32 with its own treatment of the tail (each remaining byte, signed, is a word). */
const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

function mixK(k: number): number {
	k = Math.imul(k, C1);
	k = (k << 15) | (k >>> 17);
	return Math.imul(k, C2);
}

function mixH(h: number, k: number): number {
	h ^= k;
	h = (h << 13) | (h >>> 19);
	return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

function finish(h: number, length: number): number {
	h ^= length;
	h ^= h >>> 16;
	h = Math.imul(h, 0x85ebca6b);
	h ^= h >>> 13;
	h = Math.imul(h, 0xc2b2ae35);
	return (h ^ (h >>> 16)) | 0;
}

export function murmurInt(value: number, seed: number): number {
	return finish(mixH(seed, mixK(value)), 4);
}

export function murmurLong(value: bigint, seed: number): number {
	const low = Number(BigInt.asIntN(32, value));
	const high = Number(BigInt.asIntN(32, value >> 32n));
	return finish(mixH(mixH(seed, mixK(low)), mixK(high)), 8);
}

export function murmurBytes(bytes: Uint8Array, seed: number): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const aligned = bytes.length - (bytes.length % 4);
	let h = seed;
	for (let i = 0; i < aligned; i += 4) h = mixH(h, mixK(view.getInt32(i, true)));
	for (let i = aligned; i < bytes.length; i++) h = mixH(h, mixK(view.getInt8(i)));
	return finish(h, bytes.length);
}

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;
const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, bits: bigint): bigint => u64((x << bits) | (x >> (64n - bits)));

function avalanche(h: bigint): bigint {
	h = u64((h ^ (h >> 33n)) * P2);
	h = u64((h ^ (h >> 29n)) * P3);
	return BigInt.asIntN(64, h ^ (h >> 32n));
}

const round = (acc: bigint, word: bigint): bigint => u64(rotate(u64(acc + word * P2), 31n) * P1);

const mixWord = (h: bigint, word: bigint): bigint => u64(rotate(h ^ round(0n, word), 27n) * P1 + P4);

/** Four bytes, as Spark hashes int, float, date and boolean. */
export function xxInt(value: number, seed: bigint): bigint {
	let h = u64(u64(seed) + P5 + 4n);
	h ^= u64(BigInt(value >>> 0) * P1);
	return avalanche(u64(rotate(h, 23n) * P2 + P3));
}

export function xxLong(value: bigint, seed: bigint): bigint {
	return avalanche(mixWord(u64(u64(seed) + P5 + 8n), u64(value)));
}

export function xxBytes(bytes: Uint8Array, seed: bigint): bigint {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const start = u64(seed);
	let offset = 0;
	let h: bigint;
	if (bytes.length >= 32) {
		const lanes = [u64(start + P1 + P2), u64(start + P2), start, u64(start - P1)];
		for (; offset <= bytes.length - 32; offset += 32)
			for (let lane = 0; lane < 4; lane++)
				lanes[lane] = round(lanes[lane] as bigint, view.getBigUint64(offset + 8 * lane, true));
		const [a, b, c, d] = lanes as [bigint, bigint, bigint, bigint];
		h = u64(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
		for (const lane of lanes) h = u64((h ^ round(0n, lane)) * P1 + P4);
	} else h = u64(start + P5);
	h = u64(h + BigInt(bytes.length));
	for (; offset + 8 <= bytes.length; offset += 8) h = mixWord(h, view.getBigUint64(offset, true));
	if (offset + 4 <= bytes.length) {
		h = u64(rotate(h ^ u64(BigInt(view.getUint32(offset, true)) * P1), 23n) * P2 + P3);
		offset += 4;
	}
	for (; offset < bytes.length; offset++)
		h = u64(rotate(h ^ u64(BigInt(view.getUint8(offset)) * P5), 11n) * P1);
	return avalanche(h);
}

const scratch = new DataView(new ArrayBuffer(8));

/** The bits of a float; -0.0 hashes as 0.0. */
function floatBits(value: number): number {
	scratch.setFloat32(0, value === 0 ? 0 : value);
	return scratch.getInt32(0);
}

function doubleBits(value: number): bigint {
	scratch.setFloat64(0, value === 0 ? 0 : value);
	return scratch.getBigInt64(0);
}

/** Java's BigInteger.toByteArray: big-endian two's complement, as short as it can be. */
function integerBytes(text: string): Uint8Array {
	const value = BigInt(text);
	let length = 1;
	while (BigInt.asIntN(8 * length, value) !== value) length++;
	const bits = BigInt.asUintN(8 * length, value);
	return Uint8Array.from({ length }, (_, i) => Number((bits >> BigInt(8 * (length - 1 - i))) & 0xffn));
}

const utf8 = new TextEncoder();
const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
	for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
	return n;
});

export function crc32(bytes: Uint8Array): bigint {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = (CRC[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
	return BigInt((crc ^ 0xffffffff) >>> 0);
}

/** sha2(bytes, bits): null for a size that there is not. */
export function sha2(bytes: Uint8Array, bits: number): string | null {
	const size = bits === 0 ? 256 : bits;
	return [224, 256, 384, 512].includes(size) ? createHash(`sha${size}`).update(bytes).digest("hex") : null;
}

type Seed32 = readonly ["int"];
const murmur: Seed32 = ["int"];
const xx = ["bigint"] as const;

/** value and seed → the next seed. A NULL leaves the seed as it is, in SQL. */
export const HASH_FUNCTIONS = [
	{ name: "aq_murmur_int", args: ["int", ...murmur], returns: "int", fn: murmurInt },
	{ name: "aq_murmur_long", args: ["bigint", ...murmur], returns: "int", fn: murmurLong },
	{
		name: "aq_murmur_float",
		args: ["float", ...murmur],
		returns: "int",
		fn: (v: number, s: number) => murmurInt(floatBits(v), s),
	},
	{
		name: "aq_murmur_double",
		args: ["double", ...murmur],
		returns: "int",
		fn: (v: number, s: number) => murmurLong(doubleBits(v), s),
	},
	{
		name: "aq_murmur_text",
		args: ["text", ...murmur],
		returns: "int",
		fn: (v: string, s: number) => murmurBytes(utf8.encode(v), s),
	},
	{ name: "aq_murmur_bytes", args: ["bytes", ...murmur], returns: "int", fn: murmurBytes },
	{
		name: "aq_murmur_integer",
		args: ["text", ...murmur],
		returns: "int",
		fn: (v: string, s: number) => murmurBytes(integerBytes(v), s),
	},
	{ name: "aq_xx_int", args: ["int", ...xx], returns: "bigint", fn: xxInt },
	{ name: "aq_xx_long", args: ["bigint", ...xx], returns: "bigint", fn: xxLong },
	{
		name: "aq_xx_float",
		args: ["float", ...xx],
		returns: "bigint",
		fn: (v: number, s: bigint) => xxInt(floatBits(v), s),
	},
	{
		name: "aq_xx_double",
		args: ["double", ...xx],
		returns: "bigint",
		fn: (v: number, s: bigint) => xxLong(doubleBits(v), s),
	},
	{
		name: "aq_xx_text",
		args: ["text", ...xx],
		returns: "bigint",
		fn: (v: string, s: bigint) => xxBytes(utf8.encode(v), s),
	},
	{ name: "aq_xx_bytes", args: ["bytes", ...xx], returns: "bigint", fn: xxBytes },
	{
		name: "aq_xx_integer",
		args: ["text", ...xx],
		returns: "bigint",
		fn: (v: string, s: bigint) => xxBytes(integerBytes(v), s),
	},
	{ name: "aq_sha2", args: ["bytes", "int"], returns: "text", fn: sha2 },
	{ name: "aq_crc32", args: ["bytes"], returns: "bigint", fn: crc32 },
] as const satisfies readonly JsFunction[];
