import { BOOLEAN } from "../../../core/dataTypes.js";
import { nearest, sameName } from "../../../core/names.js";
import type { Attribute, BoundColumn, BoundExpr, BoundJoin, BoundRelation } from "../../bound.js";
import { subqueriesOf } from "../../boundWalk.js";
import { commonCast } from "../../coercion.js";
import { lookupFunction } from "../../functions.js";
import type { JoinHow, JoinRelation } from "../../relation.js";
import { and, call, passThrough, project, reference } from "../boundNodes.js";
import { refuseOuterSide } from "../correlation.js";
import { makeEnv } from "../env.js";
import { expose, joinOutput } from "../expose.js";
import { condition } from "../expressions/bind.js";
import { type Analysed, columnsNote, type HiddenColumn, type ScopeColumn } from "../scope.js";
import type { Place } from "./shared.js";

export function analyseJoin(node: JoinRelation, place: Place): Analysed {
	const left = place.analysis.relation(node.left, place.outer);
	const right = separate(left, rightSide(node, left, place), place);
	if (place.outer) refuseOuterSide(node, { left: left.bound, right: right.bound }, place.analysis);
	const names = node.natural ? commonNames(left, right) : node.using;
	if (names) return joinUsing(node, left, right, names, place);
	const env = makeEnv(
		place.analysis,
		[left, right],
		"a join condition",
		place.outer ? { outer: place.outer } : {},
	);
	const on = node.on && condition(node.on, env, "a join condition", "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE");
	const bound = join(node, exposedFor(left, env.needed), exposedFor(right, env.needed), on);
	return joined(node, left, right, bound);
}

/** A side with those of its hidden columns that the condition uses. */
const exposedFor = (side: Analysed, needed: ReadonlySet<number>): BoundRelation => {
	const own = new Set([...needed].filter((id) => side.hidden.some((h) => h.attribute.id === id)));
	return expose(side.bound, own) ?? side.bound;
};

/** A lateral right side sees the columns of the left one as `outer`. */
function rightSide(node: JoinRelation, left: Analysed, place: Place): Analysed {
	if (!node.lateral) return place.analysis.relation(node.right, place.outer);
	const env = makeEnv(
		place.analysis,
		[left],
		"a lateral subquery",
		place.outer ? { outer: place.outer } : {},
	);
	return place.analysis.relation(node.right, env);
}

/** Fresh ids for the right side where it shares columns with the left one (a frame joined with itself). */
function separate(left: Analysed, right: Analysed, place: Place): Analysed {
	const ids = (side: Analysed): number[] => [...side.columns, ...side.hidden].map((c) => c.attribute.id);
	const taken = new Set([...ids(left), ...left.bound.output.map((a) => a.id)]);
	const all = new Set([...ids(right), ...right.bound.output.map((a) => a.id)]);
	if (![...all].some((id) => taken.has(id))) return right;
	const relabelled = new Map<number, number>();
	const fresh = (a: Attribute): Attribute => {
		const known = relabelled.get(a.id);
		const next =
			known === undefined ? place.analysis.attribute(a.name, a.type, a.nullable) : { ...a, id: known };
		relabelled.set(a.id, next.id);
		return Object.freeze(next);
	};
	const columns = right.columns.map((c): ScopeColumn => {
		const twin = c.twin === undefined ? undefined : relabelled.get(c.twin);
		const { twin: _, ...rest } = c;
		return { ...rest, attribute: fresh(c.attribute), ...(twin === undefined ? {} : { twin }) };
	});
	const hidden = right.hidden.map((h): HiddenColumn => ({ ...h, attribute: fresh(h.attribute) }));
	const source = expose(right.bound, new Set(right.hidden.map((h) => h.attribute.id))) ?? right.bound;
	const from = [...right.columns, ...right.hidden];
	const bound = project(
		source,
		[...columns, ...hidden].map(
			(c, i): BoundColumn => ({
				expr: reference((from[i] as ScopeColumn).attribute),
				output: c.attribute,
			}),
		),
	);
	const { lower: _lower, grouped: _grouped, ...rest } = right;
	return { ...rest, bound, columns, hidden, inputs: [right], relabelled };
}

