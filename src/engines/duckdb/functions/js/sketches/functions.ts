import type { JsFunction } from "../jsFunction.js";
import { sparkError } from "../jsFunction.js";
import { decimalDigits } from "../variant/value.js";
import { countMinSketch } from "./countMin.js";
import { FrequentItems, lgMapSize } from "./frequentItems.js";
import * as hll from "./hll.js";
import { hashedBytes, type ItemKind, numberOfText } from "./items.js";
import * as kll from "./kll.js";
import * as theta from "./theta.js";
import { decodeState, encodeState, itemOf, type TopItems, type TopKind } from "./topItems.js";
import * as tuple from "./tuple.js";

/** Sketches travel in lists as base64. */
const bytesOf = (texts: readonly (string | null)[]): readonly Uint8Array[] =>
	texts.flatMap((text) => (text === null ? [] : [Buffer.from(text, "base64")]));

const THETA_DEFAULT = 4096;

/** A key and its summary, which the rows of tuple sketches pass as one text. */
function keyed(text: string): readonly [string, number] {
	const at = text.indexOf(":");
	return [text.slice(at + 1), numberOfText(text.slice(0, at))];
}

/** The partial sketch of a partition is taken into a final one: Spark always goes both ways. */
const finalKll = (sketch: kll.Kll, k = sketch.k): kll.Kll => {
	const result = kll.kll(sketch.kind, k);
	kll.merge(result, sketch);
	return result;
};

/** A number of a quantile sketch from its text; a float is the one that is nearest. */
function kllItem(kind: kll.KllKind, text: string): bigint | number {
	if (kind === "bigint") return BigInt(text);
	return kind === "float" ? Math.fround(numberOfText(text)) : numberOfText(text);
}

function topOf(kind: TopKind, texts: readonly (string | null)[], items: number): TopItems {
	const state: TopItems = { sketch: new FrequentItems(lgMapSize(items)), nulls: 0 };
	for (const text of texts) {
		if (text === null) state.nulls++;
		else state.sketch.add(itemOf(kind, text), 1);
	}
	// As between Spark's partitions: the partial sketch is read from its bytes and taken into the final one.
	const read = new FrequentItems(state.sketch.lgMax, state.sketch.lg);
	for (const [item, count] of state.sketch.entries()) read.add(item, count);
	read.offset = state.sketch.offset;
	const sketch = new FrequentItems(state.sketch.lgMax);
	sketch.merge(read);
	sketch.weight = state.sketch.weight;
	return { sketch, nulls: state.nulls };
}

/** `[{"item": text, "count": n}, …]`; NULL comes after items that are as frequent. */
function topRows({ sketch, nulls }: TopItems, k: number): string {
	const rows: { item: string | null; count: number }[] = sketch
		.frequent()
		.map(([item, count]) => ({ item: item.text, count }));
	if (nulls > 0) {
		const at = rows.findIndex(({ count }) => count < nulls);
		rows.splice(at < 0 ? rows.length : at, 0, { item: null, count: nulls });
	}
	return JSON.stringify(rows.slice(0, k));
}

/** Values of the plan that no row changes are checked when they arrive here. */
const json = <T>(text: string): T => JSON.parse(text) as T;

