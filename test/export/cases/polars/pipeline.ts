import * as dp from "aqueduck";
import { spark } from "aqueduck";

const ITEMS =
	"id INT, i INT, l BIGINT, d DOUBLE, p DECIMAL(10,2), s STRING, t STRING, day DATE, at TIMESTAMP, b BOOLEAN, tags ARRAY<STRING>";

/** Everything that has a form in Polars, over values where engines differ. */
export class Polars {
	@dp.materializedView() static items() {
		return spark.read.schema(ITEMS).json("data/items.json");
	}

	@dp.materializedView() static arithmetic() {
		return spark.sql(`
			SELECT id, CAST(i AS BIGINT) + 1 AS plus, CAST(i AS BIGINT) * -3 AS times, l - CAST(i AS DECIMAL(10,0)) AS mixed,
				i % 4 AS rem, i % -4 AS rem_negative, l % 7 AS long_rem, d + 1 AS d_plus, d / 4 AS quarter, d * d AS square, -d AS minus,
				CASE WHEN i <> 0 THEN 10 / i END AS guarded, try_divide(d, i) AS tried, p + 1.5 AS p_plus, p - p AS p_minus,
				p * 2.50 AS p_times, abs(d) AS abs_d, abs(p) AS abs_p, -p AS neg_p, ceil(CASE WHEN abs(d) < 1000 THEN d END) AS up,
				floor(CASE WHEN abs(d) < 1000 THEN d END) AS down, round(d, 2) AS r_two, round(d) AS r_none, round(p, 1) AS r_p,
				round(i) AS r_i, sqrt(abs(d)) AS root, cbrt(d) AS cube, exp(CASE WHEN d < 100 THEN d END) AS e_d, ln(d) AS ln_d,
				log10(d) AS ten, power(d, 2) AS pow, sin(d) AS sine, degrees(d) AS deg, e() AS e, pi() AS pi, i & 6 AS band,
				i | 8 AS bor, i ^ 1 AS bxor, greatest(i, 3) AS most, least(l, 3) AS fewest, div(l, 4) AS whole, pmod(i, 4) AS pm,
				sign(d) AS sg, log2(d) AS two
			FROM items`);
	}

	@dp.materializedView() static conditions() {
		return spark.sql(`
			SELECT id, i = 7 AS eq, i <> 7 AS ne, i < 5 AS lt, s >= 'a' AS ge, i <=> NULL AS is_none, b <=> true AS is_true, b AND i > 0 AS both,
				b OR i > 0 AS either, NOT b AS opposite, i IN (7, 0) AS listed, s IN ('', NULL) AS listed_null, i BETWEEN 0 AND 7 AS between,
				s IS NULL AS none, isnan(d) AS nan, coalesce(i, l, -1) AS first, ifnull(i, 0) AS ifn, nullif(i, 7) AS nif, nvl2(b, i, -1) AS nvl_two,
				if(b, s, 'no') AS choice, CASE i WHEN 7 THEN 'seven' WHEN 0 THEN 'zero' ELSE 'other' END AS word, nullifzero(i) AS nz,
				zeroifnull(i) AS zn, typeof(i) AS kind, p > 1 AS p_gt, day > DATE '2000-01-01' AS recent, at < TIMESTAMP '2020-01-01 00:00:00' AS old,
				s LIKE '%b%' AS has_b, s LIKE '100\\%\\_%' AS escaped, s ILIKE 'abc%' AS folded, s RLIKE '^[A-Z]+-' AS upper_start,
				s RLIKE 'e$' AS ends, array_contains(tags, 'a') AS tagged
			FROM items`);
	}

	@dp.materializedView() static texts() {
		return spark.sql(`
			SELECT id, upper(s) AS up, lower(s) AS low, length(s) AS len, octet_length(s) AS bytes, trim(s) AS trimmed, ltrim(s) AS lt, rtrim(s) AS rt,
				substring(s, 2, 3) AS sub, substring(s, 0, 2) AS sub_zero, substr(s, 4) AS rest, left(s, 2) AS l_two, right(s, 2) AS r_two,
				lpad(s, 5, '*') AS lp, rpad(s, 3, '.') AS rp, s || '!' AS bang, concat(s, CAST(i AS STRING)) AS joined,
				concat_ws('/', s, t) AS ws, replace(s, 'b', '$0') AS replaced, startswith(s, 'A') AS starts, endswith(s, 'c') AS ends,
				contains(s, ',') AS comma, regexp_replace(s, '[aeiou]+', '_') AS vowels, regexp_extract(s, '([A-Z]+)-([0-9]+)', 2) AS digits,
				split(s, ',') AS parts, size(tags) AS n, size(split(s, ',')) AS n_parts, repeat(s, 2) AS twice
			FROM items`);
	}

