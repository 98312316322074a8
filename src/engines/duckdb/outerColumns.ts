import { isNested } from "../../core/dataTypes.js";
import type { BoundAttribute, BoundExpr, BoundRelation } from "../../plan/bound.js";
import { eachBoundChild, eachBoundExpression } from "../../plan/boundWalk.js";
import type { FunctionName } from "../../plan/functions.js";
import { type RelationFrame, scopeOf } from "./relations.js";
import { columnSql, type Scope } from "./scope.js";
import { type Select, wrap } from "./select.js";

/**
 * A SELECT that the relation's expressions can stand on, and what they are read in there. A lambda of DuckDB (1.5.5) cannot
 * refer to the query around its own ("Referenced table not found"), and many a function's SQL has one inside. So what the
 * expressions of a subquery want of that query becomes columns of a SELECT below them.
 */
export function opened(
	select: Select,
	node: BoundRelation,
	frame: RelationFrame,
): { readonly input: Select; readonly scope: Scope } {
	const around = scopeOf(select, frame);
	const wanted = frame.outer ? wantedOutside(node) : [];
	if (wanted.length === 0) return { input: select, scope: around };
	const more = wanted.filter(({ id }) => !select.columns.has(id));
	const input = wrap(frame.compilation, {
		...select,
		output: [...select.output, ...more],
		columns: new Map([...select.columns, ...more.map((a) => [a.id, columnSql(around, a)] as const)]),
		plain: false,
	});
	const held = new Map(wanted.map(({ id }) => [id, input.columns.get(id) as string]));
	return { input, scope: { ...scopeOf(input, frame), held } };
}

/** Columns of the query around, but for those that are only given back or compared, as in most subqueries. */
function wantedOutside(node: BoundRelation): readonly BoundAttribute[] {
	const found = new Map<number, BoundAttribute>();
	const visit = (expr: BoundExpr): void => {
		if (expr.kind !== "attribute") eachBoundChild(expr, visit);
		else if (expr.outer) found.set(expr.id, expr);
	};
	const visitPlain = (expr: BoundExpr): void => {
		if (expr.kind !== "attribute") eachBoundChild(expr, isPlain(expr) ? visitPlain : visit);
	};
	// DuckDB (1.5.5): "Non-inner join on correlated columns not supported".
	const isOuterJoin = node.kind === "join" && node.how !== "inner" && node.how !== "cross";
	eachBoundExpression(node, isOuterJoin ? visit : visitPlain);
	return [...found.values()];
}

const PLAIN: ReadonlySet<FunctionName> = new Set<FunctionName>([
	"and",
	"or",
	"not",
	"=",
	"<=>",
	"<",
	"<=",
	">",
	">=",
	"isnull",
	"isnotnull",
]);

/** Its SQL has no lambda of its own. */
const isPlain = (expr: BoundExpr): boolean =>
	expr.kind === "call" &&
	PLAIN.has(expr.fn) &&
	!expr.args.some(({ type }) => isNested(type) || type.kind === "variant");