function join(
	node: JoinRelation,
	left: BoundRelation,
	right: BoundRelation,
	on: BoundExpr | undefined,
): BoundJoin {
	const how = howOf(node, right, on);
	const semi = how === "left_semi" || how === "left_anti";
	return Object.freeze({
		kind: "join",
		left,
		right,
		how,
		...(on ? { on } : {}),
		lateral: node.lateral === true,
		output: semi ? left.output : joinOutput(left, right, node.how),
	});
}

function howOf(node: JoinRelation, right: BoundRelation, on: BoundExpr | undefined): JoinHow {
	if (on) return node.how;
	if (!node.lateral) return node.how === "inner" ? "cross" : node.how;
	return node.how === "left" && isGenerator(right) ? "inner" : node.how;
}

/**
 * Spark puts a generator that is all of the lateral side over the left one, and leaves out the rows for which it makes
 * none even in a left join (seen in 4.3.0, `OptimizeOneRowRelationSubquery`). `ON true` keeps them.
 */
function isGenerator(side: BoundRelation): boolean {
	if (side.kind === "project")
		return side.columns.every(({ expr }) => subqueriesOf(expr).length === 0) && isGenerator(side.input);
	return side.kind === "generate" && side.input.kind === "values" && side.input.output.length === 0;
}

/** Scope columns as the join's output has them: an outer join makes the other side nullable. */
function optional<T extends ScopeColumn>(columns: readonly T[], is: boolean): T[] {
	return columns.map((c) =>
		is && !c.attribute.nullable ? { ...c, attribute: Object.freeze({ ...c.attribute, nullable: true }) } : c,
	);
}

function joined(node: JoinRelation, left: Analysed, right: Analysed, bound: BoundJoin): Analysed {
	const semi = node.how === "left_semi" || node.how === "left_anti";
	const { how } = node;
	const l = optional(left.columns, how === "right" || how === "full");
	const r = semi ? [] : optional(right.columns, how === "left" || how === "full");
	return {
		node,
		bound,
		columns: [...l, ...r],
		hidden: [
			...optional(left.hidden, how === "right" || how === "full"),
			...(semi ? [] : optional(right.hidden, how === "left" || how === "full")),
		],
		open: left.open || (!semi && right.open),
		inputs: [left, right],
	};
}

function commonNames(left: Analysed, right: Analysed): readonly string[] {
	const names = left.columns.map((c) => c.attribute.name);
	return names.filter(
		(name, i) =>
			right.columns.some((c) => sameName(c.attribute.name, name)) &&
			!names.slice(0, i).some((before) => sameName(before, name)),
	);
}

/** USING and NATURAL: each key once, first; the keys of both sides stay reachable as `left.key`, `right.key`. */
function joinUsing(
	node: JoinRelation,
	left: Analysed,
	right: Analysed,
	names: readonly string[],
	place: Place,
): Analysed {
	const pairs = names.flatMap((name) => {
		const l = keyOf(name, left, "left", node, place);
		const r = keyOf(name, right, "right", node, place);
		return l && r ? [{ l, r }] : [];
	});
	const open = left.open || right.open;
	const on = pairs.length > 0 ? and(pairs.map((p) => equals(p.l, p.r, node, place))) : undefined;
	const bound = join(node, left.bound, right.bound, on);
	const all = joined(node, left, right, bound);
	if (node.how === "left_semi" || node.how === "left_anti")
		return reordered(
			all,
			pairs.map((p) => p.l),
			[],
			open,
		);
	const current = (c: ScopeColumn): ScopeColumn =>
		all.columns.find((x) => x.attribute.id === c.attribute.id) ?? c;
	const lefts = pairs.map((p) => current(p.l));
	const rights = pairs.map((p) => current(p.r));
	switch (node.how) {
		case "right":
			return reordered(all, rights, lefts, open);
		case "full":
			return coalesced(all, lefts, rights, open, place);
		case "inner":
		case "cross":
		case "left":
			return reordered(all, lefts, rights, open);
	}
}

