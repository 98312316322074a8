import { describe, expect, test } from "vitest";
import {
	array,
	DOUBLE,
	decimal,
	field,
	INT,
	map,
	STRING,
	struct,
	TIMESTAMP,
	VARIANT,
} from "../../../src/core/dataTypes.js";
import type { Dataset, Graph } from "../../../src/run/api.js";
import { canonicalTable } from "../../../src/verify/canonical.js";
import { compareTables } from "../../../src/verify/compareTables.js";
import { dependingOnChance, verdictOn } from "../../../src/verify/comparison.js";

type Rows = readonly (readonly unknown[])[];
const table = (type: string, ...values: readonly unknown[]) => ({
	schema: [
		["id", "int"],
		["v", type],
	] as const,
	rows: values.map((v, i) => [String(i), v]) as Rows,
});
const compared = (type: string, ours: unknown, theirs: unknown): readonly string[] =>
	compareTables(table(type, ours), table(type, theirs), { key: ["id"] });

describe("equal", () => {
	test.each([
		["double", "0.30000000000000004", "0.3"],
		["double", "NaN", "NaN"],
		["double", "-0.0", "0.0"],
		["double", "1e+300", "1e300"],
		["array<double>", ["1.0000000000000002"], ["1.0"]],
		[
			"map<string,double>",
			{
				$map: [
					["a", "1.0"],
					["b", "0.1"],
				],
			},
			{
				$map: [
					["b", "0.10000000000000001"],
					["a", "1.0"],
				],
			},
		],
		[
			"struct<a:string,b:double>",
			{
				$struct: [
					["a", "x"],
					["b", "2.0"],
				],
			},
			{
				$struct: [
					["a", "x"],
					["b", "2"],
				],
			},
		],
		["variant", { $variant: '{"a":1}' }, { $variant: '{"a":1}' }],
		["binary", { $binary: "00ff" }, { $binary: "00ff" }],
	])("%s %j and %j", (type, ours, theirs) => {
		expect(compared(type, ours, theirs)).toEqual([]);
	});
	test("rows in any order, as often as they come", () => {
		const rows = [
			["1", "a"],
			["1", "a"],
			["2", "b"],
		];
		const of = (r: Rows) => ({ schema: table("string").schema, rows: r });
		expect(compareTables(of(rows), of(rows.toReversed()))).toEqual([]);
		expect(
			compareTables(
				of(rows),
				of([
					["1", "a"],
					["2", "b"],
					["2", "b"],
				]),
			),
		).toEqual([
			'only here: id="1" v="a"',
			'only there: id="2" v="b"',
			'first difference: id is "1" here, "2" there',
		]);
	});
});

describe("different", () => {
	test.each([
		["double", "1.00000000001", "1.0"],
		["double", "NaN", null],
		["string", "1.0", "1"],
		["string", "", "0"],
		["bigint", "9007199254740993", "9007199254740992"],
		["decimal(38,18)", "1.000000000000000001", "1.000000000000000000"],
		// Numbers beside a double are no doubles.
		[
			"struct<a:string,b:double>",
			{
				$struct: [
					["a", "1.0"],
					["b", "2.0"],
				],
			},
			{
				$struct: [
					["a", "1"],
					["b", "2.0"],
				],
			},
		],
		[
			"array<struct<d:decimal(38,20),x:double>>",
			[
				{
					$struct: [
						["d", "1.00000000000000000001"],
						["x", "1.0"],
					],
				},
			],
			[
				{
					$struct: [
						["d", "1.00000000000000000000"],
						["x", "1.0"],
					],
				},
			],
		],
		["map<string,double>", { $map: [["1.0", "1.0"]] }, { $map: [["1", "1.0"]] }],
		[
			"map<string,int>",
			{ $map: [["a", "1"]] },
			{
				$map: [
					["a", "1"],
					["b", "1"],
				],
			},
		],
		["variant", { $variant: "1" }, { $variant: "1.0" }],
		["binary", { $binary: "00ff" }, { $binary: "00" }],
	])("%s %j and %j", (type, ours, theirs) => {
		expect(compared(type, ours, theirs).join("\n")).toContain("first difference: v is ");
	});
	test("columns", () => {
		expect(compareTables(table("int"), table("bigint"))).toEqual([
			"columns here: id int, v int",
			"columns there: id int, v bigint",
		]);
	});
	test("a row more, and rows by chance by their number alone", () => {
		expect(compareTables(table("int", "1", "2"), table("int", "1"), { key: ["id"], by: "count" })).toEqual([
			"2 rows here, 1 there",
			'only here: id="1"',
		]);
		expect(compareTables(table("int", "1"), table("int", "2"), { by: "count" })).toEqual([]);
	});
});

test("values of ours in the canonical form", () => {
	const schema = struct([
		field("d", DOUBLE),
		field("n", decimal(10, 2)),
		field("t", TIMESTAMP),
		field("a", array(INT)),
		field("m", map(STRING, DOUBLE)),
		field("j", VARIANT),
	]);
	const row = [-0, "1.50", "2024-02-29T23:59:59.120000+05:30", [1, null], new Map([["k", 2]]), '{"a":1}'];
	expect(canonicalTable(schema, [row as never]).rows).toEqual([
		[
			"-0.0",
			"1.50",
			"2024-02-29T18:29:59.120000+00:00",
			["1", null],
			{ $map: [["k", "2.0"]] },
			{ $variant: '{"a":1}' },
		],
	]);
});

describe("what can be compared", () => {
	const graphOf = (flows: Record<string, { root: object; deterministic: boolean; reads: string[] }>) =>
		({
			flows: Object.entries(flows).map(([target, { root, deterministic, reads }]) => ({
				target,
				plan: { root, deterministic },
				reads: reads.map((key) => ({ key })),
			})),
		}) as unknown as Graph;
	const rows = { kind: "values", rows: [], output: [] };
	test("a sample by its columns, chance by the count, and what reads them alike", () => {
		const graph = graphOf({
			fixed: { root: rows, deterministic: true, reads: [] },
			after: { root: rows, deterministic: true, reads: ["drawn"] },
			drawn: { root: rows, deterministic: false, reads: ["fixed"] },
			both: { root: rows, deterministic: false, reads: ["sampled", "drawn"] },
			sampled: { root: { kind: "sample", input: rows }, deterministic: true, reads: ["fixed"] },
		});
		expect(Object.fromEntries(dependingOnChance(graph))).toEqual({
			after: "count",
			drawn: "count",
			both: "columns",
			sampled: "columns",
		});
	});

	test("a table that Spark partitions, whatever place the columns have", () => {
		const dataset = (options: object) => ({ display: "t", options }) as unknown as Dataset;
		const ours = {
			schema: [
				["day", "date"],
				["n", "int"],
			] as const,
			rows: [["2024-01-01", "1"]],
		};
		const theirs = {
			schema: [
				["n", "int"],
				["day", "date"],
			] as const,
			rows: [["1", "2024-01-01"]],
		};
		expect(verdictOn(dataset({ partitionCols: ["day"] }), ours, theirs, "rows").differences).toEqual([]);
		expect(verdictOn(dataset({}), ours, theirs, "rows").differences).toHaveLength(2);
	});
});
