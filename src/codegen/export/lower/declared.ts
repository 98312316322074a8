import { STRING, type StructField, sameType } from "../../../core/dataTypes.js";
import type { Dataset, Flow } from "../../../graph/graph.js";
import type { AliasExpr, ColumnExpr, Expr, LiteralExpr } from "../../../plan/expr.js";
import { nextId, type Relation } from "../../../plan/relation.js";

const isNamed = (name: string) => (field: StructField) => field.name.toLowerCase() === name.toLowerCase();
const ownColumn = (flow: Flow, name: string): StructField | undefined =>
	flow.plan.schema.fields.find(isNamed(name));
const column = (name: string): ColumnExpr => ({ kind: "column", name: [name] });
const named = (input: Expr, name: string): AliasExpr => ({ kind: "alias", input, names: [name] });

/**
 * A flow's query in the columns of its table, where they differ: a declared schema may have wider types and another order, and
 * of several flows into one table the first says a column's type. Targets compare a declared schema with the query's, or take
 * the query's.
 */
export function inDeclaredColumns(flow: Flow, dataset: Dataset): Relation {
	const { fields } = flow.plan.schema;
	const wanted = dataset.schema.fields;
	const isDeclared = dataset.declaredSchema !== undefined;
	const isFit =
		fields.every((f) => sameType(f.type, wanted.find(isNamed(f.name))?.type ?? f.type)) &&
		(!isDeclared || wanted.every((f, i) => f.name === fields[i]?.name));
	if (isFit) return flow.relation;
	const columns = (isDeclared ? wanted : fields).flatMap(({ name }): Expr[] => {
		const own = ownColumn(flow, name);
		if (!own) return [];
		const field = wanted.find(isNamed(name)) ?? own;
		const isSame = sameType(own.type, field.type);
		if (isSame && own.name === field.name) return [column(own.name)];
		const input: Expr = isSame
			? column(own.name)
			: { kind: "cast", input: column(own.name), type: field.type, mode: "ansi" };
		return [named(input, field.name)];
	});
	return { kind: "project", id: nextId(), input: flow.relation, columns };
}

/** Columns that are declared NOT NULL and that a query may give a NULL for. */
export function strictColumns(flows: readonly Flow[], { declaredSchema }: Dataset): readonly StructField[] {
	const declared = declaredSchema?.fields.filter((f) => !f.nullable) ?? [];
	return declared.filter((f) => flows.some((flow) => ownColumn(flow, f.name)?.nullable ?? true));
}

/** What is said when a NULL comes where none may be. */
export const nullMessage = (dataset: Dataset, name: string): string => `${dataset.display}.${name} is NULL`;

/** A table's rows, where a NULL in a column that is declared NOT NULL ends the query: for targets that do not look. */
export function refusingNulls(relation: Relation, flows: readonly Flow[], dataset: Dataset): Relation {
	const strict = new Set(strictColumns(flows, dataset).map((f) => f.name));
	if (strict.size === 0) return relation;
	const columns = dataset.schema.fields.map(({ name }): Expr => {
		if (!strict.has(name)) return column(name);
		const message: LiteralExpr = { kind: "literal", type: STRING, value: nullMessage(dataset, name) };
		const error: Expr = { kind: "call", fn: "raise_error", args: [message] };
		return named({ kind: "call", fn: "coalesce", args: [column(name), error] }, name);
	});
	return { kind: "project", id: nextId(), input: relation, columns };
}
