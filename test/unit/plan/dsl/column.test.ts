import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { BIGINT, BINARY, DOUBLE, decimal, INT, TIMESTAMP, VOID } from "../../../../src/core/dataTypes.js";
import { type Column, col, F, isColumn, lit, T, Window, when } from "../../../../src/index.js";
import { bool, call, caught, codeOf, e, int, literal, name, star, text } from "./nodes.js";

const a = col("a");
const b = col("b");

describe("names", () => {
	test.each([
		["a", ["a"]],
		["t.a", ["t", "a"]],
		["`a.b`.c", ["a.b", "c"]],
		["`x``y`", ["x`y"]],
		["flown at", ["flown at"]],
		["größe", ["größe"]],
	])("col(%j)", (written, parts) => {
		expect(e(col(written))).toEqual(name(...parts));
	});

	test("stars", () => {
		expect(e(col("*"))).toEqual(star);
		expect(e(col("t.*"))).toEqual({ kind: "star", qualifier: ["t"] });
	});

	test.each(["a.", ".a", "a..b", "`a", "a`b`", "`a`b"])("col(%j) is refused", (written) => {
		expect(codeOf(() => col(written))).toBe("PLAN_BAD_ARGUMENT");
	});
});

describe("literals", () => {
	test.each([
		[1, literal(INT, "1")],
		[3_000_000_000, literal(BIGINT, "3000000000")],
		[2n ** 40n, literal(BIGINT, "1099511627776")],
		[1.5, literal(DOUBLE, "1.5")],
		[-0, literal(DOUBLE, "-0")],
		[Number.NaN, literal(DOUBLE, "NaN")],
		["x", text("x")],
		[true, bool(true)],
		[null, literal(VOID, null)],
		[new Date(0), literal(TIMESTAMP, "1970-01-01T00:00:00.000000Z")],
		[Uint8Array.of(1, 255), literal(BINARY, "01ff")],
	])("lit(%s)", (value, node) => {
		expect(e(lit(value))).toEqual(node);
	});

	test("an array is an array of Spark's, a Column stays", () => {
		expect(e(lit([1, 2]))).toEqual(call("array", int(1), int(2)));
		expect(lit(a)).toBe(a);
	});

	test("what is no value is refused", () => {
		expect(codeOf(() => lit({} as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => lit(undefined as never))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => lit(new Date("x")))).toBe("PLAN_BAD_ARGUMENT");
	});
});

