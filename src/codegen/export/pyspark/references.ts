import { isAggregateCall } from "../../../plan/analyze/registry.js";
import {
	type ColumnExpr,
	childrenOf,
	type Expr,
	type StarExpr,
	type WindowExpr,
} from "../../../plan/expr.js";
import { expressionsOf, inputsOf, type Relation } from "../../../plan/relation.js";
import type { PySparkContext } from "./context.js";
import { sameName } from "./names.js";
import { inputsGiving, PASSING } from "./passing.js";
import { sidesOf } from "./sides.js";
import { namesBeside, Twins } from "./twins.js";

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
	/** Names, in lower case, that aliases of those must not have. */
	readonly beside: ReadonlySet<string>;
	/** Frames that classic PySpark would take for another one, where no alias reaches what names them. */
	readonly lost: ReadonlySet<string>;
}

export const windowKey = ({ partitionBy, orderBy, frame }: WindowExpr): string =>
	JSON.stringify([partitionBy, orderBy, frame]);

export function referencesOf(
	root: Relation | Expr,
	inputs: readonly Relation[],
	ctx: Pick<PySparkContext, "columnsOf" | "lazyOnly" | "qualifiers">,
): References {
	const bound = new Set<string>();
	const seen = new Set<Relation>();
	const shared = new Set<Relation>();
	const qualifiers = new Set(ctx.qualifiers);
	const hidden = new Set<Relation>();
	const windows = new Map<string, number>();
	const twins = ctx.lazyOnly ? undefined : new Twins();
	/** Of the queries around the one that is looked at. */
	let around: readonly Relation[] = [];
	const within = (inputs: readonly Relation[], plan: Relation): void => {
		const before = around;
		around = [...around, ...inputs];
		twins?.meets(around, plan);
		addRelation(plan);
		around = before;
	};
	const addExpr = (expr: Expr, inputs: readonly Relation[]): void => {
		if (expr.kind === "column" || expr.kind === "star")
			for (const qualifier of qualifiersIn(expr)) qualifiers.add(qualifier);
		if (expr.kind === "column") {
			if (expr.of !== undefined && !isFreeName(expr, inputs, ctx)) {
				bound.add(expr.of);
				twins?.uses(expr.of, [...inputs, ...around]);
			}
		}
		if (expr.kind === "star" && expr.of !== undefined && !isWholeInput(expr, inputs)) {
			bound.add(expr.of);
			twins?.uses(expr.of, inputs);
		}
		if (expr.kind === "window") {
			const key = windowKey(expr);
			windows.set(key, (windows.get(key) ?? 0) + 1);
		}
		if (expr.kind === "subquery") within(inputs, expr.plan);
		for (const child of childrenOf(expr)) addExpr(child, inputs);
	};
	const addRelation = (relation: Relation): void => {
		if (seen.has(relation)) {
			shared.add(relation);
			return;
		}
		seen.add(relation);
		if (relation.kind === "join" && relation.lateral) {
			addRelation(relation.left);
			within([relation.left], relation.right);
		} else for (const input of inputsOf(relation)) addRelation(input);
		twins?.add(relation);
		for (const expr of expressionsOf(relation)) addExpr(expr, inputsOf(relation));
		if (
			(relation.kind === "sort" || relation.kind === "filter") &&
			expressionsOf(relation).some(hasAggregate)
		)
			hidden.add(groupsBelow(relation.input));
		if (ctx.lazyOnly && relation.kind === "dropColumns" && hasTwice(relation.input, ctx))
			for (const { frame } of sidesOf(relation.input, ctx) ?? []) if (frame) bound.add(frame.id);
	};
	if ("id" in root) addRelation(root);
	else {
		for (const input of inputs) addRelation(input);
		addExpr(root, inputs);
	}
	const { twins: aliased, lost } = twins?.among(bound, qualifiers) ?? { twins: NONE, lost: NONE };
	const beside = namesBeside("id" in root ? [root] : inputs, aliased, qualifiers);
	return { bound, shared, qualifiers, hidden, windows, twins: aliased, lost, beside };
}

/** What stands in front of the dots of a name, in lower case. */
export function qualifiersIn(expr: ColumnExpr | StarExpr): readonly string[] {
	const before =
		expr.kind === "column"
			? expr.name.slice(0, -1)
			: [...(expr.qualifier ?? []), ...(expr.except ?? []).flatMap((parts) => parts.slice(0, -1))];
	return before.map((part) => part.toLowerCase());
}

const NONE: ReadonlySet<string> = new Set();

/** Whether there is an aggregate in it that groups the rows of its own query. */
export function hasAggregate(expr: Expr): boolean {
	if (expr.kind === "window" || expr.kind === "subquery") return false;
	if (isAggregateCall(expr)) return true;
	return childrenOf(expr).some(hasAggregate);
}

function groupsBelow(relation: Relation): Relation {
	return relation.kind === "filter" || relation.kind === "sort" ? groupsBelow(relation.input) : relation;
}

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
		inputs.some((input) => passesThrough(input, column.of as string, first as string, ctx))
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

function passesThrough(
	relation: Relation,
	id: string,
	name: string,
	ctx: Pick<PySparkContext, "columnsOf">,
): boolean {
	if (relation.id === id) return true;
	if (!keeps(relation, name)) return false;
	return inputsGiving(relation, name, ctx).some((input) => passesThrough(input, id, name, ctx));
}

function hasTwice(relation: Relation, ctx: Pick<PySparkContext, "columnsOf">): boolean {
	const names = ctx.columnsOf(relation).fields.map((f) => f.name.toLowerCase());
	return new Set(names).size < names.length;
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
