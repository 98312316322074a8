import { BIGINT, INT, TINYINT } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import { nearest } from "../../../core/names.js";
import type { Attribute, BoundAggregateCall, BoundExpr, BoundVariable } from "../../bound.js";
import { type CallExpr, childrenOf, type Expr, type LambdaExpr } from "../../expr.js";
import type { FunctionSpec, GeneratorSpec } from "../../functionSpec.js";
import { checkVariants } from "../../functions/variantArguments.js";
import { type FunctionName, functionNames, lookupFunction } from "../../functions.js";
import { boundLiteral } from "../../literals.js";
import { placedArguments } from "../../namedArguments.js";
import { call as boundCall, reference, UNKNOWN_EXPR } from "../boundNodes.js";
import type { Env } from "../env.js";
import { exprKey } from "../exprKey.js";
import { noteArithmetic } from "../outputName.js";
import { bind, condition } from "./bind.js";
import { currentTimeOf } from "./currentTime.js";
import { inputFileName } from "./inputFile.js";
import { isSessionName, sessionName } from "./sessionNames.js";
import { expandStars } from "./star.js";
import { namedStruct, zippedAs } from "./structs.js";
import { negatedMembership } from "./subquery.js";
import { bindSort } from "./window.js";

export function bindCall(expr: CallExpr, env: Env): BoundExpr {
	return bindFunction(expr, env, false);
}

/** `over`: the call stands under OVER, where aggregates and window functions may. */
export function bindFunction(expr: CallExpr, env: Env, over: boolean): BoundExpr {
	const { analysis } = env;
	const name = expr.fn.toLowerCase();
	const found = lookupFunction(name);
	if (!found) {
		const time = currentTimeOf(expr);
		if (time) return bind(time, env);
		analysis.report("PLAN_UNKNOWN_FUNCTION", { name: expr.fn }, expr, {
			token: expr.fn,
			candidates: nearest(name, functionNames()),
		});
		return UNKNOWN_EXPR;
	}
	const { spec, name: fn } = found;
	const misplaced = misplacement(name, spec, expr, env, over);
	if (misplaced) {
		analysis.report("PLAN_MISPLACED", misplaced, expr, { token: expr.fn });
		return UNKNOWN_EXPR;
	}
	if (fn === "grouping" || fn === "grouping_id") return bindGrouping(fn, expr, env);
	if (fn === "input_file_name") return inputFileName(expr, env);
	if (fn === "struct") return namedStruct(expr, env);
	if (isSessionName(fn) && expr.args.length === 0) return sessionName(fn, env);
	try {
		return bindKnown(expr, name, fn, spec, env);
	} catch (error) {
		analysis.caught(error, expr);
		return UNKNOWN_EXPR;
	}
}

function misplacement(
	name: string,
	spec: FunctionSpec,
	expr: CallExpr,
	env: Env,
	over: boolean,
): { readonly what: string; readonly where: string } | undefined {
	if (spec.kind === "aggregate" && !over) {
		if (env.inside === "aggregate")
			return {
				what: `The aggregate ${name}`,
				where: "the arguments of another aggregate; aggregate in a subquery first",
			};
		if (!env.allow.aggregates) return { what: `The aggregate ${name}`, where: env.clause };
	}
	if (spec.kind === "window" && !over)
		return { what: `The window function ${name}`, where: "an expression without OVER (…)" };
	if (spec.kind === "generator" && !spec.lifted)
		return {
			what: `The generator ${name}`,
			where: `the middle of ${env.clause}; it must stand by itself in a select list`,
		};
	if (spec.kind !== "aggregate" && expr.distinct)
		return { what: "DISTINCT", where: `a call of ${name}, which is no aggregate` };
	if (spec.kind !== "aggregate" && expr.filter)
		return { what: "FILTER", where: `a call of ${name}, which is no aggregate` };
	return undefined;
}

function bindKnown(expr: CallExpr, name: string, fn: FunctionName, spec: FunctionSpec, env: Env): BoundExpr {
	const inner: Env =
		spec.kind === "aggregate" && env.inside !== "window"
			? { ...(env.aggregateArguments ?? env), inside: "aggregate", variables: env.variables }
			: env;
	const args = bindArguments(expr, name, fn, spec, inner);
	if (!args) return UNKNOWN_EXPR;
	const toBind = { name, args, distinct: expr.distinct === true, timeZone: env.analysis.catalog.timeZone };
	switch (spec.kind) {
		case "scalar":
		case "window": {
			const negated = fn === "not" && args[0] ? negatedMembership(args[0]) : undefined;
			if (negated) return negated;
			checkVariants(fn, args);
			const bound = spec.bind(toBind);
			noteArithmetic(expr, name, args);
			const type = fn === "arrays_zip" ? zippedAs(bound.type, expr.args) : bound.type;
			return boundCall(fn, bound.args, type, bound.nullable);
		}
		case "aggregate":
			return bindAggregate(expr, fn, toBind, spec.bind, inner);
		case "generator":
			return lift(fn, spec, toBind, env);
	}
}

