/** Spark's data types as frozen JSON. `kind` is the type's name in Spark's `simpleString`. */
export type DataType =
	| AtomicType
	| DecimalType
	| TimeType
	| SpatialType
	| YearMonthIntervalType
	| DayTimeIntervalType
	| ArrayType
	| MapType
	| StructType;

export type AtomicKind =
	| "void"
	| "boolean"
	| "tinyint"
	| "smallint"
	| "int"
	| "bigint"
	| "float"
	| "double"
	| "string"
	| "binary"
	| "date"
	| "timestamp"
	| "timestamp_ntz"
	/** A calendar interval (months, days, microseconds): `INTERVAL 1 MONTH 2 DAYS`. */
	| "interval"
	/** A value that carries its own type: what parse_json gives. */
	| "variant"
	/** Not a Spark type: what follows an error or comes from an open schema. Everything is allowed on it, silently. */
	| "unknown";

export interface AtomicType {
	readonly kind: AtomicKind;
}
export interface DecimalType {
	readonly kind: "decimal";
	readonly precision: number;
	readonly scale: number;
}
/** A time of day with so many digits of a second. */
export interface TimeType {
	readonly kind: "time";
	readonly precision: number;
}
/** A shape in a plane or on the globe, in a spatial reference system. */
export interface SpatialType {
	readonly kind: "geometry" | "geography";
	readonly srid: number;
}
export type YearMonthField = "year" | "month";
export type DayTimeField = "day" | "hour" | "minute" | "second";
export interface YearMonthIntervalType {
	readonly kind: "year_month_interval";
	readonly start: YearMonthField;
	readonly end: YearMonthField;
}
export interface DayTimeIntervalType {
	readonly kind: "day_time_interval";
	readonly start: DayTimeField;
	readonly end: DayTimeField;
}
export interface ArrayType {
	readonly kind: "array";
	readonly element: DataType;
	readonly containsNull: boolean;
}
export interface MapType {
	readonly kind: "map";
	readonly key: DataType;
	readonly value: DataType;
	readonly valueContainsNull: boolean;
}
export interface StructField {
	readonly name: string;
	readonly type: DataType;
	readonly nullable: boolean;
	readonly comment?: string;
}
export interface StructType {
	readonly kind: "struct";
	readonly fields: readonly StructField[];
}

const atomic = (kind: AtomicKind): AtomicType => Object.freeze({ kind });

export const VOID = atomic("void");
export const BOOLEAN = atomic("boolean");
export const TINYINT = atomic("tinyint");
export const SMALLINT = atomic("smallint");
export const INT = atomic("int");
export const BIGINT = atomic("bigint");
export const FLOAT = atomic("float");
export const DOUBLE = atomic("double");
export const STRING = atomic("string");
export const BINARY = atomic("binary");
export const DATE = atomic("date");
export const TIMESTAMP = atomic("timestamp");
export const TIMESTAMP_NTZ = atomic("timestamp_ntz");
export const CALENDAR_INTERVAL = atomic("interval");
export const VARIANT = atomic("variant");
export const UNKNOWN = atomic("unknown");

export function decimal(precision: number, scale: number): DecimalType {
	return Object.freeze({ kind: "decimal", precision, scale });
}

/** Spark's TIME(precision); 6 is what a bare TIME means. */
export function time(precision = 6): TimeType {
	return Object.freeze({ kind: "time", precision });
}

export function geometry(srid: number): SpatialType {
	return Object.freeze({ kind: "geometry", srid });
}

export function geography(srid: number): SpatialType {
	return Object.freeze({ kind: "geography", srid });
}

export function array(element: DataType, containsNull = true): ArrayType {
	return Object.freeze({ kind: "array", element, containsNull });
}

export function map(key: DataType, value: DataType, valueContainsNull = true): MapType {
	return Object.freeze({ kind: "map", key, value, valueContainsNull });
}

export function field(name: string, type: DataType, nullable = true, comment?: string): StructField {
	return Object.freeze(comment === undefined ? { name, type, nullable } : { name, type, nullable, comment });
}

export function struct(fields: readonly StructField[]): StructType {
	return Object.freeze({ kind: "struct", fields: Object.freeze([...fields]) });
}

export function yearMonthInterval(
	start: YearMonthField = "year",
	end: YearMonthField = "month",
): YearMonthIntervalType {
	return Object.freeze({ kind: "year_month_interval", start, end });
}

