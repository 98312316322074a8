import type { BoundRelation, BoundScan } from "../../plan/bound.js";
import { mapBound, relabelled } from "../../plan/rewrite/index.js";
import type { AttributeIds } from "./nodes.js";

/** Parts of a node that hold no nodes of the plan. */
const LEAVES: ReadonlySet<string> = new Set(["type", "schema", "partitions", "definition", "options"]);

/**
 * Rebuilds everything in a plan from the leaves up, attributes included. Bound plans are plain data, so this goes by
 * structure; what is shared stays shared.
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

/** Puts `by` in the place of one node. */
export function replaceNode(root: BoundRelation, node: BoundRelation, by: BoundRelation): BoundRelation {
	return mapBound(root, (candidate) => (candidate === node ? by : candidate));
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
	return relabelled(renumber(plan, ids), scan.output);
}
