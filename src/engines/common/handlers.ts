import type { BoundExpr, BoundRelation } from "../../plan/bound.js";

/** One handler per kind and no default: a new kind does not compile until every engine has said what it does with it. */
export type RelationHandlers<C, T> = {
	readonly [K in BoundRelation["kind"]]: (node: Extract<BoundRelation, { kind: K }>, context: C) => T;
};

export type ExprHandlers<C, T> = {
	readonly [K in BoundExpr["kind"]]: (expr: Extract<BoundExpr, { kind: K }>, context: C) => T;
};

export function foldRelation<C, T>(handlers: RelationHandlers<C, T>, node: BoundRelation, context: C): T {
	// TypeScript cannot correlate the key with the handler's parameter; the mapped type above guarantees it.
	return (handlers[node.kind] as (node: BoundRelation, context: C) => T)(node, context);
}

export function foldExpr<C, T>(handlers: ExprHandlers<C, T>, expr: BoundExpr, context: C): T {
	return (handlers[expr.kind] as (expr: BoundExpr, context: C) => T)(expr, context);
}
