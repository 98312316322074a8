import type { BoundSort } from "../../bound.js";
import type { Expr, SortExpr } from "../../expr.js";
import type { SortRelation } from "../../relation.js";
import { reference, UNKNOWN_EXPR } from "../boundNodes.js";
import { refuseOuter } from "../correlation.js";
import { type Env, inputLookup, makeEnv } from "../env.js";
import { narrow } from "../expose.js";
import { expandStars } from "../expressions/star.js";
import { bindSort } from "../expressions/window.js";
import type { Analysed } from "../scope.js";
import { extendGrouped, groupedEnv } from "./grouping.js";
import { lowerLookup, type Place, passing, pipedInput, prepared } from "./shared.js";

export function analyseSort(node: SortRelation, place: Place): Analysed {
	const input = pipedInput(node, place.analysis.relation(node.input, place.outer));
	const env = input.grouped
		? groupedEnv(
				input,
				place,
				clauseOver(input.grouped.sealed),
				{ aggregates: input.grouped.sealed === undefined },
				false,
			)
		: plainEnv(input, place);
	const keys = node.order.flatMap((s) => sortKeys(s, env));
	const order = keys.map((s) => ordinal(s, input, env) ?? bindSort(s, env));
	if (place.outer)
		order.forEach((s, i) => void refuseOuter(s.input, "ORDER BY", keys[i]?.input, place.analysis));
	const bySort = (exprs: readonly BoundSort["input"][]): BoundSort[] =>
		order.map((s, i) => Object.freeze({ ...s, input: exprs[i] as BoundSort["input"] }));
	const extended = input.grouped
		? extendGrouped(
				input,
				order.map((s) => s.input),
				keys,
				env,
			)
		: { bound: prepared(input.bound, env), exprs: order.map((s) => s.input), grouped: undefined };
	const base = extended.bound;
	// SORT BY orders inside partitions: the rows are the same, their order is not defined.
	const sorted = node.global
		? Object.freeze({
				kind: "sort" as const,
				input: base,
				order: Object.freeze(bySort(extended.exprs)),
				output: base.output,
			})
		: base;
	const bound =
		base === input.bound
			? sorted
			: narrow(
					sorted,
					input.columns.map((c) => c.attribute),
				);
	return {
		...passing(node, input, bound),
		...(extended.grouped ? { grouped: extended.grouped } : {}),
	};
}

const clauseOver = (sealed: string | undefined): string =>
	sealed === undefined ? "ORDER BY" : `ORDER BY over ${sealed}; select the aggregate under a name`;

function plainEnv(input: Analysed, place: Place): Env {
	const needed = new Set<number>();
	return makeEnv(place.analysis, [input], "ORDER BY", {
		needed,
		lookups: [inputLookup([input], needed), lowerLookup(input, needed)],
		...(place.outer ? { outer: place.outer } : {}),
	});
}

/** `orderBy("*")` orders by every column. */
function sortKeys(sort: SortExpr, env: Env): readonly SortExpr[] {
	if (sort.input.kind !== "star") return [sort];
	return expandStars([sort.input], env).map(
		(item): SortExpr => ({
			...sort,
			input: "output" in item ? { kind: "column", name: [item.output.name] } : item,
		}),
	);
}

/** `ORDER BY 2`: the second column. */
function ordinal(sort: SortExpr, input: Analysed, env: Env): BoundSort | undefined {
	const key: Expr = sort.input;
	if (key.kind !== "literal" || key.type.kind !== "int" || key.value === null) return undefined;
	const nulls = sort.nulls ?? (sort.direction === "asc" ? "first" : "last");
	const column = input.columns[Number(key.value) - 1];
	if (!column && !input.open) {
		env.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{ name: `ORDER BY ${key.value}`, problem: `the select list has ${input.columns.length} columns` },
			sort,
		);
	}
	return Object.freeze({
		input: column ? reference(column.attribute) : UNKNOWN_EXPR,
		direction: sort.direction,
		nulls,
	});
}
