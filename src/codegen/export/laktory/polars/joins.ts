import type { DataType } from "../../../../core/dataTypes.js";
import type { BoundExpr, BoundJoin, BoundRelation } from "../../../../plan/bound.js";
import { eachBoundChild } from "../../../../plan/boundWalk.js";
import { keyword, listOf, string, strings } from "../../../printers/python/build.js";
import type { PyExpr } from "../../../printers/python/nodes.js";
import { alias, boolean, integer, lit, within } from "./build.js";
import { type At, type PolarsTarget, SAME } from "./context.js";
import { expression } from "./expressions.js";
import { chained, type Frame, step } from "./frame.js";
import { type Columns, namesFor, type Query, withFreshNames } from "./query.js";

const MEMBERS: Readonly<Record<BoundJoin["how"], string>> = {
	inner: "inner",
	cross: "inner",
	left: "left",
	right: "right",
	full: "full",
	left_semi: "semi",
	left_anti: "anti",
};

interface Key {
	readonly left: BoundExpr;
	readonly right: BoundExpr;
	readonly nullSafe: boolean;
}

/** A join by equal keys; what else the condition asks for is filtered before or after, where that gives the same rows. */
export function joined(node: BoundJoin, left: Query, rightQuery: Query, target: PolarsTarget): Query {
	const right = withFreshNames(rightQuery, node.right.output, left);
	// What keeps the rows of its right side is the same from the other side.
	if (node.how === "right") {
		const swapped: BoundJoin = { ...node, how: "left", left: node.right, right: node.left };
		return joinSides(swapped, right, left, target);
	}
	return joinSides(node, left, right, target);
}

function joinSides(node: BoundJoin, left: Query, right: Query, target: PolarsTarget): Query {
	const both: Columns = new Map([...left.columns, ...right.columns]);
	const conditions = node.on ? conjuncts(node.on) : [];
	const [leftIds, rightIds] = [idsOf(node.left), idsOf(node.right)];
	const keys: Key[] = [];
	const rest: BoundExpr[] = [];
	for (const one of conditions) {
		const key = keyOf(one, leftIds, rightIds);
		if (key) keys.push(key);
		else rest.push(one);
	}
	const at = (columns: Columns): At => ({ target, columns });
	const filtered = (query: Query, conditions: readonly BoundExpr[]): Query =>
		conditions.length === 0
			? query
			: {
					...query,
					frame: chained(query.frame, step("filter", [expression(allOf(conditions), at(query.columns))])),
				};
	const onRight = rest.filter((c) => uses(c, rightIds) && !uses(c, leftIds));
	const others = rest.filter((c) => !onRight.includes(c));
	const { how } = node;
	const isInner = how === "inner" || how === "cross";
	const isOneSided = how === "left" || how === "left_semi" || how === "left_anti";
	if (node.lateral || (!isInner && others.length > 0) || (!isInner && !isOneSided && rest.length > 0)) {
		target.refuse(`A ${node.how} join by more than equal keys`, SAME);
		return left;
	}
	const nullSafe = keys.some((k) => k.nullSafe);
	if (nullSafe && keys.some((k) => !k.nullSafe && (k.left.nullable || k.right.nullable)))
		target.refuse("A join by = and <=> at once", SAME);
	if (keys.length === 0 && !isInner) {
		target.refuse(`A ${node.how} join without equal keys`, SAME);
		return left;
	}
	const isHalf = how === "left_semi" || how === "left_anti";
	const own = [...both.values()];
	const lefts = keySide(
		keys.map((k) => k.left),
		left,
		target,
		own,
	);
	const rights = keySide(
		keys.map((k) => k.right),
		isInner ? right : filtered(right, onRight),
		target,
		[...own, ...lefts.made],
	);
	const kwargs =
		keys.length === 0
			? [keyword("how", string("cross"))]
			: [
					keyword("left_on", lefts.on),
					keyword("right_on", rights.on),
					keyword("how", string(MEMBERS[how])),
					...(nullSafe ? [keyword("nulls_equal", boolean(true))] : []),
					...(isHalf ? [] : [keyword("coalesce", boolean(false))]),
				];
	const made = isHalf ? lefts.made : [...lefts.made, ...rights.made];
	const frame: Frame = chained(
		lefts.frame,
		step("join", [{ frame: rights.frame }], kwargs),
		...(made.length > 0 ? [step("drop", [strings(made)])] : []),
	);
	const result: Query = { frame, columns: isHalf ? left.columns : both, listed: undefined };
	return isInner ? filtered(result, rest) : result;
}

