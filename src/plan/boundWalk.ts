import type { BoundExpr, BoundFrameBound, BoundRelation, BoundSort } from "./bound.js";
import type { UdfDefinition } from "./expr.js";
import type { FunctionName } from "./functions.js";

/*
 * A large project is walked through a dozen times, by the analysis, the graph and the engine's check. So what is asked of
 * each node calls a function for each part instead of making lists, and what a walk through a plan finds is kept. And
 * `forEach` it is: as long as code is not optimised, each step of a `for … of` makes an object (V8 11.3).
 */

/** Calls `visit` for each expression inside an expression, in order. A subquery's plan is not among them. */
export function eachBoundChild(expr: BoundExpr, visit: (child: BoundExpr) => void): void {
	switch (expr.kind) {
		case "literal":
		case "attribute":
		case "variable":
		case "currentTime":
			return;
		case "call":
		case "udf":
			expr.args.forEach(visit);
			return;
		case "aggregateCall":
			expr.args.forEach(visit);
			if (expr.filter) visit(expr.filter);
			eachInput(expr.orderBy, visit);
			return;
		case "cast":
		case "field":
			visit(expr.input);
			return;
		case "case":
			for (const branch of expr.branches) {
				visit(branch.when);
				visit(branch.then);
			}
			if (expr.otherwise) visit(expr.otherwise);
			return;
		case "lambda":
			visit(expr.body);
			return;
		case "window":
			visit(expr.fn);
			expr.partitionBy.forEach(visit);
			eachInput(expr.orderBy, visit);
			if (expr.frame) {
				offset(expr.frame.start, visit);
				offset(expr.frame.end, visit);
			}
			return;
		case "subquery":
			expr.values.forEach(visit);
			return;
	}
}

function eachInput(order: readonly BoundSort[], visit: (child: BoundExpr) => void): void {
	if (order.length > 0) order.forEach((sort) => void visit(sort.input));
}

function offset(bound: BoundFrameBound, visit: (child: BoundExpr) => void): void {
	if ("offset" in bound) visit(bound.offset);
}

/** The expressions inside an expression. A subquery's plan is not among them; `subqueriesOf` gives the plans. */
export function boundChildren(expr: BoundExpr): readonly BoundExpr[] {
	const found: BoundExpr[] = [];
	eachBoundChild(expr, (child) => void found.push(child));
	return found;
}

/** Calls `visit` for each expression that stands directly on a relation. */
export function eachBoundExpression(relation: BoundRelation, visit: (expr: BoundExpr) => void): void {
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
			return;
		case "values":
			for (const row of relation.rows) row.forEach(visit);
			return;
		case "project":
			relation.columns.forEach((column) => void visit(column.expr));
			return;
		case "filter":
			visit(relation.condition);
			return;
		case "aggregate":
			for (const key of relation.keys) visit(key.expr);
			for (const aggregate of relation.aggregates) visit(aggregate.expr);
			return;
		case "join":
			if (relation.on) visit(relation.on);
			return;
		case "sort":
			eachInput(relation.order, visit);
			return;
		case "limit":
			if (relation.count) visit(relation.count);
			if (relation.offset) visit(relation.offset);
			return;
		case "generate":
			relation.args.forEach(visit);
			return;
	}
}

/** The expressions that stand directly on a relation. */
export function boundExpressionsOf(relation: BoundRelation): readonly BoundExpr[] {
	const found: BoundExpr[] = [];
	eachBoundExpression(relation, (expr) => void found.push(expr));
	return found;
}

/** Calls `visit` for the expression and everything below it, subquery plans left out. */
export function visitBoundExpr(expr: BoundExpr, visit: (part: BoundExpr) => void): void {
	const each = (part: BoundExpr): void => {
		visit(part);
		eachBoundChild(part, each);
	};
	each(expr);
}

/** The expression and everything below it, subquery plans left out. */
export function walkBoundExpr(expr: BoundExpr): readonly BoundExpr[] {
	const found: BoundExpr[] = [];
	visitBoundExpr(expr, (part) => void found.push(part));
	return found;
}

/** The plans of the subqueries that an expression holds, at any depth of it. */
export function subqueriesOf(expr: BoundExpr): readonly BoundRelation[] {
	const found: BoundRelation[] = [];
	visitBoundExpr(expr, (part) => {
		if (part.kind === "subquery") found.push(part.plan);
	});
	return found;
}

/** What one walk through a plan finds. */
export interface PlanFacts {
	/** Every relation once, inputs before what reads them, plans of subqueries before the node they stand on. */
	readonly relations: readonly BoundRelation[];
	/** How often each relation is read; the root is not in it. */
	readonly readers: ReadonlyMap<BoundRelation, number>;
	/** The functions that are called, in the order of the relations. */
	readonly functions: ReadonlySet<FunctionName>;
	readonly udfs: ReadonlySet<UdfDefinition>;
}

// Plans are frozen, so what is found stays true.
const facts = new WeakMap<BoundRelation, PlanFacts>();

/** What a plan consists of; looked for once. */
export function factsOf(plan: BoundRelation): PlanFacts {
	const known = facts.get(plan);
	if (known) return known;
	const found = new Walk(plan);
	facts.set(plan, found);
	return found;
}

class Walk implements PlanFacts {
	readonly relations: BoundRelation[] = [];
	readonly readers = new Map<BoundRelation, number>();
	readonly functions = new Set<FunctionName>();
	readonly udfs = new Set<UdfDefinition>();
	readonly #seen = new Set<BoundRelation>();
	/** The calls of the relation that is looked at. */
	#calls: BoundExpr[] = [];

	constructor(plan: BoundRelation) {
		this.#visit(plan);
	}

	#visit(node: BoundRelation): void {
		this.#seen.add(node);
		const around = this.#calls;
		this.#calls = [];
		if ("input" in node) this.#read(node.input);
		else if ("left" in node) {
			this.#read(node.left);
			this.#read(node.right);
		}
		eachBoundExpression(node, this.#expression);
		this.relations.push(node);
		if (node.kind === "generate") this.functions.add(node.fn);
		this.#calls.forEach(this.#note);
		this.#calls = around;
	}

	#read(node: BoundRelation): void {
		this.readers.set(node, (this.readers.get(node) ?? 0) + 1);
		if (!this.#seen.has(node)) this.#visit(node);
	}

	readonly #expression = (expr: BoundExpr): void => {
		if (expr.kind === "attribute" || expr.kind === "literal") return;
		if (expr.kind === "subquery") this.#read(expr.plan);
		else if (expr.kind === "call" || expr.kind === "aggregateCall" || expr.kind === "udf")
			this.#calls.push(expr);
		eachBoundChild(expr, this.#expression);
	};

	readonly #note = (call: BoundExpr): void => {
		if (call.kind === "udf") this.udfs.add(call.definition);
		else if (call.kind === "call" || call.kind === "aggregateCall") this.functions.add(call.fn);
	};
}

/** Every relation of a plan once, inputs before what reads them, plans of subqueries before the node they stand on. */
export function walkBound(plan: BoundRelation): readonly BoundRelation[] {
	return factsOf(plan).relations;
}
