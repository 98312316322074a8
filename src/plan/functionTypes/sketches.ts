// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";

/** Sketches: small summaries of many values, in Apache DataSketches' forms. */
export interface SketchFunctions {
	/** A HyperLogLog sketch of a group: counts distinct values. @example F.hllSketchAgg("user") */
	hllSketchAgg<V extends string>(
		column: ColumnOrName<V>,
		lgConfigK?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** About how many distinct values a sketch has seen. @example F.hllSketchEstimate("sketch") */
	hllSketchEstimate<V extends string>(sketch: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** Two sketches as one. @example F.hllUnion("today", "yesterday") */
	hllUnion<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
		allowDifferentLgConfigK?: boolean | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** All sketches of a group as one. @example F.hllUnionAgg("sketch") */
	hllUnionAgg<V extends string>(
		sketch: ColumnOrName<V>,
		allowDifferentLgConfigK?: boolean | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** A theta sketch of a group: distinct values that can be intersected. @example F.thetaSketchAgg("user") */
	thetaSketchAgg<V extends string>(
		column: ColumnOrName<V>,
		lgNomEntries?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** About how many distinct values a theta sketch has seen. @example F.thetaSketchEstimate("sketch") */
	thetaSketchEstimate<V extends string>(sketch: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** Values of either sketch. @example F.thetaUnion("a", "b") */
	thetaUnion<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
		lgNomEntries?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Values of both sketches. @example F.thetaIntersection("a", "b") */
	thetaIntersection<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Values of the first sketch that the second has not. @example F.thetaDifference("a", "b") */
	thetaDifference<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Values of any sketch of a group. @example F.thetaUnionAgg("sketch") */
	thetaUnionAgg<V extends string>(
		sketch: ColumnOrName<V>,
		lgNomEntries?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Values of all sketches of a group. @example F.thetaIntersectionAgg("sketch") */
	thetaIntersectionAgg<V extends string>(sketch: ColumnOrName<V>): Column<Uint8Array, string, Reads<V>>;
	/** A tuple sketch of a group: distinct keys, an integer for each. @example F.tupleSketchAggInteger("user", "amount") */
	tupleSketchAggInteger<V extends string>(
		key: ColumnOrName<V>,
		summary: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** About how many distinct keys a tuple sketch has. @example F.tupleSketchEstimateInteger("sketch") */
	tupleSketchEstimateInteger<V extends string>(sketch: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The share of the keys that a tuple sketch keeps. @example F.tupleSketchThetaInteger("sketch") */
	tupleSketchThetaInteger<V extends string>(sketch: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** All summaries of a tuple sketch as one. @example F.tupleSketchSummaryInteger("sketch", "max") */
	tupleSketchSummaryInteger<V extends string>(
		sketch: ColumnOrName<V>,
		mode?: string | Column,
	): Column<bigint, string, Reads<V>>;
	/** Keys of either tuple sketch. @example F.tupleUnionInteger("a", "b") */
	tupleUnionInteger<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of a tuple sketch or a theta sketch. @example F.tupleUnionThetaInteger("tuple", "theta") */
	tupleUnionThetaInteger<V extends string>(
		tuple: ColumnOrName<V>,
		theta: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of both tuple sketches. @example F.tupleIntersectionInteger("a", "b") */
	tupleIntersectionInteger<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of a tuple sketch that a theta sketch has too. @example F.tupleIntersectionThetaInteger("tuple", "theta") */
	tupleIntersectionThetaInteger<V extends string>(
		tuple: ColumnOrName<V>,
		theta: ColumnOrName<V>,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of the first tuple sketch that the second has not. @example F.tupleDifferenceInteger("a", "b") */
	tupleDifferenceInteger<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of a tuple sketch that a theta sketch has not. @example F.tupleDifferenceThetaInteger("tuple", "theta") */
	tupleDifferenceThetaInteger<V extends string>(
		tuple: ColumnOrName<V>,
		theta: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of any tuple sketch of a group. @example F.tupleUnionAggInteger("sketch") */
	tupleUnionAggInteger<V extends string>(
		sketch: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of all tuple sketches of a group. @example F.tupleIntersectionAggInteger("sketch") */
	tupleIntersectionAggInteger<V extends string>(
		sketch: ColumnOrName<V>,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** A tuple sketch of a group: distinct keys, a double for each. @example F.tupleSketchAggDouble("user", "amount") */
	tupleSketchAggDouble<V extends string>(
		key: ColumnOrName<V>,
		summary: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** About how many distinct keys a tuple sketch has. @example F.tupleSketchEstimateDouble("sketch") */
	tupleSketchEstimateDouble<V extends string>(sketch: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The share of the keys that a tuple sketch keeps. @example F.tupleSketchThetaDouble("sketch") */
	tupleSketchThetaDouble<V extends string>(sketch: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** All summaries of a tuple sketch as one. @example F.tupleSketchSummaryDouble("sketch", "max") */
	tupleSketchSummaryDouble<V extends string>(
		sketch: ColumnOrName<V>,
		mode?: string | Column,
	): Column<number, string, Reads<V>>;
	/** Keys of either tuple sketch. @example F.tupleUnionDouble("a", "b") */
	tupleUnionDouble<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of a tuple sketch or a theta sketch. @example F.tupleUnionThetaDouble("tuple", "theta") */
	tupleUnionThetaDouble<V extends string>(
		tuple: ColumnOrName<V>,
		theta: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of both tuple sketches. @example F.tupleIntersectionDouble("a", "b") */
	tupleIntersectionDouble<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of a tuple sketch that a theta sketch has too. @example F.tupleIntersectionThetaDouble("tuple", "theta") */
	tupleIntersectionThetaDouble<V extends string>(
		tuple: ColumnOrName<V>,
		theta: ColumnOrName<V>,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of the first tuple sketch that the second has not. @example F.tupleDifferenceDouble("a", "b") */
	tupleDifferenceDouble<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of a tuple sketch that a theta sketch has not. @example F.tupleDifferenceThetaDouble("tuple", "theta") */
	tupleDifferenceThetaDouble<V extends string>(
		tuple: ColumnOrName<V>,
		theta: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of any tuple sketch of a group. @example F.tupleUnionAggDouble("sketch") */
	tupleUnionAggDouble<V extends string>(
		sketch: ColumnOrName<V>,
		lgNomEntries?: number | Column,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Keys of all tuple sketches of a group. @example F.tupleIntersectionAggDouble("sketch") */
	tupleIntersectionAggDouble<V extends string>(
		sketch: ColumnOrName<V>,
		mode?: string | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** A KLL sketch of a group: quantiles and ranks. @example F.kllSketchAggBigint("amount") */
	kllSketchAggBigint<V extends string>(
		column: ColumnOrName<V>,
		k?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** All KLL sketches of a group as one. @example F.kllMergeAggBigint("sketch") */
	kllMergeAggBigint<V extends string>(
		sketch: ColumnOrName<V>,
		k?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Two KLL sketches as one. @example F.kllSketchMergeBigint("a", "b") */
	kllSketchMergeBigint<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** How many values a KLL sketch has seen. @example F.kllSketchGetNBigint("sketch") */
	kllSketchGetNBigint<V extends string>(sketch: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** A description of a KLL sketch. @example F.kllSketchToStringBigint("sketch") */
	kllSketchToStringBigint<V extends string>(sketch: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The value at a rank, or an array of them. @example F.kllSketchGetQuantileBigint("sketch", lit(0.5)) */
	kllSketchGetQuantileBigint<V extends string>(
		sketch: ColumnOrName<V>,
		rank: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The rank of a value, or an array of them. @example F.kllSketchGetRankBigint("sketch", lit(10)) */
	kllSketchGetRankBigint<V extends string>(
		sketch: ColumnOrName<V>,
		quantile: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** A KLL sketch of a group: quantiles and ranks. @example F.kllSketchAggDouble("amount") */
	kllSketchAggDouble<V extends string>(
		column: ColumnOrName<V>,
		k?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** All KLL sketches of a group as one. @example F.kllMergeAggDouble("sketch") */
	kllMergeAggDouble<V extends string>(
		sketch: ColumnOrName<V>,
		k?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Two KLL sketches as one. @example F.kllSketchMergeDouble("a", "b") */
	kllSketchMergeDouble<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** How many values a KLL sketch has seen. @example F.kllSketchGetNDouble("sketch") */
	kllSketchGetNDouble<V extends string>(sketch: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** A description of a KLL sketch. @example F.kllSketchToStringDouble("sketch") */
	kllSketchToStringDouble<V extends string>(sketch: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The value at a rank, or an array of them. @example F.kllSketchGetQuantileDouble("sketch", lit(0.5)) */
	kllSketchGetQuantileDouble<V extends string>(
		sketch: ColumnOrName<V>,
		rank: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The rank of a value, or an array of them. @example F.kllSketchGetRankDouble("sketch", lit(10)) */
	kllSketchGetRankDouble<V extends string>(
		sketch: ColumnOrName<V>,
		quantile: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** A KLL sketch of a group: quantiles and ranks. @example F.kllSketchAggFloat("amount") */
	kllSketchAggFloat<V extends string>(
		column: ColumnOrName<V>,
		k?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** All KLL sketches of a group as one. @example F.kllMergeAggFloat("sketch") */
	kllMergeAggFloat<V extends string>(
		sketch: ColumnOrName<V>,
		k?: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
	/** Two KLL sketches as one. @example F.kllSketchMergeFloat("a", "b") */
	kllSketchMergeFloat<V extends string>(
		a: ColumnOrName<V>,
		b: ColumnOrName<V>,
	): Column<Uint8Array, string, Reads<V>>;
	/** How many values a KLL sketch has seen. @example F.kllSketchGetNFloat("sketch") */
	kllSketchGetNFloat<V extends string>(sketch: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** A description of a KLL sketch. @example F.kllSketchToStringFloat("sketch") */
	kllSketchToStringFloat<V extends string>(sketch: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The value at a rank, or an array of them. @example F.kllSketchGetQuantileFloat("sketch", lit(0.5)) */
	kllSketchGetQuantileFloat<V extends string>(
		sketch: ColumnOrName<V>,
		rank: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The rank of a value, or an array of them. @example F.kllSketchGetRankFloat("sketch", lit(10)) */
	kllSketchGetRankFloat<V extends string>(
		sketch: ColumnOrName<V>,
		quantile: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The most frequent values of a group with their counts. @example F.approxTopK("item", 5) */
	approxTopK<V extends string>(
		column: ColumnOrName<V>,
		k?: number | Column,
		maxItemsTracked?: number | Column,
	): Column<any, string, Reads<V>>;
	/** What approxTopKEstimate reads: the frequent values of a group. @example F.approxTopKAccumulate("item") */
	approxTopKAccumulate<V extends string>(
		column: ColumnOrName<V>,
		maxItemsTracked?: number | Column,
	): Column<any, string, Reads<V>>;
	/** All states of a group as one. @example F.approxTopKCombine("state") */
	approxTopKCombine<V extends string>(
		state: ColumnOrName<V>,
		maxItemsTracked?: number | Column,
	): Column<any, string, Reads<V>>;
	/** The most frequent values that a state has seen. @example F.approxTopKEstimate("state", 5) */
	approxTopKEstimate<V extends string>(
		state: ColumnOrName<V>,
		k?: number | Column,
	): Column<any, string, Reads<V>>;
	/** A count-min sketch of a group: how often each value is there. @example F.countMinSketch("item", 0.01, 0.95, 42) */
	countMinSketch<V extends string>(
		column: ColumnOrName<V>,
		eps: number | Column,
		confidence: number | Column,
		seed: number | Column,
	): Column<Uint8Array, string, Reads<V>>;
}