describe("operators", () => {
	const cases: [keyof Column & string, string][] = [
		["eq", "="],
		["equalTo", "="],
		["gt", ">"],
		["gte", ">="],
		["geq", ">="],
		["lt", "<"],
		["lte", "<="],
		["leq", "<="],
		["eqNullSafe", "<=>"],
		["plus", "+"],
		["minus", "-"],
		["multiply", "*"],
		["divide", "/"],
		["mod", "%"],
		["bitwiseAND", "&"],
		["bitwiseOR", "|"],
		["bitwiseXOR", "^"],
		["contains", "contains"],
		["startswith", "startswith"],
		["endswith", "endswith"],
		["like", "like"],
		["ilike", "ilike"],
		["rlike", "rlike"],
	];
	test.each(cases)("%s is %s, and text is a value", (method, fn) => {
		const operator = a[method] as (other: unknown) => Column;
		expect(e(operator.call(a, b))).toEqual(call(fn, name("a"), name("b")));
		expect(e(operator.call(a, "b"))).toEqual(call(fn, name("a"), text("b")));
	});

	test("what Spark lowers", () => {
		expect(e(a.neq(1))).toEqual(call("not", call("=", name("a"), int(1))));
		expect(e(a.notEqual(1))).toEqual(e(a.neq(1)));
		expect(e(a.between(1, b))).toEqual(
			call("and", call(">=", name("a"), int(1)), call("<=", name("a"), name("b"))),
		);
		expect(e(a.isin(1, "x"))).toEqual(call("in", name("a"), int(1), text("x")));
		expect(e(a.isin([]))).toEqual(call("and", bool(false), call("isnull", name("a"))));
		expect(e(a.isin([1, 2]))).toEqual(call("in", name("a"), int(1), int(2)));
		expect(e(a.substr(1, 2))).toEqual(call("substr", name("a"), int(1), int(2)));
	});

	test("conditions", () => {
		expect(e(a.and(b))).toEqual(call("and", name("a"), name("b")));
		expect(e(a.or(b))).toEqual(call("or", name("a"), name("b")));
		expect(e(a.not())).toEqual(call("not", name("a")));
		expect(e(a.isNull())).toEqual(call("isnull", name("a")));
		expect(e(a.isNotNull())).toEqual(call("isnotnull", name("a")));
		expect(e(a.isNaN())).toEqual(call("isnan", name("a")));
	});

	test("names, casts, parts, order", () => {
		expect(e(a.alias("x"))).toEqual({ kind: "alias", input: name("a"), names: ["x"] });
		expect(e(a.as("x", "y"))).toEqual({ kind: "alias", input: name("a"), names: ["x", "y"] });
		expect(e(a.name("x"))).toEqual(e(a.alias("x")));
		expect(e(a.cast("decimal(10,2)"))).toEqual({
			kind: "cast",
			input: name("a"),
			type: decimal(10, 2),
			mode: "ansi",
		});
		expect(e(a.astype(T.int))).toEqual({ kind: "cast", input: name("a"), type: INT, mode: "ansi" });
		expect(e(a.tryCast("int"))).toEqual({ kind: "cast", input: name("a"), type: INT, mode: "try" });
		expect(e(a.getItem(0))).toEqual({ kind: "extract", input: name("a"), key: int(0) });
		expect(e(a.getItem(b))).toEqual({ kind: "extract", input: name("a"), key: name("b") });
		expect(e(a.getField("f"))).toEqual({ kind: "extract", input: name("a"), key: text("f") });
		expect(e(a.desc())).toEqual({ kind: "sort", input: name("a"), direction: "desc" });
		expect(e(a.asc_nulls_last())).toEqual({
			kind: "sort",
			input: name("a"),
			direction: "asc",
			nulls: "last",
		});
		expect(e(a.transform((x) => x.plus(1)))).toEqual(e(a.plus(1)));
	});

	test("when, otherwise", () => {
		expect(e(when(a.gt(0), "x").when(b, a).otherwise(1))).toEqual({
			kind: "case",
			branches: [
				{ when: call(">", name("a"), int(0)), then: text("x") },
				{ when: name("b"), then: name("a") },
			],
			otherwise: int(1),
		});
		expect(codeOf(() => a.when(b, 1))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => a.otherwise(1))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => when(a, 1).otherwise(1).otherwise(2))).toBe("PLAN_BAD_ARGUMENT");
	});

	test("windows", () => {
		const window = Window.partitionBy("p", col("q").plus(1)).orderBy("o", F.desc("d"));
		const order = [
			{ kind: "sort", input: name("o"), direction: "asc" },
			{ kind: "sort", input: name("d"), direction: "desc" },
		];
		expect(e(F.rowNumber().over(window))).toEqual({
			kind: "window",
			fn: call("row_number"),
			partitionBy: [name("p"), call("+", name("q"), int(1))],
			orderBy: order,
		});
		expect(e(F.sum("x").over(window.rowsBetween(-6, Window.currentRow)))).toMatchObject({
			frame: { unit: "rows", start: { at: "preceding", offset: int(6) }, end: { at: "currentRow" } },
		});
		expect(e(F.sum("x").over(window.rangeBetween(Window.unboundedPreceding, 3)))).toMatchObject({
			frame: {
				unit: "range",
				start: { at: "unboundedPreceding" },
				end: { at: "following", offset: { kind: "literal", type: { kind: "bigint" }, value: "3" } },
			},
		});
		expect(e(F.sum("x").over(window.rowsBetween(0, Window.unboundedFollowing)))).toMatchObject({
			frame: { end: { at: "unboundedFollowing" } },
		});
		expect(codeOf(() => window.rowsBetween(0.5, 1))).toBe("PLAN_BAD_ARGUMENT");
		expect(codeOf(() => F.sum("x").over("p" as never))).toBe("PLAN_BAD_ARGUMENT");
	});
});

describe("a Column is no JavaScript value", () => {
	const any = a as any;
	test.each<[string, () => unknown]>([
		["a + 1", () => any + 1],
		["a > 1", () => any > 1],
		["-a", () => -any],
		// biome-ignore lint/suspicious/noDoubleEquals: it is the mistake in question.
		["a == 1", () => any == 1],
		["template text", () => `${any}`],
		["a key", () => (({}) as Record<string, unknown>)[any]],
		["JSON", () => JSON.stringify({ a })],
	])("%s", (_, work) => {
		expect(codeOf(work)).toBe("PLAN_COLUMN_AS_VALUE");
	});

	test("a boolean where a Column is due", () => {
		for (const work of [
			() => a.and(true as never),
			() => a.or((a === (b as never)) as never),
			() => when(false as never, 1),
			() => F.upper(true as never),
			() => F.not(!a as never),
		])
			expect(caught(work).message).toMatch(/got (true|false).*\.eq\(\)/);
	});

	test("it prints as what it is", () => {
		expect(inspect(a)).toBe("Column<a>");
		expect(isColumn(a)).toBe(true);
		expect(isColumn({})).toBe(false);
	});

	test("nodes are frozen and JSON", () => {
		const node = e(
			when(
				a.isin(1, 2),
				F.transform("xs", (x) => x.plus(1)),
			).otherwise(null),
		);
		const frozen = (value: unknown): boolean =>
			typeof value !== "object" ||
			value === null ||
			(Object.isFrozen(value) && Object.values(value).every(frozen));
		expect(frozen(node)).toBe(true);
		expect(JSON.parse(JSON.stringify(node))).toEqual(node);
	});
});
