import { type StructField, type StructType, sameType, typeName } from "../core/dataTypes.js";
import { type Diagnostic, diagnostic } from "../core/errors/index.js";
import { storeAssignable } from "../plan/coercion.js";
import type { DatasetDraft } from "./draft.js";

/**
 * The schema of a data set: the declared one when its queries fit it, else the queries' own. Several flows into one
 * table may lack columns of each other, but not differ in a column's type.
 */
export function targetSchema(dataset: DatasetDraft): {
	readonly schema?: StructType;
	readonly diagnostics: readonly Diagnostic[];
} {
	const diagnostics: Diagnostic[] = [];
	const context = { ...dataset.place, object: dataset.display };
	const schemas = dataset.flows.flatMap((f) =>
		f.analysis?.result.plan ? [f.analysis.result.plan.schema] : [],
	);
	const stored = dataset.output?.kind !== "temporaryView";
	for (const schema of schemas)
		for (const column of stored ? duplicates(schema) : [])
			diagnostics.push(diagnostic("PLAN_DUPLICATE_COLUMN", { column, where: dataset.display }, context));
	if (dataset.declaredSchema) {
		for (const schema of schemas)
			for (const problem of mismatches(schema, dataset.declaredSchema))
				diagnostics.push(diagnostic("GRAPH_SCHEMA_MISMATCH", { name: dataset.display, problem }, context));
		return { schema: dataset.declaredSchema, diagnostics };
	}
	const first = schemas[0];
	if (!first) return { diagnostics };
	if (schemas.length === 1) return { schema: first, diagnostics };
	const fields: StructField[] = [...first.fields];
	for (const schema of schemas.slice(1))
		for (const field of schema.fields) {
			const known = fields.find((f) => sameColumn(f, field));
			if (!known) fields.push({ ...field, nullable: true });
			else if (!sameType(known.type, field.type) && !storeAssignable(field.type, known.type)) {
				const problem = `${field.name} is ${typeName(known.type)} in one flow and ${typeName(field.type)} in another`;
				diagnostics.push(diagnostic("GRAPH_SCHEMA_MISMATCH", { name: dataset.display, problem }, context));
			}
		}
	return { schema: { kind: "struct", fields }, diagnostics };
}

const sameColumn = (a: StructField, b: StructField): boolean => a.name.toLowerCase() === b.name.toLowerCase();

function duplicates(schema: StructType): string[] {
	const keys = schema.fields.map((field) => field.name.toLowerCase());
	if (new Set(keys).size === keys.length) return [];
	const repeated = schema.fields.filter((_, i) => keys.indexOf(keys[i] as string) < i);
	return [...new Set(repeated.map((field) => field.name))];
}

function mismatches(query: StructType, declared: StructType): string[] {
	const problems: string[] = [];
	for (const field of declared.fields) {
		const own = query.fields.find((f) => sameColumn(f, field));
		if (!own) problems.push(`the query has no column ${field.name}`);
		else if (own.type.kind !== "unknown" && !storeAssignable(own.type, field.type))
			problems.push(
				`${field.name} is ${typeName(own.type)} in the query and ${typeName(field.type)} in the schema`,
			);
	}
	for (const field of query.fields)
		if (!declared.fields.some((f) => sameColumn(f, field)))
			problems.push(`the schema has no column ${field.name}, which the query gives`);
	return problems;
}
