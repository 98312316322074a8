import { type DataType, STRING, sameType } from "../../../core/dataTypes.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { fieldOf } from "./casts.js";
import type { EmitContext } from "./types.js";

/** JSON text that a function of ours made as a value of this type. */
export function fromJsonText(text: string, type: DataType, context: EmitContext): string {
	const plain = withoutBinary(type);
	// A cast would keep the quotes of a text that is the whole value.
	if (plain.kind === "string") return decoded(`json_extract_string(${text}, '$')`, type, context);
	return decoded(`CAST(CAST(${text} AS JSON) AS ${duckType(plain)})`, type, context);
}

/** A JSON text cannot hold bytes: they come as base64, and so do variants. */
function withoutBinary(type: DataType): DataType {
	switch (type.kind) {
		case "binary":
		case "variant":
			return STRING;
		case "array":
			return { ...type, element: withoutBinary(type.element) };
		case "map":
			return { ...type, value: withoutBinary(type.value) };
		case "struct":
			return { ...type, fields: type.fields.map((f) => ({ ...f, type: withoutBinary(f.type) })) };
		default:
			return type;
	}
}

/** `withoutBinary` undone. */
function decoded(sql: string, type: DataType, context: EmitContext): string {
	if (sameType(type, withoutBinary(type))) return sql;
	switch (type.kind) {
		case "array": {
			const item = context.freshName();
			return `list_transform(${sql}, lambda ${item}: ${decoded(item, type.element, context)})`;
		}
		case "map": {
			const entry = context.freshName();
			const value = decoded(`${entry}.value`, type.value, context);
			return `map_from_entries(list_transform(map_entries(${sql}), lambda ${entry}: {'key': ${entry}.key, 'value': ${value}}))`;
		}
		case "struct": {
			const fields = type.fields.map(
				(f) => `${quoteText(f.name)}: ${decoded(fieldOf(sql, f.name), f.type, context)}`,
			);
			return `(CASE WHEN ${sql} IS NOT NULL THEN {${fields.join(", ")}} END)`;
		}
		default:
			return `from_base64(${sql})`;
	}
}
