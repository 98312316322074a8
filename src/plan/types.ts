// biome-ignore-all lint/suspicious/noExplicitAny: a type of unknown value is `any`, as everywhere in rows.
import {
	array,
	BIGINT,
	BINARY,
	BOOLEAN,
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
	type StructField,
	struct,
	TIMESTAMP,
	TIMESTAMP_NTZ,
	TINYINT,
	time,
	VARIANT,
} from "../core/dataTypes.js";
import { badArgument } from "./operands.js";
import type { TypedStruct } from "./rowTypes.js";
import { dataTypeOf } from "./schemas.js";

/** A data type that knows the JavaScript type of its values. */
export type Typed<V> = DataType & { readonly "~type"?: V };

/** A field that may not be NULL. */
export interface NotNull<V> {
	readonly notNull: Typed<V>;
	readonly comment?: string;
}

type FieldType = DataType | NotNull<any> | string;
type ValueOf<F> = F extends NotNull<infer V> ? V : F extends { readonly "~type"?: infer V } ? V : any;
type RowOf<F> = { -readonly [K in keyof F]: ValueOf<F[K]> } & {};

const typed = <V>(type: DataType): Typed<V> => type;

function toField(name: string, type: FieldType): StructField {
	return typeof type === "object" && "notNull" in type
		? field(name, type.notNull, false, type.comment)
		: field(name, dataTypeOf(type, "T.struct"));
}

/**
 * Spark's data types, for schemas and casts.
 * @example spark.read.schema(T.struct({ id: T.notNull(T.int), amount: T.decimal(10, 2), tags: T.array(T.string) }))
 */
export const T = Object.freeze({
	boolean: typed<boolean>(BOOLEAN),
	tinyint: typed<number>(TINYINT),
	smallint: typed<number>(SMALLINT),
	int: typed<number>(INT),
	bigint: typed<bigint>(BIGINT),
	float: typed<number>(FLOAT),
	double: typed<number>(DOUBLE),
	string: typed<string>(STRING),
	binary: typed<Uint8Array>(BINARY),
	date: typed<string>(DATE),
	timestamp: typed<string>(TIMESTAMP),
	timestampNtz: typed<string>(TIMESTAMP_NTZ),
	/** A value that carries its own type; in JavaScript its JSON text. */
	variant: typed<string>(VARIANT),
	/** A time of day, as text `12:30:00.5`; a bare TIME has six digits of a second. @example T.time(3) */
	time(precision = 6): Typed<string> {
		if (!Number.isInteger(precision) || precision < 0 || precision > 6)
			throw badArgument("T.time", `needs a precision from 0 to 6, got ${precision}`);
		return typed<string>(time(precision));
	},
	/** Exact decimals, at most 38 digits. @example T.decimal(10, 2) */
	decimal(precision = 10, scale = 0): Typed<string> {
		const whole = Number.isInteger(precision) && Number.isInteger(scale);
		if (!whole || precision < 1 || precision > 38 || scale < 0 || scale > precision)
			throw badArgument(
				"T.decimal",
				`needs 1 ≤ precision ≤ 38 and 0 ≤ scale ≤ precision, got (${precision}, ${scale})`,
			);
		return typed<string>(decimal(precision, scale));
	},
	/** @example T.array(T.string) */
	array<E extends DataType>(element: E, containsNull = true): Typed<ValueOf<E>[]> {
		return typed(array(element, containsNull));
	},
	/** @example T.map(T.string, T.int) */
	map<K extends DataType, V extends DataType>(
		key: K,
		value: V,
		valueContainsNull = true,
	): Typed<Map<ValueOf<K>, ValueOf<V>>> {
		return typed(map(key, value, valueContainsNull));
	},
	/** A struct of named fields, in this order: a nested type, or a whole schema. @example T.struct({ id: T.int, at: "TIMESTAMP" }) */
	struct<const F extends Readonly<Record<string, FieldType>>>(
		fields: F,
	): TypedStruct<RowOf<F>> & Typed<RowOf<F>> {
		return struct(Object.entries(fields).map(([name, type]) => toField(name, type)));
	},
	/** A field that may not be NULL, with a comment if you like. @example T.struct({ id: T.notNull(T.int, "the key") }) */
	notNull<V>(type: Typed<V>, comment?: string): NotNull<V> {
		return comment === undefined ? { notNull: type } : { notNull: type, comment };
	},
	/** A type from its text. @example T.parse("map<string,array<int>>") */
	parse(text: string): DataType {
		return dataTypeOf(text, "T.parse");
	},
});
