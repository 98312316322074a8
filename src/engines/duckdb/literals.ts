import type { DataType } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { daysOfDateText, microsOfTimestampText } from "../../plan/literals.js";
import { quoteText } from "./sql.js";
import { duckType } from "./types.js";

const DAY_MICROS = 86_400_000_000n;
const plainYear = /^\d{4}-/;

/**
 * A literal in its canonical text (plan/literals.ts) as DuckDB SQL of exactly its type: a bare `5` would take the type
 * of its neighbour.
 */
export function literalSql(type: DataType, value: string | null): string {
	if (value === null) return `CAST(NULL AS ${duckType(type)})`;
	switch (type.kind) {
		case "boolean":
			return value === "true" ? "TRUE" : "FALSE";
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return `CAST(${integer(value)} AS ${duckType(type)})`;
		case "float":
		case "double":
		case "decimal":
			return `CAST(${quoteText(value)} AS ${duckType(type)})`;
		case "string":
			return quoteText(value);
		case "binary":
			return `unhex(${quoteText(value)})`;
		case "time":
			return `TIME ${quoteText(value)}`;
		case "date":
			return plainYear.test(value)
				? `DATE ${quoteText(value)}`
				: `(DATE '1970-01-01' + CAST(${daysOfDateText(value)} AS INTEGER))`;
		case "timestamp":
			return timestampLiteral(microsOfTimestampText(value), value);
		case "timestamp_ntz":
			return plainYear.test(value)
				? `TIMESTAMP ${quoteText(value.replace("T", " "))}`
				: `make_timestamp(${microsOfTimestampText(value)})`;
		case "year_month_interval":
			return `to_months(${integer(value)})`;
		case "day_time_interval":
			return dayTimeSql(BigInt(value));
		case "interval": {
			const [months, days, micros] = value.split(" ").map((part) => integer(part));
			return `(to_months(${months}) + to_days(${days}) + to_microseconds(${micros}))`;
		}
		case "void":
		case "variant":
		case "geometry":
		case "geography":
		case "unknown":
		case "array":
		case "map":
		case "struct":
			throw fault("RUN_INTERNAL", { message: `a literal of type ${type.kind}` });
	}
}

/** An instant given in microseconds since 1970. */
export function instantSql(micros: bigint): string {
	return `make_timestamptz(${micros})`;
}

function timestampLiteral(micros: bigint, text: string): string {
	if (!plainYear.test(text)) return instantSql(micros);
	return `TIMESTAMPTZ ${quoteText(`${text.slice(0, -1).replace("T", " ")}+00`)}`;
}

/** Whole days apart from the rest, as Spark adds them: a day stays a day where the clock changes. */
function dayTimeSql(micros: bigint): string {
	const days = micros / DAY_MICROS;
	const rest = micros % DAY_MICROS;
	if (days === 0n) return `to_microseconds(${rest})`;
	return rest === 0n ? `to_days(${days})` : `(to_days(${days}) + to_microseconds(${rest}))`;
}

function integer(text: string): string {
	if (!/^[+-]?\d+$/.test(text)) throw fault("RUN_INTERNAL", { message: `"${text}" is not an integer` });
	return text;
}
