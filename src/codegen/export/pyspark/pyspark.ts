import type { Expr } from "../../../plan/expr.js";
import type { Relation } from "../../../plan/relation.js";
import type { PyExpr } from "../../printers/python/nodes.js";
import type { PySparkContext } from "./context.js";
import { columnOf } from "./expressions.js";
import { scopeOf } from "./relations.js";
import { Writer } from "./writer.js";

/**
 * A plan as PySpark: one expression, and what it hoisted in front of itself (`ctx.hoist`).
 * @example writeRelation(flow.relation, scope)
 */
export function writeRelation(relation: Relation, ctx: PySparkContext): PyExpr {
	const writer = new Writer(relation, ctx);
	return writer.written(writer.frame(relation));
}

/** An expression over the columns of some frames as a PySpark Column: a rule of a table, a key of a change feed. */
export function writeColumn(expr: Expr, inputs: readonly Relation[], ctx: PySparkContext): PyExpr {
	const writer = new Writer(expr, ctx, inputs);
	return writer.written(columnOf(expr, writer, scopeOf(inputs, undefined)));
}

export type { PySparkContext } from "./context.js";
