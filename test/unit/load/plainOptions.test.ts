import fc from "fast-check";
import { expect, it } from "vitest";
import { OPTION_SCHEMAS, type OptionSchema } from "../../../src/load/definitionOptions.js";
import { arePlain } from "../../../src/load/plainOptions.js";

const names = [...new Set(Object.values(OPTION_SCHEMAS).flatMap((schema) => Object.keys(schema.shape)))];
const value = fc.oneof(
	fc.constantFrom("a", "", true, 1, null, undefined, () => 1, new Map()),
	fc.array(fc.constantFrom("a", "", 1)),
	fc.dictionary(fc.constantFrom("a", ""), fc.constantFrom("x > 0", "", 1, null), { noNullPrototype: true }),
);
const options = fc.dictionary(fc.constantFrom(...names, "unknown"), value, {
	maxKeys: 4,
	noNullPrototype: true,
});

it.each(Object.keys(OPTION_SCHEMAS) as OptionSchema[])("what is plainly right for %s is right", (schema) => {
	fc.assert(
		fc.property(
			options,
			(given) => !arePlain(schema, given) || OPTION_SCHEMAS[schema].safeParse(given).success,
		),
		{ numRuns: 2000, seed: 7 },
	);
});

it("usual options are plainly right", () => {
	expect(
		arePlain("table", { comment: "Raw legs", expectOrDrop: { sane: "delay > 0" }, tags: ["gold"] }),
	).toBe(true);
	expect(arePlain("table", {})).toBe(true);
	expect(arePlain("flow", { target: "t", once: true })).toBe(true);
	expect(arePlain("flow", {})).toBe(false);
	expect(arePlain("table", { coment: "Raw legs" })).toBe(false);
});