function bindAggregate(
	expr: CallExpr,
	fn: FunctionName,
	toBind: Parameters<FunctionSpec["bind"]>[0],
	bindArgs: Extract<FunctionSpec, { kind: "aggregate" }>["bind"],
	inner: Env,
): BoundExpr {
	const chance = inner.inside === "aggregate" ? expr.args.map(chanceIn).find((c) => c) : undefined;
	if (chance) {
		const params = { what: `${chance.fn}(), of another value for each row`, where: `the arguments of ${fn}` };
		const sparkCondition = "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION";
		inner.analysis.report("PLAN_MISPLACED", params, chance, { sparkCondition });
		return UNKNOWN_EXPR;
	}
	const order = (expr.withinGroup ?? []).map((s) => bindSort(s, inner));
	// mode() WITHIN GROUP (ORDER BY a): the value is what is ordered.
	const [first] = order;
	const withValue = fn === "mode" && toBind.args.length === 0 && first ? [first.input] : toBind.args;
	const { args, ignoreNulls } = nullsOf(fn, withValue, expr);
	const bound = bindArgs({ ...toBind, args, within: order.map((s) => s.input) });
	const filter = expr.filter
		? condition(expr.filter, inner, "FILTER (WHERE …)", "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN")
		: undefined;
	const result: BoundAggregateCall = {
		kind: "aggregateCall",
		fn,
		args: Object.freeze([...bound.args]),
		distinct: toBind.distinct,
		...(filter ? { filter } : {}),
		orderBy: Object.freeze(order),
		ignoreNulls,
		type: bound.type,
		nullable: bound.nullable,
	};
	return Object.freeze(result);
}

/** What Spark calls not deterministic: each row has its own, and another one next time. */
const CHANCE: ReadonlySet<string> = new Set([
	"input_file_name",
	"monotonically_increasing_id",
	"rand",
	"randn",
	"random",
	"randstr",
	"shuffle",
	"spark_partition_id",
	"uniform",
	"uuid",
]);

function chanceIn(expr: Expr): CallExpr | undefined {
	if (expr.kind === "call" && CHANCE.has(expr.fn.toLowerCase())) return expr;
	for (const child of childrenOf(expr)) {
		const found = chanceIn(child);
		if (found) return found;
	}
	return undefined;
}

const POSITIONAL: ReadonlySet<string> = new Set(["first", "last", "any_value"]);

/** `first(a, true)` is `first(a) IGNORE NULLS`. */
function nullsOf(
	fn: string,
	args: readonly BoundExpr[],
	expr: CallExpr,
): { args: readonly BoundExpr[]; ignoreNulls: boolean } {
	const ignoreNulls = expr.nulls === "ignore";
	const flag = args[1];
	if (POSITIONAL.has(fn) && args.length === 2 && flag?.kind === "literal" && flag.type.kind === "boolean")
		return { args: args.slice(0, 1), ignoreNulls: flag.value === "true" };
	return { args, ignoreNulls };
}

/** Named arguments in their place, stars expanded, lambdas after the arguments before them. Undefined after an error. */
function bindArguments(
	expr: CallExpr,
	name: string,
	fn: FunctionName,
	spec: FunctionSpec,
	env: Env,
): readonly BoundExpr[] | undefined {
	const given = positional(expr, spec, env);
	if (!given) return undefined;
	if (fn === "count" && !expr.distinct && given.length === 1 && given[0]?.kind === "star") {
		if (given[0].qualifier) {
			env.analysis.report(
				"PLAN_BAD_ARGUMENT",
				{ name, problem: "count(t.*) is not allowed; write count(*) or name the columns" },
				expr,
			);
			return undefined;
		}
		return [boundLiteral(INT, "1")];
	}
	if (!given.some(isSpecial)) return given.map((argument) => bind(argument, env));
	const bound: BoundExpr[] = [];
	for (const argument of expandStars(given, env)) {
		if ("output" in argument) bound.push(argument.value ?? reference(argument.output));
		else if (argument.kind === "lambda") {
			const lambda = bindLambda(argument, spec, bound, given.length, name, env);
			if (!lambda) return undefined;
			bound.push(lambda);
		} else bound.push(bind(argument, env));
	}
	return bound;
}

