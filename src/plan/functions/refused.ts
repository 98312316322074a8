import { type DataType, field, isTimestamp, struct, TIMESTAMP, UNKNOWN } from "../../core/dataTypes.js";
import type { FunctionSpec } from "../functionSpec.js";
import { aggregate, any, generator, scalar } from "./build.js";

/*
 * Functions that the plan knows by name, so that they are refused with a reason and an exporter may pass them on. Their
 * result has no type of ours.
 */

/** Probabilistic sketches of Apache DataSketches: what they hold is bytes of that library. */
export const SKETCHES = [
	"approx_top_k_estimate",
	"hll_sketch_estimate",
	"hll_union",
	"kll_sketch_get_n_bigint",
	"kll_sketch_get_n_double",
	"kll_sketch_get_n_float",
	"kll_sketch_get_quantile_bigint",
	"kll_sketch_get_quantile_double",
	"kll_sketch_get_quantile_float",
	"kll_sketch_get_rank_bigint",
	"kll_sketch_get_rank_double",
	"kll_sketch_get_rank_float",
	"kll_sketch_merge_bigint",
	"kll_sketch_merge_double",
	"kll_sketch_merge_float",
	"kll_sketch_to_string_bigint",
	"kll_sketch_to_string_double",
	"kll_sketch_to_string_float",
	"theta_difference",
	"theta_intersection",
	"theta_sketch_estimate",
	"theta_union",
	"tuple_difference_double",
	"tuple_difference_integer",
	"tuple_difference_theta_double",
	"tuple_difference_theta_integer",
	"tuple_intersection_double",
	"tuple_intersection_integer",
	"tuple_intersection_theta_double",
	"tuple_intersection_theta_integer",
	"tuple_sketch_estimate_double",
	"tuple_sketch_estimate_integer",
	"tuple_sketch_summary_double",
	"tuple_sketch_summary_integer",
	"tuple_sketch_theta_double",
	"tuple_sketch_theta_integer",
	"tuple_union_double",
	"tuple_union_integer",
	"tuple_union_theta_double",
	"tuple_union_theta_integer",
] as const;

export const SKETCH_AGGREGATES = [
	"approx_top_k",
	"approx_top_k_accumulate",
	"approx_top_k_combine",
	"count_min_sketch",
	"hll_sketch_agg",
	"hll_union_agg",
	"kll_merge_agg_bigint",
	"kll_merge_agg_double",
	"kll_merge_agg_float",
	"kll_sketch_agg_bigint",
	"kll_sketch_agg_double",
	"kll_sketch_agg_float",
	"theta_intersection_agg",
	"theta_sketch_agg",
	"theta_union_agg",
	"tuple_intersection_agg_double",
	"tuple_intersection_agg_integer",
	"tuple_sketch_agg_double",
	"tuple_sketch_agg_integer",
	"tuple_union_agg_double",
	"tuple_union_agg_integer",
] as const;

/** The type VARIANT. */
export const VARIANTS = [
	"is_valid_variant",
	"is_variant_null",
	"parse_json",
	"schema_of_variant",
	"to_variant_object",
	"try_parse_json",
	"try_variant_array_append",
	"try_variant_get",
	"try_variant_insert",
	"try_variant_set",
	"variant_array_append",
	"variant_delete",
	"variant_get",
	"variant_insert",
	"variant_set",
	"variant_strip_nulls",
] as const;

export const VARIANT_AGGREGATES = ["schema_of_variant_agg"] as const;

export const VARIANT_GENERATORS = ["variant_explode", "variant_explode_outer"] as const;

/** XML and XPath. */
export const XML = [
	"from_xml",
	"schema_of_xml",
	"to_xml",
	"xpath",
	"xpath_boolean",
	"xpath_double",
	"xpath_float",
	"xpath_int",
	"xpath_long",
	"xpath_number",
	"xpath_short",
	"xpath_string",
] as const;

/** Records of Avro and Protocol Buffers inside of a column. */
export const FOREIGN_FORMATS = [
	"from_avro",
	"from_protobuf",
	"schema_of_avro",
	"to_avro",
	"to_protobuf",
] as const;

/** The types GEOMETRY and GEOGRAPHY. */
export const GEOMETRIES = [
	"st_asbinary",
	"st_geogfromwkb",
	"st_geomfromwkb",
	"st_setsrid",
	"st_srid",
] as const;

/** The type TIME. */
export const CLOCK_TIMES = [
	"current_time",
	"localtime",
	"make_time",
	"time",
	"time_diff",
	"time_from_micros",
	"time_from_millis",
	"time_from_seconds",
	"time_to_micros",
	"time_to_millis",
	"time_to_seconds",
	"time_trunc",
	"to_time",
	"try_to_time",
] as const;

/** Timestamps of nine digits, which Spark has behind a setting. */
export const NANOSECONDS = ["timestamp_nanos", "unix_nanos"] as const;

/** Methods of the Java that Spark runs in. */
export const REFLECTION = ["java_method", "reflect", "try_reflect"] as const;

/** Where the session's catalog stands. */
export const SESSION = ["current_catalog", "current_database", "current_path", "current_schema"] as const;

/** How Spark cut the files. */
export const FILE_BLOCKS = ["input_file_block_length", "input_file_block_start"] as const;

/** Measures of a metric view. */
export const METRIC_VIEWS = ["measure"] as const;

/** Encryption whose failure is NULL. */
export const SECRETS = ["try_aes_decrypt"] as const;

/** Tables about Spark itself. */
export const CATALOG_TABLES = ["collations", "python_worker_logs", "sql_keywords"] as const;

const value = scalar([], UNKNOWN, { rest: any, nullable: true });
const group = aggregate([], UNKNOWN, { rest: any });
const rows = generator(
	[any],
	() => [
		{ name: "pos", type: UNKNOWN, nullable: false },
		{ name: "key", type: UNKNOWN, nullable: true },
		{ name: "value", type: UNKNOWN, nullable: true },
	],
	{ rest: any },
);
const table = generator([], () => [{ name: "name", type: UNKNOWN, nullable: true }], { rest: any });
const session = generator(
	[any, any],
	(args) => [{ name: "session_window", type: windowType(args[0]?.type ?? UNKNOWN), nullable: false }],
	{ lifted: true },
);

function windowType(time: DataType): DataType {
	const type = isTimestamp(time) ? time : TIMESTAMP;
	return struct([field("start", type), field("end", type)]);
}

/** One row for each of these names. */
export function each<const N extends string, R>(names: readonly N[], row: R): Readonly<Record<N, R>> {
	return Object.fromEntries(names.map((name) => [name, row])) as Record<N, R>;
}

export const REFUSED = {
	...each(SKETCHES, value),
	...each(SKETCH_AGGREGATES, group),
	...each(VARIANTS, value),
	...each(VARIANT_AGGREGATES, group),
	...each(VARIANT_GENERATORS, rows),
	...each(XML, value),
	...each(FOREIGN_FORMATS, value),
	...each(GEOMETRIES, value),
	...each(CLOCK_TIMES, value),
	...each(NANOSECONDS, value),
	...each(REFLECTION, value),
	...each(SESSION, value),
	...each(FILE_BLOCKS, value),
	...each(METRIC_VIEWS, group),
	...each(CATALOG_TABLES, table),
	/** A window that ends when nothing comes for so long. */
	session_window: session,
	...each(SECRETS, value),
} as const satisfies Record<string, FunctionSpec>;
