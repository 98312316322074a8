import {
	BIGINT,
	BOOLEAN,
	type DataType,
	INT,
	STRING,
	type StructType,
	struct,
} from "../../../../src/core/dataTypes.js";
import { qualify, SPARK_DEFAULTS, type TableName, tableKey } from "../../../../src/core/names.js";
import type { Dataset, DatasetOptions, Expectation, Flow, Graph } from "../../../../src/graph/graph.js";
import type {
	Attribute,
	BoundExpr,
	BoundPlan,
	BoundRelation,
	BoundScan,
} from "../../../../src/plan/bound.js";
import { walkBound } from "../../../../src/plan/boundWalk.js";
import type { Expr } from "../../../../src/plan/expr.js";
import { hashOf } from "../../../../src/runtime/state/records.js";

export type Columns = Readonly<Record<string, DataType>>;
export const ORDERS: Columns = { id: INT, item: STRING };

export function schemaOf(columns: Columns): StructType {
	return struct(Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true })));
}

export function tableName(text: string): TableName {
	return qualify(text.split("."), SPARK_DEFAULTS) as TableName;
}

let ids = 0;
const attributes = (columns: Columns): Attribute[] =>
	Object.entries(columns).map(([name, type]) => ({ id: ++ids, name, type, nullable: true }));

export function files(
	path: string,
	columns: Columns,
	streaming: boolean,
	options: Record<string, string> = {},
): BoundScan {
	return {
		kind: "scan",
		id: "scan1",
		streaming,
		output: attributes(columns),
		source: {
			kind: "files",
			format: "json",
			paths: [path],
			options,
			schema: schemaOf(columns),
			partitions: struct([]),
			declared: true,
			cloudFiles: false,
		},
	};
}

export function table(
	name: string,
	columns: Columns,
	streaming = false,
	options: Record<string, string> = {},
): BoundScan {
	return {
		kind: "scan",
		id: "scan1",
		streaming,
		output: attributes(columns),
		source: { kind: "table", name: tableName(name), options },
	};
}

export function view(name: string, columns: Columns, streaming = false): BoundScan {
	return { ...table(name, columns, streaming), source: { kind: "view", name: tableName(name) } };
}

export function withId(scan: BoundScan, id: string): BoundScan {
	return { ...scan, id };
}

export const ref = (relation: BoundRelation, name: string): BoundExpr => {
	const found = relation.output.find((a) => a.name === name);
	if (!found) throw new Error(`no column ${name}`);
	return { kind: "attribute", id: found.id, name, type: found.type, nullable: true };
};

export function where(input: BoundRelation, column: string, fn: string, literal: string): BoundRelation {
	return { kind: "filter", input, condition: compare(ref(input, column), fn, literal), output: input.output };
}

function compare(left: BoundExpr, fn: string, literal: string): BoundExpr {
	const right: BoundExpr = { kind: "literal", type: left.type, value: literal, nullable: false };
	return { kind: "call", fn: fn as never, args: [left, right], type: BOOLEAN, nullable: true };
}

export function countBy(input: BoundRelation, key: string): BoundRelation {
	const keys = [{ expr: ref(input, key), output: { id: ++ids, name: key, type: STRING, nullable: true } }];
	const aggregates = [
		{
			expr: {
				kind: "aggregateCall" as const,
				fn: "count" as never,
				args: [{ kind: "literal" as const, type: INT, value: "1", nullable: false }],
				distinct: false,
				orderBy: [],
				ignoreNulls: false,
				type: BIGINT,
				nullable: false,
			},
			output: { id: ++ids, name: "n", type: BIGINT, nullable: false },
		},
	];
	return {
		kind: "aggregate",
		input,
		keys,
		aggregates,
		output: [...keys, ...aggregates].map((c) => c.output),
	};
}

export function distinctOn(input: BoundRelation, ...columns: string[]): BoundRelation {
	const keys = columns.map((c) => (ref(input, c) as { id: number }).id);
	return { kind: "deduplicate", input, keys, output: input.output };
}

export function rule(name: string, action: Expectation["action"], condition: Expr, text = name): Expectation {
	return { name, action, condition, text };
}

/** `column > literal`, unresolved as users write it. */
export function above(column: string, literal: string): Expr {
	return {
		kind: "call",
		fn: ">",
		args: [
			{ kind: "column", name: [column] },
			{ kind: "literal", type: INT, value: literal },
		],
	};
}

export interface Declared {
	readonly kind: Dataset["kind"];
	readonly flows: Readonly<
		Record<string, { readonly plan: BoundRelation; readonly kind?: Flow["kind"]; readonly version?: string }>
	>;
	readonly rules?: readonly Expectation[];
	readonly options?: DatasetOptions;
	readonly deterministic?: boolean;
	/** The result's schema; the first flow's own without it. */
	readonly columns?: Columns;
}

/** A resolved graph from hand-made bound plans. */
export function graphOf(declared: Readonly<Record<string, Declared>>): Graph {
	const datasets: Dataset[] = [];
	const flows: Flow[] = [];
	const keys = new Set(Object.keys(declared).map((name) => tableKey(tableName(name))));
	for (const [text, d] of Object.entries(declared)) {
		const name = tableName(text);
		const key = tableKey(name);
		for (const [flow, { plan, kind, version }] of Object.entries(d.flows)) {
			const scans = walkBound(plan).filter((n): n is BoundScan => n.kind === "scan");
			const streaming = scans.some((s) => s.streaming);
			const bound: BoundPlan = {
				root: plan,
				schema: struct(plan.output.map((a) => ({ name: a.name, type: a.type, nullable: a.nullable }))),
				streaming,
				deterministic: d.deterministic ?? true,
				lineage: [],
			};
			flows.push({
				name: flow,
				target: key,
				kind: kind ?? (d.kind === "streaming_table" ? "append" : "complete"),
				relation: { kind: "values", id: "x", rows: [], names: [] },
				plan: bound,
				reads: scans.flatMap((s) => {
					if (s.source.kind !== "table" && s.source.kind !== "view") return [];
					const read = tableKey(s.source.name);
					return [{ key: read, inside: keys.has(read), streaming: s.streaming }];
				}),
				planHash: hashOf([flow, version ?? shape(plan)]),
			});
		}
		const [first] = Object.values(d.flows);
		datasets.push({
			name,
			key,
			display: text,
			kind: d.kind,
			declaredAs: d.kind === "temporary_view" ? "temporaryView" : "table",
			schema: d.columns
				? schemaOf(d.columns)
				: schemaOf(Object.fromEntries((first?.plan.output ?? []).map((a) => [a.name, a.type]))),
			streaming: d.kind === "temporary_view" && flows.some((f) => f.target === key && f.plan.streaming),
			expectations: d.rules ?? [],
			flows: Object.keys(d.flows),
			options: d.options ?? {},
		});
	}
	return { name: "test", defaults: SPARK_DEFAULTS, datasets, flows, diagnostics: [], inputs: [] };
}

/** Plans built twice have other attribute ids; that is no change of the definition. */
function shape(plan: BoundRelation): unknown {
	return JSON.parse(
		JSON.stringify(plan, (key, value) =>
			key === "id" && typeof value === "number" ? 0 : key === "keys" ? [] : value,
		),
	);
}
