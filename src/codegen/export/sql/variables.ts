import { type DataType, typeDdl } from "../../../core/dataTypes.js";
import { textLiteral } from "../sparkSql/index.js";

/** Whether `${name}` is a reference to a setting: a blank or a brace ends it, and what a colon follows is a kind of setting. */
export const isVariable = (name: string): boolean => /^[^\s{}]+$/.test(name) && !/^\w+:/.test(name);

/**
 * A setting that stands between quotes, as the value of a type: `-${n}` would be a comment for a number below zero, and `0.5` is
 * no DOUBLE.
 * @example variableOf(INT, "${n}", "UTC") // "CAST('${n}' AS INT)"
 */
export function variableOf(type: DataType, variable: string, timeZone: string): string {
	switch (type.kind) {
		case "string":
			return `'${variable}'`;
		case "date":
			return `DATE '${variable}'`;
		case "timestamp":
			// A parameter's time is in UTC, whatever the session's time zone is.
			return timeZone === "UTC"
				? `TIMESTAMP '${variable}'`
				: `CAST(concat(replace('${variable}', 'Z', ''), 'Z') AS TIMESTAMP)`;
		case "timestamp_ntz":
			return `TIMESTAMP_NTZ '${variable}'`;
		default:
			return `CAST('${variable}' AS ${typeDdl(type)})`;
	}
}

/**
 * What a setting has to hold, so that the literal around it is that text.
 * @example variableValue("it's") // "it\\\\'s"
 */
export const variableValue = (text: string): string => textLiteral(text).slice(1, -1);
