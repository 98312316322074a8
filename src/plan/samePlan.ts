import { textNumber } from "../core/hash.js";
import type { Relation } from "./relation.js";

/**
 * Whether two plans are the same but for the ids of their nodes: what comparing their JSON would tell, without writing
 * it. Shared relations have to be shared in both.
 * @example samePlan(relationOf(first), relationOf(second))
 */
export function samePlan(a: Relation, b: Relation): boolean {
	const partners = new Map<Plain, Plain>();
	const taken = new Set<Plain>();
	const references: (readonly [string, string])[] = [];
	const same = (x: unknown, y: unknown): boolean => {
		if (typeof x !== "object" || x === null || typeof y !== "object" || y === null) return Object.is(x, y);
		if (Array.isArray(x)) {
			if (!Array.isArray(y) || x.length !== y.length) return false;
			for (let i = 0; i < x.length; i++) if (!same(x[i], y[i])) return false;
			return true;
		}
		const p = x as Plain;
		const q = y as Plain;
		const isNode = isRelation(p);
		// Types, names and what was made outside: one object in both.
		if (p === q && !isNode) return true;
		if (isNode !== isRelation(q)) return false;
		if (isNode) {
			const partner = partners.get(p);
			if (partner !== undefined) return partner === q;
			if (taken.has(q)) return false;
			partners.set(p, q);
			taken.add(q);
		}
		// A property that is undefined is none. Nodes are plain: what they have is their own.
		let surplus = 0;
		for (const key in p) {
			const v = p[key];
			if (v === undefined) continue;
			surplus++;
			if (isNode && key === "id") continue;
			const w = q[key];
			if (key === "of" && typeof v === "string" && typeof w === "string") references.push([v, w]);
			else if (v === w && typeof v !== "object") continue;
			else if (!same(v, w)) return false;
		}
		for (const key in q) if (q[key] !== undefined) surplus--;
		return surplus === 0;
	};
	if (!same(a, b)) return false;
	if (references.length === 0) return true;
	const ids = new Map([...partners].map(([p, q]) => [idOf(p), idOf(q)]));
	const otherIds = new Set(ids.values());
	// A reference to a node outside the plan is as good as any other.
	return references.every(([v, w]) => (ids.has(v) ? ids.get(v) === w : !otherIds.has(w)));
}

const idOf = (relation: Plain): unknown => relation.id;

type Plain = Readonly<Record<string, unknown>>;

const isRelation = (value: Plain): boolean => typeof value.id === "string" && typeof value.kind === "string";

const outlines = new WeakMap<Relation, number>();

/**
 * A number that is the same for plans that are the same: from the kinds of their relations and what they read alone, so
 * that it costs next to nothing.
 */
export function outlineOf(relation: Relation): number {
	const known = outlines.get(relation);
	if (known !== undefined) return known;
	let sum = textSketch(relation.kind);
	if ("input" in relation) sum = mix(sum, outlineOf(relation.input));
	else if ("left" in relation) sum = mix(mix(sum, outlineOf(relation.left)), outlineOf(relation.right));
	else if (relation.kind === "table" && !("kind" in relation.name))
		sum = mix(sum, textSketch(relation.name.at(-1) ?? ""));
	else if (relation.kind === "read") sum = mix(sum, sketch(relation.paths));
	outlines.set(relation, sum);
	return sum;
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
	if (Array.isArray(value)) {
		let sum = 7;
		for (let i = 0; i < value.length; i++) sum = mix(sum, sketch(value[i]));
		return sum;
	}
	const plain = value as Plain;
	const isNode = isRelation(plain);
	const known = isNode ? sketches.get(plain) : undefined;
	if (known !== undefined) return known;
	let sum = 0;
	for (const key in plain) {
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

/** Keys and kinds come again and again, and so do most names. */
const MOST_TEXTS = 10_000;
const texts = new Map<string, number>();

function textSketch(text: string): number {
	const known = texts.get(text);
	if (known !== undefined) return known;
	const sum = textNumber(text);
	if (texts.size >= MOST_TEXTS) texts.clear();
	texts.set(text, sum);
	return sum;
}
