import { expect, test } from "vitest";
import { F, lit, spark } from "../../../src/index.js";
import { argumentKind } from "../../../src/plan/functionArguments.js";
import { FUNCTION_NAMES } from "../../../src/plan/functionNames.generated.js";
import type { FunctionSpec } from "../../../src/plan/functionSpec.js";
import { lookupFunction } from "../../../src/plan/functions.js";
import { relationOf } from "../../../src/plan/marks.js";
import type { Relation } from "../../../src/plan/relation.js";
import { planToJson } from "../../../src/plan/serialize.js";
import { relationOfText } from "../../../src/plan/sql/bind.js";

const functions = F as unknown as Record<string, (...args: unknown[]) => never>;

/** An argument of this kind (`ARGUMENTS`), for the DSL and as SQL text. */
function argument(fn: string, index: number): { readonly given: unknown; readonly text: string } {
	switch (argumentKind(fn, index)) {
		case "f": {
			const two =
				/^(?:aggregate|reduce|zip_with|array_sort|map_filter|transform_keys|transform_values)$/.test(fn) &&
				index < 3;
			if (fn === "map_zip_with")
				return { given: (x: never, _y: never, _z: never) => x, text: "(x, y, z) -> x" };
			return two
				? { given: (x: never, _y: never) => x, text: "(x, y) -> x" }
				: { given: (x: never) => x, text: "x -> x" };
		}
		case "v":
			if (/^timestamp(?:add|diff)$/.test(fn)) return { given: lit("DAY"), text: "DAY" };
			return { given: lit("v"), text: "'v'" };
		case "s":
			return { given: "a INT", text: "'a INT'" };
		case "o":
			return { given: { k: "v" }, text: "map('k', 'v')" };
		default:
			return { given: `c${index}`, text: `c${index}` };
	}
}

/** As SQL writes it, where that is not `name(arguments)`. */
function sqlOf(fn: string, args: readonly string[]): string {
	const [first = "", second] = args;
	// The text stands last in SQL, first in the registry.
	if (/^(?:trim|ltrim|rtrim)$/.test(fn) && second !== undefined) return `${fn}(${second}, ${first})`;
	return `${fn === "create_map" ? "map" : fn}(${args.join(", ")})`;
}

const json = (relation: Relation): unknown => planToJson(relation);

/** What one door has and the other has not. */
const ONE_DOOR: ReadonlyMap<string, string> = new Map([
	["array_agg", "PySpark's is collect_list"],
	["dateadd", "PySpark's is date_add"],
	["mean", "PySpark's is avg"],
	["pow", "PySpark's is power"],
	["random", "PySpark's is rand"],
	["log", "PySpark's of one argument is ln"],
]);

test.each(FUNCTION_NAMES.filter((fn) => !ONE_DOOR.has(fn)))(
	"%s is the same plan from the DSL and from SQL",
	(fn) => {
		const arity: FunctionSpec["arity"] = lookupFunction(fn)?.spec.arity ?? { least: 0 };
		const counts = new Set([arity.least, Math.min(arity.most ?? arity.least + 1, 7)]);
		for (const count of counts) {
			const args = Array.from({ length: count }, (_, i) => argument(fn, i));
			if (args.some((_, i) => argumentKind(fn, i) === undefined)) continue;
			const call = functions[fn] as (...given: unknown[]) => never;
			const fromDsl = spark.table("t").select(call(...args.map((a) => a.given)));
			const sql = `SELECT ${sqlOf(
				fn,
				args.map((a) => a.text),
			)} FROM t`;
			expect(json(relationOf(fromDsl)), sql).toEqual(json(relationOfText(sql)));
		}
	},
);
