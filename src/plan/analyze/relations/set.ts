import { type DataType, hasVariant, sameType, typeName, VOID } from "../../../core/dataTypes.js";
import { nearest, sameName } from "../../../core/names.js";
import type { Attribute, BoundColumn, BoundRelation } from "../../bound.js";
import { castNullable, castTo, commonType } from "../../coercion.js";
import { boundLiteral } from "../../literals.js";
import type { SetRelation } from "../../relation.js";
import { passThrough, project, reference } from "../boundNodes.js";
import { narrow } from "../expose.js";
import { type Analysed, columnsNote, type ScopeColumn } from "../scope.js";
import { SET_OF_VARIANTS } from "./rows.js";
import { exact, type Place, unknownRelation } from "./shared.js";
import { alignedTo, type MissingField, sameShape } from "./structUnion.js";

/** A place of the result: the attributes of both sides, `undefined` where a side lacks the column. */
interface Pair {
	readonly name: string;
	readonly left: Attribute | undefined;
	readonly right: Attribute | undefined;
}

const NAMES = { union: "UNION", intersect: "INTERSECT", except: "EXCEPT" } as const;

export function analyseSet(node: SetRelation, place: Place): Analysed {
	const left = place.analysis.relation(node.left, place.outer);
	const right = place.analysis.relation(node.right, place.outer);
	const inputs = [left, right];
	if (left.open || right.open) return { ...unknownRelation(node), inputs };
	const found = node.byName ? byName(node, left, right, place) : byPosition(node, left, right, place);
	if (!found) return { ...unknownRelation(node), inputs };
	const { pairs, bound: sideRelations } = node.byName
		? structsAligned(node, found, [exact(left), exact(right)], place)
		: { pairs: found, bound: [exact(left), exact(right)] as const };
	const output = pairs.map((pair, i) => {
		const types = [pair.left, pair.right].map((a) => a?.type ?? VOID);
		const [l, r] = types as [DataType, DataType];
		const type =
			commonType(types) ??
			(node.op === "union" ? sameShape(l, r) : undefined) ??
			incompatible(node, pair, i, types, place);
		const nullable = [pair.left, pair.right].map((a) => {
			if (!a || sameType(a.type, type)) return a?.nullable ?? true;
			return castNullable(reference(a), type, "ansi");
		});
		return place.analysis.attribute(
			pair.name,
			type,
			nullability(node, nullable[0] as boolean, nullable[1] as boolean),
		);
	});
	const sides = (
		[
			[sideRelations[0], "left"],
			[sideRelations[1], "right"],
		] as const
	).map(([side, key]) =>
		shaped(
			side,
			pairs.map((p) => p[key]),
			output,
			place,
		),
	);
	if (!(node.op === "union" && node.all))
		for (const attribute of output)
			if (hasVariant(attribute.type))
				place.analysis.report(
					"PLAN_TYPE_MISMATCH",
					{
						expression: NAMES[node.op],
						expected: "columns that can be compared",
						actual: `${attribute.name} ${typeName(attribute.type)}`,
					},
					node,
					SET_OF_VARIANTS,
				);
	const combined: BoundRelation = Object.freeze({
		kind: "set" as const,
		op: node.op,
		all: node.all || node.op === "union",
		left: sides[0] as BoundRelation,
		right: sides[1] as BoundRelation,
		output: Object.freeze(output),
	});
	// UNION is UNION ALL without the duplicates, as in Spark.
	const bound: BoundRelation =
		node.op === "union" && !node.all
			? Object.freeze({ kind: "distinct" as const, input: combined, output: combined.output })
			: combined;
	// The columns of INTERSECT and EXCEPT are the left side's; those of a union are nobody's.
	const relabelled = new Map(
		pairs.flatMap((p, i) => (p.left ? [[p.left.id, (output[i] as Attribute).id] as const] : [])),
	);
	return {
		node,
		bound,
		columns: output.map((attribute): ScopeColumn => ({ attribute, qualifier: [] })),
		hidden: [],
		open: false,
		inputs: node.op === "union" ? inputs : [left],
		...(node.op === "union" ? {} : { relabelled }),
	};
}

