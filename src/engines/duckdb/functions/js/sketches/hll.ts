import { sparkError } from "../jsFunction.js";
import { ByteWriter, viewOf } from "./bytes.js";
import { couponEstimate } from "./coupons.js";
import { decodedSketch, invalidSketch } from "./decode.js";
import { murmur128 } from "./murmur.js";

/*
 * HyperLogLog as Apache DataSketches does it, with registers of eight bits: a list of coupons while there are few, a
 * hash set of them, and registers at last. The bytes are its updatable form.
 */

/** A coupon: the place in its low 26 bits, the value above. */
type Coupon = number;

interface CouponSet {
	readonly kind: "list" | "set";
	readonly lgK: number;
	/** The table as it lies in memory; 0 is a free slot. */
	table: Int32Array;
	count: number;
}

interface Registers {
	readonly kind: "registers";
	readonly lgK: number;
	readonly values: Uint8Array;
	/** The estimate that grows with every change, as long as the order of the values is known. */
	hip: number;
	ordered: boolean;
	/** The sum of 2^-register: registers below 32, and the others. */
	low: number;
	high: number;
}

export type Hll = CouponSet | Registers;

const FAMILY = 7;
const HLL_8 = 2 << 2;
const LG_LIST = 3;
const LG_SET = 5;
const PLACE = 0x3ffffff;
const SMALLEST_WITH_SET = 8;

export function hll(lgK: number, fn: string): Hll {
	if (lgK < 4 || lgK > 21)
		throw sparkError(
			"HLL_INVALID_LG_K",
			`Invalid call to \`${fn}\`; the \`lgConfigK\` value must be between 4 and 21, inclusive: ${lgK}.`,
		);
	return { kind: "list", lgK, table: new Int32Array(1 << LG_LIST), count: 0 };
}

export function couponOf(bytes: Uint8Array): Coupon {
	const [low, high] = murmur128(bytes);
	const zeros = high === 0n ? 64 : 64 - high.toString(2).length;
	return ((Math.min(zeros, 62) + 1) << 26) | Number(low & BigInt(PLACE));
}

/** The sketch with one more coupon: the same object, or the next form of it. */
export function withCoupon(sketch: Hll, coupon: Coupon): Hll {
	if (sketch.kind === "registers") {
		raise(sketch, coupon);
		return sketch;
	}
	return sketch.kind === "list" ? listed(sketch, coupon) : hashed(sketch, coupon);
}

function listed(sketch: CouponSet, coupon: Coupon): Hll {
	if (sketch.table.includes(coupon)) return sketch;
	sketch.table[sketch.count++] = coupon;
	if (sketch.count < sketch.table.length) return sketch;
	if (sketch.lgK < SMALLEST_WITH_SET) return promoted(sketch);
	let set: Hll = { kind: "set", lgK: sketch.lgK, table: new Int32Array(1 << LG_SET), count: 0 };
	for (const one of sketch.table) set = withCoupon(set, one);
	return set;
}

const lgOf = (table: Int32Array): number => 31 - Math.clz32(table.length);

/** Its slot, or the free one for it. */
function slot(table: Int32Array, coupon: Coupon): number {
	const mask = table.length - 1;
	const stride = ((coupon & PLACE) >>> lgOf(table)) | 1;
	let at = coupon & mask;
	while (table[at] !== 0 && table[at] !== coupon) at = (at + stride) & mask;
	return at;
}

function hashed(sketch: CouponSet, coupon: Coupon): Hll {
	const at = slot(sketch.table, coupon);
	if (sketch.table[at] === coupon) return sketch;
	sketch.table[at] = coupon;
	sketch.count++;
	if (4 * sketch.count <= 3 * sketch.table.length) return sketch;
	if (lgOf(sketch.table) === sketch.lgK - 3) return promoted(sketch);
	const grown = new Int32Array(sketch.table.length * 2);
	for (const one of sketch.table) if (one !== 0) grown[slot(grown, one)] = one;
	sketch.table = grown;
	return sketch;
}

