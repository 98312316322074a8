import type { DataType } from "../../core/dataTypes.js";
import { quoteText } from "./sql.js";

/**
 * What orders as Spark orders a value. Inside arrays and structs Spark has NULL before everything, DuckDB 1.5 after it;
 * so each inner value goes behind a flag, and no comparison ever meets a NULL.
 */
export function orderKey(sql: string, type: DataType, freshName: () => string): string {
	switch (type.kind) {
		case "array": {
			const item = freshName();
			return `list_transform(${sql}, lambda ${item}: ${flagged(item, type.element, freshName)})`;
		}
		case "struct": {
			const fields = type.fields.map((f) =>
				flagged(`struct_extract(${sql}, ${quoteText(f.name)})`, f.type, freshName),
			);
			const pairs = fields.map((text, i) => `'f${i + 1}': ${text}`);
			return `(CASE WHEN ${sql} IS NOT NULL THEN {${pairs.join(", ")}} END)`;
		}
		default:
			return sql;
	}
}

function flagged(sql: string, type: DataType, freshName: () => string): string {
	return `{'present': ${sql} IS NOT NULL, 'value': ${orderKey(sql, type, freshName)}}`;
}
