import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INT, STRING } from "../../../../src/core/dataTypes.js";
import { bindCondition, bindExpressions } from "../../../../src/plan/analyze/index.js";
import { walkBound } from "../../../../src/plan/boundWalk.js";
import type { Expr } from "../../../../src/plan/expr.js";
import { originOf, setOrigin } from "../../../../src/plan/provenance.js";
import type { Relation } from "../../../../src/plan/relation.js";
import { collectScans, mapBound, mapRelation, substituteScan } from "../../../../src/plan/rewrite/index.js";
import {
	boundPlanFromJson,
	boundPlanToJson,
	hashPlan,
	planFromJson,
	planToJson,
} from "../../../../src/plan/serialize.js";
import {
	alias,
	as,
	asc,
	call,
	col,
	filter,
	groupBy,
	join,
	lit,
	run,
	select,
	sort,
	star,
	table,
	withColumns,
} from "./build.js";

const json = (r: Relation) => JSON.stringify(planToJson(r));

/** Builders: run twice they give plans that are equal but for node ids. */
type MakeExpr = (frame: Relation) => Expr;
const expr: fc.Arbitrary<MakeExpr> = fc.letrec<{ e: MakeExpr }>((tie) => ({
	e: fc.oneof<fc.Arbitrary<MakeExpr>[]>(
		{ depthSize: "small" },
		fc.integer().map((n) => () => lit(n)),
		fc.string().map((s) => () => lit(s)),
		fc.constantFrom("a", "t.b").map((n) => () => col(n)),
		fc.constant((frame: Relation) => col("a", frame)),
		fc.tuple(tie("e"), tie("e")).map(
			([x, y]) =>
				(f: Relation) =>
					call("+", x(f), y(f)),
		),
		tie("e").map(
			(x) =>
				(f: Relation): Expr => ({ kind: "subquery", use: "exists", plan: filter(f, x(f)) }),
		),
	),
})).e;
const plan: fc.Arbitrary<() => Relation> = fc.letrec<{ p: () => Relation }>((tie) => ({
	p: fc.oneof<fc.Arbitrary<() => Relation>[]>(
		{ depthSize: "small" },
		fc.constantFrom("t", "u").map((n) => () => table(n)),
		fc.tuple(tie("p"), expr).map(([p, e]) => () => {
			const input = p();
			return filter(input, e(input));
		}),
		fc.tuple(tie("p"), expr).map(([p, e]) => () => {
			const input = p();
			return join(input, alias(input, "x"), { on: e(input) });
		}),
		fc.tuple(tie("p"), tie("p")).map(
			([p, q]) =>
				() =>
					join(p(), q(), { using: ["a"] }),
		),
	),
})).p;

describe("plans as JSON", () => {
	it("are equal for two evaluations, and come back the same", () => {
		fc.assert(
			fc.property(plan, (make) => {
				const first = make();
				expect(json(make())).toBe(json(first));
				const back = planFromJson(JSON.parse(json(first)));
				expect(json(back)).toBe(json(first));
			}),
			{ numRuns: 60 },
		);
	});
	it("share what is shared", () => {
		const frame = table("t");
		const back = planFromJson(planToJson(join(frame, frame)));
		expect(back.kind === "join" && back.left === back.right).toBe(true);
		expect(hashPlan(join(frame, frame))).not.toBe(hashPlan(join(frame, table("t"))));
	});
	it("hash by content", () => {
		expect(hashPlan(select(table("t"), "a"))).toBe(hashPlan(select(table("t"), "a")));
		expect(hashPlan(select(table("t"), "a"))).not.toBe(hashPlan(select(table("t"), "A")));
		expect(hashPlan(table("t"))).toMatch(/^[0-9a-f]{64}$/);
	});
	it("keep shared nodes of analysed plans", () => {
		const frame = table("t");
		const { plan: bound } = run(
			select(join(alias(frame, "l"), alias(frame, "r"), { on: call("=", col("l.a"), col("r.a")) }), "l.a"),
		);
		const back = boundPlanFromJson(JSON.parse(JSON.stringify(boundPlanToJson(bound!)))) as typeof bound;
		expect(back).toEqual(bound);
		expect(walkBound(back!.root)).toHaveLength(walkBound(bound!.root).length);
	});
});