const emptyRegisters = (lgK: number): Registers => ({
	kind: "registers",
	lgK,
	values: new Uint8Array(1 << lgK),
	hip: 0,
	ordered: true,
	low: 1 << lgK,
	high: 0,
});

function promoted(from: CouponSet): Registers {
	const to = emptyRegisters(from.lgK);
	for (const coupon of from.table) if (coupon !== 0) raise(to, coupon);
	to.hip = couponEstimate(from.count);
	return to;
}

function raise(sketch: Registers, coupon: Coupon): void {
	const place = coupon & (sketch.values.length - 1);
	const value = coupon >>> 26;
	const old = sketch.values[place] as number;
	if (value <= old) return;
	sketch.values[place] = value;
	sketch.hip += sketch.values.length / (sketch.low + sketch.high);
	if (old < 32) sketch.low -= 2 ** -old;
	else sketch.high -= 2 ** -old;
	if (value < 32) sketch.low += 2 ** -value;
	else sketch.high += 2 ** -value;
}

export function hllEstimate(sketch: Hll): bigint {
	return BigInt(Math.round(estimated(sketch)));
}

function estimated(sketch: Hll): number {
	if (sketch.kind !== "registers") return couponEstimate(sketch.count);
	return sketch.ordered ? sketch.hip : fromRegisters(sketch);
}

/**
 * What the registers alone say (Ertl 2017). DataSketches corrects the raw estimate by measured tables there, so the two
 * differ within the error of the sketch.
 */
function fromRegisters({ values, lgK }: Registers): number {
	const most = 64 - lgK;
	const counts = new Array<number>(most + 2).fill(0);
	for (const value of values)
		counts[Math.min(value, most + 1)] = (counts[Math.min(value, most + 1)] as number) + 1;
	const m = values.length;
	let z = m * tau(1 - (counts[most + 1] as number) / m);
	for (let k = most; k >= 1; k--) z = 0.5 * (z + (counts[k] as number));
	z += m * sigma((counts[0] as number) / m);
	return (m * m) / (2 * Math.LN2) / z;
}

function sigma(start: number): number {
	if (start === 1) return Number.POSITIVE_INFINITY;
	let [x, y, z, before] = [start, 1, start, -1];
	while (z !== before) {
		x *= x;
		before = z;
		z += x * y;
		y += y;
	}
	return z;
}

function tau(start: number): number {
	if (start === 0 || start === 1) return 0;
	let [x, y, z, before] = [start, 1, 1 - start, -1];
	while (z !== before) {
		x = Math.sqrt(x);
		before = z;
		y *= 0.5;
		z -= (1 - x) ** 2 * y;
	}
	return z / 3;
}

/** Both together. Two sketches with registers forget in what order the values came. */
export function unitedHll(into: Hll, from: Hll): Hll {
	if (from.kind !== "registers") {
		if (from.count === 0) return into;
		if (from.kind === "set" && into.kind !== "registers" && into.count === 0 && from.lgK === into.lgK)
			return copied(from);
		let result: Hll = into;
		for (const coupon of from.table) if (coupon !== 0) result = withCoupon(result, coupon);
		return result;
	}
	const lgK = Math.min(into.lgK, from.lgK);
	if (into.kind !== "registers") {
		let result: Hll = narrowed(from, lgK);
		for (const coupon of into.table) if (coupon !== 0) result = withCoupon(result, coupon);
		return result;
	}
	const result = emptyRegisters(lgK);
	for (const source of [into, from])
		source.values.forEach((value, place) => {
			const at = place & (result.values.length - 1);
			result.values[at] = Math.max(result.values[at] as number, value);
		});
	return disordered(result);
}

function copied(sketch: Hll): Hll {
	if (sketch.kind === "registers") return { ...sketch, values: sketch.values.slice() };
	return { ...sketch, table: sketch.table.slice() };
}