/** unionByName: structs are put in order by the names of their fields, and filled up where columns may be missing. */
function structsAligned(
	node: SetRelation,
	pairs: readonly Pair[],
	[left, right]: readonly [BoundRelation, BoundRelation],
	place: Place,
): { readonly pairs: readonly Pair[]; readonly bound: readonly [BoundRelation, BoundRelation] } {
	const added: Record<"left" | "right", BoundColumn[]> = { left: [], right: [] };
	const missing: MissingField[] = [];
	const aligned = (attribute: Attribute, target: DataType, side: "left" | "right"): Attribute => {
		const fill = node.allowMissingColumns === true;
		const expr = alignedTo(reference(attribute), target, fill, place.analysis, missing);
		if (expr.kind === "attribute") return attribute;
		const output = place.analysis.attribute(attribute.name, expr.type, expr.nullable);
		added[side].push(Object.freeze({ expr, output }));
		return output;
	};
	const next = pairs.map((pair): Pair => {
		if (!pair.left || !pair.right) return pair;
		const ofRight = aligned(pair.right, pair.left.type, "right");
		const ofLeft = node.allowMissingColumns ? aligned(pair.left, ofRight.type, "left") : pair.left;
		return { ...pair, left: ofLeft, right: ofRight };
	});
	for (const { field, among } of missing)
		place.analysis.report(
			"PLAN_UNKNOWN_COLUMN",
			{ column: field, relation: "a struct on the right side of unionByName", columns: among },
			node,
			{
				candidates: nearest(field, among),
				hint: "allowMissingColumns: true fills it with NULL",
				sparkCondition: "FIELD_NOT_FOUND",
			},
		);
	const widened = (side: BoundRelation, columns: readonly BoundColumn[]): BoundRelation =>
		columns.length > 0 ? project(side, [...side.output.map(passThrough), ...columns]) : side;
	return { pairs: next, bound: [widened(left, added.left), widened(right, added.right)] };
}

function nullability(node: SetRelation, left: boolean, right: boolean): boolean {
	switch (node.op) {
		case "union":
			return left || right;
		case "intersect":
			return left && right;
		case "except":
			return left;
	}
}

function byPosition(
	node: SetRelation,
	left: Analysed,
	right: Analysed,
	place: Place,
): readonly Pair[] | undefined {
	if (left.columns.length !== right.columns.length) {
		place.analysis.report(
			"PLAN_SET_WIDTH",
			{ op: NAMES[node.op], left: left.columns.length, right: right.columns.length },
			node,
			{ notes: [columnsNote(left.columns, "the left side"), columnsNote(right.columns, "the right side")] },
		);
		return undefined;
	}
	return left.columns.map((c, i) => ({
		name: c.attribute.name,
		left: c.attribute,
		right: (right.columns[i] as ScopeColumn).attribute,
	}));
}

function byName(
	node: SetRelation,
	left: Analysed,
	right: Analysed,
	place: Place,
): readonly Pair[] | undefined {
	const twice = [left, right]
		.flatMap((side) =>
			side.columns.filter((c, i) =>
				side.columns.slice(0, i).some((d) => sameName(c.attribute.name, d.attribute.name)),
			),
		)
		.at(0);
	if (twice) {
		place.analysis.report(
			"PLAN_DUPLICATE_COLUMN",
			{ column: twice.attribute.name, where: "unionByName" },
			node,
			{ token: twice.attribute.name },
		);
		return undefined;
	}
	const partner = (name: string, side: Analysed): Attribute | undefined =>
		side.columns.find((c) => sameName(c.attribute.name, name))?.attribute;
	const pairs = [
		...left.columns.map(
			(c): Pair => ({ name: c.attribute.name, left: c.attribute, right: partner(c.attribute.name, right) }),
		),
		...right.columns
			.filter((c) => !partner(c.attribute.name, left))
			.map((c): Pair => ({ name: c.attribute.name, left: undefined, right: c.attribute })),
	];
	if (node.allowMissingColumns) return pairs;
	const missing = pairs.filter((p) => !p.left || !p.right);
	for (const pair of missing) {
		const side = pair.left ? right : left;
		const which = pair.left ? "the right side" : "the left side";
		const names = side.columns.map((c) => c.attribute.name);
		place.analysis.report(
			"PLAN_UNKNOWN_COLUMN",
			{ column: pair.name, relation: `${which} of unionByName`, columns: names },
			node,
			{
				candidates: nearest(pair.name, names),
				notes: [columnsNote(side.columns, which)],
				hint: "allowMissingColumns: true fills it with NULL",
				sparkCondition: "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES",
			},
		);
	}
	return missing.length > 0 ? undefined : pairs;
}

function incompatible(
	node: SetRelation,
	pair: Pair,
	index: number,
	types: readonly DataType[],
	place: Place,
): DataType {
	place.analysis.report(
		"PLAN_TYPE_MISMATCH",
		{
			expression: `${NAMES[node.op]}, column ${index + 1} (${pair.name}),`,
			expected: `${typeName(types[0] as DataType)} on both sides`,
			actual: `${typeName(types[1] as DataType)} on the right`,
		},
		node,
		{ sparkCondition: "INCOMPATIBLE_COLUMN_TYPE" },
	);
	return { kind: "unknown" };
}

/** A side with the output's columns, in its order and types. */
export function shaped(
	side: BoundRelation,
	attributes: readonly (Attribute | undefined)[],
	output: readonly Attribute[],
	place: Place,
): BoundRelation {
	const columns = attributes.map((a, i): BoundColumn => {
		const target = output[i] as Attribute;
		const expr = a ? castTo(reference(a), target.type) : boundLiteral(target.type, null);
		if (expr.kind === "attribute" && a) return { expr, output: a };
		return { expr, output: place.analysis.attribute(target.name, target.type, expr.nullable) };
	});
	if (columns.every((c) => c.expr.kind === "attribute"))
		return narrow(
			side,
			columns.map((c) => c.output),
		);
	return project(side, columns);
}
