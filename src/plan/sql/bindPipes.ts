import { hasAggregate } from "../analyze/registry.js";
import type { AliasExpr, Expr, StarExpr } from "../expr.js";
import type {
	AggregateRelation,
	AliasRelation,
	FilterRelation,
	ProjectRelation,
	Relation,
	WithColumnsRelation,
} from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { bindNamed } from "./bindNames.js";
import { organized, planOfBody, setOf } from "./bindQueries.js";
import { planOfRelation, sampled } from "./bindRelations.js";
import { made, refuseAt, rejectAt, relationAt, type SqlScope } from "./bindScope.js";
import { selectOver } from "./bindSelects.js";
import { withWindows } from "./bindWindows.js";
import type { PipeBody, PipeStep } from "./querySyntax.js";
import type { NamedExpression, Span } from "./syntax.js";

type Steps = {
	readonly [K in PipeStep["kind"]]: (
		step: Extract<PipeStep, { kind: K }>,
		input: Relation,
		scope: SqlScope,
	) => Relation;
};

/** `input |> step`: tables keep their names from step to step. */
export function planOfPipe(body: PipeBody, scope: SqlScope): Relation {
	const { step } = body;
	// The syntax of a join or pivot holds the input already.
	if (step.kind === "relation") return planOfRelation(step.relation, scope);
	const input = planOfBody(body.input, scope);
	return (steps[step.kind] as (s: PipeStep, i: Relation, c: SqlScope) => Relation)(step, input, scope);
}

const steps: Steps = {
	select: (step, input, scope) => selectOver(input, step.body, withWindows(scope, step.body.windows)),
	extend: (step, input, scope) => {
		const star = made<StarExpr>(scope, step.at, { kind: "star" });
		const added = step.items.map((item) => valueOf(item, "EXTEND", scope));
		return relationAt<ProjectRelation>(scope, step.at, {
			kind: "project",
			input,
			columns: Object.freeze([star, ...added]),
		});
	},
	// Each assignment sees the ones before it.
	set: (step, input, scope) =>
		step.assignments.reduce<Relation>((plan, { name, value, at }) => {
			const bound = bindExpr(value, scope);
			noAggregate(bound, value.at, "SET", scope);
			const names = Object.freeze([name.name]);
			const column = made<AliasExpr>(scope, at, { kind: "alias", input: bound, names });
			return relationAt<WithColumnsRelation>(scope, name.at, {
				kind: "withColumns",
				input: plan,
				columns: Object.freeze([column]),
				replacing: true,
			});
		}, input),
	drop: (step, input, scope) => {
		const except = Object.freeze(step.columns.map((c) => Object.freeze(c.map((part) => part.name))));
		const star = made<StarExpr>(scope, step.at, { kind: "star", except });
		return relationAt<ProjectRelation>(scope, step.at, {
			kind: "project",
			input,
			columns: Object.freeze([star]),
		});
	},
	as: (step, input, scope) =>
		relationAt<AliasRelation>(scope, step.at, { kind: "subqueryAlias", input, name: step.name.name }),
	where: (step, input, scope) =>
		relationAt<FilterRelation>(scope, step.condition.at, {
			kind: "filter",
			input,
			condition: bindExpr(step.condition, scope),
			clause: "where",
			piped: true,
		}),
	aggregate: (step, input, scope) =>
		relationAt<AggregateRelation>(scope, step.at, {
			kind: "aggregate",
			input,
			grouping: Object.freeze({ kind: "plain" }),
			keys: Object.freeze(step.keys.map((key) => keyOf(key, scope))),
			columns: Object.freeze(step.items.map((item) => aggregateOf(item, scope))),
			keysInOutput: true,
		}),
	sample: (step, input, scope) => sampled(input, step.sample, scope),
	relation: (step, _input, scope) => planOfRelation(step.relation, scope),
	setOperation: (step, input, scope) => setOf(step, input, planOfBody(step.right, scope), step.at, scope),
	organize: (step, input, scope) => organized(input, step.clauses, step.at, scope, true),
};

function valueOf(item: NamedExpression, operator: string, scope: SqlScope): Expr {
	if (item.value.kind === "star")
		rejectAt(scope, item.at, `${operator} takes expressions, not *`, "INVALID_USAGE_OF_STAR_OR_REGEX");
	const value = bindNamed(item, scope);
	noAggregate(value, item.at, operator, scope);
	return value;
}

function noAggregate(value: Expr, at: Span, operator: string, scope: SqlScope): void {
	if (hasAggregate(value))
		rejectAt(
			scope,
			at,
			`An aggregate function is not allowed in |> ${operator}; use |> AGGREGATE`,
			"PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION",
		);
}

function aggregateOf(item: NamedExpression, scope: SqlScope): Expr {
	const value = bindNamed(item, scope);
	if (!hasAggregate(value))
		rejectAt(
			scope,
			item.at,
			"Each expression of AGGREGATE holds an aggregate function",
			"PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION",
		);
	return value;
}

/** In Spark a number is a column of the input by its position, which the text alone does not tell. */
function keyOf(item: NamedExpression, scope: SqlScope): Expr {
	const { value } = item;
	if (value.kind === "literal" && value.type === "int")
		refuseAt(scope, item.at, "A position in GROUP BY of AGGREGATE", "write the column's name");
	return bindNamed(item, scope);
}
