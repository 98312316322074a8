// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName, Literal } from "../columnTypes.js";
import type { Reads, Ref } from "../rowTypes.js";

/** Aggregates and window functions. */
export interface AggregateFunctions {
	/** The sum. @example F.sum("x") */
	sum<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The sum; NULL on overflow. @example F.trySum("x") */
	trySum<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The mean. @example F.avg("x") */
	avg<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The mean. @example F.mean("x") */
	mean<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The mean; NULL on overflow. @example F.tryAvg("x") */
	tryAvg<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The median. @example F.median("x") */
	median<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The product. @example F.product("x") */
	product<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Standard deviation of a sample. @example F.stddev("x") */
	stddev<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Standard deviation of a sample. @example F.std("x") */
	std<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Standard deviation of a sample. @example F.stddevSamp("x") */
	stddevSamp<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Standard deviation of a population. @example F.stddevPop("x") */
	stddevPop<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Variance of a sample. @example F.variance("x") */
	variance<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Variance of a sample. @example F.varSamp("x") */
	varSamp<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Variance of a population. @example F.varPop("x") */
	varPop<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Skewness. @example F.skewness("x") */
	skewness<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Kurtosis. @example F.kurtosis("x") */
	kurtosis<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** All values in a list; NULLs are passed over. @example F.collectList("x") */
	collectList<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** All values in a list; NULLs are passed over. @example F.arrayAgg("x") */
	arrayAgg<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** All distinct values; NULLs are passed over. @example F.collectSet("x") */
	collectSet<V extends string>(column: ColumnOrName<V>): Column<any[], string, Reads<V>>;
	/** True when all are. @example F.boolAnd("x") */
	boolAnd<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** True when all are. @example F.every("x") */
	every<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** True when one is. @example F.boolOr("x") */
	boolOr<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** True when one is. @example F.some("x") */
	some<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** True when one is. @example F.any("x") */
	any<V extends string>(column: ColumnOrName<V>): Column<boolean, string, Reads<V>>;
	/** Bits set in all. @example F.bitAnd("x") */
	bitAnd<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Bits set in one of them. @example F.bitOr("x") */
	bitOr<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Bits set in an odd number of them. @example F.bitXor("x") */
	bitXor<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** How many are true. @example F.countIf("x") */
	countIf<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** 1 where the key was left out of a subtotal. @example F.grouping("x") */
	grouping<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** How many values are not NULL; rows with `"*"`. @example F.count("*") */
	count<V extends string>(column: "*" | V | Column<any, any, V>): Column<bigint, string, Reads<V>>;
	/** How many distinct values. @example F.countDistinct("origin") */
	countDistinct<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<bigint, string, Reads<V>>;
	/** About how many distinct values. @example F.approxCountDistinct("origin") */
	approxCountDistinct<V extends string>(
		column: ColumnOrName<V>,
		error?: number | Column,
	): Column<bigint, string, Reads<V>>;
	/** The sum of the distinct values. @example F.sumDistinct("x") */
	sumDistinct<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** The least. @example F.min("delay") */
	min<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** The greatest. @example F.max("delay") */
	max<V extends string, T = Ref<V>>(column: V | Column<T, any, V>): Column<T, string, Reads<V>>;
	/** The value where the other is least. @example F.minBy("city", "delay") */
	minBy<V extends string>(
		column: ColumnOrName<V>,
		by: ColumnOrName<V>,
		count?: number | Column,
	): Column<any, string, Reads<V>>;
	/** The value where the other is greatest. @example F.maxBy("city", "delay") */
	maxBy<V extends string>(
		column: ColumnOrName<V>,
		by: ColumnOrName<V>,
		count?: number | Column,
	): Column<any, string, Reads<V>>;
	/** The first value; which one is defined only with an order. @example F.first("x", true) */
	first<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		ignoreNulls?: boolean,
	): Column<T, string, Reads<V>>;
	/** The same as {@link first}. @example F.firstValue("x") */
	firstValue<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		ignoreNulls?: boolean,
	): Column<T, string, Reads<V>>;
	/** The last value; which one is defined only with an order. @example F.last("x") */
	last<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		ignoreNulls?: boolean,
	): Column<T, string, Reads<V>>;
	/** The same as {@link last}. @example F.lastValue("x") */
	lastValue<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		ignoreNulls?: boolean,
	): Column<T, string, Reads<V>>;
	/** One of the values. @example F.anyValue("x") */
	anyValue<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		ignoreNulls?: boolean,
	): Column<T, string, Reads<V>>;
	/** The most frequent value. @example F.mode("x") */
	mode<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		deterministic?: boolean,
	): Column<T, string, Reads<V>>;
	/** An exact percentile, interpolated. @example F.percentile("x", 0.5) */
	percentile<V extends string>(
		column: ColumnOrName<V>,
		percentage: number | readonly number[] | Column,
		frequency?: number | Column,
	): Column<any, string, Reads<V>>;
	/** A percentile that is one of the values. @example F.percentileApprox("x", 0.5) */
	percentileApprox<V extends string>(
		column: ColumnOrName<V>,
		percentage: number | readonly number[] | Column,
		accuracy?: number | Column,
	): Column<any, string, Reads<V>>;
	/** The same as {@link percentileApprox}. @example F.approxPercentile("x", [0.25, 0.75]) */
	approxPercentile<V extends string>(
		column: ColumnOrName<V>,
		percentage: number | readonly number[] | Column,
		accuracy?: number | Column,
	): Column<any, string, Reads<V>>;
	/** With `WITHIN GROUP` in SQL text. @example expr("percentile_cont(0.5) WITHIN GROUP (ORDER BY x)") */
	percentileCont<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** With `WITHIN GROUP` in SQL text. @example expr("percentile_disc(0.5) WITHIN GROUP (ORDER BY x)") */
	percentileDisc<V extends string>(column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** Pearson's correlation. @example F.corr("x", "y") */
	corr<V extends string>(left: ColumnOrName<V>, right: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Covariance of a population. @example F.covarPop("x", "y") */
	covarPop<V extends string>(left: ColumnOrName<V>, right: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Covariance of a sample. @example F.covarSamp("x", "y") */
	covarSamp<V extends string>(
		left: ColumnOrName<V>,
		right: ColumnOrName<V>,
	): Column<number, string, Reads<V>>;
	/** How many pairs without NULL. @example F.regrCount("y", "x") */
	regrCount<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** Mean of x over these pairs. @example F.regrAvgx("y", "x") */
	regrAvgx<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Mean of y over these pairs. @example F.regrAvgy("y", "x") */
	regrAvgy<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Slope of the regression line. @example F.regrSlope("y", "x") */
	regrSlope<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Intercept of the regression line. @example F.regrIntercept("y", "x") */
	regrIntercept<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Coefficient of determination. @example F.regrR2("y", "x") */
	regrR2<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Sum of squares of x. @example F.regrSxx("y", "x") */
	regrSxx<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Sum of squares of y. @example F.regrSyy("y", "x") */
	regrSyy<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Sum of products. @example F.regrSxy("y", "x") */
	regrSxy<V extends string>(y: ColumnOrName<V>, x: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** All values joined; NULLs are passed over. @example F.listagg("s", ", ") */
	listagg<V extends string>(
		column: ColumnOrName<V>,
		delimiter?: string | Column,
	): Column<string, string, Reads<V>>;
	/** The same as {@link listagg}. @example F.stringAgg("s", ", ") */
	stringAgg<V extends string>(
		column: ColumnOrName<V>,
		delimiter?: string | Column,
	): Column<string, string, Reads<V>>;
	/** All distinct values joined. @example F.listaggDistinct("s", ", ") */
	listaggDistinct<V extends string>(
		column: ColumnOrName<V>,
		delimiter?: string | Column,
	): Column<string, string, Reads<V>>;
	/** The same as {@link listaggDistinct}. @example F.stringAggDistinct("s", ", ") */
	stringAggDistinct<V extends string>(
		column: ColumnOrName<V>,
		delimiter?: string | Column,
	): Column<string, string, Reads<V>>;
	/** Which keys were left out of a subtotal, as bits. @example F.groupingId() */
	groupingId<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<bigint, string, Reads<V>>;
	/** Counts the rows of a window from 1. @example F.rowNumber().over(Window.partitionBy("id").orderBy("at")) */
	rowNumber(): Column<number, string, never>;
	/** The place, with gaps after ties. @example F.rank().over(Window.orderBy("x")) */
	rank(): Column<number, string, never>;
	/** The place, without gaps. @example F.denseRank().over(Window.orderBy("x")) */
	denseRank(): Column<number, string, never>;
	/** The place as a share. @example F.percentRank().over(Window.orderBy("x")) */
	percentRank(): Column<number, string, never>;
	/** The share of rows up to this one. @example F.cumeDist().over(Window.orderBy("x")) */
	cumeDist(): Column<number, string, never>;
	/** The number of the part, of so many. @example F.ntile(4).over(Window.orderBy("x")) */
	ntile(parts: number | Column): Column<number, string, never>;
	/** The value so many rows before. @example F.lag("x", 1).over(Window.orderBy("at")) */
	lag<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		offset?: number | Column,
		fallback?: Literal | Column,
	): Column<T, string, Reads<V>>;
	/** The value so many rows after. @example F.lead("x", 1).over(Window.orderBy("at")) */
	lead<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		offset?: number | Column,
		fallback?: Literal | Column,
	): Column<T, string, Reads<V>>;
	/** The value of the n-th row of the window. @example F.nthValue("x", 2).over(Window.orderBy("at")) */
	nthValue<V extends string, T = Ref<V>>(
		column: V | Column<T, any, V>,
		offset: number | Column,
		ignoreNulls?: boolean,
	): Column<T, string, Reads<V>>;
}
