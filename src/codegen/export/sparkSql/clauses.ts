import { hasAggregate } from "../../../plan/analyze/registry.js";
import type { Expr } from "../../../plan/expr.js";
import type {
	DistinctRelation,
	FilterRelation,
	HintRelation,
	LimitRelation,
	OffsetRelation,
	RepartitionRelation,
	SortRelation,
} from "../../../plan/relation.js";
import { expressionSql, type Piece, piece, sortSql } from "./expressions.js";
import { quoted } from "./names.js";
import type { At } from "./printer.js";
import { type Level, OPEN_SCOPE, type Scope, scopeOver, Unreachable } from "./scope.js";
import { CLAUSE, isSpecial, type Select, sourceLevels } from "./select.js";

export function printFilter(node: FilterRelation, at: At): Select {
	const select = at.p.input(at);
	const form = filterForms.find((f) => f.fits(node, select));
	if (form) {
		try {
			return form.add(node, select, at);
		} catch (error) {
			if (!(error instanceof Unreachable)) throw error;
		}
	}
	const around = at.p.wrap(select);
	return { ...around, where: [condition(node.condition, at, sourceLevels(around))], clause: CLAUSE.where };
}

interface FilterForm {
	readonly fits: (node: FilterRelation, select: Select) => boolean;
	readonly add: (node: FilterRelation, select: Select, at: At) => Select;
}

/** Where a condition may stand in a query that is there already. */
const filterForms: readonly FilterForm[] = [
	{
		// Below the select list: the rows are the same, as long as no item looks at others.
		fits: (node, s) =>
			node.clause !== "qualify" &&
			!hasAggregate(node.condition) &&
			s.body === undefined &&
			(s.clause <= CLAUSE.where || (s.clause === CLAUSE.select && !isSpecial(s))),
		add: (node, s, at) => ({
			...s,
			where: [...s.where, condition(node.condition, at, sourceLevels(s))],
			clause: s.clause === CLAUSE.from ? CLAUSE.where : s.clause,
		}),
	},
	{
		// Windows of the list see the groups that HAVING leaves, and a filter above the list sees what they gave.
		fits: (node, s) =>
			node.clause !== "qualify" &&
			(s.clause === CLAUSE.group || s.clause === CLAUSE.having) &&
			(node.clause === "having" || !s.windows),
		add: (node, s, at) => ({
			...s,
			having: [...s.having, condition(node.condition, at, outputLevels(s), groupedArguments(s, at))],
			clause: CLAUSE.having,
		}),
	},
	{
		fits: (node, s) => node.clause === "qualify" && s.clause >= CLAUSE.select && s.clause <= CLAUSE.qualify,
		add: (node, s, at) => ({
			...s,
			qualify: [...s.qualify, condition(node.condition, at, outputLevels(s), groupedArguments(s, at))],
			clause: CLAUSE.qualify,
		}),
	},
];

/** After the select list a name is one of its columns first. */
const outputLevels = (s: Select): readonly Level[] =>
	s.body !== undefined || s.distinct
		? [{ columns: s.outputs.map((c) => ({ ...c, qualifier: [] })) }]
		: [{ columns: s.outputs.map((c) => ({ ...c, qualifier: [] })) }, ...sourceLevels(s)];

function groupedArguments(select: Select, at: At): Partial<Scope> {
	const { grouped } = at.p.inputOf(at);
	if (!grouped) return {};
	const outer = at.outer ? { outer: at.outer } : {};
	return { aggregateArguments: scopeOver([grouped.input], sourceLevels(select), outer) };
}

function condition(expr: Expr, at: At, levels: readonly Level[], extra: Partial<Scope> = {}): Piece {
	return piece(expr, at.p, at.p.scope(at, levels, extra));
}