/** What Polars cannot join by (decimals), or joins NULL to NULL by (lists and structs), when it is the only key. */
const NOT_ALONE: ReadonlySet<DataType["kind"]> = new Set(["decimal", "array", "struct"]);
export const isKeyAlone = (types: readonly DataType[]): boolean =>
	types.length === 1 && NOT_ALONE.has((types[0] as DataType).kind);
/** A key that is the same in every row. A name of its own keeps it apart from a column. */
export const SECOND_KEY = within(lit(integer(1)), "name", "suffix", string(" key"));

interface KeySide {
	readonly frame: Frame;
	readonly on: PyExpr;
	/** Columns that only the join needs. */
	readonly made: readonly string[];
}

/** One side's keys: names where all are columns. Polars takes no two that are computed from one column: those become columns before. */
function keySide(
	keys: readonly BoundExpr[],
	query: Query,
	target: PolarsTarget,
	taken: readonly string[],
): KeySide {
	const { frame, columns } = query;
	const names = keys.map((k) => (k.kind === "attribute" ? columns.get(k.id) : undefined));
	const isAlone = isKeyAlone(keys.map((k) => k.type));
	if (!isAlone && names.every((n) => n !== undefined))
		return { frame, on: strings(names as string[]), made: [] };
	const values = keys.map((k) => expression(k, { target, columns }));
	const columnsOf = keys.map((k) => [...columns.keys()].filter((id) => uses(k, new Set([id]))));
	const all = columnsOf.flat();
	if (new Set(all).size === all.length)
		return { frame, on: listOf(isAlone ? [...values, SECOND_KEY] : values), made: [] };
	const made = namesFor(
		keys.map(() => "key"),
		taken,
	);
	const items = values.map((value, i) => alias(value, made[i] as string));
	return { frame: chained(frame, step("with_columns", items)), on: strings(made), made };
}

/** As one AND, which guards what the conditions before have decided. */
const allOf = (conditions: readonly BoundExpr[]): BoundExpr =>
	conditions.reduce((left, right) => ({
		kind: "call",
		fn: "and",
		args: [left, right],
		type: left.type,
		nullable: left.nullable || right.nullable,
	}));

function conjuncts(e: BoundExpr): BoundExpr[] {
	return e.kind === "call" && e.fn === "and" ? e.args.flatMap(conjuncts) : [e];
}

function keyOf(e: BoundExpr, left: ReadonlySet<number>, right: ReadonlySet<number>): Key | undefined {
	if (e.kind !== "call" || (e.fn !== "=" && e.fn !== "<=>")) return undefined;
	const [a, b] = e.args as readonly [BoundExpr, BoundExpr];
	const nullSafe = e.fn === "<=>";
	const only = (x: BoundExpr, own: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
		uses(x, own) && !uses(x, other);
	if (only(a, left, right) && only(b, right, left)) return { left: a, right: b, nullSafe };
	return only(b, left, right) && only(a, right, left) ? { left: b, right: a, nullSafe } : undefined;
}

const idsOf = (r: BoundRelation): ReadonlySet<number> => new Set(r.output.map((a) => a.id));

function uses(e: BoundExpr, ids: ReadonlySet<number>): boolean {
	if (e.kind === "attribute") return ids.has(e.id);
	let found = false;
	eachBoundChild(e, (child) => {
		found ||= uses(child, ids);
	});
	return found;
}
