import {
	array,
	BIGINT,
	BOOLEAN,
	DATE,
	type DataType,
	DOUBLE,
	field,
	INT,
	map,
	STRING,
	type StructType,
	struct,
	TIMESTAMP,
} from "../../../../src/core/dataTypes.js";
import type { AnalysisCatalog, AnalysisResult, CatalogTable } from "../../../../src/plan/analyze/catalog.js";
import { analyze } from "../../../../src/plan/analyze/index.js";
import type { AliasExpr, CallExpr, ColumnExpr, Expr, SortExpr } from "../../../../src/plan/expr.js";
import { literal } from "../../../../src/plan/literals.js";
import { type JoinRelation, nextId, type Relation } from "../../../../src/plan/relation.js";

/** Plans by hand, and a catalog with a few tables. */

export const schema = (fields: Record<string, DataType>, nullable = true): StructType =>
	struct(Object.entries(fields).map(([name, type]) => field(name, type, nullable)));

export const ORDERS = schema({
	id: BIGINT,
	amount: DOUBLE,
	origin: STRING,
	day: DATE,
	at: TIMESTAMP,
	open: BOOLEAN,
});
export const NESTED = schema({
	a: INT,
	arr: array(INT),
	m: map(STRING, INT),
	st: struct([field("f", INT), field("g", struct([field("h", STRING)]))]),
	ast: array(struct([field("f", INT)])),
});
const TABLES: Readonly<Record<string, StructType>> = {
	orders: ORDERS,
	nested: NESTED,
	t: schema({ a: INT, b: INT, s: STRING, d: DOUBLE }),
	u: schema({ a: INT, c: INT }),
	dotted: schema({ "a.b": INT, a: struct([field("b", STRING)]) }),
};

export function catalog(
	options: Partial<AnalysisCatalog> & { readonly tables?: Readonly<Record<string, StructType>> } = {},
): AnalysisCatalog {
	const { tables = TABLES, ...rest } = options;
	return {
		table: (_, name): CatalogTable | undefined => {
			const table = name.at(-1) as string;
			const found = tables[table];
			return (
				found && {
					source: {
						kind: "table",
						name: { catalog: "spark_catalog", schema: "default", table },
						options: {},
					},
					schema: found,
					streaming: false,
				}
			);
		},
		tableNames: () => Object.keys(tables),
		files: () => undefined,
		parameter: () => undefined,
		timeZone: "UTC",
		...rest,
	};
}

export const run = (relation: Relation, options: Parameters<typeof catalog>[0] = {}): AnalysisResult =>
	analyze(relation, catalog(options));

/** The columns of a plan without errors, as `name type` (`!` when not nullable). */
export function columns(relation: Relation, options: Parameters<typeof catalog>[0] = {}): string[] {
	const result = run(relation, options);
	if (!result.plan)
		throw new Error(`no plan: ${result.diagnostics.map((d) => `${d.code} ${d.message}`).join("; ")}`);
	return result.plan.schema.fields.map((f) => f.name);
}

export const codes = (relation: Relation, options: Parameters<typeof catalog>[0] = {}): string[] =>
	run(relation, options).diagnostics.map((d) => d.code);

export const table = (name: string, streaming = false): Relation => ({
	kind: "table",
	id: nextId(),
	name: name.split("."),
	streaming,
});
export const col = (name: string, of?: Relation): ColumnExpr => ({
	kind: "column",
	name: name.split("."),
	...(of ? { of: of.id } : {}),
});
export const lit = literal;
export const call = (fn: string, ...args: Expr[]): CallExpr => ({ kind: "call", fn, args });
export const as = (input: Expr, ...names: string[]): AliasExpr => ({ kind: "alias", input, names });
export const star = (qualifier?: string): Expr => ({
	kind: "star",
	...(qualifier ? { qualifier: qualifier.split(".") } : {}),
});
export const desc = (input: Expr): SortExpr => ({ kind: "sort", input, direction: "desc" });
export const asc = (input: Expr): SortExpr => ({ kind: "sort", input, direction: "asc" });

export const select = (input: Relation, ...items: (Expr | string)[]): Relation => ({
	kind: "project",
	id: nextId(),
	input,
	columns: items.map((i) => (typeof i === "string" ? (i === "*" ? star() : col(i)) : i)),
});
export const withColumns = (input: Relation, made: Record<string, Expr>): Relation => ({
	kind: "withColumns",
	id: nextId(),
	input,
	columns: Object.entries(made).map(([name, e]) => as(e, name)),
});
export const filter = (
	input: Relation,
	condition: Expr,
	clause: "where" | "having" | "qualify" = "where",
): Relation => ({
	kind: "filter",
	id: nextId(),
	input,
	condition,
	clause,
});
export const groupBy = (input: Relation, keys: Expr[], items: Expr[], keysInOutput = true): Relation => ({
	kind: "aggregate",
	id: nextId(),
	input,
	grouping: { kind: "plain" },
	keys,
	columns: items,
	keysInOutput,
});
export const join = (
	left: Relation,
	right: Relation,
	options: Partial<Pick<JoinRelation, "how" | "on" | "using" | "natural" | "lateral">> = {},
): Relation => ({
	kind: "join",
	id: nextId(),
	left,
	right,
	how: "inner",
	...options,
});
export const alias = (input: Relation, name: string, names?: string[]): Relation => ({
	kind: "subqueryAlias",
	id: nextId(),
	input,
	name,
	...(names ? { columns: names } : {}),
});
export const sort = (input: Relation, ...order: SortExpr[]): Relation => ({
	kind: "sort",
	id: nextId(),
	input,
	order,
	global: true,
});
export const over = (fn: Expr, partitionBy: Expr[] = [], orderBy: SortExpr[] = []): Expr => ({
	kind: "window",
	fn,
	partitionBy,
	orderBy,
});
