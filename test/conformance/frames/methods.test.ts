import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { col, spark, Window } from "../../../src/index.js";
import { camelCase } from "../../../src/plan/functionsObject.js";
import { FRAME_PROPERTY_REFUSALS, FRAME_REFUSALS, GROUPED_REFUSALS } from "../../../src/plan/refusals.js";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const frames = (read("cases.json") as { readonly typescript: string }[]).map((c) => c.typescript).join("\n");

const refused = new Set(
	[FRAME_REFUSALS, FRAME_PROPERTY_REFUSALS, GROUPED_REFUSALS].flatMap((r) => Object.keys(r)),
);
/** Methods that are about TypeScript or about the query itself: they have no counterpart that Spark could be asked for. */
const OWN: ReadonlySet<string> = new Set(["toJSON", "untyped", "scalar"]);

/** The public methods that an object has from its classes. */
function methodsOf(object: object): string[] {
	const names = new Set<string>();
	for (
		let at = object;
		at !== Object.prototype && at !== Function.prototype && at !== null;
		at = Object.getPrototypeOf(at)
	)
		for (const name of Object.getOwnPropertyNames(at)) {
			const value = Object.getOwnPropertyDescriptor(at, name)?.value as unknown;
			if (typeof value === "function" && /^[a-zA-Z]\w*$/.test(name) && name !== "constructor")
				names.add(name);
		}
	// One method under two spellings needs one case.
	const twin = (name: string): boolean => {
		const other = camelCase(name);
		const methods = object as Readonly<Record<string, unknown>>;
		return other !== name && typeof methods[other] === "function";
	};
	return [...names].filter((name) => !refused.has(name) && !OWN.has(name) && !twin(name));
}

const t = spark.table("t");

test.each([
	["DataFrame", t],
	["Column", col("a")],
	["GroupedData", t.groupBy("a")],
	["na", t.na],
	["Window", Window],
	["WindowSpec", Window.partitionBy("a")],
] as const)("every method of %s occurs in a case", (_name, object) => {
	const methods = methodsOf(object);
	expect(methods.length).toBeGreaterThan(2);
	expect(methods.filter((name) => !new RegExp(`\\.${name}\\b`).test(frames))).toEqual([]);
});

test("every reader that can be read with occurs in a case of the readers", () => {
	const cases = read("../readers/cases.json") as { readonly read: { readonly format: string } }[];
	const formats = new Set(cases.map((c) => c.read.format));
	expect([...formats].sort()).toEqual(expect.arrayContaining(["csv", "json", "parquet", "text"]));
});
