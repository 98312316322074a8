import type { Column, ColumnOrName } from "../columnTypes.js";
import type { Reads } from "../rowTypes.js";

/** Times of day: the type TIME. */
export interface ClockTimeFunctions {
	/** The time of day of the update's start, with so many digits of a second. @example F.currentTime(3) */
	currentTime(precision?: number): Column<string, string, never>;
	/** The same as {@link currentTime}. @example F.localtime() */
	localtime(precision?: number): Column<string, string, never>;
	/** A time of day from hour, minute and second. @example F.makeTime("h", "m", "s") */
	makeTime<V extends string>(
		hour: ColumnOrName<V>,
		minute: ColumnOrName<V>,
		second: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A time of day from text. @example F.toTime("at", lit("HH.mm")) */
	toTime<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** A time of day from text; NULL when it is none. @example F.tryToTime("at") */
	tryToTime<V extends string>(
		column: ColumnOrName<V>,
		format?: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Whole units between two times of day. @example F.timeDiff(lit("MINUTE"), "start", "end") */
	timeDiff<V extends string>(
		unit: ColumnOrName<V>,
		start: ColumnOrName<V>,
		end: ColumnOrName<V>,
	): Column<bigint, string, Reads<V>>;
	/** A time of day cut to a unit. @example F.timeTrunc(lit("HOUR"), "at") */
	timeTrunc<V extends string>(
		unit: ColumnOrName<V>,
		column: ColumnOrName<V>,
	): Column<string, string, Reads<V>>;
	/** Seconds since midnight as a time of day. @example F.timeFromSeconds("n") */
	timeFromSeconds<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Milliseconds since midnight as a time of day. @example F.timeFromMillis("n") */
	timeFromMillis<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** Microseconds since midnight as a time of day. @example F.timeFromMicros("n") */
	timeFromMicros<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** A time of day as seconds since midnight, a decimal. @example F.timeToSeconds("at") */
	timeToSeconds<V extends string>(column: ColumnOrName<V>): Column<string, string, Reads<V>>;
	/** A time of day as milliseconds since midnight. @example F.timeToMillis("at") */
	timeToMillis<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
	/** A time of day as microseconds since midnight. @example F.timeToMicros("at") */
	timeToMicros<V extends string>(column: ColumnOrName<V>): Column<bigint, string, Reads<V>>;
}
