import type { DuckDBConnection } from "@duckdb/node-api";
import { JS_FUNCTIONS, registerJsFunctions } from "./js/index.js";

/** A macro's parameters in parentheses and its body. `v` is never a user's name here: parameters hide nothing. */
const MACROS: Readonly<Record<string, string>> = {
	// An error of no type that TRY takes (tryEval.ts): such a message is no number
	aq_fail: `(m) AS CAST(CAST(m AS INTEGER) AS "NULL")`,
	// Numbers
	aq_floor_div: "(a, b) AS (a // b) - CASE WHEN a % b <> 0 AND ((a < 0) <> (b < 0)) THEN 1 ELSE 0 END",
	// Whole numbers, rounded half away from zero
	aq_divide: `(n, d) AS (2 * abs(n) + abs(d)) // (2 * abs(d)) * CASE WHEN (n < 0) <> (d < 0) THEN -1 ELSE 1 END`,
	aq_pmod: "(a, b) AS CASE WHEN a % b < 0 THEN (a % b + b) % b ELSE a % b END",
	// The sum of remainder and divisor runs over in Java, into the positive numbers
	aq_pmod_wrapped: `(a, b, m) AS CASE
		WHEN a % b >= 0 THEN a % b
		WHEN a % b + b < -(m // 2) THEN (a % b + b + m) % b
		ELSE (a % b + b) % b END`,
	aq_number_text: `(x) AS CASE
		WHEN x IS NULL THEN NULL
		WHEN isnan(x) THEN 'NaN'
		WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
		WHEN x = 0 OR (abs(x) >= 0.001 AND abs(x) < 10000000) THEN CAST(x AS VARCHAR)
		ELSE aq_java_number(CAST(x AS VARCHAR)) END`,
	// A decimal without integral digits lacks its zero in DuckDB's text
	aq_plain_decimal:
		"(s) AS CASE WHEN starts_with(s, '.') THEN '0' || s WHEN starts_with(s, '-.') THEN '-0' || substring(s, 2) ELSE s END",
	// Text to values: NULL when it has not the form that Spark takes
	// Java's trim, which is before numbers with a point, and that of Spark's own texts
	aq_trim: String.raw`(s) AS regexp_replace(s, '^[\x00-\x20]+|[\x00-\x20]+$', '', 'g')`,
	aq_trim_all: String.raw`(s) AS regexp_replace(s, '^[\x00-\x20\x7f]+|[\x00-\x20\x7f]+$', '', 'g')`,
	aq_integer_text: `(s) AS CASE
		WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN s
		WHEN regexp_full_match(aq_trim_all(s), '[+-]?[0-9]+') THEN aq_trim_all(s) END`,
	// The plain form first: what stands in the first condition is evaluated for every row
	aq_decimal_text: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '-?[0-9]+(\.[0-9]+)?') THEN s
		WHEN regexp_full_match(s, '[+-]?[0-9]+(\.[0-9]+)?') THEN s
		WHEN regexp_full_match(aq_trim(s), '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?') THEN aq_trim(s)
		WHEN strlen(s) <> length(s) THEN aq_decimal_digits(s) END`,
	aq_double_text: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '-?[0-9]+(\.[0-9]+)?') THEN s
		WHEN regexp_full_match(s, '[+-]?[0-9]+(\.[0-9]+)?') THEN s
		WHEN regexp_full_match(aq_trim(s), '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?') THEN regexp_replace(aq_trim(s), '[dDfF]$', '')
		WHEN regexp_full_match(aq_trim(s), '(?i)[+-]?(inf|infinity|nan)') THEN aq_trim(s)
		ELSE aq_hex_double(aq_trim(s)) END`,
	aq_boolean: `(s) AS CASE
		WHEN s = 'true' THEN TRUE
		WHEN s = 'false' THEN FALSE
		WHEN lower(aq_trim_all(s)) IN ('t', 'true', 'y', 'yes', '1') THEN TRUE
		WHEN lower(aq_trim_all(s)) IN ('f', 'false', 'n', 'no', '0') THEN FALSE END`,
	aq_date: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(s AS DATE)
		WHEN regexp_full_match(aq_trim_all(s), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T](.|\n)*)?') THEN TRY_CAST(regexp_extract(aq_trim_all(s), '^[^ T]*') AS DATE)
		WHEN regexp_full_match(aq_trim_all(s), '[0-9]{4}-[0-9]{1,2}') THEN TRY_CAST(aq_trim_all(s) || '-01' AS DATE)
		WHEN regexp_full_match(aq_trim_all(s), '[0-9]{4}') THEN TRY_CAST(aq_trim_all(s) || '-01-01' AS DATE) END`,
	aq_timestamp: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?') THEN TRY_CAST(s AS TIMESTAMPTZ)
		ELSE TRY_CAST(aq_cast_time(s) AS TIMESTAMPTZ) END`,
	aq_timestamp_ntz: String.raw`(s) AS CASE
		WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?') THEN TRY_CAST(s AS TIMESTAMP)
		ELSE TRY_CAST(left(aq_cast_time(s), 26) AS TIMESTAMP) END`,
	aq_timestamp_text:
		"(t) AS CASE WHEN year(t) BETWEEN 1 AND 9999 THEN rtrim(rtrim(strftime(t, '%Y-%m-%d %H:%M:%S.%f'), '0'), '.') " +
		"WHEN isfinite(t) THEN aq_year_text(year(t)) || rtrim(rtrim(strftime(t, '-%m-%d %H:%M:%S.%f'), '0'), '.') END",
	// Java's years: four digits, a sign before more of them and before those of our era's other side.
	aq_year_text:
		"(y) AS CASE WHEN y > 9999 THEN '+' WHEN y < 0 THEN '-' ELSE '' END || CASE WHEN abs(y) < 1000 THEN lpad(CAST(abs(y) AS VARCHAR), 4, '0') ELSE CAST(abs(y) AS VARCHAR) END",
	aq_date_text:
		"(d) AS CASE WHEN year(d) BETWEEN 1 AND 9999 THEN CAST(d AS VARCHAR) WHEN isfinite(d) THEN aq_year_text(year(d)) || strftime(d, '-%m-%d') END",
	aq_bits: "(x) AS array_to_string(list_transform(range(63, -1, -1), lambda i: (x >> i) & 1), '')",
	// C says that one to any power is one; Java that NaN stays NaN
	aq_power: `(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN isnan(b) OR (isinf(b) AND abs(a) = 1) THEN CAST('NaN' AS DOUBLE) ELSE pow(a, b) END`,
	// Text
	aq_java_upper: "(s) AS CASE WHEN strlen(s) = length(s) THEN upper(s) ELSE aq_upper(s) END",
	aq_java_lower: "(s) AS CASE WHEN strlen(s) = length(s) THEN lower(s) ELSE aq_lower(s) END",
	aq_find:
		"(s, part) AS CASE WHEN part = '' AND s IS NOT NULL THEN 1 ELSE CAST(instr(s, part) AS INTEGER) END",
	aq_locate: `(part, s, p) AS CASE
		WHEN p IS NULL THEN 0
		WHEN part IS NULL OR s IS NULL THEN NULL
		WHEN p < 1 THEN 0
		WHEN part = '' THEN 1
		WHEN instr(substring(s, p), part) = 0 THEN 0
		ELSE CAST(instr(substring(s, p), part) + p - 1 AS INTEGER) END`,
	// array_to_string and list_reduce (1.5) take a separator of another row when it is no constant
	aq_join: `(l, d) AS substring(
		array_to_string(list_transform(list_filter(l, lambda x: x IS NOT NULL), lambda x: d || x), ''), length(d) + 1)`,
	aq_substring_index: `(s, d, n) AS CASE
		WHEN s IS NULL OR d IS NULL OR n IS NULL THEN NULL
		WHEN n = 0 OR d = '' THEN ''
		WHEN abs(n) >= len(string_split(s, d)) THEN s
		WHEN n > 0 THEN aq_join(list_slice(string_split(s, d), 1, n), d)
		ELSE aq_join(list_slice(string_split(s, d), n, -1), d) END`,
	aq_substring_bytes: `(h, p, n) AS CASE WHEN h IS NULL OR p IS NULL OR n IS NULL THEN NULL WHEN n <= 0 THEN '' ELSE substring(h,
		CASE WHEN p > 0 THEN 2 * (p - 1) + 1 WHEN p = 0 THEN 1 ELSE greatest(length(h) + 2 * p, 0) + 1 END,
		greatest(least(2 * CAST(n AS BIGINT), 4000000000) + CASE WHEN p < 0 THEN least(length(h) + 2 * CAST(p AS BIGINT), 0) ELSE 0 END, 0)) END`,
	// Intervals: months, and microseconds of days and less
	aq_months: "(i) AS datepart('year', i) * 12 + datepart('month', i)",
	aq_clock_micros:
		"(i) AS datepart('hour', i) * 3600000000 + datepart('minute', i) * 60000000 + datepart('microsecond', i)",
	aq_micros: "(i) AS datepart('day', i) * 86400000000 + aq_clock_micros(i)",
	aq_day_time: "(m) AS to_days(CAST(m // 86400000000 AS INTEGER)) + to_microseconds(m % 86400000000)",
	aq_year_month: "(m) AS to_months(CAST(m AS INTEGER))",
	aq_months_of_days:
		"(a, d) AS (((year(d) - year(a)) * 12 + month(d) - month(a)) * 32 + day(d) - day(a)) // 32",
	// As Java counts: a day less where the time of the day is not reached, then months of 32 days
	aq_months_elapsed: `(a, b) AS aq_months_of_days(a, CAST(b AS DATE) + CASE
		WHEN CAST(b AS DATE) > CAST(a AS DATE) AND CAST(b AS TIME) < CAST(a AS TIME) THEN -1
		WHEN CAST(b AS DATE) < CAST(a AS DATE) AND CAST(b AS TIME) > CAST(a AS TIME) THEN 1
		ELSE 0 END)`,
	aq_month_seconds:
		"(a, b) AS (day(a) - day(b)) * 86400 + (epoch_us(CAST(a AS TIME)) // 1000000 - epoch_us(CAST(b AS TIME)) // 1000000)",
	aq_months_between: `(a, b, rounded) AS CASE
		WHEN a IS NULL OR b IS NULL OR rounded IS NULL THEN NULL
		WHEN day(a) = day(b) OR (CAST(a AS DATE) = last_day(a) AND CAST(b AS DATE) = last_day(b))
			THEN CAST((year(a) - year(b)) * 12 + month(a) - month(b) AS DOUBLE)
		WHEN rounded THEN round((year(a) - year(b)) * 12 + month(a) - month(b) + aq_month_seconds(a, b) / 2678400.0::DOUBLE, 8)
		ELSE (year(a) - year(b)) * 12 + month(a) - month(b) + aq_month_seconds(a, b) / 2678400.0::DOUBLE END`,
	// A zone given as an offset is unknown to DuckDB's timezone()
	aq_local_in:
		"(z, t) AS CASE WHEN t IS NULL THEN NULL WHEN aq_offset(z) IS NULL THEN timezone(z, t) ELSE timezone('UTC', t) + to_microseconds(aq_offset(z)) END",
	// Where the clocks are set back a local time comes twice: c is the second one
	aq_first_of:
		"(z, t, c) AS CASE WHEN timezone(z, c - (timezone(z, c - to_hours(3)) + to_hours(3) - t)) = t THEN c - (timezone(z, c - to_hours(3)) + to_hours(3) - t) ELSE c END",
	aq_instant_in:
		"(z, t) AS CASE WHEN t IS NULL THEN NULL WHEN aq_offset(z) IS NULL THEN aq_first_of(z, t, timezone(z, t)) ELSE timezone('UTC', t - to_microseconds(aq_offset(z))) END",
	// A time of day from its microseconds
	aq_clock: "(n) AS TIME '00:00:00' + to_microseconds(n)",
	// Arrays
	aq_sequence: `(a, b, s) AS CASE
		WHEN a IS NULL OR b IS NULL OR s IS NULL THEN NULL
		WHEN (s > 0 AND a <= b) OR (s < 0 AND a >= b) OR (s = 0 AND a = b) THEN CASE WHEN s = 0 THEN [a] ELSE generate_series(a, b, s) END
		ELSE error('[INVALID_PARAMETER_VALUE.SEQUENCE] sequence: the step leads away from the end') END`,
	// One more than can be needed, then cut: steps in months have no fixed length
	aq_moments: `(a, b, i, d) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND i IS NOT NULL THEN
		list_filter(
			list_transform(
				range(0, CAST(abs(epoch_us(b) - epoch_us(a)) // greatest(abs(aq_months(i)) * 2419200000000 + abs(aq_micros(i)), 1) + 2 AS BIGINT)),
				lambda n: a + to_months(CAST(n * d * aq_months(i) AS INTEGER)) + aq_day_time(n * d * aq_micros(i))),
			lambda t: CASE WHEN d * (aq_months(i) * 2419200000000 + aq_micros(i)) >= 0 THEN t <= b ELSE t >= b END) END`,
	aq_array_position: `(l, x) AS CASE WHEN l IS NULL OR x IS NULL THEN NULL ELSE coalesce(list_position(l, x), 0) END`,
	aq_array_distinct: `(l) AS list_filter(l, lambda x, i: list_position(l, x) = i)`,
	aq_has_null: "(l) AS len(l) > len(list_filter(l, lambda x: x IS NOT NULL))",
};

/** `CREATE MACRO` statements in order: later ones use earlier ones. A connection runs those that its statements need. */
export const PRELUDE: readonly string[] = Object.freeze(
	Object.entries(MACROS).map(([name, definition]) => `CREATE OR REPLACE TEMP MACRO ${name}${definition}`),
);

/** Registers the JavaScript functions, which belong to the whole database; outside a transaction, or they go with it. */
export function registerFunctions(connection: DuckDBConnection): void {
	registerJsFunctions(connection, JS_FUNCTIONS);
}