	@dp.materializedView() static casts() {
		return spark.sql(`
			SELECT id, CAST(i AS STRING) AS i_text, CAST(b AS STRING) AS b_text, CAST(p AS STRING) AS p_text, CAST(day AS STRING) AS day_text,
				CAST(at AS STRING) AS at_text, CAST(i AS DOUBLE) AS i_double, CAST(p AS INT) AS p_int, CAST(p AS DOUBLE) AS p_double,
				CAST(p AS DECIMAL(12,1)) AS p_short, CAST(i AS DECIMAL(12,2)) AS i_dec, CAST(b AS INT) AS b_int, CAST(i AS BOOLEAN) AS i_bool,
				try_cast(t AS DATE) AS t_date, try_cast(t AS TIMESTAMP) AS t_at, try_cast(s AS INT) AS s_int, try_cast(s AS DOUBLE) AS s_double,
				try_cast(s AS DECIMAL(8,2)) AS s_dec, try_cast(s AS BOOLEAN) AS s_bool, CAST(at AS DATE) AS at_day, CAST(day AS TIMESTAMP) AS day_at,
				CAST(CASE WHEN abs(d) < 100 THEN d END AS INT) AS d_int, CAST(' 12 ' AS INT) AS twelve, CAST('1e2' AS DECIMAL(9,3)) AS hundred,
				CAST('+1.5d' AS DOUBLE) AS java, CAST('2024-01-05T10:11:12.5+02:00' AS TIMESTAMP) AS fixed
			FROM items`);
	}

	@dp.materializedView() static times() {
		return spark.sql(`
			SELECT id, year(day) AS y, quarter(day) AS q, month(at) AS m, day(at) AS dm, dayofyear(day) AS dy, dayofweek(day) AS dw, weekday(day) AS wd,
				weekofyear(day) AS wk, hour(at) AS h, minute(at) AS mi, second(at) AS sec, date_add(CASE WHEN id <> 5 THEN day END, 3) AS later,
				date_sub(CASE WHEN id <> 6 THEN day END, i % 5) AS sooner, datediff(day, DATE '2000-03-01') AS days,
				add_months(CASE WHEN id <> 5 THEN day END, 1) AS next_month, last_day(day) AS month_end, trunc(day, 'MM') AS month_start,
				trunc(day, 'week') AS week_start, date_trunc('hour', at) AS hour_start, date_trunc('WEEK', at) AS monday, date_trunc('quarter', at) AS qs,
				to_date(at) AS td, try_to_timestamp(t) AS tts, unix_date(day) AS ud, date_from_unix_date(id) AS dfu, unix_seconds(at) AS us,
				unix_millis(at) AS um, unix_micros(at) AS uu
			FROM items`);
	}

	@dp.materializedView() static groups() {
		return spark.sql(`
			SELECT b, count(*) AS n, count(i) AS n_i, count(DISTINCT s) AS n_s, count_if(i > 0) AS pos, sum(i) AS total, sum(p) AS total_p,
				sum(CASE WHEN abs(d) < 1000 THEN d END) AS total_d, avg(i) AS mean, min(i) AS low, max(s) AS high, min(day) AS first_day, max(d) AS max_d,
				min(d) AS min_d, bool_and(i > 0) AS every_one, bool_or(i > 0) AS some_one, sum(i) FILTER (WHERE i < 100) AS small,
				count(*) FILTER (WHERE i < 100) AS n_small, max(at) AS last_at, min(p) AS min_p
			FROM items GROUP BY b`);
	}

	@dp.materializedView() static whole() {
		return spark.sql(
			"SELECT count(*) AS n, sum(i) AS total, max(s) AS high, count(DISTINCT b) AS bs, sum(i) FILTER (WHERE id > 100) AS none FROM items",
		);
	}

	@dp.materializedView() static shapes() {
		return spark.sql(`
			SELECT DISTINCT b, named_struct('i', i, 's', upper(s)) AS pair FROM items WHERE id > 1
			UNION ALL SELECT true, named_struct('i', 1, 's', 'x')  FROM items WHERE id = 1`);
	}

	@dp.materializedView() static tags() {
		return spark.sql("SELECT id, tag FROM items LATERAL VIEW OUTER explode(tags) AS tag");
	}

	@dp.materializedView() static some_tags() {
		return spark.sql("SELECT id, explode(tags) AS tag FROM items");
	}

	@dp.materializedView() static top() {
		return spark.sql("SELECT id, s FROM items ORDER BY s DESC NULLS LAST, id LIMIT 3 OFFSET 1");
	}

	@dp.materializedView() static numbered() {
		return spark.sql(`
			SELECT id, b, row_number() OVER (PARTITION BY b ORDER BY id DESC) AS n, lag(i) OVER (PARTITION BY b ORDER BY id) AS before,
				lead(s, 2) OVER (ORDER BY id) AS after
			FROM items`);
	}

	@dp.materializedView() static shared() {
		return spark.sql(`
			SELECT id, i FROM items WHERE id < 5 INTERSECT SELECT id, i FROM items WHERE id > 2
			UNION SELECT id, i FROM items WHERE id = 7
			EXCEPT SELECT id, i FROM items WHERE id = 3`);
	}
}
