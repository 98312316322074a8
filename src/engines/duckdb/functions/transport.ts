import type { DataType } from "../../../core/dataTypes.js";
import { fieldOf, textOf } from "./casts.js";
import type { EmitContext } from "./types.js";

/**
 * A value as JSON text for a function of ours that knows its type: numbers are texts, times their count since 1970,
 * structs lists of their values, maps lists of pairs, bytes base64. SQL NULL for NULL.
 */
export function carried(sql: string, type: DataType, context: EmitContext): string {
	switch (type.kind) {
		case "array": {
			const item = context.freshName();
			return listed(
				sql,
				`list_transform(${sql}, lambda ${item}: ${orNull(carried(item, type.element, context))})`,
			);
		}
		case "map": {
			const entry = context.freshName();
			const key = orNull(carried(`${entry}.key`, type.key, context));
			const value = orNull(carried(`${entry}.value`, type.value, context));
			return listed(
				sql,
				`list_transform(map_entries(${sql}), lambda ${entry}: '[' || ${key} || ',' || ${value} || ']')`,
			);
		}
		case "struct":
			return listed(
				sql,
				`[${type.fields.map((f) => orNull(carried(fieldOf(sql, f.name), f.type, context))).join(", ")}]`,
			);
		case "boolean":
			return `CAST(${sql} AS VARCHAR)`;
		case "date":
			return quoted(`CAST(CAST(${sql} - DATE '1970-01-01' AS BIGINT) AS VARCHAR)`);
		case "timestamp":
		case "timestamp_ntz":
			return quoted(`CAST(epoch_us(${sql}) AS VARCHAR)`);
		case "binary":
		case "variant":
			return quoted(`to_base64(${sql})`);
		case "void":
			return "CAST(NULL AS VARCHAR)";
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
		case "float":
		case "double":
		case "decimal":
			return quoted(`CAST(${sql} AS VARCHAR)`);
		case "string":
			return `CAST(to_json(${sql}) AS VARCHAR)`;
		default:
			return `CAST(to_json(${textOf(sql, type, context)}) AS VARCHAR)`;
	}
}

/** Text that needs no escaping. */
const quoted = (sql: string): string => `('"' || ${sql} || '"')`;
const orNull = (sql: string): string => `coalesce(${sql}, 'null')`;
const listed = (value: string, texts: string): string =>
	`(CASE WHEN ${value} IS NOT NULL THEN '[' || coalesce(array_to_string(${texts}, ','), '') || ']' END)`;
