import type { Expr } from "./expr.js";
import type { Relation } from "./relation.js";

/**
 * Columns and frames are known by these symbols and never by `instanceof`: a user's module and the CLI may load two
 * copies of the SDK, and their objects have to work together.
 */
export const COLUMN: unique symbol = Symbol.for("aqueduck.column") as never;
export const DATAFRAME: unique symbol = Symbol.for("aqueduck.dataframe") as never;

export interface MarkedColumn {
	readonly [COLUMN]: Expr;
}
export interface MarkedFrame {
	readonly [DATAFRAME]: Relation;
}

/** True for a Column of any copy of the SDK. */
export function isColumn(value: unknown): value is MarkedColumn {
	return typeof value === "object" && value !== null && COLUMN in value;
}

/** True for a DataFrame of any copy of the SDK. */
export function isDataFrame(value: unknown): value is MarkedFrame {
	return typeof value === "object" && value !== null && DATAFRAME in value;
}

/** The expression that a Column stands for. */
export function exprOf(column: object): Expr {
	return (column as MarkedColumn)[COLUMN];
}

/** The relation that a DataFrame stands for. */
export function relationOf(frame: object): Relation {
	return (frame as MarkedFrame)[DATAFRAME];
}
