import type { DATABRICKS_FUNCTIONS } from "../../../plan/functions/databricks.js";
import { MEMBERSHIP, MODELS, WORKSPACE } from "../../../plan/functions/databricks.js";
import * as names from "../../../plan/functions/refused.js";
import type { DuckDbFunction, Unsupported } from "./types.js";

const never = (reason: string): Unsupported => Object.freeze({ unsupported: "never", reason });
const todo = (reason: string): Unsupported => Object.freeze({ unsupported: "todo", reason });

const { each, keysOf } = names;

/** What DuckDB cannot be made to do, or what makes no sense outside of Spark. */
export const REFUSED_ROWS = {
	...each(names.FOREIGN_FORMATS, todo("Avro and Protocol Buffers inside of columns are not read here")),
	...each(
		names.NANOSECONDS,
		never("timestamps have six digits unless Spark's setting for nanoseconds is on"),
	),
	...each(names.REFLECTION, never("there is no Java to call")),
	...each(
		names.FILE_BLOCKS,
		never("files are not cut into blocks here; _metadata has the file's path and size"),
	),
	...each(names.METRIC_VIEWS, never("it only works on metric views, which are objects of Spark's catalog")),
	...each(names.CATALOG_TABLES, never("it lists what Spark itself has")),
	...each(keysOf(MODELS), never("only Databricks has the models that it asks")),
	...each(keysOf(MEMBERSHIP), never("only a Databricks account knows who is in a group")),
	...each(keysOf(WORKSPACE), never("only a Databricks workspace has what it asks")),
} as const satisfies Record<keyof typeof names.REFUSED | keyof typeof DATABRICKS_FUNCTIONS, DuckDbFunction>;
