import { BOOLEAN } from "../../core/dataTypes.js";
import { AqueduckError } from "../../core/errors/index.js";
import type { Dataset, RuleAction } from "../../graph/graph.js";
import { and, call } from "../../plan/analyze/boundNodes.js";
import { bindCondition } from "../../plan/analyze/index.js";
import type { Attribute, BoundExpr } from "../../plan/bound.js";
import { boundLiteral } from "../../plan/literals.js";

/** A rule whose condition is bound to a relation's columns. */
export interface BoundRule {
	readonly name: string;
	readonly action: RuleAction;
	/** The data set that declares it, as people name it. */
	readonly dataset: string;
	readonly text: string;
	readonly condition: BoundExpr;
}

/** Binds a data set's rules to the columns of a relation that has its schema. */
export function bindRules(dataset: Dataset, columns: readonly Attribute[]): readonly BoundRule[] {
	return dataset.expectations.map((rule) => {
		const { expr, diagnostics } = bindCondition(rule.condition, columns, { relationName: dataset.display });
		const [first, ...others] = diagnostics.filter((d) => d.severity === "error");
		if (first) throw new AqueduckError(first, { others });
		return {
			name: rule.name,
			action: rule.action,
			dataset: dataset.display,
			text: rule.text,
			condition: expr ?? boundLiteral(BOOLEAN, null),
		};
	});
}

/** True where the condition IS TRUE, else false: NULL violates a rule. Never NULL itself. */
export function passes(condition: BoundExpr): BoundExpr {
	return {
		kind: "case",
		branches: [{ when: condition, then: boundLiteral(BOOLEAN, "true") }],
		otherwise: boundLiteral(BOOLEAN, "false"),
		type: BOOLEAN,
		nullable: false,
	};
}

export const negated = (condition: BoundExpr): BoundExpr => call("not", [condition], BOOLEAN, false);

export function allOf(conditions: readonly BoundExpr[]): BoundExpr {
	return conditions.length === 0 ? boundLiteral(BOOLEAN, "true") : and(conditions);
}
