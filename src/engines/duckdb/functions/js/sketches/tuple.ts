import { sparkError } from "../jsFunction.js";
import { ByteWriter, viewOf } from "./bytes.js";
import { decodedSketch, invalidSketch } from "./decode.js";
import { SEED_HASH } from "./murmur.js";
import { EVERYTHING } from "./theta.js";

/*
 * Tuple sketches: a theta sketch whose hashes have a number each. The bytes are those of DataSketches' compact tuple
 * sketches with Spark's summaries (a number and its mode), in the order of its hash table.
 */

export const MODES = ["sum", "min", "max", "alwaysone"] as const;
export type TupleMode = (typeof MODES)[number];
export type SummaryKind = "integer" | "double";

/** A number, and how it came to be: each summary keeps the mode that made it. */
export interface Summary {
	readonly value: number;
	readonly mode: TupleMode;
}

export interface Tuple {
	readonly entries: readonly (readonly [bigint, Summary])[];
	readonly bound: bigint;
}

const FAMILY = 9;
const LG_GROWTH = 3;
const LG_SMALLEST = 5;

/** Two summaries of one key. */
export function combined(mode: TupleMode, kind: SummaryKind, a: Summary, b: Summary): Summary {
	return { value: combinedValue(mode, kind, a.value, b.value), mode };
}

function combinedValue(mode: TupleMode, kind: SummaryKind, a: number, b: number): number {
	switch (mode) {
		case "sum":
			return kind === "integer" ? (a + b) | 0 : a + b;
		case "min":
			return Math.min(a, b);
		case "max":
			return Math.max(a, b);
		case "alwaysone":
			return 1;
	}
}

/** What a key has that comes from a theta sketch. */
export function neutral(mode: TupleMode, kind: SummaryKind): Summary {
	return { value: neutralValue(mode, kind), mode };
}

function neutralValue(mode: TupleMode, kind: SummaryKind): number {
	const infinite = kind === "double";
	switch (mode) {
		case "sum":
			return 0;
		case "min":
			return infinite ? Number.POSITIVE_INFINITY : 2_147_483_647;
		case "max":
			return infinite ? Number.NEGATIVE_INFINITY : -2_147_483_648;
		case "alwaysone":
			return 1;
	}
}

/** The hash table in which a sketch grows; where a key lies in it depends on what came before. */
export class TupleTable {
	#keys: BigInt64Array;
	#values: (Summary | undefined)[];
	#lg: number;
	#count = 0;
	#bound: bigint;
	readonly #lgNominal: number;
	readonly #combine: (a: Summary, b: Summary) => Summary;

	constructor(lgNominal: number, combine: (a: Summary, b: Summary) => Summary, bound = EVERYTHING) {
		const lgFull = lgNominal + 1;
		this.#lgNominal = lgNominal;
		this.#combine = combine;
		this.#bound = bound;
		this.#lg = lgFull <= LG_SMALLEST ? LG_SMALLEST : ((lgFull - LG_SMALLEST) % LG_GROWTH) + LG_SMALLEST;
		this.#keys = new BigInt64Array(1 << this.#lg);
		this.#values = new Array(1 << this.#lg).fill(undefined);
	}

