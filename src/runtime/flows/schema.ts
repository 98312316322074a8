import {
	field,
	type StructField,
	type StructType,
	sameType,
	schemaDdl,
	struct,
	typeDdl,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { StoredTable, Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { storedSchema } from "./notNull.js";

/** What a streaming table's schema has become: the columns to add, or why its old rows do not fit. */
export type SchemaChange =
	| { readonly kind: "same" }
	| { readonly kind: "add"; readonly fields: readonly StructField[] }
	| { readonly kind: "broken"; readonly problem: string };

/** Compares by name without regard to case; the order of columns does not matter, as rows are written by name. */
export function schemaChange(before: StructType, after: StructType, declared: boolean): SchemaChange {
	const old = new Map(before.fields.map((f) => [f.name.toLowerCase(), f]));
	const added: StructField[] = [];
	// Only what is declared NOT NULL is kept so (storedSchema).
	const takesNull = (column: StructField): boolean => !declared || column.nullable;
	for (const column of after.fields) {
		const known = old.get(column.name.toLowerCase());
		old.delete(column.name.toLowerCase());
		if (!known) {
			if (!takesNull(column))
				return {
					kind: "broken",
					problem: `the new column ${column.name} is NOT NULL, but there are rows without it`,
				};
			added.push(field(column.name, column.type));
		} else if (!sameType(known.type, column.type)) {
			const problem = `${known.name} was ${typeDdl(known.type)} and is now ${typeDdl(column.type)}`;
			return { kind: "broken", problem };
		} else if (known.nullable !== takesNull(column)) {
			const problem = known.nullable
				? `${known.name} took NULL and is NOT NULL now`
				: `${known.name} was NOT NULL and takes NULL now`;
			return { kind: "broken", problem };
		}
	}
	const [gone] = old.values();
	if (gone) return { kind: "broken", problem: `the column ${gone.name} is gone` };
	return added.length === 0 ? { kind: "same" } : { kind: "add", fields: added };
}

/** Creates a streaming table, or adds its new columns; gives the schema in the table's own order. */
export async function ensureTarget(
	transaction: Transaction,
	dataset: Dataset,
	stored: StoredTable | undefined,
): Promise<StructType> {
	if (!stored) {
		const schema = storedSchema(dataset);
		await transaction.create(dataset.name, schema);
		return schema;
	}
	const change = changeOf(dataset, stored);
	if (change.kind === "same") return stored.schema;
	await transaction.addColumns(dataset.name, struct(change.fields));
	return struct([...stored.schema.fields, ...change.fields]);
}

/** Throws when the stored rows cannot stay as they are. */
export function changeOf(dataset: Dataset, stored: StoredTable): Exclude<SchemaChange, { kind: "broken" }> {
	const change = schemaChange(stored.schema, dataset.schema, dataset.declaredSchema !== undefined);
	if (change.kind !== "broken") return change;
	throw fault(
		"RUN_SCHEMA_CHANGED",
		{
			table: dataset.display,
			before: schemaDdl(stored.schema),
			after: schemaDdl(dataset.schema),
			problem: change.problem,
		},
		{
			object: dataset.display,
			notes: [`before: ${schemaDdl(stored.schema)}`, `after:  ${schemaDdl(dataset.schema)}`],
			...dataset.place,
		},
	);
}
