import type { Relation } from "./relation.js";

/**
 * Whether two plans are the same but for the ids of their nodes: what comparing their JSON would tell, without writing
 * it. Shared relations have to be shared in both.
 * @example samePlan(relationOf(first), relationOf(second))
 */
export function samePlan(a: Relation, b: Relation): boolean {
	const partners = new Map<object, object>();
	const taken = new Set<object>();
	const ids = new Map<string, string>();
	const otherIds = new Set<string>();
	const references: (readonly [string, string])[] = [];
	const same = (x: unknown, y: unknown): boolean => {
		if (typeof x !== "object" || x === null || typeof y !== "object" || y === null) return Object.is(x, y);
		if (Array.isArray(x))
			return Array.isArray(y) && x.length === y.length && x.every((part, i) => same(part, y[i]));
		const [p, q] = [x as Plain, y as Plain];
		const isNode = isRelation(p);
		if (isNode !== isRelation(q)) return false;
		if (isNode) {
			const partner = partners.get(p);
			if (partner !== undefined) return partner === q;
			if (taken.has(q)) return false;
			partners.set(p, q);
			taken.add(q);
			ids.set(p.id as string, q.id as string);
			otherIds.add(q.id as string);
		}
		const keys = Object.keys(p);
		for (const key of keys) {
			if (isNode && key === "id") continue;
			const [v, w] = [p[key], q[key]];
			if (key === "of" && typeof v === "string" && typeof w === "string") references.push([v, w]);
			else if (!same(v, w)) return false;
		}
		return countOf(p, keys) === countOf(q, Object.keys(q));
	};
	// A reference to a node outside the plan is as good as any other.
	return same(a, b) && references.every(([v, w]) => (ids.has(v) ? ids.get(v) === w : !otherIds.has(w)));
}

type Plain = Readonly<Record<string, unknown>>;

const isRelation = (value: Plain): boolean => typeof value.id === "string" && typeof value.kind === "string";

/** A property that is undefined is none. */
function countOf(value: Plain, keys: readonly string[]): number {
	let count = 0;
	for (const key of keys) if (value[key] !== undefined) count++;
	return count;
}

const sketches = new WeakMap<object, number>();

/**
 * A number that is the same for plans that are the same, and rarely for others. Each relation's is kept, so that those
 * of all parts of a plan cost no more than that of the whole.
 */
export function sketchOf(relation: Relation): number {
	return sketch(relation);
}

function sketch(value: unknown): number {
	if (typeof value === "string") return textSketch(value);
	if (typeof value !== "object" || value === null) return textSketch(String(value));
	if (Array.isArray(value)) return value.reduce<number>((sum, part) => mix(sum, sketch(part)), 7);
	const plain = value as Plain;
	const isNode = isRelation(plain);
	const known = isNode ? sketches.get(plain) : undefined;
	if (known !== undefined) return known;
	let sum = 0;
	for (const key of Object.keys(plain)) {
		const part = plain[key];
		// A reference to a node is an id, which differs between two evaluations. The sum forgets the order of the keys.
		if (part === undefined || (isNode && key === "id") || (key === "of" && typeof part === "string"))
			continue;
		sum = (sum + mix(textSketch(key), sketch(part))) | 0;
	}
	if (isNode) sketches.set(plain, sum);
	return sum;
}

const mix = (sum: number, part: number): number => (Math.imul(sum, 31) + part) ^ (part >>> 15);

function textSketch(text: string): number {
	let sum = 0x811c9dc5 ^ text.length;
	for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
	return sum;
}