/** Not bound by itself: a star is several arguments, a lambda needs those before it. */
const isSpecial = (argument: Expr): boolean => argument.kind === "star" || argument.kind === "lambda";

/** The arguments in the order of the function's parameters. */
function positional(expr: CallExpr, spec: FunctionSpec, env: Env): readonly Expr[] | undefined {
	const placed = placedArguments(expr.args, spec);
	if (!("problem" in placed)) return placed;
	const { problem, sparkCondition, at } = placed;
	env.analysis.report("PLAN_BAD_ARGUMENT", { name: expr.fn, problem }, at ?? expr, {
		sparkCondition,
		...(at?.kind === "namedArgument" ? { token: at.name } : {}),
	});
	return undefined;
}

function bindLambda(
	expr: LambdaExpr,
	spec: FunctionSpec,
	before: readonly BoundExpr[],
	arity: number,
	name: string,
	env: Env,
): BoundExpr | undefined {
	if (!spec.lambda) {
		env.analysis.report(
			"PLAN_MISPLACED",
			{ what: "A lambda function", where: `the arguments of ${name}` },
			expr,
		);
		return undefined;
	}
	const given = spec.lambda(before, before.length, expr.params.length);
	if (given.length < expr.params.length && !before.some((b) => b.type.kind === "unknown")) {
		env.analysis.report(
			"PLAN_BAD_ARGUMENT",
			{
				name,
				problem: `its function takes ${given.length} parameters, not ${expr.params.length} (${arity} arguments)`,
			},
			expr,
		);
		return undefined;
	}
	const params = expr.params.map(
		(param, i): BoundVariable =>
			Object.freeze({
				kind: "variable",
				id: env.analysis.nextId(),
				name: param,
				type: given[i]?.type ?? UNKNOWN_EXPR.type,
				nullable: given[i]?.nullable ?? true,
			}),
	);
	const body = bind(expr.body, { ...env, variables: [...params.toReversed(), ...env.variables] });
	return Object.freeze({
		kind: "lambda",
		params: Object.freeze(params),
		body,
		type: body.type,
		nullable: body.nullable,
	});
}

/** Checks where grouping() stands; the values come from the grouped query (relations/grouping.ts). */
function bindGrouping(fn: "grouping" | "grouping_id", expr: CallExpr, env: Env): BoundExpr {
	if (!env.groupingSets) {
		env.analysis.report(
			"PLAN_MISPLACED",
			{ what: `${fn}()`, where: "a query without ROLLUP, CUBE or GROUPING SETS" },
			expr,
			{ token: fn },
		);
		return UNKNOWN_EXPR;
	}
	const inner = env.aggregateArguments ?? env;
	const result: BoundAggregateCall = {
		kind: "aggregateCall",
		fn,
		args: Object.freeze(expr.args.map((a) => bind(a, inner))),
		distinct: false,
		orderBy: Object.freeze([]),
		ignoreNulls: false,
		type: fn === "grouping" ? TINYINT : BIGINT,
		nullable: false,
	};
	return Object.freeze(result);
}

/** `window(…)` makes rows, but may stand inside expressions and group keys: its generator goes below, once. */
function lift(
	fn: FunctionName,
	spec: GeneratorSpec,
	toBind: Parameters<GeneratorSpec["bind"]>[0],
	env: Env,
): BoundExpr {
	const bound = spec.bind(toBind);
	const key = `${fn}(${bound.args.map(exprKey).join(",")})`;
	const known = env.lifted.find((generator) => generator.key === key);
	if (known) return reference(known.generated[0] as Attribute);
	if (env.lifted.length > 0)
		throw fault(
			"PLAN_UNSUPPORTED",
			{
				what: "A second window of time in one query",
				reason: "a row would be in each pair of windows; make one in a query inside",
			},
			{ sparkCondition: "_LEGACY_ERROR_TEMP_1039" },
		);
	const generated = bound.columns.map((c) => env.analysis.attribute(c.name, c.type, c.nullable));
	env.lifted.push({ key, fn, args: bound.args, generated });
	return reference(generated[0] as Attribute);
}
