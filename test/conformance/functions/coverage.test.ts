import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GRAMMAR } from "../../../src/plan/functions/grammar.js";
import { lookupFunction } from "../../../src/plan/functions.js";

const { functions } = JSON.parse(readFileSync(new URL("spark-functions.json", import.meta.url), "utf8")) as {
	readonly functions: readonly string[];
};

test("every function that Spark lists is known by its name, as a row, an alias or grammar", () => {
	expect(functions.length).toBeGreaterThan(500);
	expect(functions.filter((name) => !lookupFunction(name) && !Object.hasOwn(GRAMMAR, name))).toEqual([]);
});

test("what counts as grammar is in no table", () => {
	expect(Object.keys(GRAMMAR).filter((name) => lookupFunction(name))).toEqual([]);
});
