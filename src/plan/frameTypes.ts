// biome-ignore-all lint/suspicious/noExplicitAny: in type positions `any` is what keeps untyped frames free.
import type { StructType } from "../core/dataTypes.js";
import type { Column, ColumnOf, Literal } from "./columnTypes.js";
import type { DATAFRAME } from "./marks.js";
import type { PlainRow } from "./plainRow.js";
import type { RefusedFrameMembers, RefusedGroupedMembers } from "./refusedTypes.js";
import type { Relation } from "./relation.js";
import type {
	Cols,
	How,
	ItemName,
	Joined,
	LeftOnly,
	Picked,
	Renamed,
	RenamedAll,
	Selected,
	ValueIn,
	With,
	WithAll,
	Without,
} from "./rowTypes.js";

/*
 * Rules that keep the compiler fast and its messages readable (each was measured): one signature per method, `keyof R &
 * string` written in place, `const A extends readonly X[]` with `...a: A`. Names are strict, types inform. What a method
 * takes is a `ColumnOf`; shared names wait for `S` (`S extends unknown`) and do not infer it.
 */

/**
 * A query's result: immutable, and nothing runs until aqueduck refreshes the table that returns it. `R` is the row;
 * `DataFrame` alone is untyped, and free.
 * @example dp.read("flights").filter(col("delay").gt(15)).select("origin", "delay")
 */
export interface DataFrame<R = any> extends RefusedFrameMembers {
	readonly [DATAFRAME]: Relation;
	readonly "~row"?: R;

	/** The columns by name, as written: `df.c.amount`, `df.c["flown at"]`. Not bound to this frame. @example df.filter(df.c.amount.gt(0)) */
	readonly c: Cols<R>;
	/** The columns of this very frame, also after a join. @example a.join(b, a.$.id.eq(b.$.id)) */
	readonly $: Cols<R>;
	/** A column of this very frame, also after a join. @example a.join(b, a.col("id").eq(b.col("id"))) */
	col<K extends keyof R & string>(name: K): Column<R[K], K, never>;
	/** The names of the columns, from the analysis; inside a definition. @example df.select(...df.columns.map((n) => col(n).as(`raw_${n}`))) */
	readonly columns: string[];
	/** Names and types; inside a definition. @example df.dtypes.filter(([, type]) => type === "string") */
	readonly dtypes: (readonly [name: string, type: string])[];
	/** The schema; inside a definition. @example df.schema.fields.length */
	readonly schema: StructType;
	/** Whether a stream is read. @example dp.readStream("orders").isStreaming // true */
	readonly isStreaming: boolean;

	/** These columns and expressions. @example df.select("origin", F.upper("name").alias("name"), "*") */
	select<
		const A extends readonly (
			| (keyof R & string)
			| "*"
			| ColumnOf<keyof R & string>
			| readonly ((keyof R & string) | ColumnOf<keyof R & string>)[]
		)[],
	>(...columns: A): DataFrame<Selected<R, Flat<A[number]>>>;
	/** SQL expressions, with aliases if wanted. @example df.selectExpr("origin", "delay * 60 AS seconds") */
	selectExpr(...expressions: (string | readonly string[])[]): DataFrame<any>;
	/** Rows where the condition is TRUE: a column, SQL text, or a callback. @example df.filter((c) => c.delay.gt(15)) */
	filter(
		condition: string | ColumnOf<keyof R & string> | ((c: Cols<R>) => ColumnOf<keyof R & string>),
	): DataFrame<R>;
	/** The same as {@link filter}. @example df.where("delay > 15") */
	where(
		condition: string | ColumnOf<keyof R & string> | ((c: Cols<R>) => ColumnOf<keyof R & string>),
	): DataFrame<R>;
	/** Adds a column, or replaces the one of that name. @example df.withColumn("late", (c) => c.delay.gt(15)) */
	withColumn<const N extends string, T>(
		name: N,
		column: ColumnOf<keyof R & string, T> | ((c: Cols<R>) => ColumnOf<keyof R & string, T>),
	): DataFrame<With<R, N, ValueIn<T, R>>>;
	/** Several at once, all computed from this frame. @example df.withColumns({ a: lit(1), b: col("x").plus(1) }) */
	withColumns<const M extends Readonly<Record<string, ColumnOf<keyof R & string>>>>(
		columns: M,
	): DataFrame<WithAll<R, M>>;
	/** @example df.withColumnRenamed("old", "new") */
	withColumnRenamed<A extends keyof R & string, const B extends string>(
		from: A,
		to: B,
	): DataFrame<Renamed<R, A, B>>;
	/** @example df.withColumnsRenamed({ old: "new", a: "b" }) */
	withColumnsRenamed<const M extends { readonly [K in keyof R & string]?: string }>(
		names: M,
	): DataFrame<RenamedAll<R, M>>;
	/** Without these columns; a name that does not exist is passed over. @example df.drop("tmp", "raw") */
	drop<const A extends readonly ((keyof R & string) | Column)[]>(
		...columns: A
	): DataFrame<Without<R, ItemName<A[number]>>>;
	/** New names for all columns, in order. @example df.toDF("id", "name") */
	toDF<const N extends readonly string[]>(...names: N): DataFrame<{ [K in N[number]]: any }>;

