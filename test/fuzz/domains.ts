import { type DataType, DOUBLE, decimal, INT, STRING } from "../../src/core/dataTypes.js";

/** Values that say something to a function at one of its arguments. */
export interface Domain {
	readonly type: DataType;
	/** Spark SQL: literals, or names of columns. */
	readonly values: readonly string[];
	/** No other value may stand there: it must be a constant, or others would ask for gigabytes. */
	readonly only?: true;
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
const text = (...values: readonly string[]): Domain => ({ type: STRING, values: values.map(quoted) });
const only = (domain: Domain): Domain => ({ ...domain, only: true });
const whole = (...values: readonly number[]): Domain => ({ type: INT, values: values.map(String) });
const column = (...names: readonly string[]): Domain => ({ type: STRING, values: names });
const real = (...values: readonly string[]): Domain => ({ type: DOUBLE, values: values.map((v) => `${v}D`) });

const few = only(whole(0, 1, 2, 3, 5, -1));
const scale = only(whole(0, 1, 2, -1, 3, -2));
const index = whole(0, 1, 2, -1);
const position = whole(1, 2, -1, 1, 3);
const years = whole(2024, 1970, 1999, 2023, 2000);
const months = whole(1, 2, 12, 6);
const monthDays = whole(1, 15, 28, 29);
const small = whole(0, 1, -1, 30, 365, -400, 12);
const moments: Domain = {
	only: true,
	type: decimal(16, 6),
	values: ["CAST(5.5 AS DECIMAL(16,6))", "CAST(0 AS DECIMAL(16,6))", "CAST(59.999999 AS DECIMAL(16,6))"],
};
const zones = text("UTC", "America/New_York", "Asia/Kolkata", "+02:00", "Europe/Paris");
const regex = text(
	"a",
	"[a-c]+",
	"\\d+",
	"(\\d)(\\w)?",
	"^a",
	"b$",
	"x*",
	"(?i)ab",
	"\\s",
	"[^a-z]",
	"\\.",
	"(a|b)c?",
	".",
);
const pattern = only(
	text(
		"yyyy-MM-dd",
		"dd/MM/yy HH:mm",
		"yyyy-MM-dd HH:mm:ss.SSS",
		"E, d MMM yyyy",
		"DDD",
		"hh:mm a",
		"QQQ yyyy",
		"MMMM d",
		"yyyyMMdd'T'HHmmss",
		"H:m:s",
	),
);
const parsing = only(
	text("yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy", "yyyy-M-d", "yyyy-MM-dd'T'HH:mm:ss.SSSX"),
);
const unit = only(text("DAY", "HOUR", "MINUTE", "MONTH", "YEAR", "WEEK", "QUARTER", "SECOND"));
const json = column("sj");
const path = text("$.a", "$.b", "$.c[2].d", "$.a.b.c", "$", "$[1]", "$.c", "$.c[*]");
const url = column("su");
const charset = only(text("utf-8", "US-ASCII", "ISO-8859-1", "UTF-16BE", "UTF-16"));
const numberFormat = only(text("999", "S999.99", "000", "9,999.9", "$99.0"));
const fraction = only(real("0.5", "0.25", "0", "1", "0.9"));
const characters = text("a", "ab", " ", "", "x", "é");

/** Arguments of functions that want a certain kind of text or number; what is not here takes any value of its type. */
export const DOMAINS: Readonly<Record<string, readonly (Domain | undefined)[]>> = {
	like: [undefined, text("a%", "%b%", "_", "%", "a_c", "A%", "\\%%", ""), only(text("\\", "/"))],
	ilike: [undefined, text("A%", "%B%", "_", "%", "a_C"), only(text("\\", "/"))],
	rlike: [undefined, only(regex)],
	regexp_like: [undefined, only(regex)],
	regexp_replace: [undefined, only(regex), text("", "_", "<$0>", "x")],
	regexp_extract: [
		column("sp", "s"),
		only(text("([a-z])(\\d+)", "(\\w+)=(\\d)", "(.)(.)")),
		only(whole(0, 1, 2)),
	],
	regexp_extract_all: [
		column("sp", "s"),
		only(text("([a-z])(\\d+)", "(\\w+)=(\\d)", "(.)(.)")),
		only(whole(0, 1, 2)),
	],
	regexp_count: [undefined, only(regex)],
	regexp_instr: [undefined, only(regex)],
	regexp_substr: [undefined, only(regex)],
	split: [undefined, only(regex), whole(-1, 0, 1, 2)],
	shiftleft: [undefined, whole(0, 1, 5, 31, 33, -1)],
	shiftright: [undefined, whole(0, 1, 5, 31, 33, -1)],
	shiftrightunsigned: [undefined, whole(0, 1, 5, 31, 33, -1)],
	bit_get: [undefined, whole(0, 1, 5, 7)],
	"[]": [undefined, whole(0, 0, 0, 1)],
	element_at: [undefined, position],
	try_element_at: [undefined, position],
	get: [undefined, index],
	raise_error: [only(text("custom"))],
	ceil: [undefined, scale],
	floor: [undefined, scale],
	round: [undefined, scale],
	bround: [undefined, scale],
	factorial: [whole(0, 1, 5, 20, 21, -1)],
	conv: [text("ff", "10", "-1", "zz", "7G", ""), whole(10, 16, 2, 36), whole(2, 10, 16, -10)],
	width_bucket: [
		undefined,
		real("0", "10", "-5"),
		real("10", "0", "5"),
		{ type: { kind: "bigint" }, values: ["5L", "1L", "10L"] },
	],
	substring: [undefined, whole(0, 1, 2, -2, -9, 5), whole(0, 1, 3, -1, 100)],
	left: [undefined, whole(0, 1, 3, -1)],
	right: [undefined, whole(0, 1, 3, -1)],
	substring_index: [column("sp", "s"), text(".", ",", "a", "", "12"), whole(1, 2, -1, 0)],
	split_part: [column("sp", "s"), text(".", ",", "a", "", "12"), whole(1, 2, -1, 5)],
	lpad: [undefined, few, text("x", "ab", "", "é")],
	rpad: [undefined, few, text("x", "ab", "", "é")],
	trim: [undefined, characters],
	ltrim: [undefined, characters],
	rtrim: [undefined, characters],
	btrim: [undefined, characters],
	replace: [undefined, text("a", "ab", "", "x y"), text("", "__", "é")],
	translate: [undefined, text("abc", "aa", "", "é"), text("xy", "", "123")],
	overlay: [undefined, undefined, whole(1, 2, 3, -1, 0), whole(0, 1, 5, -1)],
	repeat: [undefined, few],
	space: [few],
	locate: [text("a", "b", "", "é"), undefined, whole(1, 2, 0, -1)],
	instr: [undefined, text("a", "b", "", " ")],
	chr: [{ type: { kind: "bigint" }, values: ["65L", "0L", "256L", "-1L", "233L", "97L"] }],
	format_number: [undefined, only(whole(0, 1, 2, 4))],
	format_string: [only(text("%s", "<%s>", "a %% %s", "%10s|"))],
	levenshtein: [undefined, undefined, whole(0, 1, 2, 100)],
	find_in_set: [text("a", "b", "", "x"), text("a,b,c", "b", "", "x,,a")],
	elt: [whole(1, 2, 3, 0)],
	encode: [undefined, charset],
	decode: [undefined, charset],
	mask: [undefined, only(text("X", "Q")), only(text("x", "q")), only(text("n", "#")), only(text("*", "-"))],
	unhex: [text("616263", "F", "xyz", "", "C3A9")],
	unbase64: [text("YWJj", "YQ==", "", "w6k=")],
	sha2: [undefined, whole(224, 256, 384, 512, 0)],
	date_part: [only(text("year", "month", "day", "doy", "dow", "quarter", "week"))],
	date_add: [undefined, small],
	date_sub: [undefined, small],
	add_months: [undefined, small],
	next_day: [undefined, text("MO", "tue", "Sunday", "FR")],
	trunc: [undefined, text("year", "month", "week", "quarter", "MM", "bad")],
	date_trunc: [
		text("year", "month", "week", "day", "hour", "minute", "second", "quarter", "millisecond", "bad"),
	],
	make_date: [years, months, monthDays],
	make_timestamp: [years, months, monthDays, whole(0, 23, 12), whole(0, 59), moments, zones],
	make_timestamp_ntz: [years, months, monthDays, whole(0, 23, 12), whole(0, 59), moments],
	try_make_timestamp: [years, months, monthDays, whole(0, 24, 12), whole(0, 60), moments, zones],
	try_make_timestamp_ntz: [years, months, monthDays, whole(0, 24, 12), whole(0, 60), moments],
	make_interval: [small, small, small, small, small, small, moments],
	try_make_interval: [small, small, small, small, small, small, moments],
	make_dt_interval: [small, small, small, moments],
	make_ym_interval: [small, small],
	to_date: [only(column("sd")), parsing],
	try_to_date: [only(column("sd")), parsing],
	to_timestamp: [only(column("sd")), parsing],
	try_to_timestamp: [only(column("sd")), parsing],
	to_timestamp_ntz: [only(column("sd")), parsing],
	to_timestamp_ltz: [only(column("sd")), parsing],
	date_format: [undefined, pattern],
	to_char: [undefined, numberFormat],
	from_unixtime: [{ type: { kind: "bigint" }, values: ["l", "0L", "1700000000L", "-1L"] }, pattern],
	unix_timestamp: [only(column("sd")), parsing],
	to_unix_timestamp: [only(column("sd")), parsing],
	date_from_unix_date: [small],
	from_utc_timestamp: [undefined, zones],
	to_utc_timestamp: [undefined, zones],
	convert_timezone: [only(zones), only(zones)],
	timestampadd: [unit, small],
	timestampdiff: [unit],
	sequence: [only(whole(0, 1, 5, -3)), only(whole(0, 1, 5, -3, 10)), only(whole(1, 2, -1, 3))],
	array_repeat: [undefined, few],
	array_insert: [undefined, only(whole(1, 2, -1, 5, -3))],
	array_join: [undefined, text(",", "", " - "), text("NULL", "?", "")],
	slice: [undefined, whole(1, 2, -1, -2), whole(0, 1, 2, 10)],
	str_to_map: [text("a:1,b:2", "a", "", "x=1;y=2", "k:,l:"), text(",", ";"), text(":", "=")],
	get_json_object: [json, only(path)],
	json_tuple: [json, only(text("a", "b", "zz")), only(text("a", "b", "c"))],
	json_array_length: [json],
	json_object_keys: [json],
	from_json: [
		json,
		only(text("a INT, b STRING", "a STRING", "struct<a:string,c:array<string>>", "a DOUBLE, b STRING")),
	],
	schema_of_json: [only(text('{"a":1,"b":[1.5,null]}', "[1,2]", '{"x":{"y":"z"}}'))],
	from_csv: [text("1,x", "2,y z", "bad", "", '3,"q,r"'), only(text("a INT, b STRING", "a STRING, b STRING"))],
	schema_of_csv: [only(text("1,x", "2.5,true", "2024-01-01,a"))],
	url_decode: [url],
	try_url_decode: [url],
	parse_url: [
		url,
		text("HOST", "PATH", "QUERY", "REF", "PROTOCOL", "FILE", "AUTHORITY", "USERINFO"),
		only(text("x", "y")),
	],
	try_parse_url: [
		url,
		text("HOST", "PATH", "QUERY", "REF", "PROTOCOL", "FILE", "AUTHORITY", "USERINFO"),
		only(text("x", "y")),
	],
	to_number: [text("12", "454", "1.5", "$78.12"), numberFormat],
	try_to_number: [text("12", "-454", "1.5", "$78.12", "1,234.5"), numberFormat],
	to_binary: [text("6162", "F", "YWI="), only(text("hex", "utf-8", "base64"))],
	try_to_binary: [text("6162", "F", "YWI=", "zz"), only(text("hex", "utf-8", "base64"))],
	from_base32: [text("MFRGG===", "ME======", "")],
	hmac: [undefined, undefined, only(text("SHA256", "SHA1", "MD5", "SHA512"))],
	luhn_check: [text("4111111111111111", "79927398713", "12", "", "a1")],
	collate: [undefined, only(text("UTF8_BINARY"))],
	vector_norm: [
		undefined,
		only({ type: { kind: "float" }, values: ["CAST(2 AS FLOAT)", "CAST(1 AS FLOAT)"] }),
	],
	vector_normalize: [
		undefined,
		only({ type: { kind: "float" }, values: ["CAST(2 AS FLOAT)", "CAST(1 AS FLOAT)"] }),
	],
	percentile: [undefined, fraction, { ...whole(1, 2), only: true }],
	percentile_approx: [undefined, fraction, only(whole(100, 10000))],
	approx_count_distinct: [undefined, only(real("0.05", "0.1"))],
	histogram_numeric: [undefined, only(whole(2, 5))],
	ntile: [only(whole(1, 2, 3, 5))],
	lag: [undefined, only(whole(1, 2, 0, -1))],
	lead: [undefined, only(whole(1, 2, 0, -1))],
	nth_value: [undefined, only(whole(1, 2, 5))],
	named_struct: [only(text("p", "q")), undefined, only(text("r", "P2"))],
	bitmap_bit_position: [{ type: { kind: "bigint" }, values: ["l"] }],
	listagg: [undefined, only(text(",", "", "; "))],
	make_time: [whole(0, 23, 12), whole(0, 59), moments],
	stack: [only(whole(2))],
	// Of rows that are alike in the order, Spark takes any.
	min_by: [undefined, only({ type: INT, values: ["id"] })],
	max_by: [undefined, only({ type: INT, values: ["id"] })],
	first: [undefined, only({ type: { kind: "boolean" }, values: ["true", "false"] })],
	last: [undefined, only({ type: { kind: "boolean" }, values: ["true", "false"] })],
	any_value: [undefined, only({ type: { kind: "boolean" }, values: ["true", "false"] })],
};
