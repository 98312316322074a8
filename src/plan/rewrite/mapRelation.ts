import type { AliasExpr, ColumnExpr, Expr, SortExpr } from "../expr.js";
import { inheritOrigin } from "../provenance.js";
import type { Relation } from "../relation.js";
import { mapExpr, mapItems } from "./mapExpr.js";

/**
 * Rewrites a plan from the leaves up, plans of subqueries included. A node that is shared is rewritten once and stays
 * shared; what does not change stays the same object; a rewritten node keeps its id and its place in the user's code.
 * `onExpr` rewrites the expressions too.
 */
export function mapRelation(
	root: Relation,
	change: (relation: Relation) => Relation,
	onExpr: (expr: Expr) => Expr = (expr) => expr,
): Relation {
	const done = new Map<Relation, Relation>();
	const expression = (expr: Expr): Expr =>
		mapExpr(expr, (e) => {
			if (e.kind !== "subquery") return onExpr(e);
			const plan = relation(e.plan);
			return onExpr(plan === e.plan ? e : inheritOrigin(Object.freeze({ ...e, plan }), e));
		});
	const relation = (node: Relation): Relation => {
		const known = done.get(node);
		if (known) return known;
		const rebuilt = mapRelationParts(node, relation, expression);
		const next = change(rebuilt);
		const result = next === rebuilt ? rebuilt : inheritOrigin(next, node);
		done.set(node, result);
		return result;
	};
	return relation(root);
}

/** Rewrites the inputs and the expressions that stand directly on a node; the same node when none changes. */
export function mapRelationParts(
	node: Relation,
	onInput: (relation: Relation) => Relation,
	onExpr: (expr: Expr) => Expr,
): Relation {
	const next = mapExpressions(mapInputs(node, onInput), onExpr);
	return next === node ? node : inheritOrigin(Object.freeze(next), node);
}

function mapInputs(node: Relation, change: (relation: Relation) => Relation): Relation {
	if ("input" in node) {
		const input = change(node.input);
		return input === node.input ? node : { ...node, input };
	}
	if ("left" in node) {
		const left = change(node.left);
		const right = change(node.right);
		return left === node.left && right === node.right ? node : { ...node, left, right };
	}
	return node;
}

function mapExpressions(node: Relation, change: (expr: Expr) => Expr): Relation {
	switch (node.kind) {
		case "read":
		case "table":
		case "reference":
		case "renameColumns":
		case "toDf":
		case "distinct":
		case "dropDuplicates":
		case "subqueryAlias":
		case "dropNa":
		case "sample":
		case "watermark":
		case "recursive":
		case "recursiveRead":
		case "set":
			return node;
		case "values": {
			const rows = mapItems(node.rows, (row) => mapItems(row, change));
			return rows === node.rows ? node : { ...node, rows };
		}
		case "range": {
			const [start, end, step] = [change(node.start), change(node.end), change(node.step)];
			return start === node.start && end === node.end && step === node.step
				? node
				: { ...node, start, end, step };
		}
		case "tableFunction":
		case "hint": {
			const args = mapItems(node.args, change);
			return args === node.args ? node : { ...node, args };
		}
		case "project":
		case "repartition": {
			const columns = mapItems(node.columns, change);
			return columns === node.columns ? node : { ...node, columns };
		}
		case "withColumns": {
			const columns = mapItems<AliasExpr>(node.columns, (c) => change(c) as AliasExpr);
			return columns === node.columns ? node : { ...node, columns };
		}
		case "dropColumns": {
			const columns = mapItems<ColumnExpr>(node.columns, (c) => change(c) as ColumnExpr);
			return columns === node.columns ? node : { ...node, columns };
		}
		case "filter": {
			const condition = change(node.condition);
			return condition === node.condition ? node : { ...node, condition };
		}
		case "aggregate": {
			const keys = mapItems(node.keys, change);
			const columns = mapItems(node.columns, change);
			const column = node.pivot && change(node.pivot.column);
			const values = node.pivot && mapItems(node.pivot.values, change);
			const same = keys === node.keys && columns === node.columns;
			if (same && column === node.pivot?.column && values === node.pivot?.values) return node;
			return {
				...node,
				keys,
				columns,
				...(column && values ? { pivot: Object.freeze({ column, values }) } : {}),
			};
		}
		case "join": {
			const on = node.on && change(node.on);
			return on === node.on ? node : { ...node, ...(on ? { on } : {}) };
		}
		case "sort": {
			const order = mapItems<SortExpr>(node.order, (s) => change(s) as SortExpr);
			return order === node.order ? node : { ...node, order };
		}
		case "limit":
		case "offset": {
			const count = change(node.count);
			return count === node.count ? node : { ...node, count };
		}
		case "generate": {
			const generator = change(node.generator);
			return generator === node.generator ? node : { ...node, generator };
		}
		case "unpivot": {
			const ids = node.ids && mapItems(node.ids, change);
			const values = mapItems(node.values, change);
			return ids === node.ids && values === node.values ? node : { ...node, ...(ids ? { ids } : {}), values };
		}
		case "fillNa": {
			const values = mapItems(node.values, (v) => {
				const value = change(v.value);
				return value === v.value ? v : Object.freeze({ ...v, value });
			});
			return values === node.values ? node : { ...node, values };
		}
		case "replaceNa": {
			const replacements = mapItems(node.replacements, (r) => {
				const from = change(r.from);
				const to = change(r.to);
				return from === r.from && to === r.to ? r : Object.freeze({ from, to });
			});
			return replacements === node.replacements ? node : { ...node, replacements };
		}
	}
}
