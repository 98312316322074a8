import type { Column, ColumnOrName } from "./columnTypes.js";

/** A frame's end: a number of rows (or of units of the order column) from the current row; negative before it. */
export type FrameEnd = number | bigint | Column;

/**
 * Which rows a window function sees, and in which order. Immutable.
 * @example Window.partitionBy("origin").orderBy(col("day").desc())
 */
export interface WindowSpec<out U extends string = string> {
	readonly "~columns"?: U;
	/** Restarts the function for each value of these. @example Window.partitionBy("origin", "day") */
	partitionBy<V extends string>(
		...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]
	): WindowSpec<U | V>;
	/** The order inside a partition. @example Window.partitionBy("origin").orderBy("day") */
	orderBy<V extends string>(...columns: (ColumnOrName<V> | readonly ColumnOrName<V>[])[]): WindowSpec<U | V>;
	/** Only rows from `start` to `end`, counted from the current row. @example w.rowsBetween(-6, Window.currentRow) */
	rowsBetween(start: FrameEnd, end: FrameEnd): WindowSpec<U>;
	/** Only rows whose order value lies within. @example w.rangeBetween(Window.unboundedPreceding, 0) */
	rangeBetween(start: FrameEnd, end: FrameEnd): WindowSpec<U>;
}

/** Where window specifications start. */
export interface WindowStart extends WindowSpec<never> {
	/** The first row of the partition. @example w.rowsBetween(Window.unboundedPreceding, 0) */
	readonly unboundedPreceding: number;
	/** The last row of the partition. @example w.rowsBetween(0, Window.unboundedFollowing) */
	readonly unboundedFollowing: number;
	/** The current row: 0. @example w.rowsBetween(-1, Window.currentRow) */
	readonly currentRow: number;
}
