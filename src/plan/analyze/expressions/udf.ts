import type { BoundExpr } from "../../bound.js";
import { implicitCast } from "../../coercion.js";
import type { UdfExpr } from "../../expr.js";
import { UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";
import { bind } from "./bind.js";

export function bindUdf(expr: UdfExpr, env: Env): BoundExpr {
	const { definition } = expr;
	const args = expr.args.map((a) => bind(a, env));
	if (args.length !== definition.args.length) {
		env.analysis.report(
			"PLAN_ARGUMENT_COUNT",
			{ name: definition.name, given: args.length, expected: `${definition.args.length} arguments` },
			expr,
		);
		return UNKNOWN_EXPR;
	}
	try {
		return Object.freeze({
			kind: "udf",
			definition,
			args: Object.freeze(
				args.map((a, i) =>
					implicitCast(a, definition.args[i] as (typeof definition.args)[number], definition.name),
				),
			),
			type: definition.returns,
			nullable: true,
		});
	} catch (error) {
		env.analysis.caught(error, expr);
		return UNKNOWN_EXPR;
	}
}
