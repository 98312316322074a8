// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads, Ref } from "../rowTypes.js";

/** Columns, constants, conditions, order. */
export interface BasicFunctions {
	/** The catalog that tables without one lie in. @example F.currentCatalog() */
	currentCatalog(): Column<string, string, never>;
	/** The schema that tables without one lie in. @example F.currentSchema() */
	currentSchema(): Column<string, string, never>;
	/** The same as {@link currentSchema}. @example F.currentDatabase() */
	currentDatabase(): Column<string, string, never>;
	/** Where functions are looked for. @example F.currentPath() */
	currentPath(): Column<string, string, never>;
	/** The first that is not NULL. @example F.coalesce("nick", "name") */
	coalesce<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** `fallback` where the column is NULL. @example F.ifnull("a", lit(0)) */
	ifnull<V extends string>(column: ColumnOrName<V>, fallback: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** `fallback` where the column is NULL. @example F.nvl("a", "b") */
	nvl<V extends string>(column: ColumnOrName<V>, fallback: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** `then` where the column is not NULL, else `otherwise`. @example F.nvl2("a", lit(1), lit(0)) */
	nvl2<V extends string>(
		column: ColumnOrName<V>,
		then: ColumnOrName<V>,
		otherwise: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** NULL where both are equal. @example F.nullif("a", lit(0)) */
	nullif<V extends string>(column: ColumnOrName<V>, value: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** NULL where the column is 0. @example F.nullifzero("a") */
	nullifzero<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** 0 where the column is NULL. @example F.zeroifnull("a") */
	zeroifnull<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** `fallback` where the column is NaN. @example F.nanvl("a", lit(0)) */
	nanvl<V extends string>(
		column: ColumnOrName<V>,
		fallback: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** `then` where the condition holds, else `otherwise`. @example F.if(col("a").gt(0), lit("+"), lit("-")) */
	if<V extends string>(
		condition: ColumnOrName<V>,
		then: ColumnOrName<V>,
		otherwise: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The same as {@link if}. @example F.iff(col("a").gt(0), lit("+"), lit("-")) */
	iff<V extends string>(
		condition: ColumnOrName<V>,
		then: ColumnOrName<V>,
		otherwise: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The greatest of the values; NULLs are passed over. @example F.greatest("a", "b") */
	greatest<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** The least of the values; NULLs are passed over. @example F.least("a", "b") */
	least<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** Equal, with NULL equal to NULL. @example F.equalNull("a", "b") */
	equalNull<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** Is NULL. @example F.isnull("a") */
	isnull<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** Is not NULL. @example F.isnotnull("a") */
	isnotnull<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** Is NaN. @example F.isnan("a") */
	isnan<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** The opposite. @example F.not(col("late")) */
	not<V extends string>(condition: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** SQL's LIKE. @example F.like("name", lit("A%")) */
	like<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
		escape?: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** LIKE without regard to case. @example F.ilike("name", lit("a%")) */
	ilike<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
		escape?: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** A Java regular expression matches somewhere. @example F.rlike("name", lit("^A")) */
	rlike<V extends string>(
		column: ColumnOrName<V>,
		pattern: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** The name of the column's type. @example F.typeof("a") */
	typeof<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** NULL, or an error where the condition does not hold. @example F.assertTrue(col("a").gt(0), "a must be positive") */
	assertTrue<V extends string>(
		condition: ColumnOrName<V>,
		message?: string | Column,
	): Column<any, string, Reads<V>>;
	/** Stops the run with this message. @example F.raiseError("no such country") */
	raiseError(message: string | Column): Column<any, string, never>;
	/** Sort key, smallest first. @example df.orderBy(F.asc("day")) */
	asc<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** Sort key, smallest first, NULLs first. @example F.ascNullsFirst("day") */
	ascNullsFirst<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** Sort key, smallest first, NULLs last. @example F.ascNullsLast("day") */
	ascNullsLast<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** Sort key, largest first. @example df.orderBy(F.desc("legs")) */
	desc<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** Sort key, largest first, NULLs first. @example F.descNullsFirst("legs") */
	descNullsFirst<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** Sort key, largest first, NULLs last. @example F.descNullsLast("legs") */
	descNullsLast<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** A random identifier per row. @example F.uuid() */
	uuid(seed?: number | Column): Column<string, string, never>;
	/** A number per row that grows, with gaps. @example F.monotonicallyIncreasingId() */
	monotonicallyIncreasingId(): Column<bigint, string, never>;
	/** The number of Spark's partition; 0 here. @example F.sparkPartitionId() */
	sparkPartitionId(): Column<number, string, never>;
	/** The file that the row was read from. @example F.inputFileName() */
	inputFileName(): Column<string, string, never>;
	/** Spark's 32-bit hash (Murmur3). @example F.hash("a", "b") */
	hash<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<number, string, Reads<V>>;
	/** Spark's 64-bit hash. @example F.xxhash64("a", "b") */
	xxhash64<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<bigint, string, Reads<V>>;
	/** Checksum of text or bytes. @example F.crc32("a") */
	crc32<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** MD5 in hexadecimal. @example F.md5("a") */
	md5<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** SHA-1 in hexadecimal. @example F.sha("a") */
	sha<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** SHA-1 in hexadecimal. @example F.sha1("a") */
	sha1<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** SHA-2 of 224, 256, 384 or 512 bits (0 is 256) in hexadecimal. @example F.sha2("a", 256) */
	sha2<V extends string>(column: ColumnOrName<V>, bits: number | Column): Column<string, string, Reads<V>>;
	/** A function by its SQL name. @example F.callFunction("upper", "name") */
	callFunction<V extends string>(
		name: string,
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
}
