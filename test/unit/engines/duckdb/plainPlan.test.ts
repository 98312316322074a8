import { describe, expect, it } from "vitest";
import { BIGINT, BOOLEAN, STRING, struct } from "../../../../src/core/dataTypes.js";
import { NOWHERE, surelyHasSql } from "../../../../src/engines/duckdb/plainPlan.js";
import { relationSql } from "../../../../src/engines/duckdb/relations.js";
import type { BoundExpr, BoundRelation } from "../../../../src/plan/bound.js";
import {
	aggregate,
	attribute,
	call,
	column,
	filter,
	group,
	join,
	lit,
	ordered,
	project,
	ref,
	scan,
	sort,
	subquery,
	table,
	test,
} from "./builders.js";

const write = (root: BoundRelation): string => relationSql(root, NOWHERE);

const a = attribute("a");
const b = attribute("b", STRING);
const rows = scan(table("t"), [a, b]);
const refused: BoundExpr = {
	kind: "cast",
	input: ref(a),
	type: struct([]),
	mode: "ansi",
	nullable: true,
};

describe("a plan surely has SQL", () => {
	it("when it is made of plain relations over what can be written", () => {
		const key = attribute("k");
		const plans: readonly BoundRelation[] = [
			rows,
			project(rows, column(call("+", [ref(a), lit(1)], BIGINT), "c"), column(ref(b), "b")),
			filter(rows, test("and", test("=", ref(a), lit(1)), test("isnotnull", ref(b)))),
			join(rows, scan(table("u"), [key], "scan2"), { on: test("=", ref(a), ref(key)) }),
			group(rows, [column(ref(b), "b")], [column(aggregate("sum", [ref(a)]), "s")]),
		];
		for (const plan of plans) {
			expect(surelyHasSql(plan)).toBe(true);
			expect(() => write(plan)).not.toThrow();
		}
	});

	it("unless an expression or a column has none, wherever it stands", () => {
		for (const plan of [
			project(rows, column(refused, "c")),
			filter(rows, test("and", test("isnotnull", ref(b)), test("isnull", refused))),
			scan(table("t"), [attribute("s", struct([]))]),
		]) {
			expect(surelyHasSql(plan)).toBe(false);
			expect(() => write(plan)).toThrow();
		}
	});

	it("and nothing is said of what depends on the query around it or on the relation's form", () => {
		const inner = project(scan(table("u"), [attribute("x")], "scan2"), column(lit(1), "one"));
		for (const plan of [
			ordered(rows, sort(ref(a))),
			filter(rows, subquery("exists", inner, [])),
			project(rows, column({ ...ref(a, true), type: BOOLEAN }, "c")),
		])
			expect(surelyHasSql(plan)).toBe(false);
	});
});
