import type { DuckDBType } from "@duckdb/node-api";
import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
	CALENDAR_INTERVAL,
	DATE,
	type DataType,
	DOUBLE,
	decimal,
	FLOAT,
	field,
	INT,
	map,
	SMALLINT,
	STRING,
	struct,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	time,
	VOID,
} from "../../core/dataTypes.js";
import { fault } from "../../core/errors/index.js";
import {
	DuckDBBigIntType,
	DuckDBBlobType,
	DuckDBBooleanType,
	DuckDBDateType,
	DuckDBDecimalType,
	DuckDBDoubleType,
	DuckDBFloatType,
	DuckDBIntegerType,
	DuckDBIntervalType,
	DuckDBListType,
	DuckDBMapType,
	DuckDBSmallIntType,
	DuckDBStructType,
	DuckDBTimestampType,
	DuckDBTimestampTZType,
	DuckDBTimeType,
	DuckDBTinyIntType,
	DuckDBTypeId,
	DuckDBVarCharType,
} from "./duckdb.js";

/** The Spark type of what a DuckDB query gives (files of other tools); undefined where Spark has none. */
export function sparkType(type: DuckDBType): DataType | undefined {
	switch (type.typeId) {
		case DuckDBTypeId.SQLNULL:
			return VOID;
		case DuckDBTypeId.BOOLEAN:
			return BOOLEAN;
		case DuckDBTypeId.TINYINT:
			return TINYINT;
		case DuckDBTypeId.SMALLINT:
		case DuckDBTypeId.UTINYINT:
			return SMALLINT;
		case DuckDBTypeId.INTEGER:
		case DuckDBTypeId.USMALLINT:
			return INT;
		case DuckDBTypeId.BIGINT:
		case DuckDBTypeId.UINTEGER:
			return BIGINT;
		case DuckDBTypeId.UBIGINT:
			return decimal(20, 0);
		case DuckDBTypeId.FLOAT:
			return FLOAT;
		case DuckDBTypeId.DOUBLE:
			return DOUBLE;
		case DuckDBTypeId.DECIMAL:
			return decimal(type.width, type.scale);
		case DuckDBTypeId.VARCHAR:
		case DuckDBTypeId.ENUM:
		case DuckDBTypeId.UUID:
			return STRING;
		case DuckDBTypeId.BLOB:
			return BINARY;
		case DuckDBTypeId.DATE:
			return DATE;
		case DuckDBTypeId.TIME:
			return time();
		case DuckDBTypeId.TIMESTAMP_TZ:
			return TIMESTAMP;
		case DuckDBTypeId.TIMESTAMP:
		case DuckDBTypeId.TIMESTAMP_S:
		case DuckDBTypeId.TIMESTAMP_MS:
		case DuckDBTypeId.TIMESTAMP_NS:
			return TIMESTAMP_NTZ;
		case DuckDBTypeId.INTERVAL:
			return CALENDAR_INTERVAL;
		case DuckDBTypeId.LIST:
		case DuckDBTypeId.ARRAY: {
			const element = sparkType(type.valueType);
			return element && array(element);
		}
		case DuckDBTypeId.MAP: {
			const key = sparkType(type.keyType);
			const value = sparkType(type.valueType);
			return key && value && map(key, value);
		}
		case DuckDBTypeId.STRUCT: {
			const types = type.entryTypes.map(sparkType);
			if (types.some((t) => t === undefined)) return undefined;
			return struct(type.entryNames.map((name, i) => field(name, types[i] as DataType)));
		}
		default:
			return undefined;
	}
}

/** DuckDB's own type object that holds a Spark type, e.g. of a function's argument. */
export function duckTypeObject(type: DataType): DuckDBType {
	switch (type.kind) {
		case "boolean":
			return DuckDBBooleanType.instance;
		case "tinyint":
			return DuckDBTinyIntType.instance;
		case "smallint":
			return DuckDBSmallIntType.instance;
		case "void":
		case "int":
			return DuckDBIntegerType.instance;
		case "bigint":
			return DuckDBBigIntType.instance;
		case "float":
			return DuckDBFloatType.instance;
		case "double":
			return DuckDBDoubleType.instance;
		case "decimal":
			return new DuckDBDecimalType(type.precision, type.scale);
		case "string":
			return DuckDBVarCharType.instance;
		case "binary":
		case "variant":
		case "geometry":
		case "geography":
			return DuckDBBlobType.instance;
		case "time":
			return DuckDBTimeType.instance;
		case "date":
			return DuckDBDateType.instance;
		case "timestamp":
			return DuckDBTimestampTZType.instance;
		case "timestamp_ntz":
			return DuckDBTimestampType.instance;
		case "interval":
		case "year_month_interval":
		case "day_time_interval":
			return DuckDBIntervalType.instance;
		case "array":
			return new DuckDBListType(duckTypeObject(type.element));
		case "map":
			return new DuckDBMapType(duckTypeObject(type.key), duckTypeObject(type.value));
		case "struct":
			return new DuckDBStructType(
				type.fields.map((f) => f.name),
				type.fields.map((f) => duckTypeObject(f.type)),
			);
		case "unknown":
			throw fault("RUN_INTERNAL", { message: "an argument of unknown type reached the engine" });
	}
}
