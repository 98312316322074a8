import type { Expr } from "../expr.js";
import type {
	AggregateRelation,
	DistinctRelation,
	FilterRelation,
	GenerateRelation,
	HintRelation,
	ProjectRelation,
	Relation,
	ValuesRelation,
} from "../relation.js";
import { bindExpr } from "./bindExpressions.js";
import { bindGroupBy } from "./bindGroups.js";
import { bindNamed } from "./bindNames.js";
import { planOfRelation } from "./bindRelations.js";
import { callAt, relationAt, type SqlScope } from "./bindScope.js";
import { withWindows } from "./bindWindows.js";
import type { LateralView, SelectBody } from "./querySyntax.js";
import type { SqlExpr } from "./syntax.js";

/** `SELECT … FROM … WHERE … GROUP BY … HAVING … QUALIFY …`, in the order of its meaning. */
export function planOfSelect(body: SelectBody, outer: SqlScope): Relation {
	const scope = withWindows(outer, body.windows);
	let plan = source(body, scope);
	for (const view of body.lateralViews) plan = generated(plan, view, scope);
	plan = filtered(plan, body.where, "where", scope);
	return selectOver(plan, body, scope);
}

/** What a SELECT makes of the rows that it is given. */
export function selectOver(input: Relation, body: SelectBody, scope: SqlScope): Relation {
	let plan = selected(input, body, scope);
	plan = filtered(plan, body.having, "having", scope);
	plan = filtered(plan, body.qualify, "qualify", scope);
	if (body.distinct) plan = relationAt<DistinctRelation>(scope, body.at, { kind: "distinct", input: plan });
	for (const hint of body.hints.toReversed())
		plan = relationAt<HintRelation>(scope, hint.at, {
			kind: "hint",
			input: plan,
			name: hint.name.name,
			args: Object.freeze(hint.args.map((argument) => bindExpr(argument, scope))),
		});
	return plan;
}

/** Without FROM there is one row without columns. */
function source(body: SelectBody, scope: SqlScope): Relation {
	if (body.from) return planOfRelation(body.from, scope);
	return relationAt<ValuesRelation>(scope, body.at, {
		kind: "values",
		rows: Object.freeze([Object.freeze([])]),
		names: Object.freeze([]),
	});
}

function generated(input: Relation, view: LateralView, scope: SqlScope): Relation {
	const fn = (view.function.at(-1)?.name ?? "").toLowerCase();
	const args = view.args.map((argument) => bindExpr(argument, scope));
	return relationAt<GenerateRelation>(scope, view.at, {
		kind: "generate",
		input,
		generator: callAt(scope, view.at, fn, args),
		outer: view.isOuter,
		qualifier: view.table.name,
		columns: Object.freeze(view.columns.map((column) => column.name)),
	});
}

function filtered(
	input: Relation,
	condition: SqlExpr | undefined,
	clause: FilterRelation["clause"],
	scope: SqlScope,
): Relation {
	if (!condition) return input;
	return relationAt<FilterRelation>(scope, condition.at, {
		kind: "filter",
		input,
		condition: bindExpr(condition, scope),
		clause,
	});
}

/** A HAVING without GROUP BY is over the group of all rows. */
function selected(input: Relation, body: SelectBody, scope: SqlScope): Relation {
	const columns: readonly Expr[] = Object.freeze(body.items.map((item) => bindNamed(item, scope)));
	if (!body.groupBy && !body.having)
		return relationAt<ProjectRelation>(scope, body.at, { kind: "project", input, columns });
	const { grouping, keys } = body.groupBy
		? bindGroupBy(body.groupBy, scope)
		: { grouping: Object.freeze({ kind: "plain" as const }), keys: Object.freeze([]) };
	return relationAt<AggregateRelation>(scope, body.at, {
		kind: "aggregate",
		input,
		grouping,
		keys,
		columns,
		keysInOutput: false,
	});
}
