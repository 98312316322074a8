import { describe, expect, test } from "vitest";
import { AGGREGATES } from "../../../../src/codegen/export/laktory/polars/aggregates.js";
import { FUNCTIONS } from "../../../../src/codegen/export/laktory/polars/functions.js";
import { FUNCTIONS as KNOWN } from "../../../../src/plan/functions.js";

describe("functions for Polars", () => {
	test("every one is a function of Spark's", () => {
		const unknown = [...Object.keys(FUNCTIONS), ...Object.keys(AGGREGATES)].filter(
			(n) => !Object.hasOwn(KNOWN, n),
		);
		expect(unknown).toEqual([]);
	});

	test("what Polars computes otherwise is not there", () => {
		for (const name of [
			"first",
			"collect_list",
			"reverse",
			"initcap",
			"percentile",
			"rand",
			"hash",
			"xxhash64",
		])
			expect(name in FUNCTIONS || name in AGGREGATES, name).toBe(false);
	});
});
