import {
	type DataType,
	isDateTime,
	isInterval,
	isNumeric,
	isTimestamp,
	sameType,
} from "../../core/dataTypes.js";

/** Whether `CAST(x AS to)` exists in Spark with ANSI on. */
export function canCast(from: DataType, to: DataType): boolean {
	if (from.kind === "unknown" || to.kind === "unknown" || sameType(from, to) || from.kind === "void")
		return true;
	if (to.kind === "void") return false;
	if (to.kind === "string") return true;
	if (from.kind === "array" && to.kind === "array") return canCast(from.element, to.element);
	if (from.kind === "map" && to.kind === "map")
		return canCast(from.key, to.key) && canCast(from.value, to.value);
	if (from.kind === "struct" && to.kind === "struct")
		return (
			from.fields.length === to.fields.length &&
			from.fields.every((f, i) => canCast(f.type, (to.fields[i] as (typeof to.fields)[number]).type))
		);
	switch (to.kind) {
		case "boolean":
			return from.kind === "string" || isNumeric(from);
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
			return (
				from.kind === "string" ||
				from.kind === "boolean" ||
				isNumeric(from) ||
				from.kind === "timestamp" ||
				from.kind === "year_month_interval" ||
				from.kind === "day_time_interval"
			);
		case "float":
		case "double":
			return (
				from.kind === "string" || from.kind === "boolean" || isNumeric(from) || from.kind === "timestamp"
			);
		case "decimal":
			return (
				from.kind === "string" ||
				from.kind === "boolean" ||
				isNumeric(from) ||
				from.kind === "timestamp" ||
				from.kind === "year_month_interval" ||
				from.kind === "day_time_interval"
			);
		case "binary":
			return from.kind === "string";
		case "date":
			return from.kind === "string" || isTimestamp(from);
		case "timestamp":
			return from.kind === "string" || isDateTime(from) || isNumeric(from);
		case "timestamp_ntz":
			return from.kind === "string" || isDateTime(from);
		case "interval":
			return from.kind === "string";
		case "year_month_interval":
			return (
				from.kind === "string" ||
				from.kind === to.kind ||
				["tinyint", "smallint", "int", "bigint", "decimal"].includes(from.kind)
			);
		case "day_time_interval":
			return (
				from.kind === "string" ||
				from.kind === to.kind ||
				["tinyint", "smallint", "int", "bigint", "decimal"].includes(from.kind)
			);
		default:
			return false;
	}
}

/** Whether a value may be written to a column of type `to` (ANSI store assignment); also the base of implicit casts. */
export function storeAssignable(from: DataType, to: DataType): boolean {
	if (from.kind === "unknown" || to.kind === "unknown" || sameType(from, to) || from.kind === "void")
		return true;
	if (isNumeric(from) && isNumeric(to)) return true;
	if (to.kind === "string") return isAtomic(from);
	if (isDateTime(from) && isDateTime(to)) return true;
	if (isInterval(from) && from.kind === to.kind) return true;
	if (from.kind === "array" && to.kind === "array") return storeAssignable(from.element, to.element);
	if (from.kind === "map" && to.kind === "map")
		return storeAssignable(from.key, to.key) && storeAssignable(from.value, to.value);
	if (from.kind === "struct" && to.kind === "struct")
		return (
			from.fields.length === to.fields.length &&
			from.fields.every((f, i) => storeAssignable(f.type, (to.fields[i] as (typeof to.fields)[number]).type))
		);
	return false;
}

const isAtomic = (type: DataType): boolean => !["array", "map", "struct"].includes(type.kind);
