import type { BoundColumn, BoundExpr, BoundWindow } from "../../bound.js";
import type { FilterRelation } from "../../relation.js";
import { mapBoundChildren } from "../../rewrite/mapBound.js";
import { passThrough, project, reference } from "../boundNodes.js";
import { inputLookup, makeEnv } from "../env.js";
import { narrow } from "../expose.js";
import { condition } from "../expressions/bind.js";
import { plainMembership } from "../expressions/subquery.js";
import { exprKey } from "../exprKey.js";
import { hasAggregate } from "../registry.js";
import type { Analysed } from "../scope.js";
import { extendGrouped, groupedEnv } from "./grouping.js";
import { lowerLookup, type Place, passing, pipedInput, prepared } from "./shared.js";

const NOT_BOOLEAN = "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN";

export function analyseFilter(node: FilterRelation, place: Place): Analysed {
	const input = pipedInput(node, place.analysis.relation(node.input, place.outer));
	const { grouped } = input;
	if (grouped && (node.clause !== "where" || hasAggregate(node.condition)))
		return overGroups(node, input, place);
	if (node.clause === "having" && !input.open) {
		place.analysis.report(
			"PLAN_MISPLACED",
			{ what: "HAVING", where: "a query that is not grouped; use WHERE" },
			node.condition,
		);
		return passing(node, input, input.bound);
	}
	const needed = new Set<number>();
	const env = makeEnv(place.analysis, [input], node.clause === "qualify" ? "QUALIFY" : "a filter", {
		needed,
		lookups: [inputLookup([input], needed), lowerLookup(input, needed)],
		allow: { windows: node.clause === "qualify" },
		...(place.outer ? { outer: place.outer } : {}),
	});
	const bound = condition(node.condition, env, "a filter's condition", NOT_BOOLEAN);
	return filtered(node, input, prepared(input.bound, env), bound, place);
}

/** HAVING, and QUALIFY of a grouped query. */
function overGroups(node: FilterRelation, input: Analysed, place: Place): Analysed {
	const clause = { having: "HAVING", qualify: "QUALIFY", where: "a filter" }[node.clause];
	const allow = { aggregates: true, windows: node.clause === "qualify" };
	const env = groupedEnv(input, place, clause, allow, node.clause === "having");
	const bound = condition(node.condition, env, "a filter's condition", NOT_BOOLEAN);
	const extended = extendGrouped(input, [bound], [node.condition], env);
	return filtered(
		node,
		{ ...input, grouped: extended.grouped },
		extended.bound,
		extended.exprs[0] as BoundExpr,
		place,
	);
}

/** Filters, with window functions of the condition computed below, and only the input's columns above. */
function filtered(
	node: FilterRelation,
	input: Analysed,
	base: Analysed["bound"],
	bound: BoundExpr,
	place: Place,
): Analysed {
	const windows = new Map<string, BoundColumn>();
	const plain = plainMembership(bound);
	// Elsewhere a window function is an error that was told.
	const condition = node.clause === "qualify" ? takeWindows(plain, windows, place) : plain;
	const below =
		windows.size > 0 ? project(base, [...base.output.map(passThrough), ...windows.values()]) : base;
	const filter = Object.freeze({ kind: "filter" as const, input: below, condition, output: below.output });
	const widened = base !== input.bound || windows.size > 0;
	const result = widened
		? narrow(
				filter,
				input.columns.map((c) => c.attribute),
			)
		: filter;
	return passing(node, input, result);
}

function takeWindows(expr: BoundExpr, windows: Map<string, BoundColumn>, place: Place): BoundExpr {
	if (expr.kind !== "window") return mapBoundChildren(expr, (e) => takeWindows(e, windows, place));
	const key = exprKey(expr);
	let column = windows.get(key);
	if (!column) {
		column = Object.freeze({
			expr,
			output: place.analysis.attribute(nameOf(expr), expr.type, expr.nullable),
		});
		windows.set(key, column);
	}
	return reference(column.output);
}

const nameOf = (expr: BoundWindow): string => expr.fn.fn;
