import { BIGINT, type DataType, type StructType, sameType, VOID } from "../../core/dataTypes.js";
import { project, reference } from "../../plan/analyze/boundNodes.js";
import type {
	Attribute,
	BoundExpr,
	BoundPlan,
	BoundProject,
	BoundRelation,
	BoundScan,
	ScanSource,
} from "../../plan/bound.js";
import { boundLiteral } from "../../plan/literals.js";

/** Attribute ids for what the runtime adds to a plan. The analysis numbers from 1; no plan has a million columns. */
export class AttributeIds {
	#next = 1_000_000;

	next(): number {
		return this.#next++;
	}
}

/** Keeps the columns of `attributes` under their ids. */
export function keep(input: BoundRelation, attributes: readonly Attribute[]): BoundProject {
	return project(
		input,
		attributes.map((a) => ({ expr: reference(a), output: a })),
	);
}

/** Reads a stored table or a staged result under fresh ids. */
export function scanOf(source: ScanSource, schema: StructType, ids: AttributeIds, id: string): BoundScan {
	return {
		kind: "scan",
		id,
		source,
		streaming: false,
		output: schema.fields.map((f) => ({ id: ids.next(), name: f.name, type: f.type, nullable: f.nullable })),
	};
}

/** Reads a staged result under the ids of the relation that it is the result of. */
export function scanAs(source: ScanSource, output: readonly Attribute[], id: string): BoundScan {
	return { kind: "scan", id, source, streaming: false, output };
}

/** `count(*)`, or the number of rows where the condition holds, as an aggregate over `input`. */
export function counts(
	input: BoundRelation,
	conditions: readonly (BoundExpr | undefined)[],
	ids: AttributeIds,
): BoundRelation {
	const aggregates = conditions.map((filter, i) => ({
		expr: {
			kind: "aggregateCall" as const,
			fn: "count" as never,
			args: [boundLiteral(BIGINT, "1")],
			distinct: false,
			...(filter ? { filter } : {}),
			orderBy: [],
			ignoreNulls: false,
			type: BIGINT,
			nullable: false,
		},
		output: { id: ids.next(), name: `n${i}`, type: BIGINT, nullable: false },
	}));
	return { kind: "aggregate", input, keys: [], aggregates, output: aggregates.map((a) => a.output) };
}

/** A plan around a relation that the runtime made, e.g. for `Warehouse.read`. */
export function planOf(root: BoundRelation): BoundPlan {
	return {
		root,
		schema: {
			kind: "struct",
			fields: root.output.map((a) => ({ name: a.name, type: a.type, nullable: a.nullable })),
		},
		streaming: false,
		deterministic: true,
		lineage: root.output.map(() => []),
	};
}

/** The value as the type: cast when it has another. */
export function castTo(expr: BoundExpr, type: DataType): BoundExpr {
	if (sameType(expr.type, type)) return expr;
	return { kind: "cast", input: expr, type, mode: "ansi", nullable: expr.nullable };
}

/**
 * The relation with exactly the columns of a schema, matched by name without regard to case, cast to its types; a
 * column that the relation does not have is NULL.
 */
export function conform(input: BoundRelation, schema: StructType, ids: AttributeIds): BoundRelation {
	const byName = new Map(input.output.map((a) => [a.name.toLowerCase(), a]));
	const fits =
		input.output.length === schema.fields.length &&
		schema.fields.every((f, i) => {
			const a = input.output[i] as Attribute;
			return a.name === f.name && sameType(a.type, f.type);
		});
	if (fits) return input;
	return project(
		input,
		schema.fields.map((field) => {
			const from = byName.get(field.name.toLowerCase());
			return {
				expr: from ? castTo(reference(from), field.type) : castTo(boundLiteral(VOID, null), field.type),
				output: { id: ids.next(), name: field.name, type: field.type, nullable: from?.nullable ?? true },
			};
		}),
	);
}
