import {
	array,
	BIGINT,
	type DataType,
	type DayTimeField,
	type DecimalType,
	DOUBLE,
	dayTimeInterval,
	decimal,
	FLOAT,
	field,
	INT,
	isFractional,
	isInteger,
	isNumeric,
	map,
	SMALLINT,
	STRING,
	sameType,
	struct,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	time,
	UNKNOWN,
	yearMonthInterval,
} from "../../core/dataTypes.js";
import type { BoundExpr } from "../bound.js";

const MAX_PRECISION = 38;
const MIN_ADJUSTED_SCALE = 6;

/** A decimal of this size, cut to 38 digits as Spark cuts the result of arithmetic: the scale gives way first. */
function adjusted(precision: number, scale: number): DecimalType {
	if (precision <= MAX_PRECISION) return decimal(precision, scale);
	const integral = precision - scale;
	const least = Math.min(scale, MIN_ADJUSTED_SCALE);
	return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - integral, least));
}

/** A decimal that keeps its integral digits when it must be cut. */
function bounded(integral: number, scale: number): DecimalType {
	const precision = integral + scale;
	if (precision <= MAX_PRECISION) return decimal(precision, scale);
	return decimal(MAX_PRECISION, Math.max(0, MAX_PRECISION - integral));
}

/** The smallest decimal that holds both. */
export function widerDecimal(a: DecimalType, b: DecimalType): DecimalType {
	return bounded(Math.max(a.precision - a.scale, b.precision - b.scale), Math.max(a.scale, b.scale));
}

/** The decimal that holds every value of a numeric type (an integer literal: just its digits). */
export function decimalOf(type: DataType, expr?: BoundExpr): DecimalType {
	if (expr?.kind === "literal" && expr.value !== null && isInteger(type)) {
		return decimal(Math.max(1, expr.value.replace("-", "").length), 0);
	}
	switch (type.kind) {
		case "decimal":
			return type;
		case "tinyint":
			return decimal(3, 0);
		case "smallint":
			return decimal(5, 0);
		case "int":
			return decimal(10, 0);
		case "bigint":
			return decimal(20, 0);
		case "float":
			return decimal(14, 7);
		case "double":
			return decimal(30, 15);
		default:
			return decimal(38, 18);
	}
}

/** The result of `a op b` on decimals. */
export function arithmeticType(
	op: "+" | "-" | "*" | "/" | "%" | "div",
	a: DecimalType,
	b: DecimalType,
): DataType {
	const scale = Math.max(a.scale, b.scale);
	switch (op) {
		case "+":
		case "-":
			return adjusted(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale);
		case "*":
			return adjusted(a.precision + b.precision + 1, a.scale + b.scale);
		case "/": {
			const s = Math.max(MIN_ADJUSTED_SCALE, a.scale + b.precision + 1);
			return adjusted(a.precision - a.scale + b.scale + s, s);
		}
		case "%":
			return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
		case "div":
			return BIGINT;
	}
}

const NUMBERS = [TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE] as const;
const RANKS: ReadonlyMap<DataType["kind"], number> = new Map(NUMBERS.map((type, rank) => [type.kind, rank]));

function commonNumber(a: DataType, b: DataType): DataType {
	if (a.kind === "decimal" || b.kind === "decimal") {
		if (isFractional(a) || isFractional(b)) return DOUBLE;
		return widerDecimal(decimalOf(a), decimalOf(b));
	}
	const wider = NUMBERS[Math.max(RANKS.get(a.kind) ?? -1, RANKS.get(b.kind) ?? -1)] ?? DOUBLE;
	// An integer beside a float: only a double keeps its digits.
	return wider.kind === "float" ? DOUBLE : wider;
}

/** What a string becomes beside a value of this type. */
function besideString(type: DataType): DataType | undefined {
	if (isInteger(type)) return BIGINT;
	if (isNumeric(type)) return DOUBLE;
	switch (type.kind) {
		case "boolean":
		case "binary":
		case "date":
		case "timestamp":
		case "timestamp_ntz":
		case "time":
		case "variant":
			return type;
		default:
			return undefined;
	}
}