describe("rewrites", () => {
	it("keep what does not change, and sharing, and places", () => {
		const frame = table("t");
		const root = join(frame, filter(frame, call(">", col("a"), lit(1))));
		expect(mapRelation(root, (n) => n)).toBe(root);
		const origin = { kind: "sql", text: "t", start: 0, end: 1 } as const;
		setOrigin(frame, origin);
		const renamed = mapRelation(root, (n) => (n.kind === "table" ? { ...n, name: ["v"] } : n));
		expect(
			renamed.kind === "join" && renamed.right.kind === "filter" && renamed.left === renamed.right.input,
		).toBe(true);
		expect(renamed.kind === "join" && originOf(renamed.left)).toBe(origin);
	});
	it("reach plans inside expressions", () => {
		const root = filter(table("t"), { kind: "subquery", use: "exists", plan: table("u") });
		const seen: string[] = [];
		mapRelation(root, (n) => {
			if (n.kind === "table") seen.push(String(n.name));
			return n;
		});
		expect(seen.sort()).toEqual(["t", "u"]);
	});
	it("put plans in the place of scans under the scan's columns", () => {
		const { plan: outer } = run(select(table("u"), "c"));
		const { plan: inner } = run(select(table("t"), "a", "b"));
		const scan = collectScans(outer!.root)[0]!;
		const replaced = substituteScan(outer!.root, () => inner!.root);
		expect(collectScans(replaced)[0]?.source).toMatchObject({ name: { table: "t" } });
		const put = walkBound(replaced).find(
			(n) => n.output.map((a) => a.id).join() === scan.output.map((a) => a.id).join(),
		);
		expect(put?.kind).toBe("project");
		expect(mapBound(outer!.root, (n) => n)).toBe(outer!.root);
	});
});

describe("conditions", () => {
	const columns = [
		{ id: 7, name: "origin", type: STRING, nullable: true },
		{ id: 9, name: "delay", type: INT, nullable: true },
	];
	it("bind to given columns", () => {
		const { expr: bound, diagnostics } = bindCondition(call(">", col("Delay"), lit(1)), columns);
		expect(diagnostics).toEqual([]);
		expect(bound).toMatchObject({
			kind: "call",
			fn: ">",
			args: [{ kind: "attribute", id: 9 }, { kind: "literal" }],
		});
	});
	it("must be boolean and know their columns", () => {
		expect(bindCondition(col("delay"), columns).diagnostics[0]?.code).toBe("PLAN_TYPE_MISMATCH");
		const unknown = bindCondition(call("isnotnull", col("orgin")), columns, { relationName: "flights" });
		expect(unknown.expr).toBeUndefined();
		expect(unknown.diagnostics[0]).toMatchObject({ code: "PLAN_UNKNOWN_COLUMN", candidates: ["origin"] });
		expect(unknown.diagnostics[0]?.message).toContain("flights");
	});
	it("bind lists", () => {
		expect(bindExpressions([col("origin"), call("+", col("delay"), lit(1))], columns).exprs).toHaveLength(2);
	});
});

describe("what a plan tells", () => {
	it("lineage by column", () => {
		const joined = join(table("t"), table("u"), { using: ["a"], how: "full" });
		const { plan: bound } = run(
			groupBy(joined, [col("a")], [as(call("sum", call("+", col("b"), col("c"))), "x"), as(lit(1), "one")]),
		);
		expect(
			bound!.lineage.map((sources) => sources.map((s) => `${s.source.split(".").at(-1)}.${s.column}`).sort()),
		).toEqual([["t.a", "u.a"], ["t.b", "u.c"], []]);
	});
	it("determinism", () => {
		expect(run(select(table("t"), "a")).plan?.deterministic).toBe(true);
		expect(run(select(table("t"), as(call("rand"), "r"))).plan?.deterministic).toBe(false);
		expect(
			run(select(table("t"), as({ kind: "currentTime", fn: "current_date" }, "r"))).plan?.deterministic,
		).toBe(false);
	});
	it("is the same for two analyses", () => {
		const make = () =>
			sort(withColumns(select(table("t"), star()), { z: call("upper", col("s")) }), asc(col("z")));
		expect(run(make()).plan).toEqual(run(make()).plan);
	});
	it("layers lateral aliases of random values", () => {
		const { plan: bound } = run(
			select(table("t"), as(call("rand"), "r"), as(call("+", col("r"), lit(1)), "s")),
		);
		expect(JSON.stringify(bound!.root).match(/"fn":"rand"/g)).toHaveLength(1);
	});
});
