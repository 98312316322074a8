// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName, Literal } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";
import type { FunctionOptions, SchemaLike } from "./shapes.js";

/** Arrays, maps, structs, JSON, generators. */
export interface CollectionFunctions {
	/** An array of these. @example F.array("a", "b") */
	array<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any[], string, Reads<V>>;
	/** A struct with the columns' names as fields. @example F.struct("a", col("b").alias("c")) */
	struct<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** A struct from names and values in turn. @example F.namedStruct(lit("a"), "x") */
	namedStruct<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** A map from keys and values in turn. @example F.map(lit("a"), "x") */
	map<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** A map from keys and values in turn. @example F.createMap(lit("a"), "x") */
	createMap<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** A map from two arrays. @example F.mapFromArrays("k", "v") */
	mapFromArrays<V extends string>(
		keys: ColumnOrName<V>,
		values: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** A map from an array of pairs. @example F.mapFromEntries("e") */
	mapFromEntries<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** A map as an array of pairs. @example F.mapEntries("m") */
	mapEntries<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** The keys. @example F.mapKeys("m") */
	mapKeys<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** The values. @example F.mapValues("m") */
	mapValues<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** Maps put together. @example F.mapConcat("a", "b") */
	mapConcat<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** Whether the map has the key. @example F.mapContainsKey("m", "a") */
	mapContainsKey<V extends string>(
		column: ColumnOrName<V>,
		key: Literal | Column,
	): Column<boolean, string, Reads<V>>;
	/** A map from text. @example F.strToMap("s") */
	strToMap<V extends string>(
		column: ColumnOrName<V>,
		pairs?: ColumnOrName<V>,
		keyValue?: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** How many elements; NULL for NULL. @example F.size("a") */
	size<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many elements; NULL for NULL. @example F.cardinality("a") */
	cardinality<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many elements. @example F.arraySize("a") */
	arraySize<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Whether the array has the value. @example F.arrayContains("a", 1) */
	arrayContains<V extends string>(
		column: ColumnOrName<V>,
		value: Literal | Column,
	): Column<boolean, string, Reads<V>>;
	/** Without repetitions. @example F.arrayDistinct("a") */
	arrayDistinct<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** Distinct elements of both. @example F.arrayUnion("a", "b") */
	arrayUnion<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
	): Column<any[], string, Reads<V>>;
	/** Distinct elements that both have. @example F.arrayIntersect("a", "b") */
	arrayIntersect<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
	): Column<any[], string, Reads<V>>;
	/** Distinct elements that the other has not. @example F.arrayExcept("a", "b") */
	arrayExcept<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
	): Column<any[], string, Reads<V>>;
	/** Whether they share an element. @example F.arraysOverlap("a", "b") */
	arraysOverlap<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
	): Column<boolean, string, Reads<V>>;
	/** Elements at the same place as structs. @example F.arraysZip("a", "b") */
	arraysZip<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any[], string, Reads<V>>;
	/** The elements as one text. @example F.arrayJoin("a", ", ") */
	arrayJoin<V extends string>(
		column: ColumnOrName<V>,
		delimiter: string | Column,
		nullText?: string | Column,
	): Column<string, string, Reads<V>>;
	/** The greatest element. @example F.arrayMax("a") */
	arrayMax<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The least element. @example F.arrayMin("a") */
	arrayMin<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Where the value first stands, from 1; 0 when nowhere. @example F.arrayPosition("a", 1) */
	arrayPosition<V extends string>(
		column: ColumnOrName<V>,
		value: Literal | Column,
	): Column<bigint, string, Reads<V>>;
	/** Without this value. @example F.arrayRemove("a", 1) */
	arrayRemove<V extends string>(
		column: ColumnOrName<V>,
		value: Literal | Column,
	): Column<any[], string, Reads<V>>;
	/** The value so many times. @example F.arrayRepeat("x", 3) */
	arrayRepeat<V extends string>(
		column: ColumnOrName<V>,
		count: ColumnOrName<V> | number,
	): Column<any[], string, Reads<V>>;
	/** With one more at the end. @example F.arrayAppend("a", 1) */
	arrayAppend<V extends string>(
		column: ColumnOrName<V>,
		value: Literal | Column,
	): Column<any[], string, Reads<V>>;
	/** With one more at the start. @example F.arrayPrepend("a", 1) */
	arrayPrepend<V extends string>(
		column: ColumnOrName<V>,
		value: Literal | Column,
	): Column<any[], string, Reads<V>>;
	/** With one more at a place. @example F.arrayInsert("a", 2, "x") */
	arrayInsert<V extends string>(
		column: ColumnOrName<V>,
		position: ColumnOrName<V> | number,
		value: Literal | Column,
	): Column<any[], string, Reads<V>>;
	/** Without NULLs. @example F.arrayCompact("a") */
	arrayCompact<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** Sorted, NULLs last; by a function that gives -1, 0 or 1. @example F.arraySort("a") */
	arraySort<V extends string>(
		column: ColumnOrName<V>,
		compare?: (x: Column, y: Column) => Column,
	): Column<any[], string, Reads<V>>;
	/** Sorted, NULLs first when ascending. @example F.sortArray("a", false) */
	sortArray<V extends string>(column: ColumnOrName<V>, ascending?: boolean): Column<any[], string, Reads<V>>;
	/** The n-th element (from 1, from the end when negative), or a map's value. @example F.elementAt("a", 1) */
	elementAt<V extends string>(column: ColumnOrName<V>, key: Literal | Column): Column<any, string, Reads<V>>;
	/** The same; NULL when there is none. @example F.tryElementAt("a", lit(1)) */
	tryElementAt<V extends string>(
		column: ColumnOrName<V>,
		key: ColumnOrName<V>,
	): Column<any, string, Reads<V>>;
	/** The element at an index from 0; NULL when there is none. @example F.get("a", 0) */
	get<V extends string>(
		column: ColumnOrName<V>,
		index: ColumnOrName<V> | number,
	): Column<any, string, Reads<V>>;
	/** An array of arrays as one. @example F.flatten("a") */
	flatten<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** A part of an array. @example F.slice("a", 1, 2) */
	slice<V extends string>(
		column: ColumnOrName<V>,
		start: ColumnOrName<V> | number,
		length: ColumnOrName<V> | number,
	): Column<any[], string, Reads<V>>;
	/** In a random order. @example F.shuffle("a") */
	shuffle<V extends string>(column: ColumnOrName<V>, seed?: number | Column): Column<any[], string, Reads<V>>;
	/** The values from start to stop. @example F.sequence("a", "b") */
	sequence<V extends string>(
		start: ColumnOrName<V>,
		stop: ColumnOrName<V>,
		step?: ColumnOrName<V>,
	): Column<any[], string, Reads<V>>;
	/** Each element (and its index) through a function. @example F.transform("a", (x) => x.plus(1)) */
	transform<V extends string>(
		column: ColumnOrName<V>,
		work: (x: Column, y: Column) => Column,
	): Column<any[], string, Reads<V>>;
	/** The elements for which the function holds. @example F.filter("a", (x) => x.gt(0)) */
	filter<V extends string>(
		column: ColumnOrName<V>,
		test: (x: Column, y: Column) => Column,
	): Column<any[], string, Reads<V>>;
	/** Whether it holds for one element. @example F.exists("a", (x) => x.gt(0)) */
	exists<V extends string>(
		column: ColumnOrName<V>,
		test: (x: Column) => Column,
	): Column<boolean, string, Reads<V>>;
	/** Whether it holds for all elements. @example F.forall("a", (x) => x.gt(0)) */
	forall<V extends string>(
		column: ColumnOrName<V>,
		test: (x: Column) => Column,
	): Column<boolean, string, Reads<V>>;
	/** The elements folded into one value. @example F.aggregate("a", lit(0), (sum, x) => sum.plus(x)) */
	aggregate<V extends string>(
		column: ColumnOrName<V>,
		initial: ColumnOrName<V>,
		merge: (x: Column, y: Column) => Column,
		finish?: (x: Column) => Column,
	): Column<any, string, Reads<V>>;
	/** The same as {@link aggregate}. @example F.reduce("a", lit(0), (sum, x) => sum.plus(x)) */
	reduce<V extends string>(
		column: ColumnOrName<V>,
		initial: ColumnOrName<V>,
		merge: (x: Column, y: Column) => Column,
		finish?: (x: Column) => Column,
	): Column<any, string, Reads<V>>;
	/** Two arrays, element by element, through a function. @example F.zipWith("a", "b", (x, y) => x.plus(y)) */
	zipWith<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
		work: (x: Column, y: Column) => Column,
	): Column<any[], string, Reads<V>>;
	/** The entries for which the function holds. @example F.mapFilter("m", (k, v) => v.gt(0)) */
	mapFilter<V extends string>(
		column: ColumnOrName<V>,
		test: (x: Column, y: Column) => Column,
	): Column<any, string, Reads<V>>;
	/** Two maps, key by key, through a function. @example F.mapZipWith("m", "n", (k, a, b) => a.plus(b)) */
	mapZipWith<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
		work: (x: Column, y: Column, z: Column) => Column,
	): Column<any, string, Reads<V>>;
	/** Each key through a function. @example F.transformKeys("m", (k, v) => F.upper(k)) */
	transformKeys<V extends string>(
		column: ColumnOrName<V>,
		work: (x: Column, y: Column) => Column,
	): Column<any, string, Reads<V>>;
	/** Each value through a function. @example F.transformValues("m", (k, v) => v.plus(1)) */
	transformValues<V extends string>(
		column: ColumnOrName<V>,
		work: (x: Column, y: Column) => Column,
	): Column<any, string, Reads<V>>;
	/** One row per element. @example F.explode("tags") */
	explode<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** One row per element; one with NULL when there is none. @example F.explodeOuter("tags") */
	explodeOuter<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** One row per element, with its index. @example F.posexplode("tags").alias("i", "tag") */
	posexplode<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The same; one row with NULL when there is none. @example F.posexplodeOuter("tags") */
	posexplodeOuter<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** One row per struct, a column per field. @example F.inline("legs") */
	inline<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The same; one row with NULLs when there is none. @example F.inlineOuter("legs") */
	inlineOuter<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The columns laid out in so many rows. @example F.stack(2, "a", "b") */
	stack<V extends string>(
		rows: ColumnOrName<V> | number,
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** JSON text as a struct, an array or a map. @example F.fromJson("body", "id INT, name STRING") */
	fromJson<V extends string>(
		column: ColumnOrName<V>,
		schema: SchemaLike,
		options?: FunctionOptions,
	): Column<any, string, Reads<V>>;
	/** A struct, an array or a map as JSON text. @example F.toJson(F.struct("a", "b")) */
	toJson<V extends string>(
		column: ColumnOrName<V>,
		options?: FunctionOptions,
	): Column<string, string, Reads<V>>;
	/** A part of JSON text. @example F.getJsonObject("body", "$.id") */
	getJsonObject<V extends string>(
		column: ColumnOrName<V>,
		path: string | Column,
	): Column<string, string, Reads<V>>;
	/** Fields of JSON text as columns `c0`, `c1`. @example F.jsonTuple("body", "id", "name") */
	jsonTuple<V extends string>(column: ColumnOrName<V>, ...fields: string[]): Column<any, string, Reads<V>>;
	/** How many elements a JSON array has. @example F.jsonArrayLength("body") */
	jsonArrayLength<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The keys of a JSON object. @example F.jsonObjectKeys("body") */
	jsonObjectKeys<V extends string>(column: ColumnOrName<V>): Column<string[], string, Reads<V>>;
	/** The schema of an example, as DDL. @example F.schemaOfJson('{"a": 1}') */
	schemaOfJson(example: string | Column, options?: FunctionOptions): Column<string, string, never>;
	/** A struct as a line of CSV. @example F.toCsv(F.struct("a", "b")) */
	toCsv<V extends string>(
		column: ColumnOrName<V>,
		options?: FunctionOptions,
	): Column<string, string, Reads<V>>;
}
