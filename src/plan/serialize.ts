import { sha256 } from "../core/hash.js";
import type { BoundRelation } from "./bound.js";
import type { Relation } from "./relation.js";

/**
 * Plans as plain JSON. Relations refer to each other by id, so that shared ones stay shared; the ids are numbered by
 * traversal, so that two evaluations of a definition give the same text.
 */
export interface PlanJson {
	readonly version: 1;
	readonly nodes: Readonly<Record<string, JsonObject>>;
	readonly root: string;
}

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
	readonly [key: string]: Json;
}

/** A reference to a relation inside a node. */
const REFERENCE = "$node";

/** The kinds of objects that stand in `nodes`; everything else is written in place. */
interface Codec {
	isNode(value: object): boolean;
	/** Properties of the node itself that are not written. */
	readonly omit: ReadonlySet<string>;
	/** Writes a property that needs the ids of other nodes. */
	property?(owner: object, key: string, value: unknown, idOf: (id: string) => string): Json | undefined;
}

function encode(root: object, codec: Codec): PlanJson {
	const ids = new Map<object, string>();
	const byOwnId = new Map<string, string>();
	const bodies = new Map<string, object>();
	const visit = (value: unknown): void => {
		if (typeof value !== "object" || value === null) return;
		if (!codec.isNode(value)) {
			for (const part of Array.isArray(value) ? value : Object.values(value)) visit(part);
			return;
		}
		if (ids.has(value)) return;
		// A node is numbered after what it reads: the order of evaluation.
		ids.set(value, "");
		for (const key of Object.keys(value).sort()) visit((value as Record<string, unknown>)[key]);
		const id = String(bodies.size + 1);
		ids.set(value, id);
		const own = (value as { id?: unknown }).id;
		if (typeof own === "string") byOwnId.set(own, id);
		bodies.set(id, value);
	};
	visit(root);
	const idOf = (id: string): string => byOwnId.get(id) ?? "?";
	const write = (value: unknown): Json => {
		if (typeof value !== "object" || value === null) return value as Json;
		if (Array.isArray(value)) return value.map(write);
		if (codec.isNode(value)) return { [REFERENCE]: ids.get(value) as string };
		return body(value);
	};
	const body = (value: object): JsonObject => {
		const written: Record<string, Json> = {};
		for (const key of Object.keys(value).sort()) {
			if (codec.isNode(value) && codec.omit.has(key)) continue;
			const part = (value as Record<string, unknown>)[key];
			if (part === undefined) continue;
			written[key] = codec.property?.(value, key, part, idOf) ?? write(part);
		}
		return written;
	};
	const nodes = Object.fromEntries([...bodies].map(([id, node]) => [id, body(node)]));
	return { version: 1, nodes, root: ids.get(root) as string };
}

function decode<T extends object>(
	json: PlanJson,
	make: (id: string, fields: Record<string, unknown>) => T,
): T {
	if (json.version !== 1) throw new Error(`a plan of version ${String(json.version)}; this is version 1`);
	const done = new Map<string, T>();
	const node = (id: string): T => {
		const known = done.get(id);
		if (known) return known;
		const fields = json.nodes[id];
		if (!fields) throw new Error(`the plan has no node ${id}`);
		const made = Object.freeze(make(id, readFields(fields)));
		done.set(id, made);
		return made;
	};
	const read = (value: Json): unknown => {
		if (typeof value !== "object" || value === null) return value;
		if (Array.isArray(value)) return Object.freeze(value.map(read));
		const fields = value as JsonObject;
		const reference = fields[REFERENCE];
		return typeof reference === "string" ? node(reference) : Object.freeze(readFields(fields));
	};
	const readFields = (fields: JsonObject): Record<string, unknown> =>
		Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, read(value)]));
	return node(json.root);
}

const RELATION: Codec = {
	isNode: (value) => "kind" in value && "id" in value && typeof value.id === "string",
	omit: new Set(["id"]),
	property: (owner, key, value, idOf) => {
		const kind = (owner as { kind?: unknown }).kind;
		if (key === "of" && (kind === "column" || kind === "star") && typeof value === "string")
			return idOf(value);
		return undefined;
	},
};

/**
 * A plan as written, ready for JSON.
 * @example JSON.stringify(planToJson(relation))
 */
export function planToJson(relation: Relation): PlanJson {
	return encode(relation, RELATION);
}

export function planFromJson(json: PlanJson): Relation {
	return decode(json, (id, fields) => ({ ...fields, id }) as unknown as Relation);
}

/** A hash of the plan: equal for two evaluations of one definition, other for any change of the plan. */
export function hashPlan(relation: Relation): string {
	return sha256(JSON.stringify(planToJson(relation)));
}

const BOUND: Codec = {
	isNode: (value) => "kind" in value && "output" in value && Array.isArray(value.output),
	omit: new Set(),
};

/** An analysed plan, ready for JSON; shared relations stay shared. */
export function boundPlanToJson<P extends { readonly root: BoundRelation }>(plan: P): BoundPlanJson<P> {
	return { ...plan, root: encode(plan.root, BOUND) };
}

export type BoundPlanJson<P> = Omit<P, "root"> & { readonly root: PlanJson };

export function boundPlanFromJson<P extends { readonly root: BoundRelation }>(json: BoundPlanJson<P>): P {
	const root = decode(json.root, (_, fields) => fields as unknown as BoundRelation);
	return Object.freeze({ ...json, root }) as unknown as P;
}
