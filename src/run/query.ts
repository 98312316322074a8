import type { StructType } from "../core/dataTypes.js";
import type { RowValues } from "../engines/tableEngine.js";

/** The rows of a query, by position (names may repeat), with their schema. */
export interface QueryResult {
	readonly schema: StructType;
	readonly rows: readonly RowValues[];
	/** True when there are more rows than were asked for. */
	readonly truncated: boolean;
}
