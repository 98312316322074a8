import { nearest, sameName } from "../../../core/names.js";
import type { BoundExpr } from "../../bound.js";
import type { ColumnExpr } from "../../expr.js";
import { UNKNOWN_EXPR } from "../boundNodes.js";
import { noteOuter } from "../correlation.js";
import type { Env, Lookup, Resolution } from "../env.js";
import { boundFrameColumn } from "../frames.js";
import { noteColumnText } from "../outputName.js";
import { columnsNote, displayColumn } from "../scope.js";
import { bind } from "./bind.js";
import { currentTimeOf } from "./currentTime.js";
import { extractPath } from "./extract.js";

export function bindColumn(expr: ColumnExpr, env: Env): BoundExpr {
	const found = resolveColumn(expr, env);
	if (found?.kind === "found") {
		if (found.lateral && env.inside) return refuseLateral(expr, env);
		const name =
			found.expr.kind === "variable"
				? "namedlambdavariable()"
				: found.expr.kind === "attribute"
					? found.expr.name
					: (expr.name[0] as string);
		noteColumnText(expr, found.path.length === 0 ? name : [name, ...found.path].join("."));
		return extractPath(found.expr, found.path, expr, env);
	}
	if (found?.kind === "ambiguous") {
		env.analysis.report("PLAN_AMBIGUOUS_COLUMN", { column: expr.name.join("."), from: found.from }, expr, {
			token: expr.name.at(-1) as string,
		});
		return UNKNOWN_EXPR;
	}
	const time = currentTimeOf(expr);
	if (time) {
		noteColumnText(expr, `${time.fn}()`);
		return bind(time, env);
	}
	if (!isOpen(env)) unknownColumn(expr, env);
	return UNKNOWN_EXPR;
}

/** Lambda parameters, then the columns in scope, then those of the query around: of that one alone, as in Spark 4.3. */
export function resolveColumn(expr: ColumnExpr, env: Env): Resolution | undefined {
	const found = resolveHere(expr, env);
	if (found || !env.outer || isOpenHere(env)) return found;
	const outside = resolveHere(expr, env.outer);
	if (outside?.kind !== "found") return outside;
	// A query inside of a select list does not see the list's aliases.
	if (outside.lateral === "item") return undefined;
	return { ...outside, expr: asOuter(outside.expr, expr) };
}

function resolveHere(expr: ColumnExpr, env: Env): Resolution | undefined {
	if (expr.of === undefined) {
		const variable =
			env.variables.length > 0
				? env.variables.find((v) => sameName(v.name, expr.name[0] as string))
				: undefined;
		if (variable) return { kind: "found", expr: variable, path: expr.name.slice(1) };
	}
	for (let i = 0; i < env.lookups.length; i++) {
		const found = (env.lookups[i] as Lookup)(expr);
		if (found) return found;
	}
	return undefined;
}

/** Spark takes aliases of the same list outside of aggregates and windows alone (seen in 4.3.0). */
function refuseLateral(expr: ColumnExpr, env: Env): BoundExpr {
	const isWindow = env.inside === "window";
	env.analysis.report(
		"PLAN_UNSUPPORTED",
		{
			what: `The alias ${expr.name.join(".")} of the same select list in ${isWindow ? "a window function" : "an aggregate"}`,
			reason: "make the column in a query inside of this one",
		},
		expr,
		{
			token: expr.name.at(-1) as string,
			sparkCondition: `UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_${isWindow ? "WINDOW" : "AGGREGATE_FUNC"}`,
		},
	);
	return UNKNOWN_EXPR;
}

function asOuter(expr: BoundExpr, written: ColumnExpr): BoundExpr {
	return expr.kind === "attribute" ? noteOuter(Object.freeze({ ...expr, outer: true }), written) : expr;
}

/** A column of a query further out than the one around. */
function isTooFarOut(expr: ColumnExpr, env: Env): boolean {
	for (let at = env.outer?.outer; at; at = at.outer) if (resolveHere(expr, at)) return true;
	return false;
}

/** What ORDER BY and WHERE can see below the select list counts too. */
const isOpenHere = (env: Env): boolean =>
	env.inputs.some((input) => {
		for (let at: typeof input | undefined = input; at; at = at.lower) if (at.open) return true;
		return false;
	});

/** Some schema in scope is not known: a name that was not found may be in it. */
export function isOpen(env: Env): boolean {
	return isOpenHere(env) || (env.outer !== undefined && isOpen(env.outer));
}

function unknownColumn(expr: ColumnExpr, env: Env): void {
	const { analysis } = env;
	const name = expr.name.join(".");
	const token = expr.name.at(-1) as string;
	const columns = env.inputs.flatMap((i) => i.columns);
	const label = env.inputs.length === 1 ? env.inputs[0]?.label : undefined;
	if (expr.of !== undefined) {
		const gone = boundFrameColumn(env.inputs, expr);
		if (gone?.kind === "gone" && !gone.exists) {
			if (gone.frame.open) return;
			reportUnknown(expr, token, gone.frame.columns, gone.frame.label, env);
			return;
		}
		analysis.report(
			"PLAN_UNKNOWN_COLUMN",
			{ column: name, columns: columns.map((c) => c.attribute.name), ...(label ? { relation: label } : {}) },
			expr,
			{
				token,
				hint: gone
					? `the column of that frame does not reach ${env.clause}: it was replaced, dropped or left out in between; write col("${name}") for the column as it is now`
					: `the frame it is bound to is not part of ${env.clause}; write col("${name}"), or join that frame first`,
				notes: [columnsNote(columns, label)],
			},
		);
		return;
	}
	reportUnknown(expr, token, columns, label, env);
}

function reportUnknown(
	expr: ColumnExpr,
	token: string,
	columns: Env["inputs"][number]["columns"],
	label: string | undefined,
	env: Env,
): void {
	const names = columns.map((c) => c.attribute.name);
	const wrong = wrongPart(expr.name, columns);
	const candidates =
		wrong?.candidates ?? nearest(expr.name.join("."), [...columns.map(displayColumn), ...names]);
	env.analysis.report(
		"PLAN_UNKNOWN_COLUMN",
		{ column: expr.name.join("."), columns: names, ...(label ? { relation: label } : {}) },
		expr,
		{
			token: wrong?.token ?? token,
			candidates,
			notes: [columnsNote(columns, label)],
			...(isTooFarOut(expr, env)
				? { hint: "it is further out: a subquery knows the columns of the query directly around it alone" }
				: {}),
		},
	);
}

/** Which part of a name is not known, and what may stand in its place; undefined where that cannot be told. */
function wrongPart(
	name: readonly string[],
	columns: Env["inputs"][number]["columns"],
): { readonly token: string; readonly candidates: readonly string[] } | undefined {
	const [first = "", second] = name;
	const all = columns.map((c) => c.attribute.name);
	if (second === undefined) return { token: first, candidates: nearest(first, all) };
	if (name.length > 2) return undefined;
	const qualifierOf = (c: (typeof columns)[number]): string => c.qualifier.at(-1) ?? "";
	const qualified = columns.filter((c) => sameName(qualifierOf(c), first)).map((c) => c.attribute.name);
	if (qualified.length > 0) return { token: second, candidates: nearest(second, qualified) };
	// A qualifier or a struct that nothing has.
	const candidates = nearest(first, [...columns.map(qualifierOf).filter((q) => q !== ""), ...all]);
	return candidates.length > 0 ? { token: first, candidates } : undefined;
}
