import {
	type DropColumnsRelation,
	inputsOf,
	type JoinRelation,
	type Relation,
} from "../../../plan/relation.js";
import { analysedOr } from "../sparkSql/analysed.js";
import type { PySparkContext } from "./context.js";
import { sameName } from "./names.js";
import { keysOfJoin, PASSING } from "./passing.js";

type Columns = Pick<PySparkContext, "columnsOf">;

/** A column over joins, and the frame below them that gives it; without one, it was made above. */
export interface SideColumn {
	readonly name: string;
	readonly frame?: Relation;
}

/** The columns of a relation, each by the side of a join that gives it; undefined where that cannot be told. */
export function sidesOf(relation: Relation, ctx: Columns): readonly SideColumn[] | undefined {
	const { fields } = ctx.columnsOf(relation);
	const sides = hasJoin(relation) ? overJoins(relation, ctx) : ownColumns(relation, ctx);
	const isRight =
		sides?.length === fields.length && sides.every((s, i) => sameName(s.name, fields[i]?.name ?? ""));
	return isRight ? sides : undefined;
}

function hasJoin(relation: Relation): boolean {
	if (relation.kind === "join") return true;
	const isLook =
		PASSING.has(relation.kind) || relation.kind === "dropColumns" || relation.kind === "withColumns";
	return isLook && inputsOf(relation).some(hasJoin);
}

const ownColumns = (frame: Relation, ctx: Columns): readonly SideColumn[] =>
	ctx.columnsOf(frame).fields.map(({ name }) => ({ name, frame }));

function overJoins(relation: Relation, ctx: Columns): readonly SideColumn[] | undefined {
	switch (relation.kind) {
		case "join":
			return joined(relation, ctx);
		case "dropColumns": {
			const input = sidesOf(relation.input, ctx);
			const kept = keptColumns(relation);
			return input && kept && input.filter((_, i) => kept.has(i));
		}
		case "withColumns": {
			const input = sidesOf(relation.input, ctx);
			const names = relation.columns.flatMap((column) => column.names);
			if (!input || input.some((side) => names.some((name) => sameName(name, side.name)))) return undefined;
			return [...input, ...names.map((name) => ({ name }))];
		}
		default:
			return "input" in relation ? sidesOf(relation.input, ctx) : undefined;
	}
}

function joined(node: JoinRelation, ctx: Columns): readonly SideColumn[] | undefined {
	const left = sidesOf(node.left, ctx);
	if (node.how === "left_semi" || node.how === "left_anti") return left && keysFirst(left, node, ctx);
	const right = sidesOf(node.right, ctx);
	if (!left || !right) return undefined;
	const keys = keysOfJoin(node, ctx);
	const isKey = ({ name }: SideColumn): boolean => keys.some((key) => sameName(key, name));
	const of = (side: readonly SideColumn[], key: string) => side.find((one) => sameName(one.name, key));
	const merged = keys.map((key): SideColumn => {
		if (node.how === "full") return { name: of(left, key)?.name ?? key };
		return of(node.how === "right" ? right : left, key) ?? { name: key };
	});
	return [...merged, ...[...left, ...right].filter((one) => !isKey(one))];
}

function keysFirst(left: readonly SideColumn[], node: JoinRelation, ctx: Columns): readonly SideColumn[] {
	const keys = keysOfJoin(node, ctx);
	const first = keys.flatMap((key) => left.filter((one) => sameName(one.name, key)).slice(0, 1));
	return [...first, ...left.filter((one) => !first.includes(one))];
}

/** Which columns of its input `drop` leaves, by their places; a column of a frame is found by the analysis. */
export function keptColumns(node: DropColumnsRelation): ReadonlySet<number> | undefined {
	const after = analysedOr(node).columns;
	const ids = new Set(after.map((c) => c.attribute.id));
	const kept = analysedOr(node.input).columns.flatMap((c, i) => (ids.has(c.attribute.id) ? [i] : []));
	return kept.length === after.length ? new Set(kept) : undefined;
}
