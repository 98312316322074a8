import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { array, BIGINT, DATE, INT } from "../../../../src/core/dataTypes.js";
import type { Warehouse } from "../../../../src/engines/tableEngine.js";
import type { BoundExpr, BoundRelation, BoundWindow } from "../../../../src/plan/bound.js";
import {
	aggregate,
	attribute,
	call,
	column,
	int,
	lit,
	ordered,
	project,
	ref,
	rowSet,
	rowsOf,
	sort,
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

describe("generate", () => {
	const l = attribute("l", array(INT));
	const input = project(
		three,
		column(ref(k), k),
		column(
			{
				kind: "case",
				type: l.type,
				nullable: true,
				branches: [
					{ when: test("=", ref(v), lit(10)), then: call("array", [int(7), lit(null, INT)], l.type) },
					{ when: test("=", ref(v), lit(20)), then: lit(null, l.type) },
				],
				otherwise: lit(null, l.type),
			},
			l,
		),
	);

	it("makes a row per element, and one of NULLs when outer", async () => {
		const e = attribute("e", INT);
		const explode = (outer: boolean): BoundRelation => ({
			kind: "generate",
			input,
			fn: "explode",
			args: [ref(l)],
			outer,
			generated: [e],
			output: [...input.output, e],
		});
		expect(await rowSet(w, project(explode(false), column(ref(k), "k"), column(ref(e), "e")))).toEqual([
			[1n, 7],
			[1n, null],
		]);
		expect(await rowSet(w, project(explode(true), column(ref(k), "k"), column(ref(e), "e")))).toEqual([
			[1n, 7],
			[1n, null],
			[2n, null],
			[null, null],
		]);
	});

	it("gives positions", async () => {
		const p = attribute("pos", INT);
		const e = attribute("col", INT);
		const node: BoundRelation = {
			kind: "generate",
			input,
			fn: "posexplode",
			args: [ref(l)],
			outer: true,
			generated: [p, e],
			output: [...input.output, p, e],
		};
		expect(
			await rowSet(w, project(node, column(ref(k), "k"), column(ref(p), "p"), column(ref(e), "e"))),
		).toEqual([
			[1n, 0, 7],
			[1n, 1, null],
			[2n, null, null],
			[null, null, null],
		]);
	});
});

describe("windows", () => {
	const d = attribute("d", DATE);
	const x = attribute("x");
	const input = values([d, x], ["2024-01-01", 1], ["2024-01-02", null], ["2024-01-05", 4]);
	const over = (fn: BoundWindow["fn"], more: Partial<BoundWindow> = {}): BoundWindow => ({
		kind: "window",
		fn,
		type: fn.type,
		nullable: true,
		ignoreNulls: false,
		partitionBy: [],
		orderBy: [sort(ref(d))],
		...more,
	});
	const valuesOf = async (expr: BoundExpr): Promise<unknown[]> =>
		(await rowsOf(w, ordered(project(input, column(ref(d), d), column(expr, "w")), sort(ref(d))))).map(
			(r) => r[1],
		);

	it("numbers, looks back, and skips nulls", async () => {
		expect(await valuesOf(over(call("row_number", [], INT)))).toEqual(
			[1, 2, 3].map((n) => expect.toSatisfy((g) => Number(g) === n)),
		);
		expect(await valuesOf(over(call("lag", [ref(x), int(1), lit(null, BIGINT)])))).toEqual([null, 1n, null]);
		expect(
			await valuesOf(over(call("lag", [ref(x), int(1), lit(null, BIGINT)]), { ignoreNulls: true })),
		).toEqual([null, 1n, 1n]);
	});

	it("frames by rows and by range", async () => {
		const sum = aggregate("sum", [ref(x)]);
		const frame = (unit: "rows" | "range"): Partial<BoundWindow> => ({
			frame: { unit, start: { at: "preceding", offset: int(1) }, end: { at: "currentRow" } },
		});
		expect(await valuesOf(over(sum, frame("rows")))).toEqual([1n, 1n, 4n]);
		expect(await valuesOf(over(sum, frame("range")))).toEqual([1n, 1n, 4n]);
		const all: Partial<BoundWindow> = {
			frame: { unit: "rows", start: { at: "unboundedPreceding" }, end: { at: "unboundedFollowing" } },
		};
		expect(await valuesOf(over(sum, all))).toEqual([5n, 5n, 5n]);
		expect(await valuesOf(over(sum))).toEqual([1n, 1n, 5n]);
	});
});
