import { BOOLEAN } from "../../../core/dataTypes.js";
import type { BoundExpr, BoundRelation, BoundSubquery } from "../../bound.js";
import { boundExpressionsOf, walkBound, walkBoundExpr } from "../../boundWalk.js";
import { castTo, commonType } from "../../coercion.js";
import type { SubqueryExpr } from "../../expr.js";
import { boundLiteral } from "../../literals.js";
import { call, passThrough, project, UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";
import { noteOuterNames } from "../outputName.js";
import { exact } from "../relations/shared.js";
import { bind } from "./bind.js";

/** The query sees the columns of the query around it, as `outer` attributes. */
export function bindSubquery(expr: SubqueryExpr, env: Env): BoundExpr {
	const { analysis } = env;
	const values = (expr.values ?? []).map((v) => bind(v, env));
	const inner = analysis.relation(expr.plan, env);
	if (inner.open) return UNKNOWN_EXPR;
	const plan = exact(inner);
	noteOuterNames(expr, outerNamesIn(plan));
	switch (expr.use) {
		case "exists":
			return Object.freeze({
				kind: "subquery",
				use: "exists",
				plan,
				values: Object.freeze([]),
				type: BOOLEAN,
				nullable: false,
			});
		case "scalar": {
			const [only] = plan.output;
			if (!only || plan.output.length !== 1) {
				analysis.report(
					"PLAN_BAD_ARGUMENT",
					{
						name: "a scalar subquery",
						problem: `it must give one column, this one gives ${plan.output.length}`,
					},
					expr,
					{
						sparkCondition: "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN",
					},
				);
				return UNKNOWN_EXPR;
			}
			return Object.freeze({
				kind: "subquery",
				use: "scalar",
				plan,
				values: Object.freeze([]),
				type: only.type,
				nullable: true,
			});
		}
		case "in":
			return bindIn(expr, values, plan, env);
	}
}

/**
 * Spark 4.3 computes IN and NOT IN over a query as whether a row exists, so that an unknown answer is false in both
 * (`NULL IN (SELECT …)` in a select list gives false, and so does `NULL NOT IN (SELECT …)`).
 */
function neverNull(test: BoundExpr): BoundExpr {
	if (!test.nullable) return test;
	return call("coalesce", [test, boundLiteral(BOOLEAN, "false")], BOOLEAN, true);
}

/** The test inside of `neverNull`. */
function membershipOf(expr: BoundExpr): BoundSubquery | undefined {
	if (expr.kind !== "call" || expr.fn !== "coalesce") return undefined;
	const [test] = expr.args;
	return test?.kind === "subquery" && test.use === "in" ? test : undefined;
}

/** `NOT (x IN (SELECT …))`: the negation goes inside. */
export function negatedMembership(expr: BoundExpr): BoundExpr | undefined {
	const test = membershipOf(expr);
	return test && neverNull(call("not", [test], BOOLEAN, true));
}

/** A filter takes unknown for false anyway: its conjuncts keep the plain test, which engines turn into joins. */
export function plainMembership(condition: BoundExpr): BoundExpr {
	if (condition.kind !== "call") return condition;
	if (condition.fn === "and") {
		const args = condition.args.map(plainMembership);
		return args.every((a, i) => a === condition.args[i])
			? condition
			: call("and", args, condition.type, condition.nullable);
	}
	const [test] = condition.args;
	const negated = test?.kind === "call" && test.fn === "not" ? test.args[0] : test;
	if (condition.fn !== "coalesce" || !test || negated?.kind !== "subquery" || negated.use !== "in")
		return condition;
	return test;
}

function outerNamesIn(plan: BoundRelation): readonly string[] {
	const names = new Map<number, string>();
	for (const node of walkBound(plan))
		for (const expr of boundExpressionsOf(node).flatMap((e) => [...walkBoundExpr(e)]))
			if (expr.kind === "attribute" && expr.outer) names.set(expr.id, expr.name);
	return [...names.values()];
}

function bindIn(
	expr: SubqueryExpr,
	values: readonly BoundExpr[],
	plan: ReturnType<typeof exact>,
	env: Env,
): BoundExpr {
	if (values.length !== plan.output.length) {
		env.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{
				name: "IN (SELECT …)",
				problem: `${values.length} on the left, but the query gives ${plan.output.length} columns`,
			},
			expr,
			{ sparkCondition: "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH" },
		);
		return UNKNOWN_EXPR;
	}
	try {
		const types = values.map((v, i) => {
			const right = plan.output[i] as (typeof plan.output)[number];
			const type = commonType([v.type, right.type]);
			if (type) return type;
			env.analysis.report(
				"PLAN_TYPE_MISMATCH",
				{ expression: "IN (SELECT …)", expected: `a ${v.type.kind}`, actual: right.type.kind },
				expr,
			);
			return right.type;
		});
		const columns = plan.output.map((a, i) => {
			const type = types[i] as (typeof types)[number];
			const column = passThrough(a);
			const cast = castTo(column.expr, type);
			return cast === column.expr
				? column
				: Object.freeze({ expr: cast, output: env.analysis.attribute(a.name, type, cast.nullable) });
		});
		const result: BoundSubquery = Object.freeze({
			kind: "subquery",
			use: "in",
			plan: columns.some((c) => c.expr.kind !== "attribute") ? project(plan, columns) : plan,
			values: Object.freeze(values.map((v, i) => castTo(v, types[i] as (typeof types)[number]))),
			type: BOOLEAN,
			nullable: values.some((v) => v.nullable) || plan.output.some((a) => a.nullable),
		});
		return neverNull(result);
	} catch (error) {
		env.analysis.caught(error, expr);
		return UNKNOWN_EXPR;
	}
}
