import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { array, BIGINT, DATE, field, INT, STRING, struct } from "../../../../src/core/dataTypes.js";
import type { Warehouse } from "../../../../src/engines/tableEngine.js";
import type {
	BoundAggregate,
	BoundExpr,
	BoundRelation,
	BoundSet,
	BoundSubquery,
	BoundWindow,
} from "../../../../src/plan/bound.js";
import {
	aggregate,
	attribute,
	call,
	column,
	execution,
	filter,
	int,
	join,
	lit,
	plan,
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

describe("rows", () => {
	it("gives values typed by their columns, and none of an empty list", async () => {
		expect(await rowSet(w, three)).toEqual([
			[1n, 10n],
			[2n, 20n],
			[null, 30n],
		]);
		expect(await rowsOf(w, values([k, v]))).toEqual([]);
	});

	it("keeps rows without columns", async () => {
		const none = project(three);
		const n = aggregate("count", [int(1)]);
		const counted: BoundAggregate = {
			kind: "aggregate",
			input: none,
			keys: [],
			aggregates: [column(n, "n")],
			output: [],
		};
		expect(await rowsOf(w, { ...counted, output: counted.aggregates.map((a) => a.output) })).toEqual([[3n]]);
	});

	it("counts a range, down too", async () => {
		const id = attribute("id");
		const range = (start: string, end: string, step: string): BoundRelation => ({
			kind: "range",
			start,
			end,
			step,
			output: [id],
		});
		expect(await rowSet(w, range("0", "7", "3"))).toEqual([[0n], [3n], [6n]]);
		expect(await rowSet(w, range("3", "0", "-2"))).toEqual([[1n], [3n]]);
	});
});

describe("project, filter, sort, limit", () => {
	it("folds into one SELECT where the rows allow it", async () => {
		const sum = column(call("+", [ref(k), ref(v)]), "s");
		const root = project(filter(three, test(">", ref(v), lit(10))), sum);
		expect(await rowSet(w, root)).toEqual([[22n], [null]]);
		expect((await w.explain(plan(root), execution())).match(/SELECT/g)).toHaveLength(1);
	});

	it("filters on what a project computed, and after a limit", async () => {
		const s = column(call("*", [ref(v), lit(2)]), "s");
		expect(await rowSet(w, filter(project(three, s), test("=", ref(s.output), lit(40))))).toEqual([[40n]]);
		const first: BoundRelation = {
			kind: "limit",
			input: ordered(three, sort(ref(v))),
			count: int(1),
			output: three.output,
		};
		expect(await rowsOf(w, filter(first, test(">", ref(v), lit(10))))).toEqual([]);
	});

	it("sorts nulls where the key says, and keeps the order through a project", async () => {
		expect(await rowsOf(w, ordered(three, sort(ref(k))))).toEqual([
			[null, 30n],
			[1n, 10n],
			[2n, 20n],
		]);
		expect(await rowsOf(w, ordered(three, sort(ref(k), "desc", "first")))).toEqual([
			[null, 30n],
			[2n, 20n],
			[1n, 10n],
		]);
		const above = project(ordered(three, sort(ref(v), "desc")), column(call("+", [ref(v), lit(1)]), "x"));
		expect(await rowsOf(w, above)).toEqual([[31n], [21n], [11n]]);
	});

	it("orders by no constant: a number is not a position", async () => {
		expect(await rowsOf(w, ordered(three, sort(int(2), "desc"), sort(ref(v))))).toEqual([
			[1n, 10n],
			[2n, 20n],
			[null, 30n],
		]);
		expect(await rowsOf(w, ordered(three, sort(lit("x"))))).toHaveLength(3);
	});

	it("has NULL first inside arrays and structs too", async () => {
		const list = array(INT);
		const type = struct([field("x", list), field("y", STRING)]);
		const make = (first: number | null, second: number | null, y: string | null): BoundExpr =>
			call(
				"named_struct",
				[lit("x"), call("array", [lit(first, INT), lit(second, INT)], list), lit("y"), lit(y, STRING)],
				type,
			);
		const s = attribute("s", type);
		const cells = [
			make(1, 2, "a"),
			make(1, null, "b"),
			make(null, 9, null),
			make(1, 2, null),
			lit(null, type),
		];
		const rows = await rowsOf(w, ordered(values([s], ...cells.map((c) => [c])), sort(ref(s))));
		expect(rows.map(([row]) => row && Object.values(row as object))).toEqual([
			null,
			[[null, 9], null],
			[[1, null], "b"],
			[[1, 2], null],
			[[1, 2], "a"],
		]);
		const down = await rowsOf(w, ordered(values([s], ...cells.map((c) => [c])), sort(ref(s), "desc")));
		expect(down).toEqual([...rows].reverse());
	});

	it("takes limit with offset, and a limit of a limit", async () => {
		const sorted = ordered(three, sort(ref(v)));
		const limit = (input: BoundRelation, count?: number, offset?: number): BoundRelation => ({
			kind: "limit",
			input,
			output: input.output,
			...(count === undefined ? {} : { count: int(count) }),
			...(offset === undefined ? {} : { offset: int(offset) }),
		});
		expect(await rowsOf(w, limit(sorted, 1, 1))).toEqual([[2n, 20n]]);
		expect(await rowsOf(w, limit(limit(sorted, 2), 5))).toHaveLength(2);
		expect(await rowsOf(w, limit(sorted, undefined, 2))).toEqual([[null, 30n]]);
		expect(await rowsOf(w, limit(sorted, 0))).toEqual([]);
	});

	it("runs a chain of 300 columns, each of the one before", async () => {
		let last = k;
		let root: BoundRelation = values([k], [1]);
		for (let i = 0; i < 300; i++) {
			const next = column(call("+", [ref(last), lit(1)]), "x");
			root = project(root, next);
			last = next.output;
		}
		expect(await rowsOf(w, root)).toEqual([[301n]]);
	});
});

describe("aggregate", () => {
	const a = attribute("a", STRING);
	const b = attribute("b", STRING);
	const x = attribute("x");
	const input = values([a, b, x], ["p", "r", 1], ["p", "s", 2], ["q", "r", 4], [null, "r", null]);
	const sum = column(aggregate("sum", [ref(x)]), "s");

	it("groups by expressions and constants; null is a group", async () => {
		expect(await rowSet(w, group(input, [column(ref(a), "a")], [sum]))).toEqual([
			["p", 3n],
			["q", 4n],
			[null, null],
		]);
		expect(await rowSet(w, group(input, [column(int(2), "two")], [sum]))).toEqual([[2, 7n]]);
	});

	it("gives one row without keys, also over nothing", async () => {
		const n = column(aggregate("count", [ref(x)]), "n");
		expect(await rowsOf(w, group(values([x]), [], [n]))).toEqual([[0n]]);
		expect(await rowsOf(w, group(input, [], [n, column(aggregate("sum", [ref(x)]), "s")]))).toEqual([
			[3n, 7n],
		]);
	});

	it("takes FILTER and DISTINCT", async () => {
		const big = column(aggregate("count", [ref(x)], { filter: test(">", ref(x), lit(1)) }), "big");
		const kinds = column(aggregate("count", [ref(b)], { distinct: true }), "kinds");
		expect(await rowsOf(w, group(input, [], [big, kinds]))).toEqual([[2n, 2n]]);
	});

	it("filters and sorts groups", async () => {
		const grouped = group(input, [column(ref(a), "a")], [sum]);
		expect(await rowsOf(w, filter(grouped, test(">", ref(sum.output), lit(3))))).toEqual([["q", 4n]]);
	});

	it("computes grouping sets with grouping_id; an aggregate of a key keeps its values", async () => {
		const keys = [column(ref(a), "a"), column(ref(b), "b")];
		const id = attribute("gid");
		const n = column(aggregate("count", [ref(a)]), "n");
		const node: BoundAggregate = {
			kind: "aggregate",
			input,
			keys,
			aggregates: [n],
			sets: [[0, 1], [0], []],
			groupingId: id,
			output: [...keys.map((c) => c.output), n.output, id],
		};
		expect(await rowSet(w, node)).toEqual(
			[
				["p", "r", 1n, 0n],
				["p", "s", 1n, 0n],
				["q", "r", 1n, 0n],
				[null, "r", 0n, 0n],
				["p", null, 2n, 1n],
				["q", null, 1n, 1n],
				[null, null, 0n, 1n],
				[null, null, 3n, 3n],
			].sort((l, r) => (text(l) < text(r) ? -1 : 1)),
		);
	});

	it("repeats a set that is given twice", async () => {
		const keys = [column(ref(a), "a")];
		const node: BoundAggregate = {
			kind: "aggregate",
			input,
			keys,
			aggregates: [sum],
			sets: [[0], [0]],
			output: [...keys, sum].map((c) => c.output),
		};
		expect(await rowSet(w, node)).toHaveLength(6);
	});
});

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

describe("sets, distinct, deduplicate, sample", () => {
	const a = attribute("a");
	const one = values([a], [1], [1], [2], [null]);
	const b = attribute("b");
	const two = values([b], [1], [null], [3]);
	const set = (
		op: BoundSet["op"],
		all: boolean,
		left: BoundRelation = one,
		right: BoundRelation = two,
	): BoundSet => ({
		kind: "set",
		op,
		all,
		left,
		right,
		output: [attribute("a")],
	});

	it.each([
		["union", true, 7],
		["union", false, 4],
		["intersect", false, 2],
		["intersect", true, 2],
		["except", false, 1],
		["except", true, 2],
	] as const)("%s all=%s", async (op, all, count) => {
		expect(await rowSet(w, set(op, all))).toHaveLength(count);
	});

	it("unions ordered and limited sides, and long chains", async () => {
		const top: BoundRelation = {
			kind: "limit",
			input: ordered(one, sort(ref(a), "desc")),
			count: int(1),
			output: one.output,
		};
		expect(await rowSet(w, set("union", true, top, two))).toHaveLength(4);
		let chain: BoundRelation = one;
		for (let i = 0; i < 400; i++) chain = set("union", true, chain, two);
		expect(await rowsOf(w, chain)).toHaveLength(4 + 400 * 3);
	});

	it("drops duplicates of all columns and of some", async () => {
		expect(await rowSet(w, { kind: "distinct", input: one, output: one.output })).toEqual([
			[1n],
			[2n],
			[null],
		]);
		const dup = values([k, v], [1, 10], [1, 20], [null, 1], [null, 2], [2, 5]);
		const kept = await rowSet(w, { kind: "deduplicate", input: dup, keys: [k.id], output: dup.output });
		expect(kept.map((r) => r[0])).toEqual([1n, 2n, null]);
		expect(await rowsOf(w, { kind: "deduplicate", input: dup, keys: [], output: dup.output })).toHaveLength(
			1,
		);
	});

	it("samples the same rows for a seed", async () => {
		const id = attribute("id");
		const range: BoundRelation = { kind: "range", start: "0", end: "2000", step: "1", output: [id] };
		const sampled: BoundRelation = { kind: "sample", input: range, fraction: 0.3, seed: 7, output: [id] };
		const rows = await rowSet(w, sampled);
		expect(rows.length).toBeGreaterThan(400);
		expect(rows.length).toBeLessThan(800);
		expect(await rowSet(w, sampled)).toEqual(rows);
		expect(await rowsOf(w, { ...sampled, fraction: 0 })).toEqual([]);
	});
});

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

describe("sharing", () => {
	it("evaluates a shared non-deterministic node once", async () => {
		const id = attribute("id");
		const range: BoundRelation = { kind: "range", start: "0", end: "50", step: "1", output: [id] };
		const random = column(call("rand", [], { kind: "double" }), "r");
		const drawn = project(range, random);
		const again = project(drawn, column(ref(random.output), "r"));
		const joined = join(drawn, again, {
			on: test("=", ref(random.output), ref(again.output[0] as typeof id)),
		});
		expect(await rowsOf(w, joined)).toHaveLength(50);
	});
});

function ordered(input: BoundRelation, ...order: ReturnType<typeof sort>[]): BoundRelation {
	return { kind: "sort", input, order, output: input.output };
}

function group(
	input: BoundRelation,
	keys: BoundAggregate["keys"],
	aggregates: BoundAggregate["aggregates"],
): BoundAggregate {
	return {
		kind: "aggregate",
		input,
		keys,
		aggregates,
		output: [...keys, ...aggregates].map((c) => c.output),
	};
}

function subquery(
	use: BoundSubquery["use"],
	inner: BoundRelation,
	list: readonly BoundExpr[],
): BoundSubquery {
	return { kind: "subquery", use, plan: inner, values: list, type: { kind: "boolean" }, nullable: true };
}

function text(row: readonly unknown[]): string {
	return JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}
