import {
	type ColumnExpr,
	childrenOf,
	type Expr,
	type StarExpr,
	type WindowExpr,
} from "../../../plan/expr.js";
import { lookupFunction } from "../../../plan/functions.js";
import { expressionsOf, inputsOf, type Relation } from "../../../plan/relation.js";
import type { PySparkContext } from "./context.js";
import { sameName } from "./names.js";

/** A query inside of an expression: what it has itself. Every other name belongs to the query around it. */
export interface Query {
	readonly ids: ReadonlySet<string>;
	/** Names of columns and of tables and aliases, in lower case. */
	readonly names: ReadonlySet<string>;
}

/** What has to be known of a whole plan before its first piece is written. */
export interface References {
	/** Frames that columns are bound to and that need a variable for it. */
	readonly bound: ReadonlySet<string>;
	/** Frames that are read in more than one place. */
	readonly shared: ReadonlySet<Relation>;
	/** Names in front of a dot, in lower case: aliases that are used. */
	readonly qualifiers: ReadonlySet<string>;
	/** Groups over which a clause speaks of aggregates that are not in the select list. */
	readonly hidden: ReadonlySet<Relation>;
	/** How often each window is used, by its text. */
	readonly windows: ReadonlyMap<string, number>;
	/**
	 * Of the bound frames those that need an alias: classic PySpark cannot tell two reads of one table apart by their columns
	 * (seen in 4.3.0), Spark Connect can.
	 */
	readonly twins: ReadonlySet<string>;
}

export const windowKey = ({ partitionBy, orderBy, frame }: WindowExpr): string =>
	JSON.stringify([partitionBy, orderBy, frame]);

export function referencesOf(
	root: Relation,
	ctx: Pick<PySparkContext, "columnsOf" | "lazyOnly">,
): References {
	const bound = new Set<string>();
	const seen = new Set<Relation>();
	const shared = new Set<Relation>();
	const qualifiers = new Set<string>();
	const hidden = new Set<Relation>();
	const windows = new Map<string, number>();
	/** Uses of bound frames that an alias would not reach. */
	const unreachable = new Set<string>();
	const reads = new Map<string, Set<string>>();
	const addExpr = (expr: Expr, inputs: readonly Relation[]): void => {
		if (expr.kind === "column") {
			if (expr.name.length > 1) for (const part of expr.name.slice(0, -1)) qualifiers.add(part.toLowerCase());
			if (expr.of !== undefined && !isFreeName(expr, inputs, ctx)) {
				bound.add(expr.of);
				if (!inputs.some((input) => keepsAlias(input, expr.of as string))) unreachable.add(expr.of);
			}
		}
		if (expr.kind === "star") {
			for (const name of [expr.qualifier ?? [], ...(expr.except ?? []).map((parts) => parts.slice(0, -1))])
				for (const part of name) qualifiers.add(part.toLowerCase());
			if (expr.of !== undefined && !isWholeInput(expr, inputs)) bound.add(expr.of);
		}
		if (expr.kind === "window") {
			const key = windowKey(expr);
			windows.set(key, (windows.get(key) ?? 0) + 1);
		}
		if (expr.kind === "subquery") addRelation(expr.plan);
		for (const child of childrenOf(expr)) addExpr(child, inputs);
	};
	const addRelation = (relation: Relation): void => {
		if (seen.has(relation)) {
			shared.add(relation);
			return;
		}
		seen.add(relation);
		if (!ctx.lazyOnly && (relation.kind === "table" || relation.kind === "read")) {
			const { id, ...read } = relation;
			const key = JSON.stringify(read);
			reads.set(key, (reads.get(key) ?? new Set()).add(id));
		}
		for (const input of inputsOf(relation)) addRelation(input);
		for (const expr of expressionsOf(relation)) addExpr(expr, inputsOf(relation));
		if (
			(relation.kind === "sort" || relation.kind === "filter") &&
			expressionsOf(relation).some(hasAggregate)
		)
			hidden.add(groupsBelow(relation.input));
		if (ctx.lazyOnly && relation.kind === "dropColumns" && hasTwice(relation.input, ctx))
			for (const side of leavesOf(relation.input)) bound.add(side.id);
	};
	addRelation(root);
	const twice = [...reads.values()].filter((ids) => ids.size > 1).flatMap((ids) => [...ids]);
	const twins = new Set(twice.filter((id) => bound.has(id) && !unreachable.has(id)));
	return { bound, shared, qualifiers, hidden, windows, twins };
}

