import type { DataType, StructField } from "../../../core/dataTypes.js";
import { boolean, call, listOf, name, string } from "../../printers/python/build.js";
import type { PyExpr } from "../../printers/python/nodes.js";

/** Classes of pyspark.sql.types of the types that rows in memory may have. */
export const TYPE_CLASSES: Readonly<Partial<Record<DataType["kind"], string>>> = {
	boolean: "BooleanType",
	int: "IntegerType",
	bigint: "LongType",
	double: "DoubleType",
	string: "StringType",
	void: "NullType",
};

/** `StructType([StructField("id", IntegerType())])`. */
export function structTypeOf(fields: readonly StructField[]): PyExpr {
	const types = fields.map((f) =>
		call(name("StructField"), [
			string(f.name),
			call(name(TYPE_CLASSES[f.type.kind] ?? "StringType")),
			...(f.nullable ? [] : [boolean(false)]),
		]),
	);
	return call(name("StructType"), [listOf(types)]);
}
