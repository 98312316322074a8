import {
	type BoundAggregateCall,
	type BoundAttribute,
	type BoundExpr,
	type BoundRelation,
	boundInputs,
} from "../bound.js";
import { boundExpressionsOf, walkBoundExpr } from "../boundWalk.js";
import type { ColumnExpr, Expr } from "../expr.js";
import type { JoinHow, JoinRelation } from "../relation.js";
import type { Analysis } from "./analysis.js";
import type { Analysed } from "./scope.js";

/*
 * Where a subquery or a lateral side may use columns of the query around it: conditions, select lists, windows and joins in
 * Spark 4.3, not what is grouped, sorted or made into rows.
 */

const CATEGORY = "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY";
const CORRELATED = `${CATEGORY}.CORRELATED_REFERENCE`;
const MIXED = `${CATEGORY}.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES`;

const writtenAs = new WeakMap<BoundAttribute, ColumnExpr>();

/** Remembers how a column of the query around was written, for what is reported about it. */
export function noteOuter(attribute: BoundAttribute, written: ColumnExpr): BoundAttribute {
	writtenAs.set(attribute, written);
	return attribute;
}

/** Reports an expression that Spark does not compute with columns of the query around it, e.g. a sort key. */
export function refuseOuter(expr: BoundExpr, where: string, at: Expr | undefined, analysis: Analysis): void {
	const column = outerOf(expr);
	if (column) report(column, where, CORRELATED, at, analysis);
}

/** The same for an aggregate function, in the select list or in HAVING. */
export function refuseOuterArguments(call: BoundAggregateCall, at: Expr, analysis: Analysis): void {
	const column = outerOf(call);
	if (!column) return;
	const isMixed = attributesIn(call).some((a) => !a.outer);
	report(column, `the arguments of ${call.fn}`, isMixed ? MIXED : CORRELATED, at, analysis);
}

/** The same for a generator over the rows of a query: without FROM it may use any. */
export function refuseOuterRows(
	args: readonly BoundExpr[],
	inputs: readonly Analysed[],
	at: Expr,
	analysis: Analysis,
): void {
	const isAlone = inputs.every(({ bound }) => bound.kind === "values" && bound.output.length === 0);
	if (!isAlone) for (const arg of args) refuseOuter(arg, "the arguments of a generator", at, analysis);
}

/** The same for a value of VALUES. */
export function refuseOuterValue(cell: BoundExpr, at: Expr | undefined, analysis: Analysis): void {
	const column = outerOf(cell);
	const condition = "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE";
	if (column) report(column, "VALUES", condition, at, analysis, "its values are constants; write a SELECT");
}

/** The sides of a join whose rows may go without a partner are computed for themselves. */
const ALONE: Readonly<Record<JoinHow, readonly ("left" | "right")[]>> = {
	inner: [],
	cross: [],
	left: ["right"],
	right: ["left"],
	full: ["left", "right"],
	left_semi: ["right"],
	left_anti: ["right"],
};

/** Reports a side of an outer join that uses columns of the query around it. */
export function refuseOuterSide(
	node: JoinRelation,
	sides: Readonly<Record<"left" | "right", BoundRelation>>,
	analysis: Analysis,
): void {
	if (node.lateral) return;
	for (const side of ALONE[node.how]) {
		const column = outerIn(sides[side]);
		if (column)
			report(
				column,
				`the ${side} side of a ${node.how} join`,
				`${CATEGORY}.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED`,
				node.on,
				analysis,
			);
	}
}

function report(
	column: BoundAttribute,
	where: string,
	sparkCondition: string,
	at: Expr | undefined,
	analysis: Analysis,
	reason = "Spark does not compute that; select what is needed of it in a query below, and use that here",
): void {
	const written = writtenAs.get(column);
	const name = written?.name.join(".") ?? column.name;
	const what = `Using ${name} of the query around in ${where}`;
	analysis.report("PLAN_UNSUPPORTED", { what, reason }, written ?? at, { sparkCondition });
}

const attributesIn = (expr: BoundExpr): readonly BoundAttribute[] =>
	walkBoundExpr(expr).filter((part) => part.kind === "attribute");

const outerOf = (expr: BoundExpr): BoundAttribute | undefined => attributesIn(expr).find((a) => a.outer);

/** What a lateral side inside of it refers to is inside too. */
function outerIn(relation: BoundRelation): BoundAttribute | undefined {
	for (const expr of boundExpressionsOf(relation)) {
		const found = outerOf(expr);
		if (found) return found;
	}
	const inputs = relation.kind === "join" && relation.lateral ? [relation.left] : boundInputs(relation);
	for (const input of inputs) {
		const found = outerIn(input);
		if (found) return found;
	}
	return undefined;
}
