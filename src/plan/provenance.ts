import type { CallSite } from "../core/location.js";
import type { BoundExpr } from "./bound.js";
import type { Expr } from "./expr.js";
import type { Relation } from "./relation.js";

/** Where a node was made: a call in the user's code, or a stretch of SQL text given to one or standing in a file. */
export type Origin =
	| { readonly kind: "call"; readonly site: CallSite; readonly method: string }
	| {
			readonly kind: "sql";
			readonly text: string;
			readonly start: number;
			readonly end: number;
			readonly parent?: Origin;
	  }
	/** A file of SQL text: the parent of what stands in it. */
	| { readonly kind: "file"; readonly file: string };

// Beside the plan, not in it: plans stay plain data and equal ones compare equal.
const origins = new WeakMap<object, Origin>();

let isNoting = true;

/** Whether what is made now is noted with its origin. */
export function notesOrigins(): boolean {
	return isNoting;
}

/**
 * Runs `work`, and notes where nodes are made or does not: a plan that is made to be compared, or that nobody may ever
 * ask about, needs no places. Noting them costs as much as making the plan.
 */
export function notingOrigins<T>(notes: boolean, work: () => T): T {
	const before = isNoting;
	isNoting = notes;
	try {
		return work();
	} finally {
		isNoting = before;
	}
}

/** Notes where a node was made; the first origin of a node stays. */
export function setOrigin<T extends Expr | Relation>(node: T, origin: Origin | undefined): T {
	if (origin && isNoting && !origins.has(node)) origins.set(node, origin);
	return node;
}

export function originOf(node: object): Origin | undefined {
	return origins.get(node);
}

/** Gives a rewritten node the origin of the node that it replaces. */
export function inheritOrigin<T extends Expr | Relation>(node: T, from: object): T {
	setLocalNames(node as Relation, localNamesOf(from));
	const settings = settingOrigins.get(from);
	if (settings) setSettingOrigins(node, settings);
	const source = sqlSources.get(from);
	if (source) setSqlSource(node, source);
	if (node !== from) successors.set(from, node);
	return setOrigin(node, origins.get(from));
}

// From a node to the one that replaced it.
const successors = new WeakMap<object, object>();

/** The node itself, or what rewrites have made of it: a name where a reference stood. */
export function latestOf<T extends Expr | Relation>(node: T): T {
	let latest: object = node;
	for (let next = successors.get(latest); next; next = successors.get(latest)) latest = next;
	return latest as T;
}

/** The whole text that a node was bound from, and what its `{placeholders}` stood for. */
export interface SqlSource {
	readonly text: string;
	readonly frames: Readonly<Record<string, Relation>>;
	readonly values: Readonly<Record<string, Expr>>;
}

const sqlSources = new WeakMap<object, SqlSource>();

/** Notes the text that the user gave: exporters write it again where a person would. */
export function setSqlSource<T extends Expr | Relation>(node: T, source: SqlSource): T {
	if (isNoting && !sqlSources.has(node)) sqlSources.set(node, source);
	return node;
}

export function sqlSourceOf(node: object): SqlSource | undefined {
	return sqlSources.get(node);
}

const localNames = new WeakMap<object, readonly string[]>();

/** Names that were in scope beside tables where a relation was named (queries of WITH), for messages. */
export function setLocalNames<T extends Relation>(node: T, names: readonly string[]): T {
	if (names.length > 0) localNames.set(node, names);
	return node;
}

export function localNamesOf(node: object): readonly string[] {
	return localNames.get(node) ?? [];
}

/** A bound expression keeps the place of what it was bound from, for errors of the run. */
export function boundFrom<T extends BoundExpr>(bound: T, from: Expr): T {
	if (!isNoting) return bound;
	const origin = origins.get(from);
	if (origin && !origins.has(bound)) origins.set(bound, origin);
	return bound;
}

/** Where the settings of a reader were given: `format`, and its options by their names in lower case. */
export interface SettingOrigins {
	readonly format?: Origin;
	readonly options: Readonly<Record<string, Origin>>;
}

const settingOrigins = new WeakMap<object, SettingOrigins>();

/** A reader's settings are given by calls before the one that makes its node. */
export function setSettingOrigins<T extends Relation | Expr>(node: T, given: SettingOrigins): T {
	settingOrigins.set(node, given);
	return node;
}

/** Where a setting of a reader was given: its format, or an option. */
export function settingOriginOf(node: object, option?: string): Origin | undefined {
	const given = settingOrigins.get(node);
	return option === undefined ? given?.format : given?.options[option.toLowerCase()];
}

/** Notes of each node of a plan what is noted of its twin: `from` is the same plan, made once more to note where. */
export function copyNotes(from: object, to: object): void {
	const twins = new Map<object, object>();
	pairUp(from, to, twins);
	const own = <T extends object>(node: T): T => (twins.get(latestOf(node as never)) as T | undefined) ?? node;
	for (const [twin, node] of twins) {
		setOrigin(node as Expr, origins.get(twin));
		const settings = settingOrigins.get(twin);
		if (settings) setSettingOrigins(node as Relation, settings);
		const source = sqlSources.get(twin);
		if (!source) continue;
		const { text, frames, values } = source;
		setSqlSource(node as Relation, { text, frames: mapValues(frames, own), values: mapValues(values, own) });
	}
}

/** The objects of two equal plans, side by side; what both have in common has its notes already. */
function pairUp(from: unknown, to: unknown, pairs: Map<object, object>): void {
	if (typeof from !== "object" || from === null || typeof to !== "object" || to === null) return;
	if (from === to || pairs.has(from)) return;
	pairs.set(from, to);
	for (const key of Object.keys(from)) pairUp((from as Plain)[key], (to as Plain)[key], pairs);
}

type Plain = Readonly<Record<string, unknown>>;

function mapValues<T>(values: Readonly<Record<string, T>>, map: (value: T) => T): Record<string, T> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