	/** Groups rows; go on with `.agg(…)`. @example df.groupBy("origin").agg(F.count("*").alias("legs")) */
	groupBy<
		const A extends readonly (
			| (keyof R & string)
			| number
			| ColumnOf<keyof R & string>
			| readonly ((keyof R & string) | ColumnOf<keyof R & string>)[]
		)[],
	>(...keys: A): GroupedData<R, Flat<A[number]>>;
	/** The same as {@link groupBy}. @example df.groupby("origin").count() */
	groupby<
		const A extends readonly (
			| (keyof R & string)
			| number
			| ColumnOf<keyof R & string>
			| readonly ((keyof R & string) | ColumnOf<keyof R & string>)[]
		)[],
	>(...keys: A): GroupedData<R, Flat<A[number]>>;
	/** Groups with subtotals, from the left. @example df.rollup("year", "month").agg(F.sum("amount").alias("total")) */
	rollup<const A extends readonly ((keyof R & string) | number | ColumnOf<keyof R & string>)[]>(
		...keys: A
	): GroupedData<R, A[number]>;
	/** Groups with subtotals of every combination. @example df.cube("a", "b").count() */
	cube<const A extends readonly ((keyof R & string) | number | ColumnOf<keyof R & string>)[]>(
		...keys: A
	): GroupedData<R, A[number]>;
	/** Groups by each of these sets of keys. @example df.groupingSets([["a"], ["b"]], "a", "b").count() */
	groupingSets<const A extends readonly ((keyof R & string) | ColumnOf<keyof R & string>)[]>(
		sets: readonly (readonly A[number][])[],
		...keys: A
	): GroupedData<R, A[number]>;
	/** Aggregates over all rows. @example df.agg(F.max("delay").alias("worst")) */
	agg<const A extends readonly ColumnOf<keyof R & string>[]>(...columns: A): DataFrame<Picked<A[number], R>>;

	/** Joins on shared names, a condition, or a callback. @example a.join(b, (l, r) => l.code.eq(r.iata), "left") */
	join<S, const H extends How = "inner">(
		other: DataFrame<S>,
		on?:
			| NoInfer<S extends unknown ? keyof R & keyof S & string : never>
			| ColumnOf<(keyof R & string) | (keyof S & string)>
			| readonly (
					| NoInfer<S extends unknown ? keyof R & keyof S & string : never>
					| ColumnOf<(keyof R & string) | (keyof S & string)>
			  )[]
			| ((left: Cols<R>, right: Cols<S>) => Column),
		how?: H,
	): DataFrame<H extends LeftOnly ? R : Joined<R, S>>;
	/** Every row with every row. @example a.crossJoin(b) */
	crossJoin<S>(other: DataFrame<S>): DataFrame<Joined<R, S>>;
	/** Rows of both, columns by position. @example a.union(b) */
	union(other: DataFrame): DataFrame<R>;
	/** The same as {@link union}: no row is dropped. @example a.unionAll(b) */
	unionAll(other: DataFrame): DataFrame<R>;
	/** Rows of both, columns by name. @example a.unionByName(b) */
	unionByName<S extends Record<keyof R & string, any>>(other: DataFrame<S>): DataFrame<R>;
	/** A column that one side lacks is NULL there. @example a.unionByName(b, { allowMissingColumns: true }) */
	unionByName<S>(
		other: DataFrame<S>,
		options: true | { readonly allowMissingColumns: true },
	): DataFrame<Joined<R, S>>;
	/** Distinct rows that are in both. @example a.intersect(b) */
	intersect(other: DataFrame): DataFrame<R>;
	/** Rows that are in both, as often as in both. @example a.intersectAll(b) */
	intersectAll(other: DataFrame): DataFrame<R>;
	/** Distinct rows that are not in the other. @example a.subtract(b) */
	subtract(other: DataFrame): DataFrame<R>;
	/** Rows without those of the other, one for one. @example a.exceptAll(b) */
	exceptAll(other: DataFrame): DataFrame<R>;

