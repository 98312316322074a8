import type { DataType } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundExpr } from "../../../plan/bound.js";
import { type CSV_FUNCTIONS, csvSchema } from "../../../plan/functions/csv.js";
import { optionsOf } from "../../../plan/functions/textSchemas.js";
import { quoteText } from "../sql.js";
import { bigDecimalText, fieldOf, textOf } from "./casts.js";
import { isoText } from "./json.js";
import { fromJsonText } from "./jsonValues.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

/** A field of a row as to_csv writes it, before quoting. */
function fieldText(
	sql: string,
	type: DataType,
	options: Readonly<Record<string, string>>,
	context: EmitContext,
): string {
	switch (type.kind) {
		case "date":
			return options["dateFormat"] === undefined
				? textOf(sql, type, context)
				: `aq_format_time(epoch_us(CAST(${sql} AS TIMESTAMP)), epoch_us(CAST(${sql} AS TIMESTAMP)), 'UTC', ${quoteText(options["dateFormat"])})`;
		case "timestamp":
		case "timestamp_ntz":
			return isoText(sql, type, { ...context, options });
		case "array": {
			const item = context.freshName();
			const each = `' ' || ${fieldText(item, type.element, options, context)}`;
			return `('[' || ltrim(array_to_string(list_transform(${sql}, lambda ${item}: coalesce(${each}, '')), ','), ' ') || ']')`;
		}
		case "map": {
			const entry = context.freshName();
			const key = fieldText(`${entry}.key`, type.key, options, context);
			const value = `coalesce(' ' || ${fieldText(`${entry}.value`, type.value, options, context)}, '')`;
			return `('{' || ltrim(array_to_string(list_transform(map_entries(${sql}), lambda ${entry}: ' ' || ${key} || ' ->' || ${value}), ','), ' ') || '}')`;
		}
		case "struct": {
			const values = type.fields.map(
				(f, i) =>
					`coalesce(${i === 0 ? "" : "' ' || "}${fieldText(fieldOf(sql, f.name), f.type, options, context)}, '')`,
			);
			return `(CASE WHEN ${sql} IS NOT NULL THEN '{' || ${values.length ? values.join(" || ',' || ") : "''"} || '}' END)`;
		}
		case "binary": {
			const item = context.freshName();
			return `('[' || array_to_string(list_transform(range(octet_length(${sql})), lambda ${item}: substring(hex(${sql}), CAST(2 * ${item} + 1 AS INTEGER), 2)), ' ') || ']')`;
		}
		case "interval":
		case "year_month_interval":
		case "day_time_interval":
			throw fault("ENGINE_UNSUPPORTED", {
				engine: "duckdb",
				what: "to_csv of an interval",
				reason: "cast it to a string first",
			});
		case "decimal":
			return bigDecimalText(sql, type);
		default:
			return textOf(sql, type, context);
	}
}

export const CSV_ROWS = {
	from_csv: {
		sql: ([text], call, context) => {
			const settings = JSON.stringify(optionsOf(call.args[2]));
			const tree = `aq_from_csv(${text}, ${quoteText(JSON.stringify(call.type))}, ${quoteText(settings)})`;
			return fromJsonText(tree, call.type, context);
		},
	},
	to_csv: {
		sql: ([row = ""], call, context) => {
			const { type } = call.args[0] as BoundExpr;
			const options = optionsOf(call.args[1]);
			const fields =
				type.kind === "struct"
					? type.fields.map((f) => fieldText(fieldOf(row, f.name), f.type, options, context))
					: [];
			const list = `CAST([${fields.join(", ")}] AS VARCHAR[])`;
			return `(CASE WHEN ${row} IS NOT NULL THEN aq_to_csv(${list}, ${quoteText(JSON.stringify(options))}) END)`;
		},
	},
	schema_of_csv: { sql: (_args, call) => quoteText(csvSchema(call.args)) },
} as const satisfies Record<keyof typeof CSV_FUNCTIONS, DuckDbFunction>;
