import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIGINT, STRING } from "../../../../src/core/dataTypes.js";
import type { Warehouse } from "../../../../src/engines/tableEngine.js";
import type { BoundExpr } from "../../../../src/plan/bound.js";
import {
	aggregate,
	attribute,
	call,
	column,
	filter,
	group,
	join,
	lit,
	project,
	ref,
	rowSet,
	rowsOf,
	subquery,
	temporaryWarehouse,
	test,
	values,
} from "./builders.js";

let at: Awaited<ReturnType<typeof temporaryWarehouse>>;
let w: Warehouse;
beforeAll(async () => {
	at = await temporaryWarehouse();
	w = at.warehouse;
});
afterAll(() => at.dispose());

const k = attribute("k");
const v = attribute("v");
const three = values([k, v], [1, 10], [2, 20], [null, 30]);

describe("join", () => {
	const rk = attribute("k");
	const r = attribute("r", STRING);
	const right = values([rk, r], [1, "a"], [1, "b"], [null, "n"], [9, "z"]);
	const on = test("=", ref(k), ref(rk));

	it.each([
		["inner", 2],
		["left", 4],
		["right", 4],
		["full", 6],
		["left_semi", 1],
		["left_anti", 2],
	] as const)("%s: null matches nothing", async (how, count) => {
		expect(await rowSet(w, join(three, right, { how, on }))).toHaveLength(count);
	});

	it("goes on after a semi join with the left side alone", async () => {
		const q = attribute("k");
		const semi = join(three, right, { how: "left_semi", on });
		const chain = join(semi, values([q], [1], [2]), { how: "left", on: test("=", ref(k), ref(q)) });
		expect(await rowSet(w, chain)).toEqual([[1n, 10n, 1n]]);
		expect(await rowSet(w, join(values([q], [1], [2]), semi, { on: test("=", ref(k), ref(q)) }))).toEqual([
			[1n, 1n, 10n],
		]);
	});

	it("crosses, and keeps columns of one name apart", async () => {
		expect(await rowSet(w, join(three, right, { how: "cross" }))).toHaveLength(12);
		const root = project(
			join(three, right, { on }),
			column(ref(rk), "k"),
			column(ref(k), "k"),
			column(ref(r), "r"),
		);
		expect(await rowSet(w, root)).toEqual([
			[1n, 1n, "a"],
			[1n, 1n, "b"],
		]);
	});

	it("keeps a filter of the right side inside a left join", async () => {
		const none = filter(right, test("=", ref(r), lit("?")));
		expect(await rowSet(w, join(three, none, { how: "left", on }))).toHaveLength(3);
		const q = attribute("q");
		const chain = join(join(three, right, { how: "left", on }), values([q], [1]), {
			how: "left",
			on: test("=", ref(q), ref(rk)),
		});
		expect(await rowSet(w, chain)).toHaveLength(4);
		const nested = join(values([q], [1]), join(three, right, { on }), {
			how: "left",
			on: test("=", ref(q), ref(k)),
		});
		expect(await rowSet(w, nested)).toHaveLength(2);
	});

	it("takes a condition with a subquery in every join but full", async () => {
		const q = attribute("q");
		const exists = (): BoundExpr => subquery("in", values([q], [1], [2]), [ref(k)]);
		const condition = (): BoundExpr => test("and", on, exists());
		expect(await rowSet(w, join(three, right, { on: condition() }))).toHaveLength(2);
		expect(await rowSet(w, join(three, right, { how: "left", on: condition() }))).toHaveLength(4);
		expect(await rowSet(w, join(three, right, { how: "right", on: condition() }))).toEqual([
			[1n, 10n, 1n, "a"],
			[1n, 10n, 1n, "b"],
			[null, null, 9n, "z"],
			[null, null, null, "n"],
		]);
		expect(await rowSet(w, join(three, right, { how: "left_semi", on: condition() }))).toEqual([[1n, 10n]]);
		expect(await rowSet(w, join(three, right, { how: "left_anti", on: condition() }))).toHaveLength(2);
		await expect(rowsOf(w, join(three, right, { how: "full", on: condition() }))).rejects.toMatchObject({
			code: "ENGINE_UNSUPPORTED",
		});
	});

	it("joins laterally", async () => {
		const next = column(call("+", [ref(k, true), lit(1)]), "next");
		const inner = project(filter(values([], []), test(">", ref(v, true), lit(10))), next);
		expect(await rowSet(w, join(three, inner, { lateral: true }))).toEqual([
			[2n, 20n, 3n],
			[null, 30n, null],
		]);
		expect(await rowSet(w, join(three, inner, { lateral: true, how: "left" }))).toEqual([
			[1n, 10n, null],
			[2n, 20n, 3n],
			[null, 30n, null],
		]);
		expect(
			await rowSet(
				w,
				join(three, inner, { lateral: true, how: "left", on: test("=", ref(next.output), lit(3)) }),
			),
		).toEqual([
			[1n, 10n, null],
			[2n, 20n, 3n],
			[null, 30n, null],
		]);
	});

	it("joins a frame with itself through a shared node", async () => {
		const other = project(three, column(ref(k), "k"), column(ref(v), "w"));
		const [ok] = other.output;
		expect(await rowSet(w, join(three, other, { on: test("=", ref(k), ref(ok as typeof k)) }))).toEqual([
			[1n, 10n, 1n, 10n],
			[2n, 20n, 2n, 20n],
		]);
	});
});