export function dayTimeInterval(
	start: DayTimeField = "day",
	end: DayTimeField = "second",
): DayTimeIntervalType {
	return Object.freeze({ kind: "day_time_interval", start, end });
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Quotes a name with backticks where Spark would need it; `always` quotes every name. */
export function quoteName(name: string, always = false): string {
	return !always && plainName.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

/**
 * Spark's `simpleString`, e.g. `struct<a:int,b:array<string>>`. Nullability is not part of it.
 * @example typeName(decimal(10, 2)) // "decimal(10,2)"
 */
export function typeName(type: DataType): string {
	switch (type.kind) {
		case "decimal":
			return `decimal(${type.precision},${type.scale})`;
		case "geometry":
		case "geography":
			return `${type.kind}(${type.srid})`;
		case "time":
			return `time(${type.precision})`;
		case "array":
			return `array<${typeName(type.element)}>`;
		case "map":
			return `map<${typeName(type.key)},${typeName(type.value)}>`;
		case "struct":
			return `struct<${type.fields.map((f) => `${f.name}:${typeName(f.type)}`).join(",")}>`;
		case "year_month_interval":
		case "day_time_interval":
			return `interval ${type.start}${type.start === type.end ? "" : ` to ${type.end}`}`;
		default:
			return type.kind;
	}
}

/** The type as DDL (`DECIMAL(10,2)`, `STRUCT<a: INT NOT NULL>`): what `CAST(x AS …)` and a schema string take. */
export function typeDdl(type: DataType): string {
	switch (type.kind) {
		case "array":
			return `ARRAY<${typeDdl(type.element)}>`;
		case "map":
			return `MAP<${typeDdl(type.key)}, ${typeDdl(type.value)}>`;
		case "struct":
			return `STRUCT<${type.fields
				.map((f) => `${quoteName(f.name)}: ${typeDdl(f.type)}${f.nullable ? "" : " NOT NULL"}`)
				.join(", ")}>`;
		default:
			return typeName(type).toUpperCase();
	}
}

/** A schema as a DDL string: `id INT NOT NULL, name STRING`. */
export function schemaDdl(schema: StructType): string {
	return schema.fields
		.map((f) => `${quoteName(f.name)} ${typeDdl(f.type)}${f.nullable ? "" : " NOT NULL"}`)
		.join(", ");
}

/** Equal as types: names of struct fields exact, nullability ignored. */
export function sameType(a: DataType, b: DataType): boolean {
	if (a === b) return true;
	if (a.kind !== b.kind) return false;
	if (a.kind === "decimal" && b.kind === "decimal") return a.precision === b.precision && a.scale === b.scale;
	return typeName(a) === typeName(b);
}

export const isInteger = (t: DataType): boolean =>
	t.kind === "tinyint" || t.kind === "smallint" || t.kind === "int" || t.kind === "bigint";
export const isFractional = (t: DataType): boolean => t.kind === "float" || t.kind === "double";
export const isNumeric = (t: DataType): boolean => isInteger(t) || isFractional(t) || t.kind === "decimal";
export const isTimestamp = (t: DataType): boolean => t.kind === "timestamp" || t.kind === "timestamp_ntz";
export const isDateTime = (t: DataType): boolean => t.kind === "date" || isTimestamp(t);
/** Made of parts of other types. */
export const isNested = (t: DataType): boolean =>
	t.kind === "array" || t.kind === "map" || t.kind === "struct";
/** Types of which equal values are the same value, in a comparison as in a group: 0.0 and -0.0 are equal doubles. */
export const hasExactEquality = (t: DataType): boolean => EXACT.has(t.kind);
const EXACT: ReadonlySet<DataType["kind"]> = new Set([
	"boolean",
	"tinyint",
	"smallint",
	"int",
	"bigint",
	"decimal",
	"string",
	"binary",
	"date",
	"timestamp",
	"timestamp_ntz",
] satisfies readonly DataType["kind"][]);
export const isInterval = (t: DataType): boolean =>
	t.kind === "interval" || t.kind === "year_month_interval" || t.kind === "day_time_interval";

/** True when the type or something inside it is `unknown`. */
export const hasUnknown = (type: DataType): boolean => holds(type, "unknown");

/** True when the type or something inside it is `variant`: such values have no order and are equal to none. */
export const hasVariant = (type: DataType): boolean => holds(type, "variant");

function holds(type: DataType, kind: AtomicKind): boolean {
	switch (type.kind) {
		case kind:
			return true;
		case "array":
			return holds(type.element, kind);
		case "map":
			return holds(type.key, kind) || holds(type.value, kind);
		case "struct":
			return type.fields.some((f) => holds(f.type, kind));
		default:
			return false;
	}
}
