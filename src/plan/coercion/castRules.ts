import {
	type DataType,
	isDateTime,
	isFractional,
	isInterval,
	isNested,
	isNumeric,
	isTimestamp,
	sameType,
	VARIANT,
} from "../../core/dataTypes.js";

/** Whether `CAST(x AS to)` exists in Spark with ANSI on. */
export function canCast(from: DataType, to: DataType): boolean {
	if (from.kind === "unknown" || to.kind === "unknown" || sameType(from, to) || from.kind === "void")
		return true;
	if (to.kind === "void") return false;
	if (from.kind === "geometry" || from.kind === "geography") return false;
	if (to.kind === "string") return true;
	if (to.kind === "variant") return intoVariant(from);
	if (from.kind === "variant") return outOfVariant(to);
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
				from.kind === "time" ||
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
				from.kind === "time" ||
				from.kind === "year_month_interval" ||
				from.kind === "day_time_interval"
			);
		case "binary":
			return from.kind === "string";
		case "date":
			return from.kind === "string" || isTimestamp(from);
		case "timestamp":
			return from.kind === "string" || isDateTime(from) || isNumeric(from) || from.kind === "time";
		case "timestamp_ntz":
			return from.kind === "string" || isDateTime(from) || from.kind === "time";
		case "time":
			return from.kind === "string" || isTimestamp(from) || from.kind === "time";
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

/** Structs and maps become variants by to_variant_object alone. */
function intoVariant(from: DataType): boolean {
	if (from.kind === "array") return canCast(from.element, VARIANT);
	return isAtomic(from) && !isInterval(from);
}

function outOfVariant(to: DataType): boolean {
	switch (to.kind) {
		case "array":
			return canCast(VARIANT, to.element);
		case "map":
			return to.key.kind === "string" && canCast(VARIANT, to.value);
		case "struct":
			return to.fields.every((f) => canCast(VARIANT, f.type));
		default:
			return !isInterval(to);
	}
}

/** Whether a value may be written to a column of type `to` (ANSI store assignment); also the base of implicit casts. */
export function storeAssignable(from: DataType, to: DataType): boolean {
	if (from.kind === "unknown" || to.kind === "unknown" || sameType(from, to) || from.kind === "void")
		return true;
	if (isNumeric(from) && isNumeric(to)) return true;
	if (from.kind === "geometry" || from.kind === "geography") return false;
	if (to.kind === "string") return isAtomic(from);
	if (isDateTime(from) && isDateTime(to)) return true;
	if (isInterval(from) && from.kind === to.kind) return true;
	if (from.kind === "time" && to.kind === "time") return true;
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

const isAtomic = (type: DataType): boolean => !isNested(type);

/** Whether Spark's schema calls a cast of a value that is never NULL nullable, though with ANSI on it raises instead. */
export function mayLoseValue(from: DataType, to: DataType): boolean {
	if (from.kind === "void" || sameType(from, to) || to.kind === "string") return false;
	if (from.kind === "string") return to.kind !== "binary";
	switch (to.kind) {
		case "date":
			return !isTimestamp(from) || from.kind === "timestamp_ntz";
		case "timestamp":
			return from.kind === "float" || from.kind === "double";
		case "timestamp_ntz":
			return from.kind === "date";
		case "interval":
			return true;
		case "decimal":
			return !fitsDecimal(from, to);
		case "tinyint":
		case "smallint":
		case "int":
			return ["timestamp", "decimal", "time"].includes(from.kind) || isFractional(from);
		case "bigint":
			return from.kind === "decimal" || isFractional(from);
		default:
			return false;
	}
}

const INTEGER_DIGITS: Readonly<Record<string, number>> = {
	boolean: 1,
	tinyint: 3,
	smallint: 5,
	int: 10,
	bigint: 20,
};

function fitsDecimal(from: DataType, to: Extract<DataType, { kind: "decimal" }>): boolean {
	const integral = to.precision - to.scale;
	if (from.kind === "decimal") {
		const own = from.precision - from.scale;
		return integral > own || (integral === own && to.scale >= from.scale);
	}
	const digits = INTEGER_DIGITS[from.kind];
	return digits !== undefined && integral >= digits;
}

const NUMBERS = ["tinyint", "smallint", "int", "bigint", "float", "double"];

/** Whether every value has a place in the other type: what try_cast never loses. */
export function alwaysFits(from: DataType, to: DataType): boolean {
	if (from.kind === "void" || sameType(from, to)) return true;
	if (from.kind === "array" && to.kind === "array") return alwaysFits(from.element, to.element);
	if (from.kind === "map" && to.kind === "map")
		return alwaysFits(from.key, to.key) && alwaysFits(from.value, to.value);
	if (from.kind === "struct" && to.kind === "struct")
		return from.fields.every((f, i) => to.fields[i] !== undefined && alwaysFits(f.type, to.fields[i].type));
	if (to.kind === "string") return isAtomic(from);
	if (to.kind === "decimal") {
		if (from.kind === "decimal")
			return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
		return isNumeric(from) && !isFractional(from) && fitsDecimal(from, to);
	}
	if (from.kind === "string") return to.kind === "binary";
	const [a, b] = [NUMBERS.indexOf(from.kind), NUMBERS.indexOf(to.kind)];
	if (a >= 0 && b >= 0) return a < b;
	if (from.kind === "bigint" || to.kind === "bigint")
		return from.kind === "timestamp" || to.kind === "timestamp";
	return isDateTime(from) && isTimestamp(to);
}

/** Whether TRY_CAST takes it: a key of a map that the cast could make NULL is no key. */
export function canTryCast(from: DataType, to: DataType): boolean {
	if (!canCast(from, to)) return false;
	if (from.kind === "array" && to.kind === "array") return canTryCast(from.element, to.element);
	if (from.kind === "struct" && to.kind === "struct")
		return from.fields.every((f, i) => canTryCast(f.type, (to.fields[i] as (typeof to.fields)[number]).type));
	if (from.kind !== "map" || to.kind !== "map") return true;
	if (!canTryCast(from.value, to.value)) return false;
	return from.key.kind !== "string" || to.key.kind === "string" || to.key.kind === "binary";
}
