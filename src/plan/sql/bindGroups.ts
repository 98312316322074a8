import type { Expr } from "../expr.js";
import type { AggregateRelation } from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { refuseAt, type SqlScope } from "./bindScope.js";
import type { GroupBy, GroupItem, GroupingAnalytics, GroupingSet } from "./querySyntax.js";
import type { Span, SqlExpr } from "./syntax.js";

type Grouping = Pick<AggregateRelation, "grouping" | "keys">;
type Sets = readonly (readonly number[])[];

/** More sets than this are a mistake: `CUBE` of twelve columns. */
const MAX_SETS = 4096;

/** The keys of a GROUP BY clause; GROUPING SETS and what amounts to them as sets of indexes of keys. */
export function bindGroupBy(groupBy: GroupBy, scope: SqlScope): Grouping {
	switch (groupBy.kind) {
		case "groupByAll":
			return { grouping: Object.freeze({ kind: "all" }), keys: Object.freeze([]) };
		case "groupByWith":
			return { grouping: Object.freeze({ kind: groupBy.op }), keys: bindAll(groupBy.items, scope) };
		case "groupBySets": {
			const keys = new Keys(scope);
			for (const item of groupBy.items) keys.indexOf(item);
			return keys.grouping(groupBy.sets.map((set) => indexes(set, keys)));
		}
		case "groupByItems":
			return bindItems(groupBy.items, groupBy.at, scope);
	}
}

const bindAll = (exprs: readonly SqlExpr[], scope: SqlScope): readonly Expr[] =>
	Object.freeze(exprs.map((expr) => bindExpr(expr, scope)));

function bindItems(items: readonly GroupItem[], at: Span, scope: SqlScope): Grouping {
	const plain = items.flatMap((item) => (item.kind === "groupExpr" ? [item.value] : []));
	if (plain.length === items.length)
		return { grouping: Object.freeze({ kind: "plain" }), keys: bindAll(plain, scope) };
	const [only] = items;
	if (items.length === 1 && only?.kind === "groupingAnalytics" && only.op !== "groupingSets") {
		const singles = only.elements.flatMap((e) =>
			e.kind === "groupingSet" && e.exprs.length === 1 ? e.exprs : [],
		);
		if (singles.length === only.elements.length)
			return { grouping: Object.freeze({ kind: only.op }), keys: bindAll(singles, scope) };
	}
	const keys = new Keys(scope);
	// Every item is a list of sets; the query is grouped by all of their combinations.
	const sets = items.reduce<Sets>(
		(before, item) => {
			const own = item.kind === "groupExpr" ? [[keys.indexOf(item.value)]] : setsOf(item, keys, scope);
			if (before.length * own.length > MAX_SETS) tooMany(at, scope);
			return before.flatMap((left) => own.map((right) => [...left, ...right]));
		},
		[[]],
	);
	return keys.grouping(sets);
}

function setsOf(item: GroupingAnalytics, keys: Keys, scope: SqlScope): Sets {
	if (item.op === "groupingSets")
		return item.elements.flatMap((e) =>
			e.kind === "groupingSet" ? [indexes(e, keys)] : setsOf(e, keys, scope),
		);
	const parts = item.elements.flatMap((e) => (e.kind === "groupingSet" ? [indexes(e, keys)] : []));
	if (item.op === "rollup")
		return Array.from({ length: parts.length + 1 }, (_, i) => parts.slice(0, parts.length - i).flat());
	if (2 ** parts.length > MAX_SETS) tooMany(item.at, scope);
	return Array.from({ length: 2 ** parts.length }, (_, mask) =>
		parts.filter((_, i) => (mask & (1 << (parts.length - 1 - i))) === 0).flat(),
	);
}

const tooMany = (at: Span, scope: SqlScope): never =>
	refuseAt(scope, at, `GROUP BY with more than ${MAX_SETS} grouping sets`);

const indexes = (set: GroupingSet, keys: Keys): readonly number[] =>
	set.exprs.map((expr) => keys.indexOf(expr));

/** Group keys in the order in which they first occur, each once. */
class Keys {
	readonly #scope: SqlScope;
	readonly #keys: Expr[] = [];
	readonly #byText = new Map<string, number>();

	constructor(scope: SqlScope) {
		this.#scope = scope;
	}

	indexOf(expr: SqlExpr): number {
		const bound = bindExpr(expr, this.#scope);
		const text = keyText(bound);
		const known = this.#byText.get(text);
		if (known !== undefined) return known;
		this.#byText.set(text, this.#keys.length);
		return this.#keys.push(bound) - 1;
	}

	grouping(sets: Sets): Grouping {
		const frozen = Object.freeze(sets.map((set) => Object.freeze([...set])));
		return { grouping: Object.freeze({ kind: "sets", sets: frozen }), keys: Object.freeze([...this.#keys]) };
	}
}

/** Names are the same in any letter case. */
const keyText = (expr: Expr): string =>
	JSON.stringify(expr, (key, value: unknown) =>
		key === "name" && Array.isArray(value) ? value.map((part) => String(part).toLowerCase()) : value,
	);
