import { SPARK_DEFAULTS, type TableName } from "../../core/names.js";

/** Tables of the runtime live in this schema; no data set can (GRAPH_PRIVATE_SUFFIX). */
export const INTERNAL_SCHEMA = "_aqueduck_internal";

export function internalName(table: string): TableName {
	return Object.freeze({ catalog: SPARK_DEFAULTS.catalog, schema: INTERNAL_SCHEMA, table });
}