/** Whether an alias of the frame is known after the relation. */
const keepsAlias = (relation: Relation, id: string): boolean =>
	relation.id === id ||
	(PASSING.has(relation.kind) && inputsOf(relation).some((input) => keepsAlias(input, id)));

/** Whether there is an aggregate in it that groups the rows of its own query. */
export function hasAggregate(expr: Expr): boolean {
	if (expr.kind === "window" || expr.kind === "subquery") return false;
	if (expr.kind === "call" && lookupFunction(expr.fn)?.spec.kind === "aggregate") return true;
	return childrenOf(expr).some(hasAggregate);
}

function groupsBelow(relation: Relation): Relation {
	return relation.kind === "filter" || relation.kind === "sort" ? groupsBelow(relation.input) : relation;
}

/** Relations that give the columns of their input as they are. */
const PASSING: ReadonlySet<Relation["kind"]> = new Set([
	"filter",
	"sort",
	"limit",
	"offset",
	"distinct",
	"dropDuplicates",
	"dropNa",
	"hint",
	"repartition",
	"sample",
	"watermark",
	"join",
] satisfies Relation["kind"][]);

/** `df.col` where the plain name says the same: the frame's columns are still there, and no other has the name. */
export function isFreeName(
	column: ColumnExpr,
	inputs: readonly Relation[],
	ctx: Pick<PySparkContext, "columnsOf">,
): boolean {
	const [first] = column.name;
	const names = inputs.flatMap((input) => ctx.columnsOf(input).fields.map((f) => f.name));
	return (
		names.filter((name) => sameName(name, first as string)).length === 1 &&
		inputs.some((input) => passesThrough(input, column.of as string, first as string))
	);
}

/** Whether a column belongs to the query around this one. */
export function isOutside({ name, of }: ColumnExpr, query: Query): boolean {
	return of === undefined ? !query.names.has((name[0] as string).toLowerCase()) : !query.ids.has(of);
}

/** `df.*` of the only input. */
export function isWholeInput(star: StarExpr, inputs: readonly Relation[]): boolean {
	return inputs.length === 1 && inputs[0]?.id === star.of;
}

/** Whether the column of this name is the input's. */
function keeps(relation: Relation, name: string): boolean {
	if (relation.kind === "withColumns")
		return !relation.columns.some((column) => sameName(column.names[0] as string, name));
	return PASSING.has(relation.kind);
}

function passesThrough(relation: Relation, id: string, name: string): boolean {
	if (relation.id === id) return true;
	return keeps(relation, name) && inputsOf(relation).some((input) => passesThrough(input, id, name));
}

function hasTwice(relation: Relation, ctx: Pick<PySparkContext, "columnsOf">): boolean {
	const names = ctx.columnsOf(relation).fields.map((f) => f.name.toLowerCase());
	return new Set(names).size < names.length;
}

/** The frames whose columns a chain of joins gives, in order. */
export function leavesOf(relation: Relation): readonly Relation[] {
	return PASSING.has(relation.kind) ? inputsOf(relation).flatMap(leavesOf) : [relation];
}

/** What a query inside of an expression has itself. */
export function queryOf(plan: Relation, ctx: Pick<PySparkContext, "columnsOf">): Query {
	const ids = new Set<string>();
	const names = new Set<string>();
	const add = (relation: Relation): void => {
		ids.add(relation.id);
		for (const field of ctx.columnsOf(relation).fields) names.add(field.name.toLowerCase());
		if (relation.kind === "subqueryAlias") names.add(relation.name.toLowerCase());
		if (relation.kind === "table" && Array.isArray(relation.name))
			for (const part of relation.name as readonly string[]) names.add(part.toLowerCase());
		if (relation.kind === "generate" && relation.qualifier !== undefined)
			names.add(relation.qualifier.toLowerCase());
		for (const input of inputsOf(relation)) add(input);
	};
	add(plan);
	return { ids, names };
}
