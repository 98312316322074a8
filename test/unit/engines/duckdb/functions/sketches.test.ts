import { describe, expect, test } from "vitest";
import {
	FrequentItems,
	lgMapSize,
} from "../../../../../src/engines/duckdb/functions/js/sketches/frequentItems.js";
import {
	couponOf,
	decodeHll,
	encodeHll,
	type Hll,
	hll,
	hllEstimate,
	unitedHll,
	withCoupon,
} from "../../../../../src/engines/duckdb/functions/js/sketches/hll.js";
import { hashedBytes } from "../../../../../src/engines/duckdb/functions/js/sketches/items.js";
import {
	add,
	decodeKll,
	encodeKll,
	kll,
	merge,
	quantile,
	rank,
} from "../../../../../src/engines/duckdb/functions/js/sketches/kll.js";
import {
	decodeTheta,
	EVERYTHING,
	encodeTheta,
	estimate,
	hashOf,
	intersected,
	theta,
} from "../../../../../src/engines/duckdb/functions/js/sketches/theta.js";
import { itemOf } from "../../../../../src/engines/duckdb/functions/js/sketches/topItems.js";

const bytes = (n: number): Uint8Array => hashedBytes("long", String(n)) as Uint8Array;
const hex = (value: Uint8Array): string => Buffer.from(value).toString("hex");

function hllOf(from: number, to: number, lgK = 12): Hll {
	let sketch = hll(lgK, "f");
	for (let n = from; n < to; n++) sketch = withCoupon(sketch, couponOf(bytes(n)));
	return sketch;
}
const thetaOf = (from: number, to: number, most = 1024) =>
	theta(
		Array.from({ length: to - from }, (_, i) => hashOf(bytes(from + i))),
		EVERYTHING,
		most,
	);

describe("HyperLogLog", () => {
	test("few values: exact, in DataSketches' bytes", () => {
		// hex(hll_sketch_agg(c)) FROM VALUES (1), (2), (3) of pyspark 4.3.0
		expect(hex(encodeHll(hllOf(1, 4)))).toBe(
			"0201070c030003082bf2fb06862ff90d758166070000000000000000000000000000000000000000",
		);
		for (const n of [0, 1, 7, 8, 9, 40, 300]) expect(hllEstimate(hllOf(0, n)), String(n)).toBe(BigInt(n));
	});
	test("many values: within its error, also of a union", () => {
		const [a, b] = [hllOf(0, 6000), hllOf(3000, 9000)];
		expect(Number(hllEstimate(a)) / 6000).toBeCloseTo(1, 1);
		expect(Number(hllEstimate(unitedHll(a, b))) / 9000).toBeCloseTo(1, 1);
	});
	test("bytes come back, others are named", () => {
		for (const sketch of [hllOf(0, 3), hllOf(0, 20), hllOf(0, 2000, 5)])
			expect(hex(encodeHll(decodeHll(encodeHll(sketch), "f")))).toBe(hex(encodeHll(sketch)));
		expect(() => decodeHll(Uint8Array.of(0), "hll_union")).toThrow(
			/HLL_INVALID_INPUT_SKETCH_BUFFER.*hll_union/,
		);
		expect(() => hll(3, "hll_sketch_agg")).toThrow(/HLL_INVALID_LG_K/);
	});
});

describe("theta", () => {
	test("exact below its size, within its error above", () => {
		expect(estimate(thetaOf(0, 1000))).toBe(1000);
		expect(estimate(thetaOf(0, 20_000)) / 20_000).toBeCloseTo(1, 1);
		expect(estimate(intersected(thetaOf(0, 1000), thetaOf(900, 2000)))).toBeGreaterThan(60);
	});
	test("bytes come back: empty, one, some, estimating", () => {
		for (const sketch of [thetaOf(0, 0), thetaOf(0, 1), thetaOf(0, 300), thetaOf(0, 5000)])
			expect(decodeTheta(encodeTheta(sketch), "f")).toEqual(sketch);
		expect(() => decodeTheta(Uint8Array.of(1, 2), "theta_union")).toThrow(
			/THETA_INVALID_INPUT_SKETCH_BUFFER/,
		);
	});
});

test("KLL: exact below k, within its error above, also merged and read back", () => {
	const small = kll("bigint", 200);
	for (let n = 1n; n <= 10n; n++) add(small, n);
	expect(quantile(small, 0.5, "f")).toBe(5n);
	expect(rank(small, 3n, "f")).toBe(0.3);
	const large = kll("double", 200);
	for (let n = 0; n < 20_000; n++) add(large, (n * 7919) % 20_000);
	const other = kll("double", 200);
	for (let n = 0; n < 20_000; n++) add(other, 20_000 + n);
	merge(large, decodeKll(encodeKll(other), "double", "f"));
	expect(large.count).toBe(40_000n);
	const read = decodeKll(encodeKll(large), "double", "f");
	const weight = read.levels.reduce((sum, level, i) => sum + level.length * 2 ** i, 0);
	expect(weight).toBe(40_000);
	expect(Math.abs(rank(read, 20_000, "f") - 0.5)).toBeLessThan(0.02);
	expect([quantile(read, 0, "f"), quantile(read, 1, "f")]).toEqual([expect.any(Number), expect.any(Number)]);
});

test("frequent items: exact while they fit; a frequent one is found though many others are not", () => {
	const sketch = new FrequentItems(lgMapSize(10));
	for (let i = 0; i < 1000; i++) sketch.add(itemOf({ form: "int" }, String(i % 3 === 0 ? 7 : 100 + i)), 1);
	expect(sketch.frequent()[0]?.[0].text).toBe("7");
	expect(sketch.weight).toBe(1000);
});
