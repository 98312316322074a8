import type { Expectation, RuleAction } from "../../../graph/graph.js";
import { attribute, call, dict, name, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";

const WORD: Readonly<Record<RuleAction, string>> = {
	warn: "expect",
	drop: "expect_or_drop",
	fail: "expect_or_fail",
	// Until quarantine has an export of its own, a graph holds no such rule.
	quarantine: "expect_or_drop",
};
const ALL: Readonly<Record<RuleAction, string>> = {
	warn: "expect_all",
	drop: "expect_all_or_drop",
	fail: "expect_all_or_fail",
	quarantine: "expect_all_or_drop",
};

/** `@dp.expect_or_drop("name", "condition")`; rules that were declared together stay together. */
export function ruleDecorators(
	rules: readonly Expectation[],
	alias: string,
	conditionOf: (rule: Expectation) => PyExpr,
): PyExpr[] {
	const groups: Expectation[][] = [];
	for (const rule of rules) {
		const last = groups.at(-1)?.[0];
		if (last && last.action === rule.action && isSamePlace(last, rule)) groups.at(-1)?.push(rule);
		else groups.push([rule]);
	}
	return groups.map((group) => {
		const [first] = group as [Expectation];
		if (group.length === 1)
			return call(attribute(name(alias), WORD[first.action]), [string(first.name), conditionOf(first)]);
		const conditions = dict(Object.fromEntries(group.map((rule) => [rule.name, conditionOf(rule)])));
		return call(attribute(name(alias), ALL[first.action]), [conditions]);
	});
}

/** Declared by one decorator or one option object: within a few lines of each other nobody can tell. */
function isSamePlace(a: Expectation, b: Expectation): boolean {
	if (!a.place || !b.place || a.place.file !== b.place.file) return false;
	const { start } = a.place.range;
	const other = b.place.range.start;
	return start.line === other.line && start.col === other.col;
}
