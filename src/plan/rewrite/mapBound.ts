import type { BoundExpr, BoundFrame, BoundFrameBound, BoundRelation, BoundSort } from "../bound.js";
import { mapItems } from "./mapExpr.js";

/** Rewrites the child expressions of a bound expression (a subquery's plan is not a child); the same node when none changes. */
export function mapBoundChildren(expr: BoundExpr, change: (expr: BoundExpr) => BoundExpr): BoundExpr {
	const all = (exprs: readonly BoundExpr[]): readonly BoundExpr[] => mapItems(exprs, change);
	switch (expr.kind) {
		case "literal":
		case "attribute":
		case "variable":
		case "currentTime":
			return expr;
		case "call":
		case "udf": {
			const args = all(expr.args);
			return args === expr.args ? expr : Object.freeze({ ...expr, args });
		}
		case "aggregateCall": {
			const args = all(expr.args);
			const orderBy = mapItems(expr.orderBy, (s) => mapSort(s, change));
			const filter = expr.filter && change(expr.filter);
			if (args === expr.args && orderBy === expr.orderBy && filter === expr.filter) return expr;
			return Object.freeze({ ...expr, args, orderBy, ...(filter ? { filter } : {}) });
		}
		case "cast":
		case "field": {
			const input = change(expr.input);
			return input === expr.input ? expr : Object.freeze({ ...expr, input });
		}
		case "case": {
			const branches = mapItems(expr.branches, (b) => {
				const when = change(b.when);
				const then = change(b.then);
				return when === b.when && then === b.then ? b : Object.freeze({ when, then });
			});
			const otherwise = expr.otherwise && change(expr.otherwise);
			if (branches === expr.branches && otherwise === expr.otherwise) return expr;
			return Object.freeze({ ...expr, branches, ...(otherwise ? { otherwise } : {}) });
		}
		case "lambda": {
			const body = change(expr.body);
			return body === expr.body ? expr : Object.freeze({ ...expr, body });
		}
		case "window": {
			// The function itself is part of the node: its arguments are the children.
			const fn = mapBoundChildren(expr.fn, change) as typeof expr.fn;
			const partitionBy = all(expr.partitionBy);
			const orderBy = mapItems(expr.orderBy, (s) => mapSort(s, change));
			const frame = expr.frame && mapFrame(expr.frame, change);
			if (
				fn === expr.fn &&
				partitionBy === expr.partitionBy &&
				orderBy === expr.orderBy &&
				frame === expr.frame
			)
				return expr;
			return Object.freeze({ ...expr, fn, partitionBy, orderBy, ...(frame ? { frame } : {}) });
		}
		case "subquery": {
			const values = all(expr.values);
			return values === expr.values ? expr : Object.freeze({ ...expr, values });
		}
	}
}

/** Rewrites an expression from the leaves up; `change` sees each node with its children already rewritten. */
export function mapBoundExpr(expr: BoundExpr, change: (expr: BoundExpr) => BoundExpr): BoundExpr {
	return change(mapBoundChildren(expr, (e) => mapBoundExpr(e, change)));
}

function mapSort(sort: BoundSort, change: (expr: BoundExpr) => BoundExpr): BoundSort {
	const input = change(sort.input);
	return input === sort.input ? sort : Object.freeze({ ...sort, input });
}

function mapFrame(frame: BoundFrame, change: (expr: BoundExpr) => BoundExpr): BoundFrame {
	const bound = (b: BoundFrameBound): BoundFrameBound => {
		if (!("offset" in b)) return b;
		const offset = change(b.offset);
		return offset === b.offset ? b : Object.freeze({ ...b, offset });
	};
	const start = bound(frame.start);
	const end = bound(frame.end);
	return start === frame.start && end === frame.end ? frame : Object.freeze({ ...frame, start, end });
}

/** Rewrites the expressions that stand directly on a relation. */
export function mapBoundExpressions(
	relation: BoundRelation,
	change: (expr: BoundExpr) => BoundExpr,
): BoundRelation {
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
			return relation;
		case "values": {
			const rows = mapItems(relation.rows, (row) => mapItems(row, change));
			return rows === relation.rows ? relation : Object.freeze({ ...relation, rows });
		}
		case "project": {
			const columns = mapItems(relation.columns, (c) => {
				const expr = change(c.expr);
				return expr === c.expr ? c : Object.freeze({ ...c, expr });
			});
			return columns === relation.columns ? relation : Object.freeze({ ...relation, columns });
		}
		case "filter": {
			const condition = change(relation.condition);
			return condition === relation.condition ? relation : Object.freeze({ ...relation, condition });
		}
		case "aggregate": {
			const keys = mapItems(relation.keys, (c) => {
				const expr = change(c.expr);
				return expr === c.expr ? c : Object.freeze({ ...c, expr });
			});
			const aggregates = mapItems(relation.aggregates, (c) => {
				const expr = change(c.expr);
				return expr === c.expr || expr.kind !== "aggregateCall" ? c : Object.freeze({ ...c, expr });
			});
			if (keys === relation.keys && aggregates === relation.aggregates) return relation;
			return Object.freeze({ ...relation, keys, aggregates });
		}
		case "join": {
			const on = relation.on && change(relation.on);
			return on === relation.on ? relation : Object.freeze({ ...relation, ...(on ? { on } : {}) });
		}
		case "sort": {
			const order = mapItems(relation.order, (s) => mapSort(s, change));
			return order === relation.order ? relation : Object.freeze({ ...relation, order });
		}
		case "limit": {
			const count = relation.count && change(relation.count);
			const offset = relation.offset && change(relation.offset);
			if (count === relation.count && offset === relation.offset) return relation;
			return Object.freeze({ ...relation, ...(count ? { count } : {}), ...(offset ? { offset } : {}) });
		}
		case "generate": {
			const args = mapItems(relation.args, change);
			return args === relation.args ? relation : Object.freeze({ ...relation, args });
		}
	}
}

/** Rewrites the inputs of a relation; the same node when none changes. */
export function mapBoundInputs(
	relation: BoundRelation,
	change: (input: BoundRelation) => BoundRelation,
): BoundRelation {
	if ("input" in relation) {
		const input = change(relation.input);
		return input === relation.input ? relation : (Object.freeze({ ...relation, input }) as BoundRelation);
	}
	if ("left" in relation) {
		const left = change(relation.left);
		const right = change(relation.right);
		if (left === relation.left && right === relation.right) return relation;
		return Object.freeze({ ...relation, left, right }) as BoundRelation;
	}
	return relation;
}

/**
 * Rewrites a plan from the leaves up, plans of subqueries included. A node that is shared is rewritten once and
 * stays shared; what does not change stays the same object.
 */
export function mapBound(
	plan: BoundRelation,
	change: (relation: BoundRelation) => BoundRelation,
): BoundRelation {
	const done = new Map<BoundRelation, BoundRelation>();
	const relation = (node: BoundRelation): BoundRelation => {
		const known = done.get(node);
		if (known) return known;
		const result = change(mapBoundExpressions(mapBoundInputs(node, relation), expression));
		done.set(node, result);
		return result;
	};
	const expression = (expr: BoundExpr): BoundExpr =>
		mapBoundExpr(expr, (e) => {
			if (e.kind !== "subquery") return e;
			const inner = relation(e.plan);
			return inner === e.plan ? e : Object.freeze({ ...e, plan: inner });
		});
	return relation(plan);
}
