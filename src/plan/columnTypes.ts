// biome-ignore-all lint/suspicious/noExplicitAny: in type positions `any` is what keeps untyped frames free.
import type { DataType } from "../core/dataTypes.js";
import type { FromType } from "./ddlTypes.js";
import type { Expr } from "./expr.js";
import type { COLUMN } from "./marks.js";
import type { WindowSpec } from "./windowTypes.js";

/** A JavaScript value where a constant may stand. */
export type Literal = string | number | bigint | boolean | Date | Uint8Array | null;

/** What operators take: here a string is a VALUE (PySpark's rule). */
export type Operand<V extends string> = Literal | Column<any, any, V>;

/** What functions and `select` take: here a string is a COLUMN's name (PySpark's rule). */
export type ColumnOrName<V extends string> = V | Column<any, any, V>;

/** A type's text (`"int"`, `"decimal(10,2)"`) or a data type (`T.int`). */
export type TypeLike = string | DataType;

/** The JavaScript type of a value of this Spark type. */
export type TypeOf<D> = D extends string ? FromType<D> : D extends { readonly "~type"?: infer V } ? V : any;

/**
 * Any column that reads no other columns than these: what the methods of a frame take. Two members instead of Column's
 * sixty, for the compiler looks at all members of a parameter's type, anew for each row (a fifth of the check time).
 * @example const positive: ColumnOf<"amount"> = col("amount").gt(0)
 */
export interface ColumnOf<out Uses extends string, out T = any> {
	readonly [COLUMN]: Expr;
	readonly "~type": T;
	/** For the compiler alone: no column has it. */
	readonly "~columns": Uses;
}

/**
 * A Spark expression. `T` is its type, `Name` the name of the column it makes, `Uses` the columns that it reads, so
 * that a misspelt column is found where the expression meets a typed frame. Columns are immutable.
 * @example col("delay").gt(15).and(col("origin").isNotNull())
 */
export interface Column<out T = any, out Name extends string = string, out Uses extends string = string> {
	readonly [COLUMN]: Expr;
	readonly "~type": T;
	readonly "~name"?: Name;
	readonly "~columns": Uses;

	/** Names the column. A generator such as `posexplode` takes several names. @example F.avg("delay").alias("mean") */
	alias<const A extends string>(name: A, ...more: string[]): Column<T, A, Uses>;
	/** The same as {@link alias}. @example col("a").plus(1).as("b") */
	as<const A extends string>(name: A, ...more: string[]): Column<T, A, Uses>;
	/** The same as {@link alias}. @example col("a").name("b") */
	name<const A extends string>(name: A, ...more: string[]): Column<T, A, Uses>;
	/** Casts; what does not fit is an error at run time (ANSI). @example col("amount").cast("decimal(10,2)") */
	cast<const D extends TypeLike>(type: D): Column<TypeOf<D>, Name, Uses>;
	/** The same as {@link cast}. @example col("id").astype("string") */
	astype<const D extends TypeLike>(type: D): Column<TypeOf<D>, Name, Uses>;
	/** Casts; what does not fit becomes NULL. @example col("amount").tryCast("int") */
	tryCast<const D extends TypeLike>(type: D): Column<TypeOf<D>, Name, Uses>;
	/** @deprecated PySpark's spelling of {@link tryCast}. */
	try_cast<const D extends TypeLike>(type: D): Column<TypeOf<D>, Name, Uses>;

	/** Equal; NULL when a side is NULL. @example col("origin").eq("OSL") */
	eq<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Not equal. @example col("origin").neq("OSL") */
	neq<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Greater than. @example col("delay").gt(15) */
	gt<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Greater than or equal. @example col("delay").gte(15) */
	gte<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Less than. @example col("delay").lt(0) */
	lt<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Less than or equal. @example col("delay").lte(col("limit")) */
	lte<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Equal, with NULL equal to NULL. @example col("a").eqNullSafe(col("b")) */
	eqNullSafe<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** @deprecated Scala's name of {@link eq}. */
	equalTo<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** @deprecated Scala's name of {@link neq}. */
	notEqual<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** @deprecated Scala's name of {@link gte}. */
	geq<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** @deprecated Scala's name of {@link lte}. */
	leq<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;

	/** Sum, with Spark's types and overflow checks. @example col("a").plus(1) */
	plus<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;
	/** Difference. @example col("a").minus(col("b")) */
	minus<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;
	/** Product. @example col("price").multiply(col("quantity")) */
	multiply<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;
	/** Quotient, never an integer's; by zero is an error. @example col("a").divide(2) */
	divide<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;
	/** Remainder with the sign of the dividend. @example col("n").mod(2).eq(0) */
	mod<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;
	/** Bits set in both. @example col("flags").bitwiseAND(4) */
	bitwiseAND<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;
	/** Bits set in either. @example col("flags").bitwiseOR(4) */
	bitwiseOR<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;
	/** Bits set in one of both. @example col("flags").bitwiseXOR(4) */
	bitwiseXOR<V extends string = never>(other: Operand<V>): Column<any, string, Uses | NoInfer<V>>;

