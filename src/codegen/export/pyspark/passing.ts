import { hasExactEquality, sameType } from "../../../core/dataTypes.js";
import { inputsOf, type JoinRelation, type Relation } from "../../../plan/relation.js";
import type { PySparkContext } from "./context.js";
import { sameName } from "./names.js";

type Columns = Pick<PySparkContext, "columnsOf">;

/** Relations that give the columns of their input as they are; a join does with exceptions (`inputsGiving`). */
export const PASSING: ReadonlySet<Relation["kind"]> = new Set([
	"filter",
	"sort",
	"limit",
	"offset",
	"distinct",
	"dropDuplicates",
	"dropNa",
	"hint",
	"repartition",
	"sample",
	"watermark",
	"join",
] satisfies Relation["kind"][]);

/** The columns by whose names a join matches its sides: those of USING, or of both sides of a natural join. */
export function keysOfJoin(node: JoinRelation, ctx: Columns): readonly string[] {
	if (!node.natural) return node.using ?? [];
	const right = ctx.columnsOf(node.right).fields;
	return ctx
		.columnsOf(node.left)
		.fields.map((f) => f.name)
		.filter((name) => right.some((f) => sameName(f.name, name)));
}

/**
 * The inputs whose column of this name the relation gives under the name alone. Of a key the join shows the side whose
 * rows all stay, of a full join a value made of both; the other side's is hidden, and not the same where its row is missing.
 */
export function inputsGiving(relation: Relation, name: string, ctx: Columns): readonly Relation[] {
	if (relation.kind !== "join") return inputsOf(relation);
	const { left, right, how } = relation;
	if (how === "left_semi" || how === "left_anti") return [left];
	if (!keysOfJoin(relation, ctx).some((key) => sameName(key, name))) return [left, right];
	switch (how) {
		case "inner":
		case "cross":
			return isOneValue(name, left, right, ctx) ? [left, right] : [left];
		case "left":
			return [left];
		case "right":
			return [right];
		case "full":
			return [];
	}
}

function isOneValue(name: string, left: Relation, right: Relation, ctx: Columns): boolean {
	const [a, b] = [left, right].map((side) => ctx.columnsOf(side).fields.find((f) => sameName(f.name, name)));
	return a !== undefined && b !== undefined && sameType(a.type, b.type) && hasExactEquality(a.type);
}
