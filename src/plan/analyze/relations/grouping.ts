import { BIGINT, INT, TINYINT } from "../../../core/dataTypes.js";
import type {
	Attribute,
	BoundAggregateCall,
	BoundColumn,
	BoundExpr,
	BoundRelation,
	BoundSubquery,
} from "../../bound.js";
import { castTo, describe } from "../../coercion.js";
import type { Expr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import { mapBound, mapBoundChildren, mapBoundExpr, mapBoundExpressions } from "../../rewrite/mapBound.js";
import type { Analysis } from "../analysis.js";
import { call, reference, UNKNOWN_EXPR } from "../boundNodes.js";
import { refuseOuterArguments } from "../correlation.js";
import { type Env, inputLookup, type Lookup, makeEnv } from "../env.js";
import { addAggregates, expose } from "../expose.js";
import { exprKey } from "../exprKey.js";
import { type Analysed, matchName } from "../scope.js";
import type { Place } from "./shared.js";

/** What a grouped query has computed: HAVING, ORDER BY and QUALIFY above it may use and extend it. */
export interface Grouped {
	/** The relation whose rows are grouped. */
	readonly input: Analysed;
	/** By `exprKey`. */
	readonly keys: ReadonlyMap<string, Attribute>;
	readonly keyOrder: readonly Attribute[];
	readonly aggregates: ReadonlyMap<string, Attribute>;
	/** Present when the query is grouped by sets. */
	readonly groupingId?: Attribute;
	/** The select list has a generator: HAVING comes after its rows are made. */
	readonly generates?: true;
	/** The select list names aliases of its own (`sum(a) AS s, s + 1`). */
	readonly usesAliases?: true;
	/** Why clauses above cannot compute aggregates any more: something else stands on the groups. */
	readonly sealed?: string;
}

export type AggregateColumn = BoundColumn & { readonly expr: BoundAggregateCall };

/** Takes expressions over grouped rows apart: keys and aggregates become attributes of the aggregate node. */
export class GroupSplit {
	readonly added: AggregateColumn[] = [];
	/** Keys and aggregates that were referred to. */
	readonly used = new Set<number>();
	readonly #aggregates: Map<string, Attribute>;
	readonly #grouped: Omit<Grouped, "aggregates">;
	readonly #analysis: Analysis;
	/** Attributes that need no grouping: the columns of the select list, for HAVING and ORDER BY. */
	readonly #free: ReadonlySet<number>;

	constructor(grouped: Grouped, analysis: Analysis, free: ReadonlySet<number>) {
		this.#grouped = grouped;
		this.#aggregates = new Map(grouped.aggregates);
		this.#analysis = analysis;
		this.#free = free;
	}

	get aggregates(): ReadonlyMap<string, Attribute> {
		return this.#aggregates;
	}

	split(expr: BoundExpr, at: Expr): BoundExpr {
		if (expr.kind === "attribute" && (expr.outer || this.#free.has(expr.id))) return expr;
		const key = this.#grouped.keys.get(exprKey(expr));
		if (key) return this.#use(key, expr.kind === "attribute" ? expr.name : key.name);
		if (expr.kind === "aggregateCall") return this.#aggregate(expr, at);
		if (expr.kind === "attribute") {
			this.#analysis.report("PLAN_NOT_AGGREGATED", { expression: expr.name }, at, {
				token: expr.name,
				...(this.#grouped.keyOrder.length === 0 ? { sparkCondition: "MISSING_GROUP_BY" } : {}),
			});
			return UNKNOWN_EXPR;
		}
		const parts = mapBoundChildren(expr, (e) => this.split(e, at));
		return parts.kind === "subquery" ? this.#subquery(parts, at) : parts;
	}

	/** Columns of the rows below that a correlated subquery uses must be keys too. */
	#subquery(expr: BoundSubquery, at: Expr): BoundExpr {
		const own = new Set(this.#grouped.input.columns.map((c) => c.attribute.id));
		const outer = (e: BoundExpr): BoundExpr => {
			if (e.kind !== "attribute" || !e.outer || this.#free.has(e.id)) return e;
			const key = this.#grouped.keys.get(exprKey(e));
			if (key) return Object.freeze({ ...this.#use(key, e.name), outer: true }) as BoundExpr;
			if (own.has(e.id))
				this.#analysis.report("PLAN_NOT_AGGREGATED", { expression: e.name }, at, { token: e.name });
			return e;
		};
		const plan = mapBound(expr.plan, (node) => mapBoundExpressions(node, (e) => mapBoundExpr(e, outer)));
		return plan === expr.plan ? expr : Object.freeze({ ...expr, plan });
	}

	#use(attribute: Attribute, name = attribute.name): BoundExpr {
		this.used.add(attribute.id);
		return reference(attribute, name);
	}

	#aggregate(expr: BoundAggregateCall, at: Expr): BoundExpr {
		if (expr.fn === "grouping" || expr.fn === "grouping_id") return this.#grouping(expr, at);
		const key = exprKey(expr);
		let attribute = this.#aggregates.get(key);
		if (!attribute) {
			refuseOuterArguments(expr, at, this.#analysis);
			attribute = this.#analysis.attribute(describe(expr), expr.type, expr.nullable);
			this.#aggregates.set(key, attribute);
			this.added.push(Object.freeze({ expr, output: attribute }));
		}
		return this.#use(attribute);
	}

	/** A key's bit of grouping_id(): 1 when the row is aggregated over it; the first key is the highest bit. */
	#grouping(expr: BoundAggregateCall, at: Expr): BoundExpr {
		const { groupingId, keyOrder, keys } = this.#grouped;
		if (!groupingId) return UNKNOWN_EXPR;
		const places = expr.args.map((arg) => {
			const key = keys.get(exprKey(arg));
			const index = key ? keyOrder.indexOf(key) : -1;
			if (index < 0 && arg.type.kind !== "unknown")
				this.#analysis.report(
					"PLAN_BAD_ARGUMENT",
					{ name: expr.fn, problem: `${describe(arg)} is no grouping column` },
					at,
				);
			return index;
		});
		if (places.some((p) => p < 0)) return UNKNOWN_EXPR;
		const id = this.#use(groupingId);
		const bit = (place: number): BoundExpr => {
			const shifted = call(
				"shiftright",
				[id, boundLiteral(INT, String(keyOrder.length - 1 - place))],
				BIGINT,
				false,
			);
			return call("&", [shifted, boundLiteral(BIGINT, "1")], BIGINT, false);
		};
		if (expr.fn === "grouping") return castTo(bit(places[0] as number), TINYINT);
		if (places.length > 0 && (places.length !== keyOrder.length || places.some((p, i) => p !== i))) {
			const keyNames = keyOrder.map((k) => k.name).join(", ");
			const problem = `its columns must be the grouping columns in their order (${keyNames})`;
			this.#analysis.report("PLAN_BAD_ARGUMENT", { name: "grouping_id", problem }, at);
			return UNKNOWN_EXPR;
		}
		return id;
	}
}

/**
 * Names over a grouped query: its columns, then those of the rows below (they must be keys). HAVING takes a group key
 * before a column of the select list (`sum(b) AS a … GROUP BY a HAVING a > 1` means the key), ORDER BY does not. Inside
 * an aggregate names mean the rows below.
 */
export function groupedEnv(
	input: Analysed,
	place: Place,
	clause: string,
	allow: Env["allow"],
	keysFirst: boolean,
): Env {
	const grouped = input.grouped as Grouped;
	const needed = new Set<number>();
	const above = inputLookup([input], needed);
	const belowNeeded = new Set<number>();
	const below = inputLookup([grouped.input], belowNeeded);
	const options = {
		allow,
		groupingSets: grouped.groupingId !== undefined,
		...(place.outer ? { outer: place.outer } : {}),
	};
	const lifted: Env["lifted"] = [];
	return makeEnv(place.analysis, [input], clause, {
		...options,
		needed,
		lifted,
		lookups: [...(keysFirst ? [keysOf(below, grouped)] : []), above, below, keyNames(grouped)],
		aggregateArguments: makeEnv(place.analysis, [grouped.input], clause, {
			...options,
			needed: belowNeeded,
			lifted,
			lookups: [below],
		}),
	});
}

/** Keys that are no columns of the rows below: time windows. */
function keyNames(grouped: Grouped): Lookup {
	return (column) => {
		if (column.of !== undefined) return undefined;
		const columns = grouped.keyOrder.map((attribute) => ({ attribute, qualifier: [] }));
		const match = matchName(columns, column.name);
		if (match?.kind !== "found" || !grouped.keys.has(exprKey(reference(match.column.attribute))))
			return undefined;
		return { kind: "found", expr: reference(match.column.attribute, match.name), path: match.path };
	};
}

/** Only what is a group key. */
function keysOf(below: Lookup, grouped: Grouped): Lookup {
	return (column) => {
		const found = below(column);
		return found?.kind === "found" && grouped.keys.has(exprKey(found.expr)) ? found : undefined;
	};
}

/** Brings expressions over a grouped query into terms of its output, computing more aggregates where they need them. */
export function extendGrouped(
	input: Analysed,
	exprs: readonly BoundExpr[],
	at: readonly Expr[],
	env: Env,
): { readonly bound: BoundRelation; readonly exprs: readonly BoundExpr[]; readonly grouped: Grouped } {
	const grouped = input.grouped as Grouped;
	const free = new Set(input.columns.map((c) => c.attribute.id));
	const split = new GroupSplit(grouped, env.analysis, free);
	const result = exprs.map((e, i) => split.split(e, at[i] as Expr));
	const extended = split.added.length > 0 ? addAggregates(input.bound, split.added, undefined) : input.bound;
	const bound = expose(extended, new Set([...split.used, ...env.needed])) ?? extended;
	return { bound, exprs: result, grouped: { ...grouped, aggregates: split.aggregates } };
}
