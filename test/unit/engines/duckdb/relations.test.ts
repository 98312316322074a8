import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { array, field, INT, STRING, struct } from "../../../../src/core/dataTypes.js";
import type { Warehouse } from "../../../../src/engines/tableEngine.js";
import type { BoundAggregate, BoundExpr, BoundRelation, BoundSet } from "../../../../src/plan/bound.js";
import {
	aggregate,
	attribute,
	call,
	column,
	execution,
	filter,
	group,
	int,
	join,
	lit,
	ordered,
	plan,
	project,
	ref,
	rowSet,
	rowsOf,
	sort,
	temporaryWarehouse,
	test,
	text,
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