function narrowed(from: Registers, lgK: number): Registers {
	if (from.lgK === lgK) return copied(from) as Registers;
	const result = emptyRegisters(lgK);
	from.values.forEach((value, place) => {
		const at = place & (result.values.length - 1);
		result.values[at] = Math.max(result.values[at] as number, value);
	});
	return disordered(result);
}

function disordered(sketch: Registers): Registers {
	sketch.hip = 0;
	sketch.ordered = false;
	[sketch.low, sketch.high] = [0, 0];
	for (const value of sketch.values) {
		if (value < 32) sketch.low += 2 ** -value;
		else sketch.high += 2 ** -value;
	}
	return sketch;
}

const FLAGS = { empty: 4, outOfOrder: 16 } as const;
const MODES = { list: 0, set: 1, registers: 2 } as const;

export function encodeHll(sketch: Hll): Uint8Array {
	const out = new ByteWriter();
	const mode = MODES[sketch.kind] | HLL_8;
	if (sketch.kind === "registers") {
		const zeros = sketch.values.filter((v) => v === 0).length;
		const flags = sketch.ordered ? 0 : FLAGS.outOfOrder;
		return out
			.bytes(10, 1, FAMILY, sketch.lgK, 0, flags, 0, mode)
			.double(sketch.hip)
			.double(sketch.low)
			.double(sketch.high)
			.int(zeros)
			.int(0)
			.raw(sketch.values)
			.done();
	}
	const { count, table, lgK } = sketch;
	const flags = count === 0 ? FLAGS.empty : 0;
	if (sketch.kind === "list") out.bytes(2, 1, FAMILY, lgK, LG_LIST, flags, count, mode);
	else out.bytes(3, 1, FAMILY, lgK, lgOf(table), flags, 0, mode).int(count);
	for (const coupon of table) out.int(coupon);
	return out.done();
}

export function decodeHll(bytes: Uint8Array, fn: string): Hll {
	return decodedSketch(
		() => decoded(bytes),
		() => invalidSketch("HLL", "`hll_sketch_agg`", fn),
	);
}

function decoded(bytes: Uint8Array): Hll | undefined {
	const view = viewOf(bytes);
	const [ints, version, family, lgK, lgTable, flags, count, mode] = Array.from({ length: 8 }, (_, i) =>
		view.getUint8(i),
	) as [number, number, number, number, number, number, number, number];
	if (version !== 1 || family !== FAMILY || mode >> 2 !== 2) return undefined;
	const table = (start: number, lg: number): Int32Array =>
		Int32Array.from({ length: 1 << lg }, (_, i) => view.getInt32(start + 4 * i, true));
	switch (ints) {
		case 2:
			return { kind: "list", lgK, table: table(8, LG_LIST), count };
		case 3:
			return { kind: "set", lgK, table: table(12, lgTable), count: view.getInt32(8, true) };
		case 10: {
			if (bytes.length < 40 + (1 << lgK)) return undefined;
			return {
				kind: "registers",
				lgK,
				values: bytes.slice(40, 40 + (1 << lgK)),
				hip: view.getFloat64(8, true),
				ordered: (flags & FLAGS.outOfOrder) === 0,
				low: view.getFloat64(16, true),
				high: view.getFloat64(24, true),
			};
		}
		default:
			return undefined;
	}
}

/** `HLL_UNION_DIFFERENT_LG_K` when they are not of one size and need to be. */
export function checkSizes(a: Hll, b: Hll, allowed: boolean, fn: string): void {
	if (allowed || a.lgK === b.lgK) return;
	throw sparkError(
		"HLL_UNION_DIFFERENT_LG_K",
		`Sketches have different \`lgConfigK\` values: ${a.lgK} and ${b.lgK}. Set the \`allowDifferentLgConfigK\` parameter to true to call \`${fn}\` with different \`lgConfigK\` values.`,
	);
}