	/** Both conditions (three-valued). JavaScript's `&&` would keep only one. @example a.gt(1).and(b.gt(2)) */
	and<V extends string = never>(other: Column<any, any, V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Either condition (three-valued). @example a.isNull().or(a.gt(0)) */
	or<V extends string = never>(other: Column<any, any, V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** The opposite. @example col("late").not() */
	not(): Column<boolean, string, Uses>;
	/** Is NULL. @example col("origin").isNull() */
	isNull(): Column<boolean, string, Uses>;
	/** Is not NULL. @example col("origin").isNotNull() */
	isNotNull(): Column<boolean, string, Uses>;
	/** Is NaN. @example col("ratio").isNaN() */
	isNaN(): Column<boolean, string, Uses>;
	/** Is one of these values; an array counts as its elements. @example col("origin").isin("OSL", "BGO") */
	isin<V extends string = never>(
		...values: (Operand<V> | readonly Operand<V>[])[]
	): Column<boolean, string, Uses | NoInfer<V>>;
	/** Lies between both, ends included. @example col("delay").between(-120, 1440) */
	between<V extends string = never, W extends string = never>(
		low: Operand<V>,
		high: Operand<W>,
	): Column<boolean, string, Uses | V | W>;
	/** SQL's LIKE: `%` any text, `_` one character, `\` escapes. @example col("name").like("A%") */
	like<V extends string = never>(
		pattern: string | Column<any, any, V>,
	): Column<boolean, string, Uses | NoInfer<V>>;
	/** LIKE without regard to case. @example col("name").ilike("a%") */
	ilike<V extends string = never>(
		pattern: string | Column<any, any, V>,
	): Column<boolean, string, Uses | NoInfer<V>>;
	/** A Java regular expression matches somewhere. @example col("name").rlike("^A.*n$") */
	rlike<V extends string = never>(
		pattern: string | Column<any, any, V>,
	): Column<boolean, string, Uses | NoInfer<V>>;
	/** Contains this text. @example col("name").contains("field") */
	contains<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Starts with this text. @example col("code").startswith("EN") */
	startswith<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;
	/** Ends with this text. @example col("file").endswith(".json") */
	endswith<V extends string = never>(other: Operand<V>): Column<boolean, string, Uses | NoInfer<V>>;

	/** An array's element (the first is 0), a map's value, or a struct's field. @example col("tags").getItem(0) */
	getItem<V extends string = never>(
		key: string | number | Column<any, any, V>,
	): Column<any, string, Uses | NoInfer<V>>;
	/** A struct's field. @example col("address").getField("city") */
	getField<const N extends string>(name: N): Column<any, N, Uses>;
	/** Part of a text; positions start at 1. @example col("code").substr(1, 2) */
	substr<V extends string = never>(
		start: number | Column<any, any, V>,
		length: number | Column<any, any, V>,
	): Column<string, string, Uses | NoInfer<V>>;
	/** The struct with a field set, anew or in place of the one of that name. @example col("address").withField("city", F.upper(col("address.city"))) */
	withField<V extends string = never>(
		name: string,
		value: Column<any, any, V>,
	): Column<any, string, Uses | NoInfer<V>>;
	/** The struct without these fields; dots lead into structs in it. @example col("address").dropFields("street", "geo.height") */
	dropFields(...names: [string, ...string[]]): Column<any, string, Uses>;
	/** Gives the column to a function of yours. @example col("name").transform((c) => F.upper(F.trim(c))) */
	transform<C extends Column>(work: (column: this) => C): C;

	/** Sort key, smallest first, NULLs first. @example df.orderBy(col("day").asc()) */
	asc(): Column<T, Name, Uses>;
	/** Sort key, smallest first, NULLs first. @example col("day").ascNullsFirst() */
	ascNullsFirst(): Column<T, Name, Uses>;
	/** Sort key, smallest first, NULLs last. @example col("day").ascNullsLast() */
	ascNullsLast(): Column<T, Name, Uses>;
	/** Sort key, largest first, NULLs last. @example df.orderBy(col("legs").desc()) */
	desc(): Column<T, Name, Uses>;
	/** Sort key, largest first, NULLs first. @example col("legs").descNullsFirst() */
	descNullsFirst(): Column<T, Name, Uses>;
	/** Sort key, largest first, NULLs last. @example col("legs").descNullsLast() */
	descNullsLast(): Column<T, Name, Uses>;
	/** @deprecated PySpark's spelling of {@link ascNullsFirst}. */
	asc_nulls_first(): Column<T, Name, Uses>;
	/** @deprecated PySpark's spelling of {@link ascNullsLast}. */
	asc_nulls_last(): Column<T, Name, Uses>;
	/** @deprecated PySpark's spelling of {@link descNullsFirst}. */
	desc_nulls_first(): Column<T, Name, Uses>;
	/** @deprecated PySpark's spelling of {@link descNullsLast}. */
	desc_nulls_last(): Column<T, Name, Uses>;

	/** Computes the function over a window. @example F.rowNumber().over(Window.partitionBy("id").orderBy("at")) */
	over<V extends string>(window: WindowSpec<V>): Column<T, Name, Uses | V>;
	/** One more branch of `F.when(…)`. @example F.when(a, 1).when(b, 2).otherwise(3) */
	when<V extends string = never, W extends string = never>(
		condition: Column<any, any, V>,
		value: Operand<W>,
	): Column<T, string, Uses | V | W>;
	/** The value where no branch of `F.when(…)` holds; NULL without it. @example F.when(a, 1).otherwise(0) */
	otherwise<V extends string = never>(value: Operand<V>): Column<T, string, Uses | NoInfer<V>>;
}
