import type { RecursiveRelation, Relation } from "../relation.js";
import { planOfBody, planOfQuery, withCte, withCtes } from "./bindQueries.js";
import { rejectAt, relationAt, type SqlScope } from "./bindScope.js";
import type { Cte } from "./querySyntax.js";
import type { Span } from "./syntax.js";

/** Spark's limit where MAX RECURSION LEVEL gives none. */
const LEVELS = 100;

/** A query of WITH RECURSIVE; one that does not read itself is like any other. */
export function planOfRecursive(cte: Cte, outer: SqlScope): Relation {
	const { query } = cte;
	const key = cte.name.name.toLowerCase();
	const depth = [...outer.ctes.values()].filter((e) => e.kind === "recursive").length;
	const loop = `${key}#${depth}`;
	const reads: Span[] = [];
	const entry = {
		kind: "recursive",
		loop,
		name: cte.name.name,
		columns: cte.columns.map((c) => c.name),
		read: (at: Span) => void reads.push(at),
	} as const;
	const scope = withCte(outer, key, entry);
	const { body } = query;
	const isPlain =
		query.orderBy.length + query.sortBy.length + query.clusterBy.length + query.distributeBy.length === 0 &&
		query.limit === undefined &&
		query.offset === undefined;
	if (body.kind !== "setOperation" || body.op !== "union" || !isPlain) {
		const plan = planOfQuery(query, scope);
		return reads[0] ? invalid(scope, reads[0]) : plan;
	}
	const inner = withCtes(query, scope);
	const left = planOfBody(body.left, inner);
	if (reads[0]) return invalid(scope, reads[0]);
	const right = planOfBody(body.right, inner);
	if (reads.length === 0) return planOfQuery(query, outer);
	if (!body.all)
		rejectAt(
			scope,
			reads[0] as unknown as Span,
			"A query that reads itself is a UNION ALL, not a UNION",
			"UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE",
		);
	return relationAt<RecursiveRelation>(scope, body.at, {
		kind: "recursive",
		loop,
		levels: cte.maxRecursion ?? LEVELS,
		left,
		right,
	});
}

const invalid = (scope: SqlScope, at: Span): never =>
	rejectAt(
		scope,
		at,
		"A query that reads itself is: a first query without it UNION ALL the query that reads it",
		"INVALID_RECURSIVE_CTE",
	);