export const SKETCH_FUNCTIONS = [
	{
		name: "aq_hll_build",
		args: ["text", "texts", "int"],
		returns: "bytes",
		fn: (kind: ItemKind, items: readonly string[], lgK: number) => {
			let sketch = hll.hll(lgK, "hll_sketch_agg");
			for (const item of items) {
				const bytes = hashedBytes(kind, item);
				if (bytes) sketch = hll.withCoupon(sketch, hll.couponOf(bytes));
			}
			return hll.encodeHll(hll.unitedHll(hll.hll(lgK, "hll_sketch_agg"), sketch));
		},
	},
	{
		name: "aq_hll_estimate",
		args: ["bytes"],
		returns: "bigint",
		fn: (bytes: Uint8Array) => hll.hllEstimate(hll.decodeHll(bytes, "hll_sketch_estimate")),
	},
	{
		name: "aq_hll_union",
		args: ["bytes", "bytes", "boolean"],
		returns: "bytes",
		fn: (first: Uint8Array, second: Uint8Array, allowed: boolean) => {
			const [a, b] = [first, second].map((bytes) => hll.decodeHll(bytes, "hll_union")) as [hll.Hll, hll.Hll];
			hll.checkSizes(a, b, allowed, "hll_union");
			const empty = hll.hll(Math.min(a.lgK, b.lgK), "hll_union");
			return hll.encodeHll(hll.unitedHll(hll.unitedHll(empty, a), b));
		},
	},
	{
		name: "aq_hll_unite",
		args: ["texts", "boolean"],
		returns: "bytes",
		fn: (texts: readonly string[], allowed: boolean) => {
			const sketches = bytesOf(texts).map((bytes) => hll.decodeHll(bytes, "hll_union_agg"));
			const [first] = sketches;
			if (!first) return hll.encodeHll(hll.hll(12, "hll_union_agg"));
			for (const sketch of sketches) hll.checkSizes(first, sketch, allowed, "hll_union_agg");
			const empty = hll.hll(first.lgK, "hll_union_agg");
			return hll.encodeHll(sketches.reduce(hll.unitedHll, empty));
		},
	},
	{
		name: "aq_theta_build",
		args: ["text", "texts", "int"],
		returns: "bytes",
		fn: (kind: ItemKind, items: readonly string[], lg: number) => {
			const most = theta.mostEntries(lg, "theta_sketch_agg");
			const hashes = items.flatMap((item) => {
				const bytes = hashedBytes(kind, item);
				return bytes ? [theta.hashOf(bytes)] : [];
			});
			return theta.encodeTheta(theta.theta(hashes, theta.EVERYTHING, most));
		},
	},
	{
		name: "aq_theta_estimate",
		args: ["bytes"],
		returns: "bigint",
		fn: (bytes: Uint8Array) =>
			BigInt(Math.round(theta.estimate(theta.decodeTheta(bytes, "theta_sketch_estimate")))),
	},
	{
		name: "aq_theta_combine",
		args: ["bytes", "bytes", "int", "text"],
		returns: "bytes",
		fn: (first: Uint8Array, second: Uint8Array, lg: number, fn: string) => {
			const most = theta.mostEntries(lg, fn);
			const [a, b] = [first, second].map((bytes) => theta.decodeTheta(bytes, fn)) as [
				theta.Theta,
				theta.Theta,
			];
			const result =
				fn === "theta_union"
					? theta.united([a, b], most)
					: fn === "theta_intersection"
						? theta.intersected(a, b)
						: theta.subtracted(a, b);
			return theta.encodeTheta(result);
		},
	},
	{
		name: "aq_theta_unite",
		args: ["texts", "int", "text"],
		returns: "bytes",
		fn: (texts: readonly string[], lg: number, fn: string) => {
			const most = theta.mostEntries(lg, fn);
			const sketches = bytesOf(texts).map((bytes) => theta.decodeTheta(bytes, fn));
			const nothing = theta.theta([], theta.EVERYTHING, THETA_DEFAULT);
			const [first = nothing, ...rest] = sketches;
			return theta.encodeTheta(
				fn === "theta_union_agg" ? theta.united(sketches, most) : rest.reduce(theta.intersected, first),
			);
		},
	},
	{
		name: "aq_tuple_build",
		args: ["text", "texts", "text"],
		returns: "bytes",
		fn: (kind: ItemKind, items: readonly string[], options: string) => {
			const combination = json<tuple.Combination>(options);
			const { mode, kind: numbers, lgNominal } = combination;
			const table = new tuple.TupleTable(lgNominal, (a, b) => tuple.combined(mode, numbers, a, b));
			for (const item of items) {
				const [key, value] = keyed(item);
				const bytes = hashedBytes(kind, key);
				if (bytes) table.add(theta.hashOf(bytes), { value: mode === "alwaysone" ? 1 : value, mode });
			}
			const final = tuple.unitedTuples([table.sketch()], combination);
			return tuple.encodeTuple(tuple.trimmed(final, lgNominal), numbers);
		},
	},
	{
		name: "aq_tuple_estimate",
		args: ["bytes", "text", "text"],
		returns: "double",
		fn: (bytes: Uint8Array, kind: tuple.SummaryKind, fn: string) =>
			tuple.tupleEstimate(tuple.decodeTuple(bytes, kind, fn)),
	},
	{
		name: "aq_tuple_theta",
		args: ["bytes", "text", "text"],
		returns: "double",
		fn: (bytes: Uint8Array, kind: tuple.SummaryKind, fn: string) =>
			tuple.tupleTheta(tuple.decodeTuple(bytes, kind, fn)),
	},
	{
		name: "aq_tuple_summary",
		args: ["bytes", "text", "text", "text"],
		returns: "double",
		fn: (bytes: Uint8Array, kind: tuple.SummaryKind, mode: tuple.TupleMode, fn: string) =>
			tuple.summary(tuple.decodeTuple(bytes, kind, fn), mode),
	},
	{
		name: "aq_tuple_combine",
		args: ["bytes", "bytes", "text", "text"],
		returns: "bytes",
		fn: (first: Uint8Array, second: Uint8Array, options: string, fn: string) => {
			const combination = json<tuple.Combination>(options);
			const { mode, kind, lgNominal } = combination;
			const a = tuple.decodeTuple(first, kind, fn);
			const b = fn.includes("_theta_")
				? withNeutral(theta.decodeTheta(second, fn), mode, kind)
				: tuple.decodeTuple(second, kind, fn);
			const result = fn.startsWith("tuple_union")
				? tuple.trimmed(tuple.unitedTuples([a, b], combination), lgNominal)
				: fn.startsWith("tuple_intersection")
					? tuple.intersectedTuples(a, b, mode, kind)
					: tuple.subtractedTuples(
							a,
							b.entries.map(([hash]) => hash),
							b.bound,
						);
			return tuple.encodeTuple(result, kind);
		},
	},
	{
		name: "aq_tuple_unite",
		args: ["texts", "text", "text"],
		returns: "bytes",
		fn: (texts: readonly string[], options: string, fn: string) => {
			const combination = json<tuple.Combination>(options);
			const { mode, kind, lgNominal } = combination;
			const sketches = bytesOf(texts).map((bytes) => tuple.decodeTuple(bytes, kind, fn));
			const [first = { entries: [], bound: theta.EVERYTHING }, ...rest] = sketches;
			const result = fn.startsWith("tuple_union")
				? tuple.trimmed(tuple.unitedTuples(sketches, combination), lgNominal)
				: rest.reduce((all, one) => tuple.intersectedTuples(all, one, mode, kind), first);
			return tuple.encodeTuple(result, kind);
		},
	},
	{
		name: "aq_kll_build",
		args: ["text", "texts", "int"],
		returns: "bytes",
		fn: (kind: kll.KllKind, items: readonly string[], k: number) => {
			const sketch = kll.kll(kind, k);
			for (const item of items) kll.add(sketch, kllItem(kind, item));
			return kll.encodeKll(finalKll(sketch));
		},
	},
	{
		name: "aq_kll_unite",
		args: ["text", "texts", "int"],
		returns: "bytes",
		fn: (kind: kll.KllKind, texts: readonly string[], k: number) => {
			const sketches = bytesOf(texts).map((bytes) => kll.decodeKll(bytes, kind, `kll_merge_agg_${kind}`));
			const [first] = sketches;
			const result = kll.kll(kind, k > 0 ? k : (first?.k ?? 200));
			for (const sketch of sketches) kll.merge(result, sketch);
			return kll.encodeKll(finalKll(result));
		},
	},
	{
		name: "aq_kll_merge",
		args: ["text", "bytes", "bytes"],
		returns: "bytes",
		fn: (kind: kll.KllKind, first: Uint8Array, second: Uint8Array) => {
			const [a, b] = [first, second].map((bytes) =>
				kll.decodeKll(bytes, kind, `kll_sketch_merge_${kind}`),
			) as [kll.Kll, kll.Kll];
			kll.merge(a, b);
			return kll.encodeKll(a);
		},
	},
	{
		name: "aq_kll_n",
		args: ["text", "bytes"],
		returns: "bigint",
		fn: (kind: kll.KllKind, bytes: Uint8Array) =>
			kll.decodeKll(bytes, kind, `kll_sketch_get_n_${kind}`).count,
	},
	{
		name: "aq_kll_text",
		args: ["text", "bytes"],
		returns: "text",
		fn: (kind: kll.KllKind, bytes: Uint8Array) =>
			kll.described(kll.decodeKll(bytes, kind, `kll_sketch_to_string_${kind}`)),
	},
	{
		name: "aq_kll_quantile",
		args: ["text", "bytes", "double"],
		returns: "text",
		fn: (kind: kll.KllKind, bytes: Uint8Array, rank: number) => {
			const fn = `kll_sketch_get_quantile_${kind}`;
			return String(kll.quantile(kll.decodeKll(bytes, kind, fn), rank, fn));
		},
	},
	{
		name: "aq_kll_rank",
		args: ["text", "bytes", "text"],
		returns: "double",
		fn: (kind: kll.KllKind, bytes: Uint8Array, item: string) => {
			const fn = `kll_sketch_get_rank_${kind}`;
			return kll.rank(kll.decodeKll(bytes, kind, fn), kllItem(kind, item), fn);
		},
	},
	{
		name: "aq_count_min",
		args: ["text", "texts", "text"],
		returns: "bytes",
		fn: (kind: string, items: readonly string[], options: string) =>
			countMinSketch(kind, items, json(options)),
	},
	{
		name: "aq_top_k",
		args: ["text", "texts", "int", "int"],
		returns: "text",
		fn: (kind: string, texts: readonly (string | null)[], k: number, items: number) =>
			topRows(topOf(json(kind), texts, items), k),
	},
	{
		name: "aq_top_accumulate",
		args: ["text", "texts", "int"],
		returns: "bytes",
		fn: (kind: string, texts: readonly (string | null)[], items: number) =>
			encodeState(json(kind), topOf(json(kind), texts, items)),
	},
	{
		name: "aq_scaled",
		args: ["text", "int"],
		returns: "text",
		fn: (unscaled: string, scale: number) => decimalDigits(BigInt(unscaled), scale),
	},
	{
		name: "aq_top_combine",
		args: ["text", "texts", "texts", "int"],
		returns: "bytes",
		fn: (kind: string, states: readonly string[], sizes: readonly string[], items: number) => {
			const [first = "10000"] = sizes;
			const other = sizes.find((size) => size !== first);
			if (items <= 0 && other !== undefined)
				throw sparkError(
					"APPROX_TOP_K_SKETCH_SIZE_NOT_MATCH",
					`Combining approx_top_k sketches of different sizes is not allowed. Found sketches of size ${first} and ${other}.`,
				);
			const all = bytesOf(states).map((bytes) => decodeState(json(kind), bytes, "approx_top_k_combine"));
			const sketch = new FrequentItems(lgMapSize(items > 0 ? items : MOST_TRACKED));
			for (const one of all) sketch.merge(one.sketch);
			return encodeState(json(kind), { sketch, nulls: all.reduce((sum, { nulls }) => sum + nulls, 0) });
		},
	},
	{
		name: "aq_top_estimate",
		args: ["text", "bytes", "int"],
		returns: "text",
		fn: (kind: string, bytes: Uint8Array, k: number) =>
			topRows(decodeState(json(kind), bytes, "approx_top_k_estimate"), k),
	},
] as const satisfies readonly JsFunction[];

/** Room for as many items as Spark tracks at most, which a combination without a size of its own has. */
const MOST_TRACKED = 1_000_000;

/** A theta sketch as a tuple sketch whose summaries change nothing. */
function withNeutral(sketch: theta.Theta, mode: tuple.TupleMode, kind: tuple.SummaryKind): tuple.Tuple {
	const value = tuple.neutral(mode, kind);
	return { entries: sketch.hashes.map((hash) => [hash, value] as const), bound: sketch.bound };
}