	add(hash: bigint, value: Summary): void {
		if (hash === 0n || hash >= this.#bound) return;
		const at = this.#slot(hash);
		if (this.#keys[at] === hash) {
			this.#values[at] = this.#combine(this.#values[at] as Summary, value);
			return;
		}
		this.#keys[at] = hash;
		this.#values[at] = value;
		this.#count++;
		this.#makeRoom();
	}

	#slot(hash: bigint): number {
		const mask = this.#keys.length - 1;
		const stride = 2 * Number((hash >> BigInt(this.#lg)) & 127n) + 1;
		let at = Number(hash & BigInt(mask));
		while (this.#keys[at] !== 0n && this.#keys[at] !== hash) at = (at + stride) & mask;
		return at;
	}

	#makeRoom(): void {
		const nominal = 2 ** this.#lgNominal;
		const full = this.#keys.length > nominal;
		if (this.#count <= Math.floor(this.#keys.length * (full ? 15 / 16 : 0.5))) return;
		const kept = this.sketch();
		if (full) {
			const hashes = kept.entries.map(([hash]) => hash).sort((a, b) => (a < b ? -1 : 1));
			this.#bound = hashes[nominal] as bigint;
		} else this.#lg = Math.min(this.#lg + LG_GROWTH, this.#lgNominal + 1);
		this.#keys = new BigInt64Array(1 << this.#lg);
		this.#values = new Array(1 << this.#lg).fill(undefined);
		this.#count = 0;
		for (const [hash, value] of kept.entries) {
			if (hash >= this.#bound) continue;
			const at = this.#slot(hash);
			this.#keys[at] = hash;
			this.#values[at] = value;
			this.#count++;
		}
	}

	/** The entries in the order of the table. */
	sketch(): Tuple {
		const entries: [bigint, Summary][] = [];
		this.#keys.forEach((hash, i) => {
			if (hash !== 0n) entries.push([hash, this.#values[i] as Summary]);
		});
		return { entries, bound: this.#bound };
	}
}

export function tupleEstimate({ entries, bound }: Tuple): number {
	return bound === EVERYTHING ? entries.length : entries.length * (Number(EVERYTHING) / Number(bound));
}

export const tupleTheta = ({ bound }: Tuple): number => Number(bound) / Number(EVERYTHING);

const COMPACT = 0x0a;
const EMPTY = 0x04;

export function encodeTuple(sketch: Tuple, kind: SummaryKind): Uint8Array {
	const { entries, bound } = sketch;
	const estimating = bound < EVERYTHING;
	const longs = estimating ? 3 : entries.length > 1 ? 2 : 1;
	const out = new ByteWriter();
	const flags = COMPACT | (entries.length === 0 && !estimating ? EMPTY : 0);
	out.bytes(longs, 3, FAMILY, 1, 0, flags).short(SEED_HASH);
	if (longs > 1) out.int(entries.length).int(0);
	if (estimating) out.long(bound);
	for (const [hash, { value, mode }] of entries) {
		out.long(hash);
		if (kind === "integer") out.int(value);
		else out.double(value);
		out.bytes(MODES.indexOf(mode));
	}
	return out.done();
}

export function decodeTuple(bytes: Uint8Array, kind: SummaryKind, fn: string): Tuple {
	return decodedSketch(
		() => decoded(bytes, kind, fn),
		() => invalidSketch("Tuple", "corresponding `tuple_sketch_agg_*`", fn),
	);
}

function decoded(bytes: Uint8Array, kind: SummaryKind, fn: string): Tuple | undefined {
	const view = viewOf(bytes);
	const [longs, , family, , , flags] = [0, 1, 2, 3, 4, 5].map((i) => view.getUint8(i)) as [
		number,
		number,
		number,
		number,
		number,
		number,
	];
	if (family !== FAMILY && bytes.length >= 8)
		throw sparkError(
			"TUPLE_INVALID_INPUT_SKETCH_BUFFER_FAMILY",
			`Invalid call to \`${fn}\`: expected TUPLE sketch family. Only valid Tuple sketch buffers (produced by \`tuple_sketch_agg_*\` functions) are supported as inputs.`,
		);
	if (flags & EMPTY) return { entries: [], bound: EVERYTHING };
	const count = longs === 1 ? 1 : view.getInt32(8, true);
	const bound = longs === 3 ? view.getBigInt64(16, true) : EVERYTHING;
	const size = 8 + (kind === "integer" ? 5 : 9);
	if (bytes.length !== longs * 8 + count * size) return undefined;
	const entries = Array.from({ length: count }, (_, i) => {
		const at = longs * 8 + i * size;
		const value = kind === "integer" ? view.getInt32(at + 8, true) : view.getFloat64(at + 8, true);
		const mode = MODES[view.getUint8(at + size - 1)] ?? "sum";
		return [view.getBigInt64(at, true), { value, mode }] as const;
	});
	return { entries, bound };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export interface Combination {
	readonly lgNominal: number;
	readonly mode: TupleMode;
	readonly kind: SummaryKind;
}

export function unitedTuples(sketches: readonly Tuple[], { lgNominal, mode, kind }: Combination): Tuple {
	const bound = sketches.reduce((all, s) => least(all, s.bound), EVERYTHING);
	const table = new TupleTable(lgNominal, (a, b) => combined(mode, kind, a, b), bound);
	for (const { entries } of sketches) for (const [hash, value] of entries) table.add(hash, value);
	return table.sketch();
}

/** Cut to the nominal number of entries, which a union's result is. */
export function trimmed(sketch: Tuple, lgNominal: number): Tuple {
	const most = 2 ** lgNominal;
	if (sketch.entries.length <= most) return sketch;
	const hashes = sketch.entries.map(([hash]) => hash).sort((a, b) => (a < b ? -1 : 1));
	const bound = hashes[most] as bigint;
	return { entries: sketch.entries.filter(([hash]) => hash < bound), bound };
}

export function intersectedTuples(a: Tuple, b: Tuple, mode: TupleMode, kind: SummaryKind): Tuple {
	const other = new Map(b.entries);
	const bound = least(a.bound, b.bound);
	const entries = a.entries.flatMap(([hash, value]) => {
		const second = other.get(hash);
		return second === undefined || hash >= bound
			? []
			: [[hash, combined(mode, kind, value, second)] as const];
	});
	return { entries, bound };
}

export function subtractedTuples(a: Tuple, hashes: Iterable<bigint>, otherBound: bigint): Tuple {
	const other = new Set(hashes);
	const bound = least(a.bound, otherBound);
	return { entries: a.entries.filter(([hash]) => !other.has(hash) && hash < bound), bound };
}

/** All summaries as one; integers add up to a long. */
export function summary({ entries }: Tuple, mode: TupleMode): number {
	if (mode === "alwaysone") return entries.length;
	return entries.length === 0
		? 0
		: entries.map(([, { value }]) => value).reduce((a, b) => (mode === "sum" ? a + b : Math[mode](a, b)));
}
