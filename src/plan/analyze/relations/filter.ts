import type { BoundColumn, BoundExpr, BoundWindow } from "../../bound.js";
import { walkBoundExpr } from "../../boundWalk.js";
import type { FilterRelation } from "../../relation.js";
import { mapBoundChildren } from "../../rewrite/mapBound.js";
import { passThrough, project, reference } from "../boundNodes.js";
import { type Env, inputLookup, makeEnv } from "../env.js";
import { narrow } from "../expose.js";
import { condition, nullableCondition } from "../expressions/bind.js";
import { plainMembership } from "../expressions/subquery.js";
import { exprKey } from "../exprKey.js";
import { hasAggregate } from "../registry.js";
import type { Analysed } from "../scope.js";
import { extendGrouped, type Grouped, groupedEnv } from "./grouping.js";
import { havingFilter, isShown, readsAggregate, sunkFilter, windowColumns } from "./having.js";
import { lowerLookup, type Place, passing, pipedInput, prepared } from "./shared.js";

const NOT_BOOLEAN = "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN";

/** WHERE alone has nothing against which a NULL would become a boolean. */
const conditionOf = (node: FilterRelation, env: Env): BoundExpr =>
	(node.clause === "where" ? condition : nullableCondition)(
		node.condition,
		env,
		"a filter's condition",
		NOT_BOOLEAN,
	);

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
	const bound = conditionOf(node, env);
	return filtered(node, input, prepared(input.bound, env), bound, place);
}

/** HAVING, QUALIFY of a grouped query, and a filter with aggregates on a grouped frame. */
function overGroups(node: FilterRelation, input: Analysed, place: Place): Analysed {
	if (node.clause === "having") return having(node, input, place);
	const isQualify = node.clause === "qualify";
	const sealed = isQualify ? "a grouped query" : aboveGroups(input);
	const clause = `${isQualify ? "QUALIFY" : "a filter"}${sealed === undefined ? "" : ` over ${sealed}`}`;
	const env = groupedEnv(
		input,
		place,
		clause,
		{ aggregates: sealed === undefined, windows: isQualify },
		false,
	);
	const bound = conditionOf(node, env);
	const { bound: base, exprs, grouped } = extendGrouped(input, [bound], [node.condition], env);
	const [split] = exprs as [BoundExpr];
	return filtered(node, { ...input, grouped: sealedBy(split, input, grouped) }, base, split, place);
}

/** What stands between the groups and a filter. */
function aboveGroups({ node, grouped }: Analysed): string | undefined {
	if (grouped?.sealed !== undefined) return grouped.sealed;
	return node.kind === "aggregate" || node.kind === "project"
		? undefined
		: "what was made of a grouped query";
}

/** Above a condition that had something of its own computed from the groups, Spark computes no more aggregates. */
function sealedBy(condition: BoundExpr, input: Analysed, grouped: Grouped): Grouped {
	if (grouped.sealed !== undefined || isShown(condition, input)) return grouped;
	return { ...grouped, sealed: "a condition on something that is not selected" };
}

/** HAVING leaves out groups before window functions look at them. */
function having(node: FilterRelation, input: Analysed, place: Place): Analysed {
	const before = input.grouped as Grouped;
	const windows = windowColumns(input);
	if (windows.size > 0 && before.usesAliases) {
		const what = "HAVING over a select list with window functions and an alias that is used in the same list";
		place.analysis.report(
			"PLAN_UNSUPPORTED",
			{ what, reason: "write the expression again" },
			node.condition,
			{
				sparkCondition: "UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_AGGREGATE_WITH_WINDOW_AND_HAVING",
			},
		);
	}
	const early = { ...input, columns: input.columns.filter((c) => !windows.has(c.attribute.id)) };
	// Beside a generator or by grouping sets, a condition without aggregates comes after the windows, in Spark.
	const isFree = before.generates === true || before.groupingId !== undefined;
	const named = isFree ? input : early;
	const clause = before.generates ? `HAVING over ${before.sealed}` : "HAVING";
	const keysFirst = windows.size === 0 && !before.generates;
	const env = groupedEnv(named, place, clause, { aggregates: !before.generates }, keysFirst);
	const bound = conditionOf(node, env);
	const { bound: base, exprs, grouped } = extendGrouped(input, [bound], [node.condition], env);
	const condition = plainMembership((exprs as [BoundExpr])[0]);
	const isLate = isFree && !readsAggregate(condition, input, grouped);
	const mixed = walkBoundExpr(condition).find((e) => e.kind === "attribute" && windows.has(e.id));
	if (mixed && !isLate)
		place.analysis.report(
			"PLAN_MISPLACED",
			{ what: "A window function beside an aggregate", where: "HAVING; use QUALIFY" },
			node.condition,
		);
	const result = isLate
		? Object.freeze({ kind: "filter" as const, input: base, condition, output: base.output })
		: (before.generates ? sunkFilter : havingFilter)(base, condition);
	const exact = narrow(
		result,
		input.columns.map((c) => c.attribute),
	);
	return passing(node, { ...input, grouped: sealedBy(condition, input, grouped) }, exact);
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