export function printSort(node: SortRelation, at: At): Select {
	const { p } = at;
	const select = p.input(at);
	const fits = node.global
		? select.clause < CLAUSE.order
		: select.orderBy === undefined && select.clause <= CLAUSE.order && !select.spread?.includes("SORT BY");
	if (fits) {
		try {
			return ordered(node, select, at);
		} catch (error) {
			if (!(error instanceof Unreachable)) throw error;
		}
	}
	return ordered(node, p.wrap(select), at);
}

function ordered(node: SortRelation, select: Select, at: At): Select {
	const levels = select.items || select.body ? outputLevels(select) : sourceLevels(select);
	const scope = at.p.scope(at, levels, groupedArguments(select, at));
	const keys = node.order.map((s) => sortSql(s, at.p, scope)).join(", ");
	if (node.global) return { ...select, orderBy: keys, clause: CLAUSE.order };
	const spread = `${select.spread === undefined ? "" : `${select.spread}\n`}SORT BY ${keys}`;
	return { ...select, spread, clause: CLAUSE.order };
}

export function printLimit(node: LimitRelation, at: At): Select {
	const select = at.p.input(at);
	const base = select.limit === undefined && select.offset === undefined ? select : withoutLimit(select, at);
	return { ...base, limit: count(node.count, at), clause: CLAUSE.limit };
}

/** SQL skips rows before it counts them, so a count may follow what was skipped. */
const withoutLimit = (select: Select, at: At): Select =>
	select.limit === undefined ? select : at.p.wrap(select);

export function printOffset(node: OffsetRelation, at: At): Select {
	const select = at.p.input(at);
	const base = select.clause < CLAUSE.offset ? select : at.p.wrap(select);
	return { ...base, offset: count(node.count, at), clause: CLAUSE.offset };
}

function count(expr: Expr, at: At): string {
	if (expr.kind === "literal" && expr.value !== null) return expr.value;
	return expressionSql(expr, at.p, OPEN_SCOPE);
}

export function printDistinct(_node: DistinctRelation, at: At): Select {
	return distinct(at.p.input(at), at);
}

export function distinct(select: Select, at: At): Select {
	const fits = select.body === undefined && select.clause < CLAUSE.distinct;
	const base = fits ? select : at.p.wrap(select);
	return { ...base, distinct: true, clause: CLAUSE.distinct };
}

export function printHint(node: HintRelation, at: At): Select {
	const args = node.args.map((a) => expressionSql(a, at.p, OPEN_SCOPE)).join(", ");
	return hinted(`${quoted(node.name.toUpperCase())}${args === "" ? "" : `(${args})`}`, at);
}

function hinted(hint: string, at: At): Select {
	const select = at.p.input(at);
	const base = select.body === undefined ? select : at.p.wrap(select);
	return { ...base, hints: [hint, ...base.hints] };
}

export function printRepartition(node: RepartitionRelation, at: At): Select {
	const { p } = at;
	const select = p.input(at);
	if (node.partitions === undefined && node.shuffle && !node.byRange && node.columns.length > 0) {
		const base = select.clause < CLAUSE.order ? select : p.wrap(select);
		const scope = p.scope(at, base.items || base.body ? outputLevels(base) : sourceLevels(base));
		const keys = node.columns.map((c) => expressionSql(c, p, scope)).join(", ");
		return { ...base, spread: `DISTRIBUTE BY ${keys}`, clause: CLAUSE.order };
	}
	const base = select.clause <= CLAUSE.having && select.body === undefined ? select : p.wrap(select);
	const scope = p.scope(at, sourceLevels(base));
	const args = [
		...(node.partitions === undefined ? [] : [String(node.partitions)]),
		...node.columns.map((c) => expressionSql(c, p, scope)),
	];
	const word = node.byRange ? "REPARTITION_BY_RANGE" : node.shuffle ? "REPARTITION" : "COALESCE";
	const hint = `${word}${args.length > 0 ? `(${args.join(", ")})` : ""}`;
	return { ...base, hints: [hint, ...base.hints] };
}
