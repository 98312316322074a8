import { BOOLEAN, isTimestamp, STRING, sameType, typeName } from "../../../core/dataTypes.js";
import type { BoundExpr } from "../../bound.js";
import { canCast, canTryCast, castNullable, castTo, commonCast, implicitCast } from "../../coercion.js";
import type { Expr } from "../../expr.js";
import { boundFrom } from "../../provenance.js";
import { UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";
import { bindCall } from "./call.js";
import { bindColumn } from "./column.js";
import { bindExtract } from "./extract.js";
import { bindParam } from "./param.js";
import { bindSubquery } from "./subquery.js";
import { bindUdf } from "./udf.js";
import { bindUpdateFields } from "./updateFields.js";
import { bindWindow } from "./window.js";

type Binders = { readonly [K in Expr["kind"]]: (expr: Extract<Expr, { kind: K }>, env: Env) => BoundExpr };

const CURRENT_TIME_TYPES = {
	current_timestamp: { kind: "timestamp" },
	current_date: { kind: "date" },
	localtimestamp: { kind: "timestamp_ntz" },
	current_timezone: STRING,
} as const;

const binders: Binders = {
	literal: (expr) =>
		Object.freeze({ kind: "literal", type: expr.type, value: expr.value, nullable: expr.value === null }),
	column: bindColumn,
	alias: (expr, env) => bind(expr.input, env),
	call: bindCall,
	cast: (expr, env) => {
		const input = bind(expr.input, env);
		const { type, mode } = expr;
		if (input.type.kind === "unknown") return Object.freeze({ ...input, type });
		if (!(mode === "try" ? canTryCast : canCast)(input.type, type)) {
			env.analysis.report("PLAN_CAST", { from: typeName(input.type), to: typeName(type) }, expr);
			return UNKNOWN_EXPR;
		}
		if (sameType(input.type, type)) return input;
		// `TIMESTAMP'…'` comes as a cast, since it depends on the session's zone; the parser has checked the text.
		const typed =
			input.kind === "literal" && input.type.kind === "string" && mode === "ansi" && isTimestamp(type);
		const nullable = typed ? input.nullable : castNullable(input, type, mode);
		return Object.freeze({ kind: "cast", input, type, mode, nullable });
	},
	case: (expr, env) => {
		const whens = expr.branches.map((b) => condition(b.when, env, "CASE WHEN"));
		const results = [...expr.branches.map((b) => b.then), ...(expr.otherwise ? [expr.otherwise] : [])].map(
			(e) => bind(e, env),
		);
		try {
			const { exprs, type } = commonCast(results, "CASE WHEN");
			const otherwise = expr.otherwise ? exprs.at(-1) : undefined;
			return Object.freeze({
				kind: "case",
				branches: Object.freeze(whens.map((when, i) => Object.freeze({ when, then: exprs[i] as BoundExpr }))),
				...(otherwise ? { otherwise } : {}),
				type,
				nullable: !otherwise || exprs.some((e) => e.nullable),
			});
		} catch (error) {
			env.analysis.caught(error, expr);
			return UNKNOWN_EXPR;
		}
	},
	extract: bindExtract,
	updateFields: bindUpdateFields,
	window: bindWindow,
	subquery: bindSubquery,
	param: bindParam,
	udf: bindUdf,
	currentTime: (expr) =>
		Object.freeze({ kind: "currentTime", fn: expr.fn, type: CURRENT_TIME_TYPES[expr.fn], nullable: false }),
	secret: (expr, env) => {
		env.analysis.report(
			"PLAN_UNSUPPORTED",
			{
				what: `Secret "${expr.name}" in an expression over rows`,
				reason:
					"its value would be part of the data; secrets are for the options and paths of readers and sinks",
			},
			expr,
		);
		return UNKNOWN_EXPR;
	},
	star: (expr, env) => misplaced("*", expr, env),
	lambda: (expr, env) => misplaced("A lambda function", expr, env),
	sort: (expr, env) => misplaced("A sort order (asc, desc)", expr, env),
	namedArgument: (expr, env) => misplaced(`The named argument ${expr.name}`, expr, env),
};

/** Binds an expression: names to attributes, types, implicit casts. Errors are reported and give an unknown value. */
export function bind(expr: Expr, env: Env): BoundExpr {
	const { analysis } = env;
	let bound: BoundExpr;
	analysis.enter(expr);
	try {
		bound = (binders[expr.kind] as (e: Expr, env: Env) => BoundExpr)(expr, env);
	} finally {
		analysis.leave();
	}
	// Columns and constants raise nothing, and are shared.
	return bound.kind === "attribute" || bound.kind === "literal" ? bound : boundFrom(bound, expr);
}

/** Binds what must be a boolean. Spark has no implicit cast from other types here (and NULL is none). */
export function condition(expr: Expr, env: Env, name: string, sparkCondition?: string): BoundExpr {
	return boolean(bind(expr, env), expr, env, name, sparkCondition);
}

/** The condition of HAVING, of QUALIFY or of a rule, which may be NULL without a type. */
export function nullableCondition(expr: Expr, env: Env, name: string, sparkCondition?: string): BoundExpr {
	const bound = bind(expr, env);
	if (bound.type.kind === "void") return castTo(bound, BOOLEAN);
	return boolean(bound, expr, env, name, sparkCondition);
}

function boolean(
	bound: BoundExpr,
	expr: Expr,
	env: Env,
	name: string,
	sparkCondition: string | undefined,
): BoundExpr {
	if (bound.type.kind === "boolean" || bound.type.kind === "unknown") return bound;
	const params = { expression: name, expected: "boolean", actual: typeName(bound.type) };
	env.analysis.report("PLAN_TYPE_MISMATCH", params, expr, sparkCondition ? { sparkCondition } : {});
	return UNKNOWN_EXPR;
}

/** Binds and casts implicitly to a type. */
export function bindAs(expr: Expr, type: BoundExpr["type"], name: string, env: Env): BoundExpr {
	const bound = bind(expr, env);
	try {
		return implicitCast(bound, type, name);
	} catch (error) {
		env.analysis.caught(error, expr);
		return UNKNOWN_EXPR;
	}
}

function misplaced(what: string, expr: Expr, env: Env): BoundExpr {
	env.analysis.report("PLAN_MISPLACED", { what, where: env.clause }, expr);
	return UNKNOWN_EXPR;
}
