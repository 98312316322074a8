import { BOOLEAN, field, type StructType, struct } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import type { Execution, Transaction } from "../../engines/tableEngine.js";
import type { Dataset } from "../../graph/graph.js";
import { call, reference } from "../../plan/analyze/boundNodes.js";
import type { Attribute, BoundRelation } from "../../plan/bound.js";
import { type AttributeIds, counts, scanAs } from "../rewrite/nodes.js";

const CONDITION = "NOT_NULL_ASSERT_VIOLATION";

/** The schema of a stored table: a column takes NULL unless the user declared that it does not. */
export function storedSchema(dataset: Dataset): StructType {
	const strict = strictNames(dataset);
	return struct(
		dataset.schema.fields.map((f) => field(f.name, f.type, !strict.has(f.name.toLowerCase()), f.comment)),
	);
}

function strictNames(dataset: Dataset): ReadonlySet<string> {
	const declared = dataset.declaredSchema?.fields ?? [];
	return new Set(declared.filter((f) => !f.nullable).map((f) => f.name.toLowerCase()));
}

export interface NotNullWork {
	readonly transaction: Transaction;
	readonly dataset: Dataset;
	readonly rows: BoundRelation;
	readonly execution: Execution;
	readonly ids: AttributeIds;
}

/**
 * Refuses NULL in columns that are declared NOT NULL, as Spark does when it writes. A table that is replaced has no
 * constraints, so the rows are looked at before they are written.
 */
export async function withoutNulls(work: NotNullWork): Promise<BoundRelation> {
	const { transaction, dataset, rows, execution, ids } = work;
	const strict = strictNames(dataset);
	const checked = rows.output.filter((a) => a.nullable && strict.has(a.name.toLowerCase()));
	if (checked.length === 0) return rows;
	const staged = await transaction.stage(rows, execution);
	const found = scanAs(staged.source, rows.output, "checked");
	const missing = checked.map((a) => call("isnull", [reference(a)], BOOLEAN, false));
	const [row = []] = await transaction.collect(counts(found, missing, ids), execution);
	const at = row.findIndex((count) => Number(count) > 0);
	if (at < 0) return found;
	const { name } = checked[at] as Attribute;
	throw fault(
		"ENGINE_SPARK_CONDITION",
		{
			condition: CONDITION,
			message: `the column ${name} of ${dataset.display} is declared NOT NULL and is NULL in ${row[at]} row${Number(row[at]) === 1 ? "" : "s"}`,
		},
		{ object: dataset.display, sparkCondition: CONDITION, ...dataset.place },
	);
}
