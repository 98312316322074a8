import type { DuckDBConnection } from "@duckdb/node-api";
import { JS_FUNCTIONS, registerJsFunctions } from "./js/index.js";

/** A macro's parameters in parentheses and its body. `v` is never a user's name here: parameters hide nothing. */
const MACROS: Readonly<Record<string, string>> = {
	// Numbers
	aq_floor_div: "(a, b) AS (a // b) - CASE WHEN a % b <> 0 AND ((a < 0) <> (b < 0)) THEN 1 ELSE 0 END",
	aq_pmod: "(a, b) AS CASE WHEN a % b < 0 THEN (a % b + b) % b ELSE a % b END",
	aq_number_text: `(x) AS CASE
		WHEN x IS NULL THEN NULL
		WHEN isnan(x) THEN 'NaN'
		WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
		WHEN x = 0 OR (abs(x) >= 0.001 AND abs(x) < 10000000) THEN CAST(x AS VARCHAR)
		ELSE aq_java_number(CAST(x AS VARCHAR)) END`,
	// Text to values: NULL when it has not the form that Spark takes
	aq_trim: String.raw`(s) AS regexp_replace(s, '^[\x00-\x20]+|[\x00-\x20]+$', '', 'g')`,
	aq_integer_text: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN s
		WHEN regexp_full_match(aq_trim(s), '[+-]?[0-9]+') THEN aq_trim(s) END`,
	aq_decimal_text: String.raw`(s) AS CASE
		WHEN regexp_full_match(aq_trim(s), '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?') THEN aq_trim(s) END`,
	aq_double_text: String.raw`(s) AS CASE
		WHEN regexp_full_match(aq_trim(s), '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?') THEN regexp_replace(aq_trim(s), '[dDfF]$', '')
		WHEN regexp_full_match(aq_trim(s), '(?i)[+-]?(inf|infinity|nan)') THEN aq_trim(s) END`,
	aq_boolean: `(s) AS CASE
		WHEN lower(aq_trim(s)) IN ('t', 'true', 'y', 'yes', '1') THEN TRUE
		WHEN lower(aq_trim(s)) IN ('f', 'false', 'n', 'no', '0') THEN FALSE END`,
	aq_date: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(s AS DATE)
		WHEN regexp_full_match(aq_trim(s), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T](.|\n)*)?') THEN TRY_CAST(regexp_extract(aq_trim(s), '^[^ T]*') AS DATE)
		WHEN regexp_full_match(aq_trim(s), '[0-9]{4}-[0-9]{1,2}') THEN TRY_CAST(aq_trim(s) || '-01' AS DATE)
		WHEN regexp_full_match(aq_trim(s), '[0-9]{4}') THEN TRY_CAST(aq_trim(s) || '-01-01' AS DATE) END`,
	aq_timestamp: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?') THEN TRY_CAST(s AS TIMESTAMPTZ)
		ELSE TRY_CAST(aq_cast_time(s) AS TIMESTAMPTZ) END`,
	aq_timestamp_ntz: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?') THEN TRY_CAST(s AS TIMESTAMP)
		ELSE TRY_CAST(left(aq_cast_time(s), 26) AS TIMESTAMP) END`,
	aq_timestamp_text: "(t) AS CASE WHEN isfinite(t) THEN rtrim(rtrim(strftime(t, '%Y-%m-%d %H:%M:%S.%f'), '0'), '.') END",
	// Intervals: months, and microseconds of days and less
	aq_months: "(i) AS datepart('year', i) * 12 + datepart('month', i)",
	aq_clock_micros: "(i) AS datepart('hour', i) * 3600000000 + datepart('minute', i) * 60000000 + datepart('microsecond', i)",
	aq_micros: "(i) AS datepart('day', i) * 86400000000 + aq_clock_micros(i)",
	aq_day_time: "(m) AS to_days(CAST(m // 86400000000 AS INTEGER)) + to_microseconds(m % 86400000000)",
	aq_year_month: "(m) AS to_months(CAST(m AS INTEGER))",
	// Java counts a month from the day of the month on; DuckDB takes the end of a month for a whole one
	aq_months_elapsed: `(a, b) AS (year(b) - year(a)) * 12 + month(b) - month(a)
		- CASE WHEN b >= a AND (day(b) < day(a) OR (day(b) = day(a) AND CAST(b AS TIME) < CAST(a AS TIME))) THEN 1
			WHEN b < a AND (day(b) > day(a) OR (day(b) = day(a) AND CAST(b AS TIME) > CAST(a AS TIME))) THEN -1
			ELSE 0 END`,
	// Arrays
	aq_array_position: `(l, x) AS CASE WHEN l IS NULL OR x IS NULL THEN NULL ELSE coalesce(list_position(l, x), 0) END`,
	aq_array_distinct: `(l) AS list_filter(l, lambda x, i: list_position(l, x) = i)`,
	aq_has_null: "(l) AS len(l) > len(list_filter(l, lambda x: x IS NOT NULL))",
};

/** `CREATE MACRO` statements for every database that our SQL runs on, in order: later ones use earlier ones. */
export const PRELUDE: readonly string[] = Object.freeze(
	Object.entries(MACROS).map(([name, definition]) => `CREATE OR REPLACE TEMP MACRO ${name}${definition}`),
);

/**
 * Makes a connection able to run the SQL of function rows. The JavaScript functions belong to the whole database and
 * are registered once (`functions: true`), the macros to each connection.
 */
export async function runPrelude(connection: DuckDBConnection, options: { readonly functions: boolean }): Promise<void> {
	if (options.functions) registerJsFunctions(connection, JS_FUNCTIONS);
	await connection.run(PRELUDE.join(";\n"));
}
