import type { Attribute, BoundAggregate, BoundAggregateCall, BoundColumn, BoundRelation } from "../bound.js";
import { passThrough, project } from "./boundNodes.js";

/**
 * The relation with these attributes of some node below it in its output too: projects on the way pass them on.
 * Undefined when something in between (an aggregate, a union) does not let them through.
 */
export function expose(relation: BoundRelation, ids: ReadonlySet<number>): BoundRelation | undefined {
	if (ids.size === 0) return relation;
	const missing = new Set([...ids].filter((id) => !relation.output.some((a) => a.id === id)));
	if (missing.size === 0) return relation;
	switch (relation.kind) {
		case "project": {
			const input = expose(relation.input, missing);
			if (!input) return undefined;
			const added = input.output.filter((a) => missing.has(a.id));
			if (added.length < missing.size) return undefined;
			return project(input, [...relation.columns, ...added.map(passThrough)]);
		}
		case "filter":
		case "sort":
		case "limit":
		case "sample":
		case "watermark":
		case "deduplicate": {
			const input = expose(relation.input, missing);
			return input && Object.freeze({ ...relation, input, output: input.output });
		}
		case "generate": {
			const input = expose(relation.input, missing);
			return input && Object.freeze({ ...relation, input, output: [...input.output, ...relation.generated] });
		}
		case "join": {
			const leftIds = new Set([...missing].filter((id) => defines(relation.left, id)));
			const rightIds = new Set([...missing].filter((id) => !leftIds.has(id)));
			const left = expose(relation.left, leftIds);
			const right = expose(relation.right, rightIds);
			if (!left || !right) return undefined;
			const semi = relation.how === "left_semi" || relation.how === "left_anti";
			if (semi && rightIds.size > 0) return undefined;
			const output = semi ? left.output : joinOutput(left, right, relation.how);
			return Object.freeze({ ...relation, left, right, output });
		}
		case "scan":
		case "values":
		case "range":
		case "aggregate":
		case "set":
		case "distinct":
		case "recursive":
		case "recursiveRead":
			return undefined;
	}
}

/** Left then right; the side that an outer join may leave without a partner becomes nullable. */
export function joinOutput(left: BoundRelation, right: BoundRelation, how: string): readonly Attribute[] {
	const optional = (a: Attribute): Attribute => (a.nullable ? a : Object.freeze({ ...a, nullable: true }));
	return Object.freeze([
		...left.output.map((a) => (how === "right" || how === "full" ? optional(a) : a)),
		...right.output.map((a) => (how === "left" || how === "full" ? optional(a) : a)),
	]);
}

function defines(relation: BoundRelation, id: number): boolean {
	if (relation.output.some((a) => a.id === id)) return true;
	switch (relation.kind) {
		case "project":
		case "filter":
		case "sort":
		case "limit":
		case "sample":
		case "watermark":
		case "deduplicate":
		case "generate":
			return defines(relation.input, id);
		case "join":
			return defines(relation.left, id) || defines(relation.right, id);
		case "scan":
		case "values":
		case "range":
		case "aggregate":
		case "set":
		case "distinct":
		case "recursive":
		case "recursiveRead":
			return false;
	}
}

/** Exactly these columns, in this order; a project only where the relation has others. */
export function narrow(relation: BoundRelation, attributes: readonly Attribute[]): BoundRelation {
	const same =
		relation.output.length === attributes.length &&
		relation.output.every((a, i) => a.id === attributes[i]?.id);
	return same ? relation : project(relation, attributes.map(passThrough));
}

/** Adds aggregates (and keys passed on) to the aggregate at the bottom of a chain of unary nodes. */
export function addAggregates(
	relation: BoundRelation,
	aggregates: readonly (BoundColumn & { readonly expr: BoundAggregateCall })[],
	groupingId: Attribute | undefined,
): BoundRelation {
	if (relation.kind === "aggregate") {
		const id = relation.groupingId ?? groupingId;
		const next: BoundAggregate = {
			...relation,
			aggregates: Object.freeze([...relation.aggregates, ...aggregates]),
			...(id ? { groupingId: id } : {}),
			output: Object.freeze([
				...relation.output,
				...aggregates.map((a) => a.output),
				...(id && !relation.groupingId ? [id] : []),
			]),
		};
		return Object.freeze(next);
	}
	if (!("input" in relation)) return relation;
	const input = addAggregates(relation.input, aggregates, groupingId);
	if (relation.kind === "project" || relation.kind === "generate")
		return Object.freeze({ ...relation, input });
	return Object.freeze({ ...relation, input, output: input.output });
}
