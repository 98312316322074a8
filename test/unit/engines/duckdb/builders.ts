import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import {
	BIGINT,
	BOOLEAN,
	type DataType,
	field,
	INT,
	STRING,
	struct,
	VOID,
} from "../../../../src/core/dataTypes.js";
import type { TableName } from "../../../../src/core/names.js";
import { createEngine } from "../../../../src/engines/duckdb/index.js";
import type { Execution, OpenOptions, RowValues, Warehouse } from "../../../../src/engines/tableEngine.js";
import type {
	Attribute,
	BoundAggregate,
	BoundAggregateCall,
	BoundAttribute,
	BoundCall,
	BoundColumn,
	BoundExpr,
	BoundJoin,
	BoundLiteral,
	BoundPlan,
	BoundProject,
	BoundRelation,
	BoundScan,
	BoundSort,
	BoundSubquery,
	BoundValues,
} from "../../../../src/plan/bound.js";
import type { FunctionName } from "../../../../src/plan/functions.js";

/** Hand-made bound plans: what the analysis would give. */

let lastId = 0;

export function attribute(name: string, type: DataType = BIGINT): Attribute {
	lastId++;
	return Object.freeze({ id: lastId, name, type, nullable: true });
}

export function ref(a: Attribute, outer = false): BoundAttribute {
	const { id, name, type, nullable } = a;
	return { kind: "attribute", id, name, type, nullable, ...(outer ? { outer } : {}) };
}

export function lit(value: string | number | boolean | null, type?: DataType): BoundLiteral {
	const kind =
		type ??
		(value === null
			? VOID
			: typeof value === "string"
				? STRING
				: typeof value === "boolean"
					? BOOLEAN
					: BIGINT);
	return {
		kind: "literal",
		type: kind,
		nullable: value === null,
		value: value === null ? null : String(value),
	};
}

export const int = (value: number): BoundLiteral => lit(value, INT);

export function call(fn: FunctionName, args: readonly BoundExpr[], type: DataType = BIGINT): BoundCall {
	return { kind: "call", fn, args, type, nullable: true };
}

export const test = (fn: FunctionName, ...args: readonly BoundExpr[]): BoundCall => call(fn, args, BOOLEAN);

export function aggregate(
	fn: FunctionName,
	args: readonly BoundExpr[],
	more: Partial<BoundAggregateCall> = {},
): BoundAggregateCall {
	return {
		kind: "aggregateCall",
		fn,
		args,
		type: BIGINT,
		nullable: true,
		distinct: false,
		orderBy: [],
		ignoreNulls: false,
		...more,
	};
}

export function sort(
	input: BoundExpr,
	direction: "asc" | "desc" = "asc",
	nulls?: "first" | "last",
): BoundSort {
	return { input, direction, nulls: nulls ?? (direction === "asc" ? "first" : "last") };
}

export function column<E extends BoundExpr>(
	expr: E,
	output: string | Attribute,
): BoundColumn & { readonly expr: E } {
	return { expr, output: typeof output === "string" ? attribute(output, expr.type) : output };
}

type Cell = string | number | boolean | null | BoundExpr;

const isExpr = (cell: Cell): cell is BoundExpr => typeof cell === "object" && cell !== null;

export function values(output: readonly Attribute[], ...rows: readonly (readonly Cell[])[]): BoundValues {
	return {
		kind: "values",
		output,
		rows: rows.map((row) => row.map((cell, i) => (isExpr(cell) ? cell : lit(cell, output[i]?.type)))),
	};
}

export function project(input: BoundRelation, ...columns: readonly BoundColumn[]): BoundProject {
	return { kind: "project", input, columns, output: columns.map((c) => c.output) };
}

export function filter(input: BoundRelation, condition: BoundExpr): BoundRelation {
	return { kind: "filter", input, condition, output: input.output };
}

export function join(left: BoundRelation, right: BoundRelation, more: Partial<BoundJoin> = {}): BoundJoin {
	const how = more.how ?? "inner";
	const output = how === "left_semi" || how === "left_anti" ? left.output : [...left.output, ...right.output];
	return { kind: "join", left, right, how, lateral: false, output, ...more };
}

export function scan(name: TableName, output: readonly Attribute[], id = "scan1"): BoundScan {
	return { kind: "scan", id, source: { kind: "table", name, options: {} }, streaming: false, output };
}

export function plan(root: BoundRelation): BoundPlan {
	const schema = struct(root.output.map((a) => field(a.name, a.type)));
	return { root, schema, streaming: false, deterministic: true, lineage: [] };
}

export function table(name: string, schema = "default", catalog = "spark_catalog"): TableName {
	return { catalog, schema, table: name };
}

/** 2026-01-02T03:04:05.678901Z */
export const NOW = 1_767_323_045_678_901n;

export function execution(more: Partial<Execution> = {}): Execution {
	return { inputs: new Map(), now: NOW, ...more };
}

/** A warehouse in a folder of its own, gone with `dispose`. */
export async function temporaryWarehouse(more: Partial<OpenOptions> = {}): Promise<{
	readonly warehouse: Warehouse;
	readonly storage: string;
	reopen(options?: Partial<OpenOptions>): Promise<Warehouse>;
	dispose(): Promise<void>;
}> {
	const storage = mkdtempSync(joinPath(tmpdir(), "aqueduck-duckdb-"));
	const opened: Warehouse[] = [];
	const open = async (options: Partial<OpenOptions> = {}): Promise<Warehouse> => {
		const warehouse = await createEngine().open({
			storage,
			projectDir: storage,
			timeZone: "UTC",
			threads: 2,
			...more,
			...options,
		});
		opened.push(warehouse);
		return warehouse;
	};
	return {
		warehouse: await open(),
		storage,
		reopen: open,
		dispose: async () => {
			for (const warehouse of opened) await warehouse.close();
			rmSync(storage, { recursive: true, force: true });
		},
	};
}

export async function rowsOf(
	warehouse: Warehouse,
	root: BoundRelation,
	more: Partial<Execution> = {},
): Promise<RowValues[]> {
	const rows: RowValues[] = [];
	for await (const batch of warehouse.read(plan(root), execution(more))) rows.push(...batch);
	return rows;
}

/** Rows in an order that does not depend on the engine. */
export async function rowSet(
	warehouse: Warehouse,
	root: BoundRelation,
	more: Partial<Execution> = {},
): Promise<RowValues[]> {
	const text = (row: RowValues): string =>
		JSON.stringify(row, (_, v) => (typeof v === "bigint" ? `${v}n` : v instanceof Map ? [...v] : v));
	return (await rowsOf(warehouse, root, more)).sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

export function ordered(input: BoundRelation, ...order: ReturnType<typeof sort>[]): BoundRelation {
	return { kind: "sort", input, order, output: input.output };
}

export function group(
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

export function subquery(
	use: BoundSubquery["use"],
	inner: BoundRelation,
	list: readonly BoundExpr[],
): BoundSubquery {
	return { kind: "subquery", use, plan: inner, values: list, type: { kind: "boolean" }, nullable: true };
}

export function text(row: readonly unknown[]): string {
	return JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}
