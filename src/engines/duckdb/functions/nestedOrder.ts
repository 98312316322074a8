import type { DataType } from "../../../core/dataTypes.js";
import { fieldOf } from "./casts.js";
import type { EmitContext } from "./types.js";

/** Whether DuckDB orders values of this type otherwise than Spark: NULL inside of a list or struct is its largest. */
export function needsOrderKey(type: DataType): boolean {
	return type.kind === "array" || type.kind === "struct";
}

/**
 * What to order nested values by: beside each part whether it is there, so that NULL inside comes first, as in Spark.
 * Other types are their own key.
 */
export function orderKey(sql: string, type: DataType, depth = 0): string {
	const part = (value: string, of: DataType): string =>
		`{'k': ${value} IS NOT NULL, 'v': ${orderKey(value, of, depth + 1)}}`;
	switch (type.kind) {
		case "array": {
			// No expression of a user stands inside of this lambda: names by depth are enough.
			const item = `aq_k${depth}`;
			return `list_transform(${sql}, lambda ${item}: ${part(item, type.element)})`;
		}
		case "struct": {
			if (type.fields.length === 0) return sql;
			const fields = type.fields.map((f, i) => `'f${i}': ${part(fieldOf(sql, f.name), f.type)}`);
			return `(CASE WHEN ${sql} IS NOT NULL THEN {${fields.join(", ")}} END)`;
		}
		default:
			return sql;
	}
}

/** A list sorted by the keys of its elements. */
export function sortedList(
	list: string,
	element: DataType,
	order: "ASC" | "DESC",
	nulls: "FIRST" | "LAST",
	context: EmitContext,
): string {
	if (!needsOrderKey(element)) return `list_sort(${list}, '${order}', 'NULLS ${nulls}')`;
	const [item, pair] = [context.freshName(), context.freshName()];
	// NULL elements have no key and would be one: they are put aside.
	const there = `list_filter(${list}, lambda ${item}: ${item} IS NOT NULL)`;
	const missing = `list_filter(${list}, lambda ${item}: ${item} IS NULL)`;
	const keyed = `list_transform(${there}, lambda ${item}: {'k': ${orderKey(item, element)}, 'x': ${item}})`;
	const sorted = `list_transform(list_sort(${keyed}, '${order}'), lambda ${pair}: ${pair}.x)`;
	const parts = nulls === "FIRST" ? [missing, sorted] : [sorted, missing];
	// list_concat takes NULL for the empty list.
	return `(CASE WHEN ${list} IS NOT NULL THEN list_concat(${parts.join(", ")}) END)`;
}
