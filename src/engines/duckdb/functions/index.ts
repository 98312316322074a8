import { joined } from "../../../core/joined.js";
import type { FunctionName } from "../../../plan/functions.js";
import { AGGREGATE_ROWS } from "./aggregates.js";
import { ARRAY_ROWS } from "./arrays.js";
import { CLOCK_TIME_ROWS } from "./clockTimes.js";
import { CONDITIONAL_ROWS } from "./conditionals.js";
import { CSV_ROWS } from "./csv.js";
import { DATE_ROWS } from "./dates.js";
import { ENCODING_ROWS } from "./encodings.js";
import { GENERATOR_ROWS } from "./generators.js";
import { GEOMETRY_ROWS } from "./geometries.js";
import { HASH_ROWS } from "./hashes.js";
import { HIGHER_ORDER_ROWS } from "./higherOrder.js";
import { JSON_ROWS } from "./json.js";
import { MAP_ROWS, STRUCT_ROWS } from "./maps.js";
import { MATH_ROWS } from "./math.js";
import { MISC_ROWS } from "./misc.js";
import { OPERATOR_ROWS } from "./operators.js";
import { REFUSED_ROWS } from "./refused.js";
import { REGEX_ROWS } from "./regex.js";
import { SESSION_NAME_ROWS } from "./sessionNames.js";
import { SKETCH_ROWS } from "./sketches.js";
import { STRING_ROWS } from "./strings.js";
import { SUMMARY_ROWS } from "./summaries.js";
import type { DuckDbFunction } from "./types.js";
import { VARIANT_ROWS } from "./variants.js";
import { WINDOW_ROWS } from "./windows.js";
import { XML_ROWS } from "./xml.js";

/** How DuckDB runs each function of the registry. A function without a row does not compile. */
export const DUCKDB_FUNCTIONS: Readonly<Record<FunctionName, DuckDbFunction>> = joined(
	OPERATOR_ROWS,
	CONDITIONAL_ROWS,
	MATH_ROWS,
	STRING_ROWS,
	REGEX_ROWS,
	HASH_ROWS,
	DATE_ROWS,
	CLOCK_TIME_ROWS,
	AGGREGATE_ROWS,
	WINDOW_ROWS,
	ARRAY_ROWS,
	MAP_ROWS,
	STRUCT_ROWS,
	HIGHER_ORDER_ROWS,
	JSON_ROWS,
	CSV_ROWS,
	ENCODING_ROWS,
	SUMMARY_ROWS,
	GENERATOR_ROWS,
	MISC_ROWS,
	SESSION_NAME_ROWS,
	GEOMETRY_ROWS,
	VARIANT_ROWS,
	SKETCH_ROWS,
	XML_ROWS,
	REFUSED_ROWS,
);
