import { expect, test } from "vitest";
import {
	displayName,
	editDistance,
	nearest,
	qualify,
	SPARK_DEFAULTS,
	tableKey,
} from "../../../src/core/names.js";

test("names are qualified with the defaults and compared without regard to case", () => {
	const short = qualify(["Orders"], SPARK_DEFAULTS);
	const long = qualify(["spark_catalog", "default", "orders"], SPARK_DEFAULTS);
	expect(short).toEqual({ catalog: "spark_catalog", schema: "default", table: "Orders" });
	expect(tableKey(short!)).toBe(tableKey(long!));
	expect(qualify(["a", "b", "c", "d"], SPARK_DEFAULTS)).toBeUndefined();
	expect(qualify([""], SPARK_DEFAULTS)).toBeUndefined();
});

test("dots inside a part do not make two names equal", () => {
	expect(tableKey(qualify(["a.b", "c"], SPARK_DEFAULTS)!)).not.toBe(
		tableKey(qualify(["a", "b.c"], SPARK_DEFAULTS)!),
	);
	expect(displayName(qualify(["a.b", "c"], SPARK_DEFAULTS)!, SPARK_DEFAULTS)).toBe("`a.b`.c");
});

test("near names: transpositions count once, unrelated names are left out", () => {
	expect(editDistance("amonut", "amount")).toBe(1);
	expect(nearest("amonut", ["amount", "origin", "amounts"])).toEqual(["amount", "amounts"]);
	expect(nearest("xyz", ["amount", "origin"])).toEqual([]);
});
