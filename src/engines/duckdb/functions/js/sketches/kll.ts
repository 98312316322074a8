import { sparkError } from "../jsFunction.js";
import { javaDoubleText, javaFloatText } from "../variant/text.js";
import { ByteWriter, viewOf } from "./bytes.js";
import { decodedSketch, invalidSketch } from "./decode.js";

/*
 * KLL quantile sketches: all items while they are few, then levels of halves. The bytes are DataSketches' compact form.
 * Which half is thrown away is chance there; here it alternates, so that a run can be repeated.
 */

export type KllKind = "bigint" | "double" | "float";
type Item = bigint | number;

export interface Kll {
	readonly kind: KllKind;
	readonly k: number;
	/** The smallest k of all that were merged in. */
	leastK: number;
	count: bigint;
	least: Item | undefined;
	most: Item | undefined;
	/** The items of each level, the lowest first; an item of level n stands for 2^n. The lowest is in no order. */
	levels: Item[][];
	turn: boolean;
}

const FAMILY = 15;
const M = 8;
const FLAGS = { empty: 1, level0Sorted: 2, single: 4 } as const;
const SIZE: Readonly<Record<KllKind, number>> = { bigint: 8, double: 8, float: 4 };

export function kll(kind: KllKind, k: number): Kll {
	return { kind, k, leastK: k, count: 0n, least: undefined, most: undefined, levels: [[]], turn: false };
}

const before = (a: Item, b: Item): number => (a < b ? -1 : a > b ? 1 : 0);

/** The room of a level, `depth` below the top. */
const room = (k: number, depth: number): number => Math.max(M, Math.round(k * (2 / 3) ** depth));

function capacity(k: number, levels: number): number {
	let sum = 0;
	for (let depth = 0; depth < levels; depth++) sum += room(k, depth);
	return sum;
}

const retained = (sketch: Kll): number => sketch.levels.reduce((sum, level) => sum + level.length, 0);

export function add(sketch: Kll, item: Item): void {
	if (typeof item === "number" && Number.isNaN(item)) return;
	if (retained(sketch) >= capacity(sketch.k, sketch.levels.length)) compact(sketch);
	(sketch.levels[0] as Item[]).unshift(item);
	sketch.count++;
	if (sketch.least === undefined || item < sketch.least) sketch.least = item;
	if (sketch.most === undefined || item > sketch.most) sketch.most = item;
}

/** Halves the lowest level that is full. */
function compact(sketch: Kll): void {
	const { levels, k } = sketch;
	const full = levels.findIndex((level, i) => level.length >= room(k, levels.length - 1 - i));
	const level = levels[full] as Item[];
	if (full === levels.length - 1) levels.push([]);
	const odd = level.length % 2 === 1 ? level.slice(0, 1) : [];
	const even = level.slice(odd.length);
	if (full === 0) even.sort(before);
	const half = even.filter((_, i) => i % 2 === (sketch.turn ? 1 : 0));
	sketch.turn = !sketch.turn;
	levels[full] = odd;
	levels[full + 1] = [...(levels[full + 1] as Item[]), ...half].sort(before);
}

/** Takes all of another sketch in. */
export function merge(into: Kll, from: Kll): void {
	if (from.count === 0n) return;
	const total = into.count + from.count;
	for (const item of from.levels[0] as Item[]) add(into, item);
	if (from.levels.length > 1) {
		from.levels.slice(1).forEach((level, i) => {
			while (into.levels.length <= i + 1) into.levels.push([]);
			into.levels[i + 1] = [...(into.levels[i + 1] as Item[]), ...level].sort(before);
		});
		while (retained(into) > capacity(into.k, into.levels.length)) compact(into);
	}
	into.leastK = Math.min(into.leastK, from.levels.length > 1 ? from.leastK : into.leastK);
	into.count = total;
	if (from.least !== undefined && (into.least === undefined || from.least < into.least))
		into.least = from.least;
	if (from.most !== undefined && (into.most === undefined || from.most > into.most)) into.most = from.most;
}

export function encodeKll(sketch: Kll): Uint8Array {
	const out = new ByteWriter();
	const item = (value: Item): ByteWriter => writeItem(out, sketch.kind, value);
	if (sketch.count === 0n) return out.bytes(2, 1, FAMILY, FLAGS.empty).short(sketch.k).bytes(M, 0).done();
	if (sketch.count === 1n) {
		out.bytes(2, 2, FAMILY, FLAGS.single).short(sketch.k).bytes(M, 0);
		return item((sketch.levels[0] as Item[])[0] as Item).done();
	}
	out.bytes(5, 1, FAMILY, 0).short(sketch.k).bytes(M, 0).long(sketch.count);
	out.short(sketch.leastK).bytes(sketch.levels.length, 0);
	let offset = capacity(sketch.k, sketch.levels.length) - retained(sketch);
	for (const level of sketch.levels) {
		out.int(offset);
		offset += level.length;
	}
	item(sketch.least as Item);
	item(sketch.most as Item);
	for (const level of sketch.levels) for (const value of level) item(value);
	return out.done();
}

