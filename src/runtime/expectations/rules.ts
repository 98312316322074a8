import { BOOLEAN } from "../../core/dataTypes.js";
import { AqueduckError, fault } from "../../core/errors/index.js";
import type { Dataset, Expectation, RuleAction } from "../../graph/graph.js";
import { and, call, reference } from "../../plan/analyze/boundNodes.js";
import { bindCondition } from "../../plan/analyze/index.js";
import type { Attribute, BoundExpr } from "../../plan/bound.js";
import { boundLiteral } from "../../plan/literals.js";
import { mapBoundExpr } from "../../plan/rewrite/index.js";

/** A rule whose condition is bound to a relation's columns. */
export interface BoundRule {
	readonly name: string;
	readonly action: RuleAction;
	/** The data set that declares it, as people name it. */
	readonly dataset: string;
	readonly text: string;
	readonly condition: BoundExpr;
}

/** Binds a data set's rules to the columns of a relation that has its schema, in whatever order. */
export function bindRules(dataset: Dataset, columns: readonly Attribute[]): readonly BoundRule[] {
	return dataset.expectations.map((rule) => ({
		name: rule.name,
		action: rule.action,
		dataset: dataset.display,
		text: rule.text,
		condition: rule.bound ? rebind(rule.bound, dataset, columns) : bind(dataset, rule, columns),
	}));
}

/** Moves a condition from the data set's columns to those of a relation, by name. */
function rebind(condition: BoundExpr, dataset: Dataset, columns: readonly Attribute[]): BoundExpr {
	const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
	return mapBoundExpr(condition, (expr) => {
		if (expr.kind !== "attribute") return expr;
		// Its columns are numbered from 1; its spelling of a name is the user's.
		const name = dataset.schema.fields[expr.id - 1]?.name ?? expr.name;
		const column = byName.get(name.toLowerCase());
		if (!column) throw fault("RUN_INTERNAL", { message: `a rule's column ${expr.name} is not in its table` });
		return reference(column);
	});
}

function bind(dataset: Dataset, rule: Expectation, columns: readonly Attribute[]): BoundExpr {
	const { expr, diagnostics } = bindCondition(rule.condition, columns, { relationName: dataset.display });
	const [first, ...others] = diagnostics.filter((d) => d.severity === "error");
	if (first) throw new AqueduckError(first, { others });
	return expr ?? boundLiteral(BOOLEAN, null);
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
