import { BOOLEAN } from "../../core/dataTypes.js";
import type { Execution, Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { passThrough, project, reference } from "../../plan/analyze/boundNodes.js";
import type { Attribute, BoundRelation } from "../../plan/bound.js";
import type { RuleCount } from "../graphRunner.js";
import { type AttributeIds, counts, keep, scanAs } from "../rewrite/nodes.js";
import { failedRules } from "./failed.js";
import { allOf, type BoundRule, bindRules, negated, passes } from "./rules.js";

/** The rows that rules let through, with what was counted on all candidates. */
export interface Ruled {
	readonly rows: BoundRelation;
	readonly candidates: number;
	readonly counts: readonly RuleCount[];
}

/** True when no rule can keep a row out: then rules are counted on what was written, which costs no copy. */
export function onlyWarns(dataset: Dataset): boolean {
	return dataset.expectations.every((rule) => rule.action === "warn");
}

/**
 * Evaluates a relation once, each rule beside it as a column, into a temporary result. Counts are taken from it; a
 * broken rule that fails the update is known before anything of the target is written.
 */
export async function stageWithRules(
	transaction: Transaction,
	dataset: Dataset,
	relation: BoundRelation,
	execution: Execution,
	ids: AttributeIds,
): Promise<Ruled> {
	const rules = bindRules(dataset, relation.output);
	const marks: Attribute[] = rules.map((_, i) => ({
		id: ids.next(),
		name: `passes_${i}`,
		type: BOOLEAN,
		nullable: false,
	}));
	const marked = project(relation, [
		...relation.output.map(passThrough),
		...rules.map((rule, i) => ({ expr: passes(rule.condition), output: marks[i] as Attribute })),
	]);
	const staged = await transaction.stage(marked, execution);
	const candidates = scanAs(staged.source, marked.output, "candidates");
	const passed = marks.map((mark) => reference(mark));
	const counted = await countRules(
		transaction,
		counts(candidates, [undefined, ...passed.map(negated)], ids),
		rules,
		execution,
	);
	if (rules.some((rule, i) => rule.action === "fail" && (counted.rules[i]?.failed ?? 0) > 0))
		throw await failedRules({
			transaction,
			dataset,
			rules,
			counted: counted.rules,
			candidates,
			marks,
			execution,
		});
	const binding = passed.filter((_, i) => rules[i]?.action !== "warn");
	const kept =
		binding.length === 0
			? candidates
			: ({
					kind: "filter",
					input: candidates,
					condition: allOf(binding),
					output: candidates.output,
				} as const);
	return { rows: keep(kept, relation.output), candidates: counted.total, counts: counted.rules };
}

/** Counts rules that only warn on rows that are written already. */
export async function countWritten(
	transaction: Transaction,
	dataset: Dataset,
	written: BoundRelation,
	execution: Execution,
	ids: AttributeIds,
): Promise<readonly RuleCount[]> {
	if (dataset.expectations.length === 0) return [];
	const rules = bindRules(dataset, written.output);
	const failed = rules.map((rule) => negated(passes(rule.condition)));
	return (await countRules(transaction, counts(written, [undefined, ...failed], ids), rules, execution))
		.rules;
}

async function countRules(
	transaction: Transaction,
	query: BoundRelation,
	rules: readonly BoundRule[],
	execution: Execution,
): Promise<{ readonly total: number; readonly rules: readonly RuleCount[] }> {
	const [row = []] = await transaction.collect(query, execution);
	const [total = 0, ...failed] = row.map(Number);
	return {
		total,
		rules: rules.map((rule, i) => ({
			name: rule.name,
			dataset: rule.dataset,
			action: rule.action,
			passed: total - (failed[i] ?? 0),
			failed: failed[i] ?? 0,
		})),
	};
}

/** Sums of the same rules over several batches. */
export function addCounts(before: readonly RuleCount[], more: readonly RuleCount[]): readonly RuleCount[] {
	const sums = new Map(before.map((rule) => [`${rule.dataset}\0${rule.name}`, rule]));
	for (const rule of more) {
		const key = `${rule.dataset}\0${rule.name}`;
		const sum = sums.get(key);
		sums.set(
			key,
			sum ? { ...rule, passed: sum.passed + rule.passed, failed: sum.failed + rule.failed } : rule,
		);
	}
	return [...sums.values()];
}
