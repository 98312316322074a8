import { BOOLEAN, STRING } from "../../../core/dataTypes.js";
import type { Expectation } from "../../../graph/graph.js";
import type { AliasExpr, CallExpr, Expr, LiteralExpr } from "../../../plan/expr.js";
import { nextId, type Relation, type TableRelation } from "../../../plan/relation.js";

/** The name of the data set that counts what the warnings of a data set find. */
export const countsName = (table: string): string => `${table}_expectations`;

const literal = (type: LiteralExpr["type"], value: string): LiteralExpr => ({ kind: "literal", type, value });
const call = (fn: string, ...args: Expr[]): CallExpr => ({ kind: "call", fn, args });
const named = (input: Expr, name: string): AliasExpr => ({ kind: "alias", input, names: [name] });

/** A rule passes only when its condition is true: NULL breaks it. */
const passes = (rule: Expectation): Expr => call("coalesce", rule.condition, literal(BOOLEAN, "false"));

/**
 * Rules as a filter, for targets without rules: rows that break a `drop` are left out, a row that breaks a `fail` ends
 * the query with an error. Both in one condition, so that no optimizer drops a row before it can fail.
 */
export function filterByRules(relation: Relation, rules: readonly Expectation[], table: string): Relation {
	const drops = rules.filter((r) => r.action === "drop");
	const fails = rules.filter((r) => r.action === "fail");
	if (drops.length + fails.length === 0) return relation;
	const kept = drops
		.map(passes)
		.reduce<Expr | undefined>((all, one) => (all ? call("and", all, one) : one), undefined);
	const condition: Expr =
		fails.length === 0
			? (kept as Expr)
			: {
					kind: "case",
					branches: fails.map((rule) => ({
						when: call("not", passes(rule)),
						then: call("raise_error", literal(STRING, `${table} breaks the rule ${rule.name}: ${rule.text}`)),
					})),
					otherwise: kept ?? literal(BOOLEAN, "true"),
				};
	return { kind: "filter", id: nextId(), input: relation, condition, clause: "where", piped: true };
}

/** `(rule, passed, failed)`, one row for each warning, over the rows that were written. */
export function countWarnings(read: TableRelation, rules: readonly Expectation[]): Relation | undefined {
	const counts = rules
		.filter((r) => r.action === "warn")
		.map(
			(rule): Relation => ({
				kind: "project",
				id: nextId(),
				input: read,
				columns: [
					named(literal(STRING, rule.name), "rule"),
					named(call("count_if", passes(rule)), "passed"),
					named(call("count_if", call("not", passes(rule))), "failed"),
				],
			}),
		);
	return counts.reduce<Relation | undefined>(
		(left, right) =>
			left
				? {
						kind: "set",
						id: nextId(),
						op: "union",
						all: true,
						byName: false,
						allowMissingColumns: false,
						left,
						right,
					}
				: right,
		undefined,
	);
}
