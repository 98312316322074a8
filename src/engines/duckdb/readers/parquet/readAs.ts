import { type DataType, type StructField, sameType, typeName } from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import { sameName } from "../../../../core/names.js";
import { quoteIdentifier } from "../../sql.js";
import { duckType } from "../../types.js";

/** A column of a file read as a declared type, by the conversions that Spark's reader knows; other ones are errors. */
export function readAs(value: string, from: DataType, to: DataType, column: string, path: string): string {
	if (sameType(from, to)) return value;
	if (from.kind === "struct" && to.kind === "struct") {
		const parts = to.fields.map(
			(f) => `${quoteIdentifier(f.name)} := ${fieldAs(value, from.fields, f, column, path)}`,
		);
		return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${parts.join(", ")}) END`;
	}
	if (from.kind === "array" && to.kind === "array")
		return `list_transform(${value}, lambda x: ${readAs("x", from.element, to.element, column, path)})`;
	if (from.kind === "timestamp_ntz" && to.kind === "timestamp") return `timezone('UTC', ${value})`;
	if (!isWider(from, to))
		throw fault(
			"SOURCE_UNREADABLE",
			{
				path,
				problem: `the column ${column} is ${typeName(from)} there, and was declared as ${typeName(to)}`,
			},
			{ sparkCondition: "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH" },
		);
	return `CAST(${value} AS ${duckType(to)})`;
}

function fieldAs(
	value: string,
	fields: readonly StructField[],
	wanted: StructField,
	column: string,
	path: string,
): string {
	const found = fields.find((f) => sameName(f.name, wanted.name));
	return found
		? readAs(
				`(${value}).${quoteIdentifier(found.name)}`,
				found.type,
				wanted.type,
				`${column}.${wanted.name}`,
				path,
			)
		: `CAST(NULL AS ${duckType(wanted.type)})`;
}

const INTEGERS = ["tinyint", "smallint", "int"];

function isWider(from: DataType, to: DataType): boolean {
	const isInt = INTEGERS.includes(from.kind);
	switch (to.kind) {
		case "tinyint":
		case "smallint":
		case "int":
			return isInt && INTEGERS.indexOf(from.kind) <= INTEGERS.indexOf(to.kind);
		case "bigint":
			return isInt;
		case "double":
			return isInt || from.kind === "float";
		case "decimal":
			if (isInt) return to.precision - to.scale >= 10;
			if (from.kind === "bigint") return to.precision - to.scale >= 20;
			return (
				from.kind === "decimal" &&
				to.scale >= from.scale &&
				to.precision - from.precision >= to.scale - from.scale
			);
		case "timestamp_ntz":
			return from.kind === "date";
		case "string":
			return from.kind === "binary";
		case "binary":
			return from.kind === "string";
		default:
			return false;
	}
}