describe("subqueries", () => {
	const q = attribute("q");
	const withNull = values([q], [1], [null]);

	it("IN and NOT IN are three-valued", async () => {
		const isIn = subquery("in", withNull, [ref(k)]);
		expect(await rowSet(w, project(three, column(ref(k), "k"), column(isIn, "in")))).toEqual([
			[1n, true],
			[2n, null],
			[null, null],
		]);
		expect(await rowSet(w, filter(three, test("not", isIn)))).toEqual([]);
		expect(await rowSet(w, filter(three, test("not", subquery("in", values([q]), [ref(k)]))))).toHaveLength(
			3,
		);
	});

	it("compares rows column by column", async () => {
		const x = attribute("x");
		const pair = values([q, x], [1, 11], [2, 20]);
		const isIn = subquery("in", pair, [ref(k), ref(v)]);
		// (1, 10): no row can match; (NULL, 30): the second column rules every row out, so false and not NULL.
		expect(await rowSet(w, project(three, column(ref(v), "v"), column(isIn, "in")))).toEqual([
			[10n, false],
			[20n, true],
			[30n, false],
		]);
		const open = subquery("in", values([q, x], [1, 30]), [ref(k), ref(v)]);
		expect(await rowSet(w, project(three, column(ref(v), "v"), column(open, "in")))).toEqual([
			[10n, false],
			[20n, false],
			[30n, null],
		]);
	});

	it("correlates scalar and EXISTS, also where inner and outer share a node", async () => {
		const match = filter(values([q], [1], [5]), test("=", ref(q), ref(k, true)));
		expect(await rowSet(w, filter(three, subquery("exists", match, [])))).toEqual([[1n, 10n]]);
		const max = column(aggregate("max", [ref(q)]), "m");
		const scalar = { ...subquery("scalar", group(match, [], [max]), []), type: BIGINT };
		expect(await rowSet(w, project(three, column(ref(v), "v"), column(scalar, "m")))).toEqual([
			[10n, 1n],
			[20n, null],
			[30n, null],
		]);
		const self = filter(three, test("=", ref(v), ref(v, true)));
		expect(await rowSet(w, filter(three, subquery("exists", self, [])))).toHaveLength(3);
	});

	it("refuses a scalar of two rows with Spark's condition", async () => {
		const two = { ...subquery("scalar", values([q], [1], [2]), []), type: BIGINT };
		await expect(rowsOf(w, project(three, column(two, "x")))).rejects.toMatchObject({
			code: "ENGINE_SPARK_CONDITION",
			diagnostic: { sparkCondition: "SCALAR_SUBQUERY_TOO_MANY_ROWS" },
		});
	});
});