function writeItem(out: ByteWriter, kind: KllKind, value: Item): ByteWriter {
	switch (kind) {
		case "bigint":
			return out.long(value as bigint);
		case "double":
			return out.double(value as number);
		case "float":
			return out.float(value as number);
	}
}

export function decodeKll(bytes: Uint8Array, kind: KllKind, fn: string): Kll {
	return decodedSketch(
		() => decoded(bytes, kind),
		() => invalid(fn),
	);
}

export const invalid = (fn: string): Error => invalidSketch("KLL", "`kll_sketch_agg`", fn);

function decoded(bytes: Uint8Array, kind: KllKind): Kll | undefined {
	const view = viewOf(bytes);
	const flags = view.getUint8(3);
	const k = view.getUint16(4, true);
	if (view.getUint8(2) !== FAMILY) return undefined;
	const item = (at: number): Item =>
		kind === "bigint"
			? view.getBigInt64(at, true)
			: kind === "double"
				? view.getFloat64(at, true)
				: view.getFloat32(at, true);
	const sketch = kll(kind, k);
	if (flags & FLAGS.empty) return sketch;
	if (flags & FLAGS.single) {
		add(sketch, item(8));
		return sketch;
	}
	sketch.count = view.getBigInt64(8, true);
	sketch.leastK = view.getUint16(16, true);
	const levels = view.getUint8(18);
	const offsets = Array.from({ length: levels }, (_, i) => view.getInt32(20 + 4 * i, true));
	offsets.push(capacity(k, levels));
	const size = SIZE[kind];
	const start = 20 + 4 * levels;
	sketch.least = item(start);
	sketch.most = item(start + size);
	const first = offsets[0] as number;
	sketch.levels = Array.from({ length: levels }, (_, i) =>
		Array.from({ length: (offsets[i + 1] as number) - (offsets[i] as number) }, (_unused, j) =>
			item(start + size * (2 + (offsets[i] as number) - first + j)),
		),
	);
	return sketch;
}

/** The items with their weights, ascending. */
function weighted(sketch: Kll): readonly (readonly [Item, bigint])[] {
	return sketch.levels
		.flatMap((level, i) => level.map((item) => [item, 1n << BigInt(i)] as const))
		.sort(([a], [b]) => before(a, b));
}

/** The smallest item at whose rank the sketch has reached `rank`. */
export function quantile(sketch: Kll, rank: number, fn: string): Item {
	if (!(rank >= 0 && rank <= 1))
		throw sparkError(
			"KLL_SKETCH_INVALID_QUANTILE_RANGE",
			`For function \`${fn}\`, the quantile value must be between 0.0 and 1.0 (inclusive).`,
		);
	if (sketch.count === 0n) throw invalid(fn);
	const wanted = BigInt(Math.max(1, Math.ceil(rank * Number(sketch.count))));
	let seen = 0n;
	for (const [item, weight] of weighted(sketch)) {
		seen += weight;
		if (seen >= wanted) return item;
	}
	return sketch.most as Item;
}

/** The share of the items that are not larger. */
export function rank(sketch: Kll, item: Item, fn: string): number {
	if (sketch.count === 0n) throw invalid(fn);
	const below = weighted(sketch).reduce((sum, [one, weight]) => (one <= item ? sum + weight : sum), 0n);
	return Number(below) / Number(sketch.count);
}

const NAMES: Readonly<Record<KllKind, string>> = { bigint: "Longs", double: "Doubles", float: "Floats" };

function itemText(kind: KllKind, item: Item | undefined): string {
	if (item === undefined) return "NaN";
	if (typeof item === "bigint") return String(item);
	return kind === "float" ? javaFloatText(item) : javaDoubleText(item);
}

/** DataSketches' own description of a sketch. */
export function described(sketch: Kll): string {
	const { kind, k, levels, count } = sketch;
	const [kept, all] = [retained(sketch), capacity(k, levels.length)];
	const percent = (error: number): string => `${(error * 100).toFixed(3)}%`;
	const size = SIZE[kind];
	const rows: readonly (readonly [string, string | number | bigint | boolean])[] = [
		["K", k],
		["Dynamic min K", sketch.leastK],
		["M", M],
		["N", count],
		["Epsilon", percent(2.296 / sketch.leastK ** 0.9723)],
		["Epsilon PMF", percent(2.446 / sketch.leastK ** 0.9433)],
		["Empty", count === 0n],
		["Estimation Mode", levels.length > 1],
		["Levels", levels.length],
		["Level 0 Sorted", false],
		["Capacity Items", all],
		["Retained Items", kept],
		["Free Space", all - kept],
		["ReadOnly", false],
		["Updatable Storage Bytes", 20 + 4 * (levels.length + 1) + size * (2 + all)],
		["Compact Storage Bytes", encodeKll(sketch).length],
		["Min Item", itemText(kind, sketch.least)],
		["Max Item", itemText(kind, sketch.most)],
	];
	const lines = rows.map(([name, value]) => `   ${name.padEnd(23)}: ${value}`);
	return `\n### KllKll${NAMES[kind]}Sketch Summary:\n${lines.join("\n")}\n### End sketch summary\n`;
}
