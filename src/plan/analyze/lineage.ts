import type { BoundExpr, BoundRelation, BoundScan, LineageSource } from "../bound.js";
import { boundChildren } from "../boundWalk.js";

export type Sources = ReadonlyMap<string, LineageSource>;
/** For each attribute id of a relation's output the source columns that it is computed from. */
export type Origins = ReadonlyMap<number, Sources>;

const NONE: Sources = new Map();

/** For each column of a plan's output, the columns of tables and files that its values are computed from. */
export function lineageOf(plan: BoundRelation): readonly (readonly LineageSource[])[] {
	const done = new Map<BoundRelation, Origins>();
	const origins = relationLineage(plan, new Map(), done);
	return Object.freeze(plan.output.map((a) => Object.freeze([...(origins.get(a.id) ?? NONE).values()])));
}

function merge(parts: readonly Sources[]): Sources {
	const all = new Map<string, LineageSource>();
	for (const part of parts) for (const [key, source] of part) all.set(key, source);
	return all;
}

export function relationLineage(
	node: BoundRelation,
	outer: Origins,
	done: Map<BoundRelation, Origins>,
): Origins {
	const known = done.get(node);
	if (known) return known;
	const result = compute(node, outer, done);
	done.set(node, result);
	return result;
}

function compute(node: BoundRelation, outer: Origins, done: Map<BoundRelation, Origins>): Origins {
	const below = (input: BoundRelation, around = outer): Origins => relationLineage(input, around, done);
	switch (node.kind) {
		case "scan":
			return scanLineage(node);
		case "values":
		case "range":
		case "recursiveRead":
			return new Map();
		case "project": {
			const from = scope(below(node.input), outer);
			return new Map(node.columns.map((c) => [c.output.id, exprLineage(c.expr, from, done)]));
		}
		case "aggregate": {
			const from = scope(below(node.input), outer);
			return new Map(
				[...node.keys, ...node.aggregates].map((c) => [c.output.id, exprLineage(c.expr, from, done)]),
			);
		}
		case "filter":
		case "sort":
		case "limit":
		case "distinct":
		case "deduplicate":
		case "sample":
		case "watermark":
			return below(node.input);
		case "generate": {
			const input = below(node.input);
			const from = scope(input, outer);
			const made = merge(node.args.map((a) => exprLineage(a, from, done)));
			return new Map([...input, ...node.generated.map((g) => [g.id, made] as const)]);
		}
		case "join": {
			const left = below(node.left);
			return new Map([...left, ...below(node.right, node.lateral ? scope(left, outer) : outer)]);
		}
		// What a round adds comes from the first query too, or from tables that it reads itself.
		case "recursive": {
			const left = below(node.left);
			const right = below(node.right);
			return new Map(
				node.output.map((a, i) => [
					a.id,
					merge([
						left.get(node.left.output[i]?.id ?? -1) ?? NONE,
						right.get(node.right.output[i]?.id ?? -1) ?? NONE,
					]),
				]),
			);
		}
		case "set": {
			const left = below(node.left);
			const right = below(node.right);
			return new Map(
				node.output.map((a, i) => [
					a.id,
					merge([
						left.get(node.left.output[i]?.id ?? -1) ?? NONE,
						// EXCEPT gives values of the left side only.
						node.op === "except" ? NONE : (right.get(node.right.output[i]?.id ?? -1) ?? NONE),
					]),
				]),
			);
		}
	}
}

export const scope = (inner: Origins, outer: Origins): Origins =>
	outer.size === 0 ? inner : new Map([...outer, ...inner]);

export function exprLineage(expr: BoundExpr, from: Origins, done: Map<BoundRelation, Origins>): Sources {
	if (expr.kind === "attribute") return from.get(expr.id) ?? NONE;
	const parts = boundChildren(expr).map((e) => exprLineage(e, from, done));
	if (expr.kind === "subquery") {
		const inner = relationLineage(expr.plan, from, done);
		for (const a of expr.plan.output) parts.push(inner.get(a.id) ?? NONE);
	}
	return merge(parts);
}

function scanLineage(scan: BoundScan): Origins {
	const source = sourceName(scan);
	return new Map(
		scan.output.map((a) => [
			a.id,
			new Map([[`${source} ${a.name}`, Object.freeze({ source, column: a.name })]]),
		]),
	);
}

function sourceName({ source }: BoundScan): string {
	switch (source.kind) {
		case "table":
		case "view":
			return `${source.name.catalog}.${source.name.schema}.${source.name.table}`;
		case "files":
			return source.paths.join(",") || source.format;
		case "staged":
			return source.name;
	}
}
