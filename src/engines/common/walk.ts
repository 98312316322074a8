import type { BoundExpr, BoundFrame, BoundRelation, BoundSort } from "../../plan/bound.js";

/** The expressions inside an expression. A subquery's plan is not among them; `subqueriesOf` gives the plans. */
export function childExpressions(expr: BoundExpr): readonly BoundExpr[] {
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
export function expressionsOf(relation: BoundRelation): readonly BoundExpr[] {
	switch (relation.kind) {
		case "scan":
		case "range":
		case "set":
		case "distinct":
		case "deduplicate":
		case "sample":
		case "watermark":
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
export function* everyExpression(expr: BoundExpr): Generator<BoundExpr> {
	yield expr;
	for (const child of childExpressions(expr)) yield* everyExpression(child);
}

/** The plans of the subqueries that an expression holds, at any depth of it. */
export function* subqueriesOf(expr: BoundExpr): Generator<BoundRelation> {
	for (const part of everyExpression(expr)) if (part.kind === "subquery") yield part.plan;
}

/** What a relation reads: its inputs and the plans of its subqueries. */
export function* childRelations(relation: BoundRelation): Generator<BoundRelation> {
	if ("input" in relation) yield relation.input;
	if ("left" in relation) {
		yield relation.left;
		yield relation.right;
	}
	for (const expr of expressionsOf(relation)) yield* subqueriesOf(expr);
}

/** Every relation below and with `root`, each node once, subqueries too. */
export function everyRelation(root: BoundRelation): ReadonlySet<BoundRelation> {
	const seen = new Set<BoundRelation>();
	const pending = [root];
	for (let node = pending.pop(); node; node = pending.pop()) {
		if (seen.has(node)) continue;
		seen.add(node);
		pending.push(...childRelations(node));
	}
	return seen;
}

/** How often each node is read. */
export function referenceCounts(root: BoundRelation): ReadonlyMap<BoundRelation, number> {
	const counts = new Map<BoundRelation, number>();
	for (const node of everyRelation(root))
		for (const child of childRelations(node)) counts.set(child, (counts.get(child) ?? 0) + 1);
	return counts;
}

/** True when the plan refers to columns of a query around it. */
export function isCorrelated(root: BoundRelation): boolean {
	const nodes = everyRelation(root);
	const own = new Set<number>();
	for (const node of nodes) {
		for (const attribute of node.output) own.add(attribute.id);
	}
	for (const node of nodes)
		for (const top of expressionsOf(node))
			for (const expr of everyExpression(top))
				if (expr.kind === "attribute" && expr.outer && !own.has(expr.id)) return true;
	return false;
}

const inputs = (order: readonly BoundSort[]): readonly BoundExpr[] => order.map((s) => s.input);

function offsets(frame: BoundFrame | undefined): readonly BoundExpr[] {
	if (!frame) return [];
	return [frame.start, frame.end].flatMap((b) => ("offset" in b ? [b.offset] : []));
}
