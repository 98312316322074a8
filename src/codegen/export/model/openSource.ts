import { isAggregateCall } from "../../../plan/analyze/registry.js";
import { type CallExpr, childrenOf, type Expr } from "../../../plan/expr.js";
import { lookupFunction } from "../../../plan/functions.js";
import { expressionsOf, type Relation } from "../../../plan/relation.js";
import type { ExportProject, Reporter } from "../project.js";
import { nodesOf, type PlanNode } from "./pieces.js";
import { datasetsOf } from "./tables.js";

/** Neither open source Spark nor Polars has Databricks' own functions, in SQL text neither. */
export function refuseDatabricksFunctions(project: ExportProject, refuse: Reporter["refuse"]): void {
	eachProblem(project, ofDatabricks, refuse);
}

/** What open source Spark does not run, however it is written. */
export function refuseForOpenSource(project: ExportProject, refuse: Reporter["refuse"]): void {
	eachProblem(
		project,
		(node) => ofDatabricks(node) ?? ("id" in node ? brokenListing(node) : undefined),
		refuse,
	);
}

interface Problem {
	readonly node: Expr;
	readonly construct: string;
	readonly reason: string;
}

function eachProblem(
	{ graph }: ExportProject,
	problemOf: (node: PlanNode) => Problem | undefined,
	refuse: Reporter["refuse"],
): void {
	for (const { target, relation, place } of graph.flows) {
		const dataset = datasetsOf(graph).get(target);
		const conditions = dataset?.expectations.map((rule) => rule.condition) ?? [];
		for (const one of nodesOf([relation, ...conditions])) {
			const problem = problemOf(one);
			if (problem) refuse({ node: problem.node, dataset, place }, problem.construct, problem.reason);
		}
	}
}

const ofDatabricks = (node: PlanNode): Problem | undefined =>
	node.kind === "call" && lookupFunction(node.fn)?.spec.only
		? { node, construct: `The function ${node.fn}`, reason: "only Databricks has it" }
		: undefined;

/** Of which the optimizer forgets DISTINCT, as it does not matter. */
const INDIFFERENT: ReadonlySet<string> = new Set(
	"max min bool_and bool_or bit_and bit_or collect_set any_value first last".split(" "),
);

/** Spark's rewrite of several distinct aggregates takes the order of `listagg` for a column (seen in 4.3.0). */
function brokenListing(relation: Relation): Problem | undefined {
	const distinct = aggregatesOf(relation).filter(
		(call) => call.distinct && !INDIFFERENT.has(lookupFunction(call.fn)?.name ?? call.fn),
	);
	const isSplit = distinct.some((call) => call.filter) || new Set(distinct.map(textOf)).size > 1;
	const node = isSplit ? distinct.find((call) => (call.withinGroup ?? []).length > 0) : undefined;
	return (
		node && {
			node,
			construct: `${node.fn}(DISTINCT …) with an order, beside another DISTINCT or with FILTER`,
			reason: "Spark 4.3 ends with a ClassCastException; list the values in a query of its own",
		}
	);
}

/** HAVING and ORDER BY add theirs to those of the list. */
function aggregatesOf(relation: Relation): readonly CallExpr[] {
	const own = expressionsOf(relation).flatMap(aggregatesIn);
	const isAbove = relation.kind === "filter" || relation.kind === "sort";
	return isAbove ? [...own, ...aggregatesOf(relation.input)] : own;
}

const textOf = (call: CallExpr): string => JSON.stringify(call);

function aggregatesIn(expr: Expr): readonly CallExpr[] {
	if (expr.kind === "window" || expr.kind === "subquery") return [];
	if (isAggregateCall(expr)) return [expr];
	return childrenOf(expr).flatMap(aggregatesIn);
}
