/**
 * DuckDB's package, `require`d: imported, Node would read all of its hundred CommonJS files a second time to find the
 * names that they export, which costs as much as Node's own start (Node 20.20).
 */
import { createRequire } from "node:module";
import type * as api from "@duckdb/node-api";

const loaded = createRequire(import.meta.url)("@duckdb/node-api") as typeof api;

export const DuckDBBigIntType = loaded.DuckDBBigIntType;
export type DuckDBBigIntType = api.DuckDBBigIntType;
export const DuckDBBlobType = loaded.DuckDBBlobType;
export type DuckDBBlobType = api.DuckDBBlobType;
export const DuckDBBlobValue = loaded.DuckDBBlobValue;
export type DuckDBBlobValue = api.DuckDBBlobValue;
export const DuckDBBooleanType = loaded.DuckDBBooleanType;
export type DuckDBBooleanType = api.DuckDBBooleanType;
export const DuckDBDateType = loaded.DuckDBDateType;
export type DuckDBDateType = api.DuckDBDateType;
export const DuckDBDecimalType = loaded.DuckDBDecimalType;
export type DuckDBDecimalType = api.DuckDBDecimalType;
export const DuckDBDoubleType = loaded.DuckDBDoubleType;
export type DuckDBDoubleType = api.DuckDBDoubleType;
export const DuckDBFloatType = loaded.DuckDBFloatType;
export type DuckDBFloatType = api.DuckDBFloatType;
export const DuckDBInstance = loaded.DuckDBInstance;
export type DuckDBInstance = api.DuckDBInstance;
export const DuckDBIntegerType = loaded.DuckDBIntegerType;
export type DuckDBIntegerType = api.DuckDBIntegerType;
export const DuckDBIntervalType = loaded.DuckDBIntervalType;
export type DuckDBIntervalType = api.DuckDBIntervalType;
export const DuckDBListType = loaded.DuckDBListType;
export type DuckDBListType = api.DuckDBListType;
export const DuckDBListValue = loaded.DuckDBListValue;
export type DuckDBListValue = api.DuckDBListValue;
export const DuckDBMapType = loaded.DuckDBMapType;
export type DuckDBMapType = api.DuckDBMapType;
export const DuckDBScalarFunction = loaded.DuckDBScalarFunction;
export type DuckDBScalarFunction = api.DuckDBScalarFunction;
export const DuckDBSmallIntType = loaded.DuckDBSmallIntType;
export type DuckDBSmallIntType = api.DuckDBSmallIntType;
export const DuckDBStructType = loaded.DuckDBStructType;
export type DuckDBStructType = api.DuckDBStructType;
export const DuckDBTimestampTZType = loaded.DuckDBTimestampTZType;
export type DuckDBTimestampTZType = api.DuckDBTimestampTZType;
export const DuckDBTimeType = loaded.DuckDBTimeType;
export type DuckDBTimeType = api.DuckDBTimeType;
export const DuckDBTimestampType = loaded.DuckDBTimestampType;
export type DuckDBTimestampType = api.DuckDBTimestampType;
export const DuckDBTinyIntType = loaded.DuckDBTinyIntType;
export type DuckDBTinyIntType = api.DuckDBTinyIntType;
export const DuckDBTypeId = loaded.DuckDBTypeId;
export type DuckDBTypeId = api.DuckDBTypeId;
export const DuckDBVarCharType = loaded.DuckDBVarCharType;
export type DuckDBVarCharType = api.DuckDBVarCharType;
export const {
	BIGINT,
	BLOB,
	blobValue,
	BOOLEAN,
	dateValue,
	decimalValue,
	DOUBLE,
	FLOAT,
	INTEGER,
	intervalValue,
	LIST,
	listValue,
	mapValue,
	structValue,
	timestampTZValue,
	timeValue,
	timestampValue,
	VARCHAR,
} = loaded;
