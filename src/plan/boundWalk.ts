import type { BoundExpr, BoundFrame, BoundRelation, BoundSort } from "./bound.js";

/** The expressions inside an expression. A subquery's plan is not among them; `subqueriesOf` gives the plans. */
export function boundChildren(expr: BoundExpr): readonly BoundExpr[] {
	switch (expr.kind) {
		case "literal":
		case "attribute":
		case "variable":
		case "currentTime":
			return [];
		case "call":
		case "udf":
			return expr.args;
		case "aggregateCall":
			return [...expr.args, ...(expr.filter ? [expr.filter] : []), ...inputs(expr.orderBy)];
		case "cast":
		case "field":
			return [expr.input];
		case "case":
			return [...expr.branches.flatMap((b) => [b.when, b.then]), ...(expr.otherwise ? [expr.otherwise] : [])];
		case "lambda":
			return [expr.body];
		case "window":
			return [expr.fn, ...expr.partitionBy, ...inputs(expr.orderBy), ...offsets(expr.frame)];
		case "subquery":
			return expr.values;
	}
}

/** The expressions that stand directly on a relation. */
export function boundExpressionsOf(relation: BoundRelation): readonly BoundExpr[] {
	switch (relation.kind) {
		case "scan":
		case "range":
		case "set":
		case "distinct":
		case "deduplicate":
		case "sample":
		case "watermark":
		case "recursive":
		case "recursiveRead":
			return [];
		case "values":
			return relation.rows.flat();
		case "project":
			return relation.columns.map((c) => c.expr);
		case "filter":
			return [relation.condition];
		case "aggregate":
			return [...relation.keys, ...relation.aggregates].map((c) => c.expr);
		case "join":
			return relation.on ? [relation.on] : [];
		case "sort":
			return inputs(relation.order);
		case "limit":
			return [relation.count, relation.offset].filter((e) => e !== undefined);
		case "generate":
			return relation.args;
	}
}

/** The expression and everything below it, subquery plans left out. */
export function walkBoundExpr(expr: BoundExpr): readonly BoundExpr[] {
	// Not a generator: one inside another hands each expression through all of them.
	const found: BoundExpr[] = [];
	const visit = (part: BoundExpr): void => {
		found.push(part);
		for (const child of boundChildren(part)) visit(child);
	};
	visit(expr);
	return found;
}

/** The plans of the subqueries that an expression holds, at any depth of it. */
export function subqueriesOf(expr: BoundExpr): readonly BoundRelation[] {
	return walkBoundExpr(expr).flatMap((part) => (part.kind === "subquery" ? [part.plan] : []));
}

/** What a relation reads: its inputs and the plans of its subqueries. */
export function* boundReads(relation: BoundRelation): Generator<BoundRelation> {
	if ("input" in relation) yield relation.input;
	if ("left" in relation) {
		yield relation.left;
		yield relation.right;
	}
	for (const expr of boundExpressionsOf(relation)) yield* subqueriesOf(expr);
}

/** Every relation of a plan once, inputs before what reads them, plans of subqueries before the node they stand on. */
export function walkBound(plan: BoundRelation): readonly BoundRelation[] {
	const seen = new Set<BoundRelation>();
	const order: BoundRelation[] = [];
	const visit = (node: BoundRelation): void => {
		if (seen.has(node)) return;
		seen.add(node);
		for (const read of boundReads(node)) visit(read);
		order.push(node);
	};
	visit(plan);
	return order;
}

const inputs = (order: readonly BoundSort[]): readonly BoundExpr[] => order.map((s) => s.input);

function offsets(frame: BoundFrame | undefined): readonly BoundExpr[] {
	if (!frame) return [];
	return [frame.start, frame.end].flatMap((b) => ("offset" in b ? [b.offset] : []));
}
