import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { INT } from "../../../../src/core/dataTypes.js";
import { col, F, lit, T } from "../../../../src/index.js";
import { ARGUMENTS } from "../../../../src/plan/functionArguments.js";
import { FUNCTION_NAMES } from "../../../../src/plan/functionNames.generated.js";
import { DATABRICKS_FUNCTIONS } from "../../../../src/plan/functions/databricks.js";
import { REFUSED } from "../../../../src/plan/functions/refused.js";
import { functionNames, lookupFunction } from "../../../../src/plan/functions.js";
import { camelCase } from "../../../../src/plan/functionsObject.js";
import { bool, call, caught, codeOf, e, int, literal, name, star, text } from "./nodes.js";

const functions = F as unknown as Record<string, (...args: unknown[]) => object>;
const folder = new URL("../../../../src/plan/functionTypes/", import.meta.url);

/** The members that the interfaces declare: `name(`, `name<` or `name:` at one tab. */
function declared(file: URL): string[] {
	return [...readFileSync(file, "utf8").matchAll(/^\t([a-zA-Z]\w*)(?=[<(:])/gm)].map((m) => m[1] as string);
}

describe("F and the registry", () => {
	const files = readdirSync(folder).filter((f) => f !== "shapes.ts");
	const written = [...files.map((f) => new URL(f, folder)), new URL("../functionTypes.ts", folder)];
	// What is refused by name has one type for all, made from the registry's names.
	const types = [
		...written.flatMap(declared),
		...Object.keys({ ...REFUSED, ...DATABRICKS_FUNCTIONS }).map(camelCase),
	];

	test("each function of the registry is in F, under both names, as one function", () => {
		const names = functionNames().filter((fn) => /^[a-z]/.test(fn) && !/^(and|or|in|div)$/.test(fn));
		expect(FUNCTION_NAMES).toEqual(names);
		for (const fn of names) {
			expect(functions[fn], fn).toBeTypeOf("function");
			expect(functions[camelCase(fn)], fn).toBe(functions[fn]);
		}
	});

	test("each of them is declared once in src/plan/functionTypes, and nothing else is", () => {
		const counts = new Map<string, number>();
		for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
		expect(Object.keys(F).filter((key) => counts.get(key) !== 1)).toEqual([]);
		expect(types.filter((type) => !(type in F))).toEqual([]);
	});

	test("every row of the argument table is a function", () => {
		const known = (fn: string) => lookupFunction(fn) !== undefined;
		expect(Object.keys(ARGUMENTS).filter((fn) => !known(fn))).toEqual([]);
		expect(Object.values(ARGUMENTS).filter((kinds) => !/^[cvnfso]+\*?$/.test(kinds))).toEqual([]);
	});

	test("names", () => {
		expect(camelCase("to_utc_timestamp")).toBe("toUtcTimestamp");
		expect(camelCase("regr_r2")).toBe("regrR2");
		expect(camelCase("datediff")).toBe("datediff");
	});
});

describe("arguments as PySpark reads them", () => {
	test.each<[string, unknown[], object]>([
		["upper", ["a"], call("upper", name("a"))],
		["upper", [col("a")], call("upper", name("a"))],
		["count", ["*"], call("count", star)],
		["toDate", ["a", "yyyy"], call("to_date", name("a"), text("yyyy"))],
		["toDate", ["a", undefined], call("to_date", name("a"))],
		["dateTrunc", ["hour", "a"], call("date_trunc", text("hour"), name("a"))],
		["dateAdd", ["a", 7], call("date_add", name("a"), int(7))],
		["dateAdd", ["a", "b"], call("date_add", name("a"), name("b"))],
		["concatWs", [", ", "a", "b"], call("concat_ws", text(", "), name("a"), name("b"))],
		["concatWs", [", ", col("a")], call("concat_ws", text(", "), name("a"))],
		["lpad", ["a", 8, "0"], call("lpad", name("a"), int(8), text("0"))],
		["regexpReplace", ["a", "x", "y"], call("regexp_replace", name("a"), text("x"), text("y"))],
		["regexpReplace", ["a", col("p"), "y"], call("regexp_replace", name("a"), name("p"), text("y"))],
		["substring", ["a", 1, 3], call("substring", name("a"), int(1), int(3))],
		["split", ["a", ","], call("split", name("a"), text(","))],
		["round", ["a", 2], call("round", name("a"), int(2))],
		["getJsonObject", ["a", "$.b"], call("get_json_object", name("a"), text("$.b"))],
		["arrayContains", ["a", "x"], call("array_contains", name("a"), text("x"))],
		["window", ["at", "10 minutes"], call("window", name("at"), text("10 minutes"))],
		["lag", ["a", 1, "none"], call("lag", name("a"), int(1), text("none"))],
		["first", ["a", true], call("first", name("a"), bool(true))],
		["log", [2, "a"], call("log", int(2), name("a"))],
		["log", ["a"], call("ln", name("a"))],
		["mean", ["a"], call("avg", name("a"))],
		["std", ["a"], call("std", name("a"))],
		["pow", ["a", 2], call("power", name("a"), int(2))],
		["array", [["a", "b"]], call("array", name("a"), name("b"))],
		["struct", ["a", "b"], call("struct", name("a"), name("b"))],
		["createMap", [lit("k"), "v"], call("map", text("k"), name("v"))],
		["coalesce", ["a", lit(0)], call("coalesce", name("a"), int(0))],
		["percentileApprox", ["a", [0.5]], call("percentile_approx", name("a"), e(lit([0.5])) as never)],
		["fromJson", ["a", "id INT"], call("from_json", name("a"), text("id INT"))],
		["fromJson", ["a", T.struct({ id: T.int })], call("from_json", name("a"), text("STRUCT<id: INT>"))],
		[
			"fromJson",
			["a", "id INT", { mode: "FAILFAST" }],
			call("from_json", name("a"), text("id INT"), call("map", text("mode"), text("FAILFAST"))),
		],
		["jsonTuple", ["a", "x", "y"], call("json_tuple", name("a"), text("x"), text("y"))],
		["countDistinct", ["a", "b"], { ...call("count", name("a"), name("b")), distinct: true }],
		["sumDistinct", ["a"], { ...call("sum", name("a")), distinct: true }],
		["nthValue", ["a", 2, true], { ...call("nth_value", name("a"), int(2)), nulls: "ignore" }],
		["currentTimestamp", [], { kind: "currentTime", fn: "current_timestamp" }],
		["now", [], { kind: "currentTime", fn: "current_timestamp" }],
		["currentDate", [], { kind: "currentTime", fn: "current_date" }],
		["descNullsFirst", ["a"], { kind: "sort", input: name("a"), direction: "desc", nulls: "first" }],
		["timestampDiff", ["HOUR", "a", "b"], call("timestampdiff", text("HOUR"), name("a"), name("b"))],
		["bitwiseNOT", ["a"], call("~", name("a"))],
		["callFunction", ["UPPER", "a"], call("upper", name("a"))],
	])("F.%s #%#", (fn, args, node) => {
		expect(e((functions[fn] as (...a: unknown[]) => object)(...args))).toEqual(node);
	});

	test("a constant in a column's place is refused, with lit() as the way out", () => {
		expect(caught(() => F.coalesce("a", 0 as never)).message).toMatch(/lit\(0\)/);
		expect(caught(() => F.upper({} as never)).message).toMatch(/upper needs a Column|upper: needs a Column/);
		expect(codeOf(() => (F.toDate as (...args: string[]) => unknown)("a", "b", "c"))).toBe(
			"PLAN_BAD_ARGUMENT",
		);
	});
});

describe("functions of columns", () => {
	test("become lambdas over columns of their own", () => {
		expect(e(F.transform("xs", (x) => x.plus(1)))).toEqual(
			call("transform", name("xs"), { kind: "lambda", params: ["x"], body: call("+", name("x"), int(1)) }),
		);
		expect(e(F.aggregate("xs", lit(0), (sum, x) => sum.plus(x)))).toMatchObject({
			args: [name("xs"), literal(INT, "0"), { params: ["x", "y"], body: call("+", name("x"), name("y")) }],
		});
	});

	test("inner ones do not hide outer ones", () => {
		const nested = F.transform("xss", (xs) => F.transform(xs, (x) => x.plus(F.size(xs))));
		expect(e(nested)).toMatchObject({
			args: [
				name("xss"),
				{
					params: ["x"],
					body: {
						args: [name("x"), { params: ["x_1"], body: call("+", name("x_1"), call("size", name("x"))) }],
					},
				},
			],
		});
	});

	test("a column of the frame with the parameter's name stays that column", () => {
		const shifted = F.transform("xs", (item) => item.plus(col("x")));
		const [, lambda] = (e(shifted) as Extract<ReturnType<typeof e>, { kind: "call" }>).args;
		expect(lambda).toMatchObject({
			kind: "lambda",
			body: call("+", { kind: "column", name: [(lambda as any).params[0]] }, name("x")),
		});
		expect((lambda as any).params).not.toEqual(["x"]);
	});

	test("must return a Column", () => {
		expect(codeOf(() => F.filter("xs", (() => true) as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => F.filter("xs", "x > 0" as never))).toBe("PLAN_BAD_ARGUMENT");
	});
});
