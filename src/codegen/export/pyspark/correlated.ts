import { kindOfFunction } from "../../../plan/analyze/registry.js";
import { childrenOf, type Expr } from "../../../plan/expr.js";
import { expressionsOf, inputsOf, type Relation } from "../../../plan/relation.js";
import { sameName } from "./names.js";
import { isOutside, type Query } from "./references.js";

/**
 * Where a query inside uses a column of the one around so that Spark's SQL knows it and its DataFrames do not (seen in
 * 4.3.0), in words; undefined where both do.
 * @example outerAstray(lateral.right, queryOf(lateral.right, ctx)) // "a join condition"
 */
export function outerAstray(plan: Relation, query: Query): string | undefined {
	const look = (relation: Relation, above: string | undefined): string | undefined => {
		const usesOuter = expressionsOf(relation).some((expr) => hasOuter(expr, query));
		const here = usesOuter ? (ownTrouble(relation) ?? troubleBelow(relation, above)) : undefined;
		if (here !== undefined) return here;
		const apart = APART[relation.kind]?.(relation) ?? above;
		for (const input of inputsOf(relation)) {
			const found = look(input, apart);
			if (found !== undefined) return found;
		}
		return undefined;
	};
	return takesOwnId(plan, query) ? "a query without FROM" : look(plan, undefined);
}

/** The row of a query without FROM is that of `spark.range(1)`, and its `id` goes before the one of the query around. */
function takesOwnId(plan: Relation, query: Query): boolean {
	const relations = relationsBelow(plan);
	const isId = (expr: Expr): boolean =>
		(expr.kind === "column" && isOutside(expr, query) && sameName(expr.name[0] as string, "id")) ||
		childrenOf(expr).some(isId);
	return relations.some(isOneRow) && relations.some((relation) => expressionsOf(relation).some(isId));
}

const relationsBelow = (relation: Relation): readonly Relation[] => [
	relation,
	...inputsOf(relation).flatMap(relationsBelow),
];

/** What a query without FROM reads: one row without columns. */
export const isOneRow = (relation: Relation): boolean =>
	relation.kind === "values" && relation.rows.length === 1 && relation.rows[0]?.length === 0;

export const UNKNOWN_THERE = "Spark's DataFrames do not know it there; write the query as SQL";

function ownTrouble(relation: Relation): string | undefined {
	if (relation.kind === "join") return "a join condition";
	return expressionsOf(relation).some(hasGenerator) ? "a generator" : undefined;
}

/** A filter below them is known, but for those of a union. */
const troubleBelow = (relation: Relation, above: string | undefined): string | undefined =>
	relation.kind !== "filter" || above === UNION ? above : undefined;

const UNION = "a union";

/** What takes the rows of a select list apart or together. */
const APART: Readonly<Partial<Record<Relation["kind"], (relation: Relation) => string | undefined>>> = {
	set: () => UNION,
	distinct: () => "a select list without duplicates",
	dropDuplicates: () => "a select list without duplicates",
	aggregate: (relation) =>
		relation.kind === "aggregate" && (relation.keys.length > 0 || relation.pivot)
			? "what is grouped"
			: undefined,
};

function hasOuter(expr: Expr, query: Query): boolean {
	if (expr.kind === "column") return isOutside(expr, query);
	if (expr.kind === "lambda") return hasOuter(expr.body, withNames(query, expr.params));
	return childrenOf(expr).some((child) => hasOuter(child, query));
}

const withNames = (query: Query, names: readonly string[]): Query => ({
	ids: query.ids,
	names: new Set([...query.names, ...names.map((name) => name.toLowerCase())]),
});

const hasGenerator = (expr: Expr): boolean =>
	(expr.kind === "call" && kindOfFunction(expr.fn) === "generator") || childrenOf(expr).some(hasGenerator);