	/** @example df.distinct() */
	distinct(): DataFrame<R>;
	/** One row for each value of these columns (or of all). @example df.dropDuplicates(["id"]) */
	dropDuplicates(subset?: readonly (keyof R & string)[]): DataFrame<R>;
	/** @deprecated PySpark's other spelling of {@link dropDuplicates}. */
	drop_duplicates(subset?: readonly (keyof R & string)[]): DataFrame<R>;
	/** On a stream: one row per key within the watermark. @example df.withWatermark("at", "10 minutes").dropDuplicatesWithinWatermark(["id"]) */
	dropDuplicatesWithinWatermark(subset?: readonly (keyof R & string)[]): DataFrame<R>;
	/** Sorts; NULLs first when ascending. @example df.orderBy("origin", col("day").desc()) */
	orderBy(
		...keys: (
			| (keyof R & string)
			| number
			| ColumnOf<keyof R & string>
			| readonly ((keyof R & string) | ColumnOf<keyof R & string>)[]
		)[]
	): DataFrame<R>;
	/** The same as {@link orderBy}. @example df.sort("origin") */
	sort(
		...keys: (
			| (keyof R & string)
			| number
			| ColumnOf<keyof R & string>
			| readonly ((keyof R & string) | ColumnOf<keyof R & string>)[]
		)[]
	): DataFrame<R>;
	/** Sorts inside Spark's partitions; locally no order of the result. @example df.sortWithinPartitions("day") */
	sortWithinPartitions(...keys: ((keyof R & string) | ColumnOf<keyof R & string>)[]): DataFrame<R>;
	/** At most this many rows. @example df.orderBy("day").limit(10) */
	limit(count: number | Column): DataFrame<R>;
	/** Without the first rows. @example df.orderBy("day").offset(10) */
	offset(count: number | Column): DataFrame<R>;
	/** A random part of the rows. @example df.sample(0.1, 42) */
	sample(
		fraction:
			| number
			| boolean
			| { readonly fraction: number; readonly seed?: number; readonly withReplacement?: boolean },
		seed?: number,
		moreSeed?: number,
	): DataFrame<R>;
	/** Replaces NULL (and NaN). @example df.fillna(0, ["amount"]); df.fillna({ amount: 0, name: "?" }) */
	fillna(
		value: Literal | { readonly [K in keyof R & string]?: Literal },
		subset?: (keyof R & string) | readonly (keyof R & string)[],
	): DataFrame<R>;
	/** Drops rows with NULL (or NaN). @example df.dropna(); df.dropna({ how: "all", subset: ["a", "b"] }) */
	dropna(
		how?:
			| "any"
			| "all"
			| {
					readonly how?: "any" | "all";
					readonly thresh?: number;
					readonly subset?: (keyof R & string) | readonly (keyof R & string)[];
			  },
		thresh?: number | null,
		subset?: (keyof R & string) | readonly (keyof R & string)[],
	): DataFrame<R>;
	/** Replaces values. @example df.replace("n/a", null, ["name"]); df.replace(new Map([[1, 10], [2, 20]])) */
	replace(
		from: Literal | readonly Literal[] | ReadonlyMap<Literal, Literal> | Readonly<Record<string, Literal>>,
		to?: Literal | readonly Literal[],
		subset?: (keyof R & string) | readonly (keyof R & string)[],
	): DataFrame<R>;
	/** The functions for missing values under PySpark's other names. @example df.na.fill(0) */
	readonly na: NaFunctions<R>;
	/** Columns into rows; `values` null: all that are no ids. @example df.unpivot("id", ["q1", "q2"], "quarter", "amount") */
	unpivot<K extends keyof R & string, const V extends string, const W extends string>(
		ids: K | Column | readonly (K | Column)[] | null,
		values: (keyof R & string) | Column | readonly ((keyof R & string) | Column)[] | null,
		variableName: V,
		valueName: W,
	): DataFrame<any>;
	/** The same as {@link unpivot}. @example df.melt("id", ["q1", "q2"], "quarter", "amount") */
	melt<K extends keyof R & string, const V extends string, const W extends string>(
		ids: K | Column | readonly (K | Column)[] | null,
		values: (keyof R & string) | Column | readonly ((keyof R & string) | Column)[] | null,
		variableName: V,
		valueName: W,
	): DataFrame<any>;

