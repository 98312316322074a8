import type { DataType } from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import { quoteIdentifier } from "./sql.js";

/**
 * DuckDB's type that holds a Spark type, as SQL.
 * @example duckType(array(decimal(10, 2))) // "DECIMAL(10,2)[]"
 */
export function duckType(type: DataType): string {
	switch (type.kind) {
		case "boolean":
			return "BOOLEAN";
		case "tinyint":
			return "TINYINT";
		case "smallint":
			return "SMALLINT";
		// A column of NULLs has to have some type; Spark's casts from void make it any other.
		case "void":
		case "int":
			return "INTEGER";
		case "bigint":
			return "BIGINT";
		case "float":
			return "FLOAT";
		case "double":
			return "DOUBLE";
		case "decimal":
			return `DECIMAL(${type.precision},${type.scale})`;
		case "string":
			return "VARCHAR";
		case "binary":
		// Spark's own binary form (functions/js/variant/binary.ts).
		case "variant":
		// Well-known binary, least byte first.
		case "geometry":
		case "geography":
			return "BLOB";
		case "time":
			return "TIME";
		case "date":
			return "DATE";
		case "timestamp":
			return "TIMESTAMPTZ";
		case "timestamp_ntz":
			return "TIMESTAMP";
		case "interval":
		case "year_month_interval":
		case "day_time_interval":
			return "INTERVAL";
		case "array":
			return `${duckType(type.element)}[]`;
		case "map":
			return `MAP(${duckType(type.key)}, ${duckType(type.value)})`;
		case "struct":
			if (type.fields.length === 0)
				throw fault("ENGINE_UNSUPPORTED", {
					engine: "duckdb",
					what: "A struct without fields",
					reason: "DuckDB has no such type",
				});
			return `STRUCT(${type.fields.map((f) => `${quoteIdentifier(f.name)} ${duckType(f.type)}`).join(", ")})`;
		case "unknown":
			throw fault("RUN_INTERNAL", { message: "a column of unknown type reached the engine" });
	}
}
