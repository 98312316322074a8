import {
	array,
	type DataType,
	decimal,
	field,
	map,
	type StructType,
	sameType,
	struct,
	typeName,
} from "../../../../core/dataTypes.js";
import { fault } from "../../../../core/errors/index.js";
import { sameName } from "../../../../core/names.js";

/** Spark's `mergeSchema`: the columns of both, each of one type in all files. */
export function mergeSchemas(a: StructType, b: StructType): StructType {
	const fields = a.fields.map((f) => {
		const other = b.fields.find((g) => sameName(g.name, f.name));
		return other ? field(f.name, mergeType(f.type, other.type, f.name)) : f;
	});
	return struct([...fields, ...b.fields.filter((g) => !a.fields.some((f) => sameName(f.name, g.name)))]);
}

function mergeType(a: DataType, b: DataType, column: string): DataType {
	if (sameType(a, b)) return a;
	if (a.kind === "struct" && b.kind === "struct") return mergeSchemas(a, b);
	if (a.kind === "array" && b.kind === "array") return array(mergeType(a.element, b.element, column));
	if (a.kind === "map" && b.kind === "map")
		return map(mergeType(a.key, b.key, column), mergeType(a.value, b.value, column));
	if (a.kind === "decimal" && b.kind === "decimal" && a.scale === b.scale)
		return decimal(Math.max(a.precision, b.precision), a.scale);
	throw fault("SOURCE_MERGE_SCHEMA", {
		problem: `${column} is ${typeName(a)} in one and ${typeName(b)} in another`,
	});
}
