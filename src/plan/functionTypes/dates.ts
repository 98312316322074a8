// biome-ignore-all lint/suspicious/noExplicitAny: values whose type depends on the data are `any`.
import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";

/** Dates and times. */
export interface DateFunctions {
	/** The year. @example F.year("at") */
	year<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The quarter, 1 to 4. @example F.quarter("at") */
	quarter<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The month, 1 to 12. @example F.month("at") */
	month<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The day of the month. @example F.day("at") */
	day<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The day of the month. @example F.dayofmonth("at") */
	dayofmonth<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The day of the year. @example F.dayofyear("at") */
	dayofyear<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The day of the week: Sunday is 1. @example F.dayofweek("at") */
	dayofweek<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The day of the week: Monday is 0. @example F.weekday("at") */
	weekday<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The ISO week. @example F.weekofyear("at") */
	weekofyear<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** `Mon` to `Sun`. @example F.dayname("at") */
	dayname<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** `Jan` to `Dec`. @example F.monthname("at") */
	monthname<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The hour. @example F.hour("at") */
	hour<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The minute. @example F.minute("at") */
	minute<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The second. @example F.second("at") */
	second<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** The last day of the month. @example F.lastDay("at") */
	lastDay<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Seconds since 1970 as a timestamp. @example F.timestampSeconds("at") */
	timestampSeconds<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Milliseconds since 1970 as a timestamp. @example F.timestampMillis("at") */
	timestampMillis<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Microseconds since 1970 as a timestamp. @example F.timestampMicros("at") */
	timestampMicros<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** A timestamp as seconds since 1970. @example F.unixSeconds("at") */
	unixSeconds<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** A timestamp as milliseconds since 1970. @example F.unixMillis("at") */
	unixMillis<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** A timestamp as microseconds since 1970. @example F.unixMicros("at") */
	unixMicros<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** A date as days since 1970. @example F.unixDate("at") */
	unixDate<V extends string>(column: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Days since 1970 as a date. @example F.dateFromUnixDate("at") */
	dateFromUnixDate<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The event time of a window that `window` made. @example F.windowTime("at") */
	windowTime<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** The day of the update's start; one value for the whole update. @example F.currentDate() */
	currentDate(): Column<string, string, never>;
	/** The same as {@link currentDate}. @example F.curdate() */
	curdate(): Column<string, string, never>;
	/** The update's start; one value for the whole update. @example F.currentTimestamp() */
	currentTimestamp(): Column<string, string, never>;
	/** The same as {@link currentTimestamp}. @example F.now() */
	now(): Column<string, string, never>;
	/** The update's start without a time zone. @example F.localtimestamp() */
	localtimestamp(): Column<string, string, never>;
	/** The session's time zone. @example F.currentTimezone() */
	currentTimezone(): Column<string, string, never>;
	/** A date from text or a timestamp. @example F.toDate("day", "yyyy/MM/dd") */
	toDate<V extends string>(
		column: ColumnOrName<V>,
		format?: string | Column,
	): Column<string, string, Reads<V>>;
	/** A date from text; NULL when it is none. @example F.tryToDate("day", "yyyy/MM/dd") */
	tryToDate<V extends string>(
		column: ColumnOrName<V>,
		format?: string | Column,
	): Column<string, string, Reads<V>>;
	/** A timestamp from text. @example F.toTimestamp("at", "yyyy-MM-dd HH:mm") */
	toTimestamp<V extends string>(
		column: ColumnOrName<V>,
		format?: string | Column,
	): Column<string, string, Reads<V>>;
	/** A timestamp from text; NULL when it is none. @example F.tryToTimestamp("at", lit("yyyy")) */
	tryToTimestamp<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A timestamp without time zone. @example F.toTimestampNtz("at") */
	toTimestampNtz<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A timestamp with the session's time zone. @example F.toTimestampLtz("at") */
	toTimestampLtz<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** As text, by a Java pattern. @example F.dateFormat("at", "yyyy-MM") */
	dateFormat<V extends string>(
		column: ColumnOrName<V>,
		format: string | Column,
	): Column<string, string, Reads<V>>;
	/** So many days later. @example F.dateAdd("day", 7) */
	dateAdd<V extends string>(
		column: ColumnOrName<V>,
		days: ColumnOrName<V> | number,
	): Column<string, string, Reads<V>>;
	/** So many days later. @example F.dateadd("day", 7) */
	dateadd<V extends string>(
		column: ColumnOrName<V>,
		days: ColumnOrName<V> | number,
	): Column<string, string, Reads<V>>;
	/** So many days earlier. @example F.dateSub("day", 7) */
	dateSub<V extends string>(
		column: ColumnOrName<V>,
		days: ColumnOrName<V> | number,
	): Column<string, string, Reads<V>>;
	/** Days from start to end. @example F.dateDiff("end", "start") */
	dateDiff<V extends string>(end: ColumnOrName<V>, start: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** Days from start to end. @example F.datediff("end", "start") */
	datediff<V extends string>(end: ColumnOrName<V>, start: ColumnOrName<V>): Column<number, string, Reads<V>>;
	/** So many months later. @example F.addMonths("day", 1) */
	addMonths<V extends string>(
		column: ColumnOrName<V>,
		months: ColumnOrName<V> | number,
	): Column<string, string, Reads<V>>;
	/** Months from start to end, with a fraction. @example F.monthsBetween("end", "start") */
	monthsBetween<V extends string>(
		end: ColumnOrName<V>,
		start: ColumnOrName<V>,
		round?: boolean,
	): Column<number, string, Reads<V>>;
	/** The next such weekday. @example F.nextDay("day", "Mon") */
	nextDay<V extends string>(
		column: ColumnOrName<V>,
		weekday: string | Column,
	): Column<string, string, Reads<V>>;
	/** The first day of the year, quarter, month or week. @example F.trunc("day", "month") */
	trunc<V extends string>(column: ColumnOrName<V>, unit: string | Column): Column<string, string, Reads<V>>;
	/** The start of the unit that the timestamp lies in. @example F.dateTrunc("hour", "at") */
	dateTrunc<V extends string>(
		unit: string | Column,
		column: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A field of a date, the field a column. @example F.datePart(lit("year"), "at") */
	datePart<V extends string>(field: ColumnOrName<V>, column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** A field of a date, the field a column. @example F.datepart(lit("year"), "at") */
	datepart<V extends string>(field: ColumnOrName<V>, column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** A field of a date, the field a column. @example F.extract(lit("year"), "at") */
	extract<V extends string>(field: ColumnOrName<V>, column: ColumnOrName<V>): Column<any, string, Reads<V>>;
	/** A date from its parts. @example F.makeDate("y", "m", "d") */
	makeDate<V extends string>(
		year: ColumnOrName<V>,
		month: ColumnOrName<V>,
		day: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A timestamp from year, month, day, hour, minute, second. @example F.makeTimestamp("y", "mo", "d", "h", "mi", "s") */
	makeTimestamp<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** The same without a time zone. @example F.makeTimestampNtz("y", "mo", "d", "h", "mi", "s") */
	makeTimestampNtz<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** A timestamp from its parts; NULL when there is none. @example F.tryMakeTimestamp("y", "mo", "d", "h", "mi", "s") */
	tryMakeTimestamp<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** An interval from years, months, weeks, days, hours, minutes, seconds. @example F.makeInterval("y") */
	makeInterval<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** An interval from days, hours, minutes, seconds. @example F.makeDtInterval("d") */
	makeDtInterval<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** An interval from years and months. @example F.makeYmInterval("y", "m") */
	makeYmInterval<V extends string>(
		...parts: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<any, string, Reads<V>>;
	/** Seconds since 1970 as text. @example F.fromUnixtime("s") */
	fromUnixtime<V extends string>(
		column: ColumnOrName<V>,
		format?: string | Column,
	): Column<string, string, Reads<V>>;
	/** A time as seconds since 1970; the update's start without a column. @example F.unixTimestamp("at", "yyyy-MM-dd") */
	unixTimestamp<V extends string>(
		column?: ColumnOrName<V>,
		format?: string | Column,
	): Column<bigint, string, Reads<V>>;
	/** A time as seconds since 1970. @example F.toUnixTimestamp("at") */
	toUnixTimestamp<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<bigint, string, Reads<V>>;
	/** A time of UTC as the clock of a zone shows it. @example F.fromUtcTimestamp("at", "Europe/Paris") */
	fromUtcTimestamp<V extends string>(
		column: ColumnOrName<V>,
		zone: string | Column,
	): Column<string, string, Reads<V>>;
	/** The clock of a zone as a time of UTC. @example F.toUtcTimestamp("at", "Europe/Paris") */
	toUtcTimestamp<V extends string>(
		column: ColumnOrName<V>,
		zone: string | Column,
	): Column<string, string, Reads<V>>;
	/** A timestamp without zone from one zone to another. @example F.convertTimezone(lit("UTC"), lit("Europe/Paris"), "at") */
	convertTimezone<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): Column<string, string, Reads<V>>;
	/** So many units later. @example F.timestampAdd("HOUR", 2, "at") */
	timestampAdd<V extends string>(
		unit: string | Column,
		quantity: ColumnOrName<V> | number,
		column: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Whole units from start to end. @example F.timestampDiff("HOUR", "start", "end") */
	timestampDiff<V extends string>(
		unit: string | Column,
		start: ColumnOrName<V>,
		end: ColumnOrName<V>,
	): Column<bigint, string, Reads<V>>;
	/** The same as {@link timestampAdd}. @example F.timestampadd("HOUR", 2, "at") */
	timestampadd<V extends string>(
		unit: string | Column,
		quantity: ColumnOrName<V> | number,
		column: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** The same as {@link timestampDiff}. @example F.timestampdiff("HOUR", "start", "end") */
	timestampdiff<V extends string>(
		unit: string | Column,
		start: ColumnOrName<V>,
		end: ColumnOrName<V>,
	): Column<bigint, string, Reads<V>>;
	/** The window that the rows of a group are in as long as none is further from the last than the gap. @example df.groupBy("user", F.sessionWindow("at", "5 minutes")).count() */
	sessionWindow<V extends string>(
		column: ColumnOrName<V>,
		gap: string | Column,
	): Column<any, string, Reads<V>>;
	/** The window of time that the row falls in: a struct of start and end. @example df.groupBy(F.window("at", "10 minutes")).count() */
	window<V extends string>(
		column: ColumnOrName<V>,
		duration: string | Column,
		slide?: string | Column,
		start?: string | Column,
	): Column<any, string, Reads<V>>;
}