function keyOf(
	name: string,
	side: Analysed,
	which: string,
	node: JoinRelation,
	place: Place,
): ScopeColumn | undefined {
	// Of several Spark takes the first, as of the tables before a comma.
	const found = side.columns.find((c) => sameName(c.attribute.name, name));
	if (!found && !side.open) {
		const names = side.columns.map((c) => c.attribute.name);
		place.analysis.report(
			"PLAN_UNKNOWN_COLUMN",
			{ column: name, relation: side.label ?? `the ${which} side of the join`, columns: names },
			node,
			{
				token: name,
				candidates: nearest(name, names),
				notes: [columnsNote(side.columns, side.label ?? `the ${which} side`)],
			},
		);
	}
	return found;
}

function equals(left: ScopeColumn, right: ScopeColumn, node: JoinRelation, place: Place): BoundExpr {
	const args = [reference(left.attribute), reference(right.attribute)];
	try {
		const bound = lookupFunction("=")?.spec.bind({
			name: "=",
			args,
			distinct: false,
			timeZone: place.analysis.catalog.timeZone,
		});
		if (bound && "type" in bound) return call("=", bound.args, BOOLEAN, bound.nullable);
	} catch (error) {
		place.analysis.caught(error, node, left.attribute.name);
	}
	return call("=", args, BOOLEAN, true);
}

/** Shows `first` and the columns that are no keys; the keys of `other` are hidden. */
function reordered(
	all: Analysed,
	first: readonly ScopeColumn[],
	other: readonly ScopeColumn[],
	open: boolean,
): Analysed {
	const keys = new Set([...first, ...other].map((c) => c.attribute.id));
	const columns = [...first, ...all.columns.filter((c) => !keys.has(c.attribute.id))];
	const bound = project(
		all.bound,
		columns.map((c) => passThrough(c.attribute)),
	);
	return {
		...all,
		bound,
		columns,
		open,
		hidden: [...all.hidden, ...other.map((c) => ({ ...c, access: "qualified" as const }))],
	};
}

/** FULL: the key of whichever side has one. */
function coalesced(
	all: Analysed,
	lefts: readonly ScopeColumn[],
	rights: readonly ScopeColumn[],
	open: boolean,
	place: Place,
): Analysed {
	const keys = new Set([...lefts, ...rights].map((c) => c.attribute.id));
	const merged = lefts.map((l, i): { column: ScopeColumn; expr: BoundExpr } => {
		const pair = [reference(l.attribute), reference((rights[i] as ScopeColumn).attribute)];
		const { exprs, type } = tryCommon(pair, all, place);
		const expr = call(
			"coalesce",
			exprs,
			type,
			exprs.every((e) => e.nullable),
		);
		return {
			expr,
			column: { attribute: place.analysis.attribute(l.attribute.name, type, expr.nullable), qualifier: [] },
		};
	});
	const rest = all.columns.filter((c) => !keys.has(c.attribute.id));
	const bound = project(all.bound, [
		...merged.map((m) => ({ expr: m.expr, output: m.column.attribute })),
		...rest.map((c) => passThrough(c.attribute)),
	]);
	const hidden = [...lefts, ...rights].map((c) => ({ ...c, access: "qualified" as const }));
	return {
		...all,
		bound,
		columns: [...merged.map((m) => m.column), ...rest],
		open,
		hidden: [...all.hidden, ...hidden],
	};
}

function tryCommon(exprs: readonly BoundExpr[], all: Analysed, place: Place): ReturnType<typeof commonCast> {
	try {
		return commonCast(exprs, "USING");
	} catch (error) {
		place.analysis.caught(error, all.node);
		return { exprs, type: (exprs[0] as BoundExpr).type };
	}
}
