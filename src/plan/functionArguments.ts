/**
 * How PySpark reads the arguments of a function, one letter each, the last one repeated after `*`:
 * `c` a column or the name of one · `v` a value: text is a constant here · `n` a column, the name of one, or a number
 * · `f` a function of columns · `s` a schema · `o` options. A function that is not listed takes columns only: `c*`.
 */
export const ARGUMENTS: Readonly<Record<string, string>> = Object.freeze({
	// numbers
	atan2: "nn",
	bround: "cv",
	ceil: "cv",
	ceiling: "cv",
	conv: "cvv",
	floor: "cv",
	hypot: "nn",
	log: "nc",
	pmod: "nn",
	pow: "nn",
	power: "nn",
	rand: "v",
	randn: "v",
	random: "v",
	round: "cv",
	shiftleft: "cv",
	shiftright: "cv",
	shiftrightunsigned: "cv",
	width_bucket: "cccn",

	// text
	concat_ws: "vc*",
	decode: "cv",
	encode: "cv",
	format_number: "cv",
	format_string: "vc*",
	instr: "cvvv",
	levenshtein: "ccv",
	locate: "vcv",
	lpad: "cvv",
	overlay: "ccnn",
	regexp_extract: "cvv",
	regexp_extract_all: "ccv",
	regexp_instr: "ccv",
	regexp_replace: "cvvv",
	repeat: "cn",
	rpad: "cvv",
	sha2: "cv",
	split: "cvn",
	substring: "cnn",
	substring_index: "cvv",
	translate: "cvv",

	// dates
	add_months: "cn",
	date_add: "cn",
	date_format: "cv",
	date_sub: "cn",
	date_trunc: "vc",
	dateadd: "cn",
	from_unixtime: "cv",
	from_utc_timestamp: "cv",
	months_between: "ccv",
	next_day: "cv",
	timestampadd: "vnc",
	timestampdiff: "vcc",
	to_date: "cv",
	to_timestamp: "cv",
	to_utc_timestamp: "cv",
	trunc: "cv",
	try_to_date: "cv",
	unix_timestamp: "cv",
	window: "cvvv",

	// aggregates and windows
	any_value: "cv",
	approx_count_distinct: "cv",
	approx_percentile: "cvv",
	first: "cv",
	first_value: "cv",
	lag: "cvv",
	last: "cv",
	last_value: "cv",
	lead: "cvv",
	listagg: "cv",
	max_by: "ccv",
	min_by: "ccv",
	mode: "cv",
	nth_value: "cv",
	ntile: "v",
	percentile: "cvv",
	percentile_approx: "cvv",
	string_agg: "cv",

	// arrays and maps
	aggregate: "ccff",
	array_append: "cv",
	array_contains: "cv",
	array_insert: "cnv",
	array_join: "cvv",
	array_position: "cv",
	array_prepend: "cv",
	array_remove: "cv",
	array_repeat: "cn",
	array_sort: "cf",
	element_at: "cv",
	exists: "cf",
	filter: "cf",
	forall: "cf",
	get: "cn",
	map_contains_key: "cv",
	map_filter: "cf",
	map_zip_with: "ccf",
	reduce: "ccff",
	shuffle: "cv",
	slice: "cnn",
	sort_array: "cv",
	stack: "nc*",
	transform: "cf",
	transform_keys: "cf",
	transform_values: "cf",
	zip_with: "ccf",

	// CSV and JSON
	from_csv: "cso",
	from_json: "cso",
	get_json_object: "cv",
	json_tuple: "cv*",
	schema_of_csv: "vo",
	schema_of_json: "vo",
	to_csv: "co",
	to_json: "co",

	// others
	assert_true: "cv",
	collate: "cv",
	raise_error: "v",
	randstr: "vv",
	uniform: "nnn",
	uuid: "v",
});

export type ArgumentKind = "c" | "v" | "n" | "f" | "s" | "o";

/** The kind of the argument at this index; undefined when there are too many. */
export function argumentKind(fn: string, index: number): ArgumentKind | undefined {
	const kinds = Object.hasOwn(ARGUMENTS, fn) ? (ARGUMENTS[fn] as string) : "c*";
	const listed = kinds.replace("*", "");
	return (listed[index] ?? (kinds.endsWith("*") ? listed.at(-1) : undefined)) as ArgumentKind | undefined;
}

/** Takes any number of columns, which may come as one array. */
export function takesColumnsOnly(fn: string): boolean {
	return !Object.hasOwn(ARGUMENTS, fn);
}
