import { project, reference } from "../../plan/analyze/boundNodes.js";
import type { BoundRelation, BoundScan } from "../../plan/bound.js";
import type { AttributeIds } from "./nodes.js";

/** Parts of a node that hold no nodes of the plan. */
const LEAVES: ReadonlySet<string> = new Set(["type", "schema", "partitions", "definition", "options"]);

/**
 * Rebuilds a plan from its leaves up, plans inside subquery expressions included. Bound plans are plain data, so this
 * goes by structure; what is shared stays shared, what does not change stays the same object.
 */
function rebuild<T>(value: T, visit: (node: object) => object, done = new Map<object, unknown>()): T {
	if (typeof value !== "object" || value === null) return value;
	const known = done.get(value);
	if (known !== undefined) return known as T;
	let result: object;
	if (Array.isArray(value)) {
		const items = value.map((item) => rebuild(item, visit, done));
		result = items.some((item, i) => item !== value[i]) ? items : value;
	} else {
		let copy: Record<string, unknown> | undefined;
		for (const [key, part] of Object.entries(value)) {
			if (LEAVES.has(key)) continue;
			const made = rebuild(part, visit, done);
			if (made === part) continue;
			copy ??= { ...(value as Record<string, unknown>) };
			copy[key] = made;
		}
		result = visit(copy ?? value);
	}
	done.set(value, result);
	return result as T;
}

const isScan = (node: object): node is BoundScan => "kind" in node && node.kind === "scan" && "source" in node;

/** Every scan, in order of traversal, those in subqueries included; a shared one once. */
export function scansOf(root: BoundRelation): readonly BoundScan[] {
	const found = new Set<BoundScan>();
	rebuild(root, (node) => {
		if (isScan(node)) found.add(node);
		return node;
	});
	return [...found];
}

/** Any node of a kind, in order of traversal, inputs before what reads them. */
export function nodesOf(root: BoundRelation): readonly BoundRelation[] {
	const found = new Set<BoundRelation>();
	rebuild(root, (node) => {
		if ("output" in node && "kind" in node && Array.isArray(node.output)) found.add(node as BoundRelation);
		return node;
	});
	return [...found];
}

/** Puts a relation in the place of each scan that `replace` answers for; it must have the scan's output. */
export function replaceScans(
	root: BoundRelation,
	replace: (scan: BoundScan) => BoundRelation | undefined,
): BoundRelation {
	return rebuild(root, (node) => (isScan(node) ? (replace(node) ?? node) : node));
}

/** Puts `by` in the place of one node. */
export function replaceNode(root: BoundRelation, node: BoundRelation, by: BoundRelation): BoundRelation {
	return rebuild(root, (candidate) => (candidate === node ? by : candidate));
}

/** The same plan with fresh attribute ids, so that it can stand in another plan, or twice in one. */
export function renumber(root: BoundRelation, ids: AttributeIds): BoundRelation {
	const fresh = new Map<number, number>();
	const of = (id: number): number => {
		const known = fresh.get(id) ?? ids.next();
		fresh.set(id, known);
		return known;
	};
	return rebuild(root, (node) => {
		const n = node as { kind?: string; id?: unknown; keys?: unknown; attribute?: unknown };
		if (typeof n.id === "number") return { ...n, id: of(n.id) };
		if (n.kind === "deduplicate") return { ...n, keys: (n.keys as number[]).map(of) };
		if (n.kind === "watermark") return { ...n, attribute: of(n.attribute as number) };
		return node;
	});
}

/** A copy of `plan` that has the output of `scan`, by position: what stands for a temporary view in its reader. */
export function standFor(scan: BoundScan, plan: BoundRelation, ids: AttributeIds): BoundRelation {
	const copy = renumber(plan, ids);
	return project(
		copy,
		scan.output.map((output, i) => ({ expr: reference(copy.output[i] ?? output), output })),
	);
}
