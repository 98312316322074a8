import * as names from "../../../plan/functions/refused.js";
import type { DuckDbFunction, Unsupported } from "./types.js";

const never = (reason: string): Unsupported => Object.freeze({ unsupported: "never", reason });
const todo = (reason: string): Unsupported => Object.freeze({ unsupported: "todo", reason });

const sketch = todo(
	"its sketches are bytes of Apache DataSketches; count(DISTINCT …) and percentile are exact here",
);
const variant = todo("the type VARIANT does not exist here; from_json with a schema gives a struct");
const { each } = names;

/** What DuckDB cannot be made to do, or what makes no sense outside of Spark. */
export const REFUSED_ROWS = {
	...each(names.SKETCHES, sketch),
	...each(names.SKETCH_AGGREGATES, sketch),
	...each(names.VARIANTS, variant),
	...each(names.VARIANT_AGGREGATES, variant),
	...each(names.VARIANT_GENERATORS, variant),
	...each(names.XML, todo("XML is not read here; regexp_extract takes single values out of it")),
	...each(names.FOREIGN_FORMATS, todo("Avro and Protocol Buffers inside of columns are not read here")),
	...each(names.GEOMETRIES, todo("the types GEOMETRY and GEOGRAPHY do not exist here")),
	...each(names.CLOCK_TIMES, todo("the type TIME does not exist here; use a timestamp or a text")),
	...each(
		names.NANOSECONDS,
		never("timestamps have six digits unless Spark's setting for nanoseconds is on"),
	),
	...each(names.REFLECTION, never("there is no Java to call")),
	...each(names.SESSION, never("a plan does not depend on the session that runs it; write the name")),
	...each(
		names.FILE_BLOCKS,
		never("files are not cut into blocks here; _metadata has the file's path and size"),
	),
	...each(names.METRIC_VIEWS, never("it only works on metric views, which are objects of Spark's catalog")),
	...each(names.CATALOG_TABLES, never("it lists what Spark itself has")),
	session_window: todo(
		"a session needs the rows around it; count the gaps with lag() and sum() OVER, and group by that",
	),
	...each(
		names.SECRETS,
		never("keys do not belong into a pipeline's plan; decrypt where the data is stored"),
	),
} as const satisfies Record<keyof typeof names.REFUSED, DuckDbFunction>;
