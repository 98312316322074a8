/** What an expression gave over a table, or why it was refused. */
export type ColumnAnswer =
	| { readonly error: string; readonly cause?: string }
	| {
			readonly name: string;
			readonly type: string;
			/** One per row. Where the whole table raised: one per row that was asked alone, with the conditions. */
			readonly values?: readonly unknown[];
			/** The condition with which the expression ends over the whole table. */
			readonly raised?: string;
			/** The asking side could not read the value (a year that Python does not have). */
			readonly unreadable?: string;
	  };

export interface ColumnsQuestion {
	readonly columns: readonly string[];
	readonly from: string;
	/** Each row answers for itself, by its unique `id`; false for aggregates and windows. */
	readonly ids: boolean;
}

/** A row's value when the row raises. */
export interface RowError {
	readonly $error: { readonly error: string; readonly cause?: string };
}

export const isRowError = (value: unknown): value is RowError =>
	typeof value === "object" && value !== null && "$error" in value;
export const isUnreadable = (value: unknown): boolean =>
	typeof value === "object" && value !== null && "$unreadable" in value;

/** Values of these types are asked for as texts: see scripts/spark/ask.py. */
const AS_TEXT = /^(?:date|time)|interval|variant/;
export const shown = (text: string, type: string): string =>
	AS_TEXT.test(type) ? `CAST((${text}) AS STRING)` : text;