	/** A name for `col("name.column")`, e.g. in a self-join. @example df.alias("l").join(df.alias("r"), col("l.id").eq(col("r.parent"))) */
	alias(name: string): DataFrame<R>;
	/** How late rows of a stream may come. @example df.withWatermark("at", "10 minutes") */
	withWatermark(eventTime: keyof R & string, delay: string): DataFrame<R>;
	/** A hint for Spark; kept for export. @example big.join(small.hint("broadcast"), "id") */
	hint(name: string, ...parameters: (Literal | Column)[]): DataFrame<R>;
	/** Spark's partitions; no effect on rows. @example df.repartition(10, "day") */
	repartition(
		partitions: number | (keyof R & string) | Column,
		...columns: ((keyof R & string) | Column)[]
	): DataFrame<R>;
	/** Spark's partitions, by ranges; no effect on rows. @example df.repartitionByRange(10, "day") */
	repartitionByRange(
		partitions: number | (keyof R & string) | Column,
		...columns: ((keyof R & string) | Column)[]
	): DataFrame<R>;
	/** Fewer of Spark's partitions; no effect on rows. @example df.coalesce(1) */
	coalesce(partitions: number): DataFrame<R>;
	/** Gives the frame to a function of yours. @example df.transform(withDay).transform(addNames, airports) */
	transform<F extends DataFrame, const A extends readonly unknown[]>(
		work: (frame: DataFrame<R>, ...args: A) => F,
		...args: A
	): F;
	/** The same plan without what the compiler knows: the way out of a typed row. @example df.untyped().select(name) */
	untyped(): DataFrame<any>;

	/** The one value of a one-row, one-column frame, as a column. @example a.filter(col("x").gt(b.agg(F.avg("x")).scalar())) */
	scalar(): Column<any, string, never>;
	/** Whether the frame has rows, as a condition. @example a.filter(b.exists()) */
	exists(): Column<boolean, string, never>;
}

/** An array in the place of arguments counts as its elements. */
type Flat<A> = A extends readonly (infer E)[] ? E : A;

/** `df.na`. */
export interface NaFunctions<R> {
	/** @example df.na.fill({ amount: 0 }) */
	fill: DataFrame<R>["fillna"];
	/** @example df.na.drop("all") */
	drop: DataFrame<R>["dropna"];
	/** @example df.na.replace("n/a", null) */
	replace: DataFrame<R>["replace"];
}

/**
 * Grouped rows. `A` are the keys.
 * @example df.groupBy("origin").agg(F.avg("delay").alias("mean"))
 */
export interface GroupedData<R, A> extends RefusedGroupedMembers {
	/** One row per group: the keys, then these. @example df.groupBy("a").agg(F.sum("b").alias("b"), F.count("*").alias("n")) */
	agg<const B extends readonly ColumnOf<keyof R & string>[]>(
		...columns: B
	): DataFrame<Picked<Exclude<A, number> | B[number], R>>;
	/** The keys and how many rows each group has, as `count`. @example df.groupBy("a").count() */
	count(): DataFrame<PlainRow<Picked<Exclude<A, number>, R> & { count: bigint }>>;
	/** Sums, named `sum(column)`. @example df.groupBy("a").sum("b") */
	sum(...names: (keyof R & string)[]): DataFrame<any>;
	/** Means, named `avg(column)`. @example df.groupBy("a").avg("b") */
	avg(...names: (keyof R & string)[]): DataFrame<any>;
	/** The same as {@link avg}. @example df.groupBy("a").mean("b") */
	mean(...names: (keyof R & string)[]): DataFrame<any>;
	/** Least values, named `min(column)`. @example df.groupBy("a").min("b") */
	min(...names: (keyof R & string)[]): DataFrame<any>;
	/** Greatest values, named `max(column)`. @example df.groupBy("a").max("b") */
	max(...names: (keyof R & string)[]): DataFrame<any>;
	/** One column per value. @example df.groupBy("year").pivot("quarter", [1, 2, 3, 4]).agg(F.sum("amount")) */
	pivot<K extends keyof R & string>(
		column: K | ColumnOf<keyof R & string>,
		values: readonly (Literal | Column)[],
	): PivotedData<R>;
}

/** Grouped rows with a pivot: the columns depend on the values, so the row is open. */
export interface PivotedData<R> {
	/** @example df.groupBy("a").pivot("b", ["x", "y"]).agg(F.sum("c")) */
	agg(...columns: ColumnOf<keyof R & string>[]): DataFrame<any>;
	/** @example df.groupBy("a").pivot("b", ["x", "y"]).count() */
	count(): DataFrame<any>;
	/** @example df.groupBy("a").pivot("b", ["x", "y"]).sum("c") */
	sum(...names: (keyof R & string)[]): DataFrame<any>;
	/** @example df.groupBy("a").pivot("b", ["x", "y"]).avg("c") */
	avg(...names: (keyof R & string)[]): DataFrame<any>;
	/** @example df.groupBy("a").pivot("b", ["x", "y"]).mean("c") */
	mean(...names: (keyof R & string)[]): DataFrame<any>;
	/** @example df.groupBy("a").pivot("b", ["x", "y"]).min("c") */
	min(...names: (keyof R & string)[]): DataFrame<any>;
	/** @example df.groupBy("a").pivot("b", ["x", "y"]).max("c") */
	max(...names: (keyof R & string)[]): DataFrame<any>;
}
