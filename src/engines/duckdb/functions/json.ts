import type { DataType, StructField } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantText } from "../../../plan/coercion.js";
import type { JSON_FUNCTIONS } from "../../../plan/functions/json.js";
import { schemaOfJson } from "../../../plan/functions/schemaOfJson.js";
import { optionsOf } from "../../../plan/functions/textSchemas.js";
import { quoteText } from "../sql.js";
import { bigDecimalText, fieldOf, textOf } from "./casts.js";
import { fromJsonText } from "./jsonValues.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

const fromJson: DuckDbFunction = {
	sql: ([text], call, context) => {
		const settings = JSON.stringify(optionsOf(call.args[2]));
		const tree = `aq_from_json(${text}, ${quoteText(JSON.stringify(call.type))}, ${quoteText(settings)})`;
		return fromJsonText(tree, call.type, context);
	},
};

export interface JsonContext extends EmitContext {
	readonly options: Readonly<Record<string, string>>;
}

const isSorted = ({ options }: JsonContext): boolean =>
	Object.entries(options).some(([k, v]) => k.toLowerCase() === "sortkeys" && v.toLowerCase() === "true");

/** Fields as they stand, or (option sortKeys) by name. */
function inOrder(fields: readonly StructField[], context: JsonContext): readonly StructField[] {
	return isSorted(context) ? fields.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : fields;
}

/** A value as JSON text; SQL NULL for NULL, so that structs can leave it out. */
function jsonOf(sql: string, type: DataType, context: JsonContext): string {
	switch (type.kind) {
		case "struct": {
			const fields = inOrder(type.fields, context).map((f) => {
				const value = jsonOf(fieldOf(sql, f.name), f.type, context);
				const kept = context.options["ignoreNullFields"] === "false" ? `coalesce(${value}, 'null')` : value;
				return `${quoteText(`${JSON.stringify(f.name)}:`)} || ${kept}`;
			});
			// array_to_string passes over NULL, as Spark's writer does over null fields.
			const body = fields.length === 0 ? "''" : `coalesce(array_to_string([${fields.join(", ")}], ','), '')`;
			return `(CASE WHEN ${sql} IS NOT NULL THEN '{' || ${body} || '}' END)`;
		}
		case "array": {
			const item = context.freshName();
			const items = `list_transform(${sql}, lambda ${item}: coalesce(${jsonOf(item, type.element, context)}, 'null'))`;
			return `(CASE WHEN ${sql} IS NOT NULL THEN '[' || coalesce(array_to_string(${items}, ','), '') || ']' END)`;
		}
		case "map": {
			const entry = context.freshName();
			// A struct as a key is written as Spark's internal rows print.
			const own =
				type.key.kind === "decimal"
					? bigDecimalText(`${entry}.key`, type.key)
					: textOf(`${entry}.key`, type.key, context);
			const shown =
				type.key.kind === "struct"
					? `'[' || replace(substring(${own}, 2, length(${own}) - 2), ', ', ',') || ']'`
					: own;
			const key = `CAST(to_json(${shown}) AS VARCHAR)`;
			const value = `coalesce(${jsonOf(`${entry}.value`, type.value, context)}, 'null')`;
			const unsorted = `map_entries(${sql})`;
			// A list of structs is sorted by their first field, the key.
			const all = isSorted(context) ? `list_sort(${unsorted})` : unsorted;
			const entries = `list_transform(${all}, lambda ${entry}: ${key} || ':' || ${value})`;
			return `(CASE WHEN ${sql} IS NOT NULL THEN '{' || coalesce(array_to_string(${entries}, ','), '') || '}' END)`;
		}
		case "string":
			return `CAST(to_json(${sql}) AS VARCHAR)`;
		case "variant":
			return `aq_variant_json(${sql}, ${quoteText(context.timeZone)})`;
		case "binary":
			return `('"' || to_base64(${sql}) || '"')`;
		case "date":
			return quoted(
				formattedTime(`CAST(${sql} AS TIMESTAMP)`, context.options["dateFormat"] ?? "yyyy-MM-dd"),
			);
		case "timestamp":
		case "timestamp_ntz":
			return quoted(isoText(sql, type, context));
		case "float":
		case "double":
			return `(CASE WHEN isfinite(${sql}) THEN aq_number_text(${sql}) ELSE '"' || aq_number_text(${sql}) || '"' END)`;
		case "boolean":
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return `CAST(${sql} AS VARCHAR)`;
		case "decimal":
			return bigDecimalText(sql, type);
		default:
			return `('"' || ${textOf(sql, type, context)} || '"')`;
	}
}

/** `2024-01-02T03:04:05.500Z`: milliseconds, and the session zone's offset for an instant. */
export function isoText(sql: string, type: DataType, context: JsonContext): string {
	if (type.kind === "timestamp_ntz")
		return formattedTime(sql, context.options["timestampNTZFormat"] ?? "yyyy-MM-dd'T'HH:mm:ss[.SSS]");
	const pattern = quoteText(context.options["timestampFormat"] ?? "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]");
	const local = `CAST(${sql} AS TIMESTAMP)`;
	return `aq_format_time(epoch_us(${local}), epoch_us(${sql}), ${quoteText(context.timeZone)}, ${pattern})`;
}

/** Escaped as a JSON string: a pattern may hold anything. */
const quoted = (sql: string): string => `CAST(to_json(${sql}) AS VARCHAR)`;

const formattedTime = (sql: string, pattern: string): string =>
	`aq_format_time(epoch_us(${sql}), epoch_us(${sql}), 'UTC', ${quoteText(pattern)})`;

const schemaOf = (call: BoundCall): string => {
	const example = constantText(call.args[0]);
	if (example === undefined)
		throw fault("PLAN_BAD_ARGUMENT", { name: "schema_of_json", problem: "the example must be a constant" });
	return quoteText(schemaOfJson(example, optionsOf(call.args[1])));
};

export const JSON_ROWS = {
	from_json: fromJson,
	to_json: {
		sql: ([x = ""], call, context) =>
			jsonOf(x, (call.args[0] as BoundExpr).type, { ...context, options: optionsOf(call.args[1]) }),
	},
	get_json_object: { sql: ([text, path]) => `aq_get_json_object(${text}, ${path})` },
	json_array_length: { sql: ([text]) => `aq_json_array_length(${text})` },
	json_object_keys: { sql: ([text]) => `aq_json_object_keys(${text})` },
	schema_of_json: { sql: (_args, call) => schemaOf(call) },
	json_tuple: {
		generate: ([text, ...keys]) => ({
			list: `[{${keys.map((key, i) => `'c${i}': aq_json_tuple_field(${text}, ${key})`).join(", ")}}]`,
			shape: "fields",
		}),
	},
} as const satisfies Record<keyof typeof JSON_FUNCTIONS, DuckDbFunction>;
