// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";

/** Variants: values that carry their own type. */
export interface VariantFunctions {
	/** A variant from JSON text. @example F.parseJson("body") */
	parseJson<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The same; NULL when it is no JSON. @example F.tryParseJson("body") */
	tryParseJson<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Whether a variant is JSON's null, which is not NULL. @example F.isVariantNull("v") */
	isVariantNull<V extends string>(v: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** Whether a variant is well formed. @example F.isValidVariant("v") */
	isValidVariant<V extends string>(v: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** What lies at a path of a variant, as a type. @example F.variantGet("v", "$.a[0]", "int") */
	variantGet<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		type?: string,
	): Column<any, string, Reads<V>>;
	/** The same; NULL when it has not that type. @example F.tryVariantGet("v", "$.a[0]", "int") */
	tryVariantGet<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		type?: string,
	): Column<any, string, Reads<V>>;
	/** A variant from an array, a map or a struct. @example F.toVariantObject("order") */
	toVariantObject<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The type of what a variant holds, as text. @example F.schemaOfVariant("v") */
	schemaOfVariant<V extends string>(v: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The one type of all variants of a group. @example F.schemaOfVariantAgg("v") */
	schemaOfVariantAgg<V extends string>(v: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** A variant with one more field or element. @example F.variantInsert("v", "$.a", lit(1)) */
	variantInsert<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		value: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The same; NULL when the path does not fit. @example F.tryVariantInsert("v", "$.a", lit(1)) */
	tryVariantInsert<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		value: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** A variant with a field or element set. @example F.variantSet("v", "$.a", lit(1)) */
	variantSet<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		value: ColumnOrName<V>,
		createIfMissing?: boolean | Column,
	): Column<any, string, Reads<V>>;
	/** The same; NULL when the path does not fit. @example F.tryVariantSet("v", "$.a", lit(1)) */
	tryVariantSet<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		value: ColumnOrName<V>,
		createIfMissing?: boolean | Column,
	): Column<any, string, Reads<V>>;
	/** A variant with one more element behind an array in it. @example F.variantArrayAppend("v", "$.items", lit(1)) */
	variantArrayAppend<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		value: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The same; NULL when there is no array. @example F.tryVariantArrayAppend("v", "$.items", lit(1)) */
	tryVariantArrayAppend<V extends string>(
		v: ColumnOrName<V>,
		path: string | Column,
		value: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** A variant without these fields or elements. @example F.variantDelete("v", "$.a", "$.b[0]") */
	variantDelete<V extends string>(
		v: ColumnOrName<V>,
		...paths: (string | Column)[]
	): Column<any, string, Reads<V>>;
	/** A variant without the nulls in it. @example F.variantStripNulls("v") */
	variantStripNulls<V extends string>(
		v: ColumnOrName<V>,
		includeArrays?: boolean | Column,
	): Column<any, string, Reads<V>>;
	/** Fields or elements of a variant as rows: pos, key, value. @example F.variantExplode("v") */
	variantExplode<V extends string>(v: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The same; a row that has none stays. @example F.variantExplodeOuter("v") */
	variantExplodeOuter<V extends string>(v: ColumnOrName<V>): Column<any, string, Reads<V>>;
}
