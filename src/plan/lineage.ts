import { exprLineage, type Origins, relationLineage, type Sources, scope } from "./analyze/lineage.js";
import type { BoundExpr, BoundPlan, BoundRelation, LineageSource } from "./bound.js";
import { eachBoundChild } from "./boundWalk.js";

/** Where the columns of a plan's result come from. */
export interface PlanLineage {
	readonly columns: readonly ColumnLineage[];
	/**
	 * What decides which rows there are and what they are grouped by, without being a value of every column: conditions
	 * of filters and joins, keys of groups and of duplicates, the order under a limit, the other side of EXCEPT.
	 */
	readonly conditions: readonly LineageSource[];
}

export interface ColumnLineage {
	readonly name: string;
	/** The source columns that the values are computed from. */
	readonly from: readonly LineageSource[];
}

/**
 * Column-level lineage of a bound plan.
 * @example planLineage(plan).columns[0] // { name: "total", from: [{ source: "main.default.orders", column: "amount" }] }
 */
export function planLineage(plan: BoundPlan): PlanLineage {
	const conditions = new Conditions();
	conditions.visit(plan.root, new Map());
	return Object.freeze({
		columns: Object.freeze(
			plan.schema.fields.map((field, i) => Object.freeze({ name: field.name, from: plan.lineage[i] ?? [] })),
		),
		conditions: Object.freeze([...conditions.found.values()]),
	});
}

/** Walks a plan once and collects what its conditions are computed from. */
class Conditions {
	readonly found = new Map<string, LineageSource>();
	readonly #origins = new Map<BoundRelation, Origins>();
	readonly #seen = new Set<BoundRelation>();

	visit(node: BoundRelation, outer: Origins): void {
		if (this.#seen.has(node)) return;
		this.#seen.add(node);
		switch (node.kind) {
			case "scan":
			case "values":
			case "range":
			case "recursiveRead":
				return;
			case "project":
				this.visit(node.input, outer);
				for (const column of node.columns) this.#inside(column.expr, this.#below(node.input, outer));
				return;
			case "filter":
				this.visit(node.input, outer);
				this.#decides([node.condition], this.#below(node.input, outer));
				return;
			case "aggregate": {
				this.visit(node.input, outer);
				const from = this.#below(node.input, outer);
				this.#decides(
					node.keys.map((key) => key.expr),
					from,
				);
				for (const { expr } of node.aggregates) this.#inside(expr, from);
				return;
			}
			case "limit":
				this.visit(node.input, outer);
				this.#order(node.input, outer);
				return;
			case "deduplicate": {
				this.visit(node.input, outer);
				const from = this.#below(node.input, outer);
				for (const key of node.keys) this.#add(from.get(key));
				return;
			}
			case "sort":
			case "distinct":
			case "sample":
			case "watermark":
				this.visit(node.input, outer);
				return;
			case "generate":
				this.visit(node.input, outer);
				this.#decides(node.args, this.#below(node.input, outer));
				return;
			case "join": {
				this.visit(node.left, outer);
				const left = this.#below(node.left, outer);
				const around = node.lateral ? left : outer;
				this.visit(node.right, around);
				if (node.on) this.#decides([node.on], merged(left, this.#below(node.right, around)));
				return;
			}
			case "recursive":
			case "set": {
				this.visit(node.left, outer);
				this.visit(node.right, outer);
				if (node.kind === "recursive" || node.op === "union") return;
				const right = this.#below(node.right, outer);
				for (const attribute of node.right.output) this.#add(right.get(attribute.id));
				return;
			}
		}
	}

	/** Without a limit above it an order decides nothing. */
	#order(node: BoundRelation, outer: Origins): void {
		if (node.kind === "project") this.#order(node.input, outer);
		if (node.kind !== "sort") return;
		this.#decides(
			node.order.map((sort) => sort.input),
			this.#below(node.input, outer),
		);
	}

	#below(node: BoundRelation, outer: Origins): Origins {
		return scope(relationLineage(node, outer, this.#origins), outer);
	}

	#decides(exprs: readonly BoundExpr[], from: Origins): void {
		for (const expr of exprs) {
			this.#add(exprLineage(expr, from, this.#origins));
			this.#inside(expr, from);
		}
	}

	/** Conditions of the subqueries in an expression, and of an aggregate's FILTER. */
	#inside(expr: BoundExpr, from: Origins): void {
		if (expr.kind === "subquery") this.visit(expr.plan, from);
		eachBoundChild(expr, (child) => this.#inside(child, from));
	}

	#add(sources: Sources | undefined): void {
		for (const [key, source] of sources ?? []) this.found.set(key, source);
	}
}

const merged = (left: Origins, right: Origins): Origins => new Map([...left, ...right]);
