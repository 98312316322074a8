import type { Expr } from "../../../plan/expr.js";
import type { Relation } from "../../../plan/relation.js";
import type { SparkSqlContext } from "./context.js";
import { expressionSql } from "./expressions.js";
import { Printer } from "./printer.js";
import { OPEN_SCOPE } from "./scope.js";

export type { SparkSqlContext, SqlDialect } from "./context.js";
export { indented } from "./indentation.js";
export { dotted, quoted, textLiteral } from "./names.js";
export { tableSql } from "./reads.js";
export { sqlTextFor } from "./source.js";

/**
 * A plan as a Spark SQL query, without a semicolon. The plan has to be an analysed one: what `df.col` and `*` mean is
 * known then.
 * @example printQuery(flow.relation, ctx) // "SELECT origin, count(*) AS legs\nFROM flights\nGROUP BY origin"
 */
export function printQuery(relation: Relation, ctx: SparkSqlContext): string {
	return new Printer(relation, ctx).query(relation);
}

/**
 * An expression as Spark SQL, with its names as they were written.
 * @example printExpression(rule.condition, ctx) // "delay BETWEEN -120 AND 1440"
 */
export function printExpression(expr: Expr, ctx: SparkSqlContext): string {
	const printing = { ctx, subquery: (plan: Relation) => printQuery(plan, ctx) };
	return expressionSql(expr, printing, OPEN_SCOPE);
}
