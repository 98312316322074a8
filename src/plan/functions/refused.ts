import { UNKNOWN } from "../../core/dataTypes.js";
import type { FunctionSpec } from "../functionSpec.js";
import { aggregate, any, generator, scalar } from "./build.js";

/*
 * Functions that the plan knows by name, so that they are refused with a reason and an exporter may pass them on. Their
 * result has no type of ours.
 */

/** Records of Avro and Protocol Buffers inside of a column. */
export const FOREIGN_FORMATS = [
	"from_avro",
	"from_protobuf",
	"schema_of_avro",
	"to_avro",
	"to_protobuf",
] as const;

/** Timestamps of nine digits, which Spark has behind a setting. */
export const NANOSECONDS = ["timestamp_nanos", "unix_nanos"] as const;

/** Methods of the Java that Spark runs in. */
export const REFLECTION = ["java_method", "reflect", "try_reflect"] as const;

/** How Spark cut the files. */
export const FILE_BLOCKS = ["input_file_block_length", "input_file_block_start"] as const;

/** Measures of a metric view. */
export const METRIC_VIEWS = ["measure"] as const;

/** Tables about Spark itself. */
export const CATALOG_TABLES = ["collations", "python_worker_logs", "sql_keywords"] as const;

const value = scalar([], UNKNOWN, { rest: any, nullable: true });
const group = aggregate([], UNKNOWN, { rest: any });
const table = generator([], () => [{ name: "name", type: UNKNOWN, nullable: true }], { rest: any });

/** One row for each of these names. */
export function each<const N extends string, R>(names: readonly N[], row: R): Readonly<Record<N, R>> {
	return Object.fromEntries(names.map((name) => [name, row])) as Record<N, R>;
}

/** The names of the rows of a table. */
export const keysOf = <T extends object>(rows: T): readonly (keyof T & string)[] =>
	Object.keys(rows) as (keyof T & string)[];

export const REFUSED = {
	...each(FOREIGN_FORMATS, value),
	...each(NANOSECONDS, value),
	...each(REFLECTION, value),
	...each(FILE_BLOCKS, value),
	...each(METRIC_VIEWS, group),
	...each(CATALOG_TABLES, table),
} as const satisfies Record<string, FunctionSpec>;