function commonDateTime(a: DataType, b: DataType): DataType | undefined {
	const kinds = new Set([a.kind, b.kind]);
	if (kinds.has("timestamp") && (kinds.has("date") || kinds.has("timestamp_ntz"))) return TIMESTAMP;
	if (kinds.has("timestamp_ntz") && kinds.has("date")) return TIMESTAMP_NTZ;
	return undefined;
}

const DAY_TIME: readonly DayTimeField[] = ["day", "hour", "minute", "second"];

function commonInterval(a: DataType, b: DataType): DataType | undefined {
	if (a.kind === "year_month_interval" && b.kind === "year_month_interval") {
		return yearMonthInterval(
			a.start === "year" || b.start === "year" ? "year" : "month",
			a.end === "month" || b.end === "month" ? "month" : "year",
		);
	}
	if (a.kind === "day_time_interval" && b.kind === "day_time_interval") {
		const place = (f: DayTimeField): number => DAY_TIME.indexOf(f);
		return dayTimeInterval(
			DAY_TIME[Math.min(place(a.start), place(b.start))],
			DAY_TIME[Math.max(place(a.end), place(b.end))],
		);
	}
	return undefined;
}

function commonPair(a: DataType, b: DataType): DataType | undefined {
	if (sameType(a, b)) return withNullability(a, b);
	if (a.kind === "unknown" || b.kind === "unknown") return UNKNOWN;
	if (a.kind === "void") return b;
	if (b.kind === "void") return a;
	if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
	if (a.kind === "string") return besideString(b);
	if (b.kind === "string") return besideString(a);
	if (a.kind === "array" && b.kind === "array") {
		const element = commonPair(a.element, b.element);
		return element && array(element, a.containsNull || b.containsNull);
	}
	if (a.kind === "map" && b.kind === "map") {
		// A key that a cast could make NULL is no key.
		const mixed = (a.key.kind === "string") !== (b.key.kind === "string");
		const either = [a.key.kind, b.key.kind].some((k) => k === "void" || k === "unknown");
		const key = mixed && !either ? undefined : commonPair(a.key, b.key);
		const value = commonPair(a.value, b.value);
		return key && value && map(key, value, a.valueContainsNull || b.valueContainsNull);
	}
	if (a.kind === "struct" && b.kind === "struct") {
		if (a.fields.length !== b.fields.length) return undefined;
		const fields = a.fields.map((f, i) => {
			const other = b.fields[i] as (typeof b.fields)[number];
			const type =
				f.name.toLowerCase() === other.name.toLowerCase() ? commonPair(f.type, other.type) : undefined;
			return type && field(f.name, type, f.nullable || other.nullable);
		});
		return fields.every((f) => f !== undefined) ? struct(fields) : undefined;
	}
	if (a.kind === "time" && b.kind === "time") return time(Math.max(a.precision, b.precision));
	return commonDateTime(a, b) ?? commonInterval(a, b);
}

/** Equal types may differ in what may be null inside. */
function withNullability(a: DataType, b: DataType): DataType {
	if (a.kind === "array" && b.kind === "array")
		return array(withNullability(a.element, b.element), a.containsNull || b.containsNull);
	if (a.kind === "map" && b.kind === "map")
		return map(a.key, withNullability(a.value, b.value), a.valueContainsNull || b.valueContainsNull);
	if (a.kind === "struct" && b.kind === "struct")
		return struct(
			a.fields.map((f, i) => {
				const other = b.fields[i] as (typeof b.fields)[number];
				return field(f.name, withNullability(f.type, other.type), f.nullable || other.nullable, f.comment);
			}),
		);
	return a;
}

/**
 * The type to which all of these are cast where they must agree (coalesce, CASE, UNION, array …), or undefined.
 * @example commonType([INT, decimal(2, 1)]) // decimal(11,1)
 */
export function commonType(types: readonly DataType[]): DataType | undefined {
	let common: DataType | undefined;
	let text: DataType | undefined;
	for (let i = 0; i < types.length; i++) {
		const type = types[i] as DataType;
		if (type.kind === "string") text ??= type;
		else {
			common = common === undefined ? type : commonPair(common, type);
			if (common === undefined) return undefined;
		}
	}
	// Strings last, as Spark does, so that the order of the arguments does not matter.
	if (common === undefined || text === undefined) return common ?? STRING;
	return commonPair(common, text);
}
