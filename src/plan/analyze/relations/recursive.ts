import { sameType, typeName } from "../../../core/dataTypes.js";
import { commonType } from "../../coercion.js";
import type { RecursiveReadRelation, RecursiveRelation } from "../../relation.js";
import type { Analysed, ScopeColumn } from "../scope.js";
import { shaped } from "./set.js";
import { exact, type Place, unknownRelation } from "./shared.js";

/** WITH RECURSIVE: the first query gives the columns and types, the rows of each round are cast to them. */
export function analyseRecursive(node: RecursiveRelation, place: Place): Analysed {
	const { analysis } = place;
	const left = analysis.relation(node.left, place.outer);
	if (left.open) return unknownRelation(node);
	const loop = analysis.nextId();
	const around = analysis.loops.get(node.loop);
	analysis.loops.set(node.loop, { id: loop, columns: left.columns.map((c) => c.attribute) });
	const right = analysis.relation(node.right, place.outer);
	if (around) analysis.loops.set(node.loop, around);
	else analysis.loops.delete(node.loop);
	if (right.open) return unknownRelation(node);
	if (left.columns.length !== right.columns.length) {
		const params = { op: "WITH RECURSIVE", left: left.columns.length, right: right.columns.length };
		analysis.report("PLAN_SET_WIDTH", params, node);
		return unknownRelation(node);
	}
	const sides = left.columns.map(
		(c, i) => [c.attribute, (right.columns[i] as ScopeColumn).attribute] as const,
	);
	const wrong = sides.find(([a, b]) => {
		const common = commonType([a.type, b.type]);
		return !common || !sameType(common, a.type);
	});
	if (wrong) {
		const [first, next] = wrong;
		analysis.report(
			"PLAN_TYPE_MISMATCH",
			{
				expression: `WITH RECURSIVE, column ${first.name},`,
				expected: `${typeName(first.type)}, the type of its first query`,
				actual: typeName(next.type),
			},
			node,
			{ sparkCondition: "CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE" },
		);
		return unknownRelation(node);
	}
	const output = Object.freeze(sides.map(([a]) => analysis.attribute(a.name, a.type, true)));
	const [anchor, step] = [left, right].map((side, i) =>
		shaped(
			exact(side),
			sides.map((pair) => pair[i as 0 | 1]),
			output,
			place,
		),
	);
	const bound = Object.freeze({
		kind: "recursive" as const,
		loop,
		levels: node.levels,
		left: anchor as Analysed["bound"],
		right: step as Analysed["bound"],
		output,
	});
	return {
		node,
		bound,
		columns: output.map((attribute): ScopeColumn => ({ attribute, qualifier: [] })),
		hidden: [],
		open: false,
		inputs: [left, right],
	};
}

/** The rows of the round before: a later round may give NULL where the first did not. */
export function analyseRecursiveRead(node: RecursiveReadRelation, { analysis }: Place): Analysed {
	const loop = analysis.loops.get(node.loop);
	if (!loop) return unknownRelation(node);
	const output = Object.freeze(loop.columns.map((a) => analysis.attribute(a.name, a.type, true)));
	return {
		node,
		bound: Object.freeze({ kind: "recursiveRead" as const, loop: loop.id, output }),
		columns: output.map((attribute): ScopeColumn => ({ attribute, qualifier: [] })),
		hidden: [],
		open: false,
		inputs: [],
	};
}
