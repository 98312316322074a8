/** How Spark 4.3 prints calls in column names, where that is not the name and arguments as written. */

const UPPER: ReadonlySet<string> = new Set(
	(
		"sqrt cbrt exp log log10 log2 log1p expm1 power sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh " +
		"cot sec csc degrees radians signum pi e hypot rank dense_rank percent_rank regexp_like regexp rlike"
	).split(" "),
);

/** Printed under another name. */
const RENAMED: Readonly<Record<string, string>> = {
	array_agg: "collect_list",
	random: "rand",
	localtime: "current_time",
	current_database: "current_schema",
};

/** The function's name as printed. */
export function shownName(fn: string, given: number): string {
	if (UPPER.has(fn)) return fn.toUpperCase();
	if ((fn === "ceil" || fn === "floor") && given === 1) return fn.toUpperCase();
	if (fn === "dateadd") return given === 3 ? "timestampadd" : "date_add";
	if ((fn === "datediff" || fn === "date_diff") && given === 3) return "timestampdiff";
	if (/^(?:try_)?make_timestamp_ltz$/.test(fn) && given <= 3) return "make_timestamp";
	return RENAMED[fn] ?? fn;
}

/** The comparison with which Spark fills in `array_sort(x)`. */
const NATURAL_ORDER = (() => {
	const x = "namedlambdavariable()";
	const when = (test: string, then: string, otherwise: string): string =>
		`(IF(${test}, ${then}, ${otherwise}))`;
	const ordered = when(`(${x} < ${x})`, "-1", when(`(${x} > ${x})`, "1", "0"));
	const right = when(`(${x} IS NULL)`, "1", when(`(${x} IS NULL)`, "-1", ordered));
	return `lambdafunction(${when(`((${x} IS NULL) AND (${x} IS NULL))`, "0", right)}, ${x}, ${x})`;
})();

const TIME_PATTERN = "yyyy-MM-dd HH:mm:ss";

/** Optional arguments that are printed though not given: from this many given ones on, these are added. */
const DEFAULTS: Readonly<Record<string, { readonly required: number; readonly rest: readonly string[] }>> = {
	substring: { required: 2, rest: ["2147483647"] },
	substr: { required: 2, rest: ["2147483647"] },
	lpad: { required: 2, rest: [" "] },
	rpad: { required: 2, rest: [" "] },
	replace: { required: 2, rest: [""] },
	regexp_replace: { required: 3, rest: ["1"] },
	regexp_extract: { required: 2, rest: ["1"] },
	regexp_extract_all: { required: 2, rest: ["1"] },
	regexp_instr: { required: 2, rest: ["0"] },
	split: { required: 2, rest: ["-1"] },
	locate: { required: 2, rest: ["1"] },
	position: { required: 2, rest: ["1"] },
	overlay: { required: 3, rest: ["-1"] },
	sentences: { required: 1, rest: ["", ""] },
	mask: { required: 1, rest: ["X", "x", "n", "NULL"] },
	round: { required: 1, rest: ["0"] },
	bround: { required: 1, rest: ["0"] },
	months_between: { required: 2, rest: ["true"] },
	from_unixtime: { required: 1, rest: [TIME_PATTERN] },
	unix_timestamp: { required: 0, rest: ["current_timestamp()", TIME_PATTERN] },
	to_unix_timestamp: { required: 1, rest: [TIME_PATTERN] },
	make_interval: { required: 0, rest: ["0", "0", "0", "0", "0", "0", "0.000000"] },
	make_dt_interval: { required: 0, rest: ["0", "0", "0", "0.000000"] },
	make_ym_interval: { required: 0, rest: ["0", "0"] },
	sort_array: { required: 1, rest: ["true"] },
	ntile: { required: 0, rest: ["1"] },
	vector_norm: { required: 1, rest: ["2.0"] },
	vector_normalize: { required: 1, rest: ["2.0"] },
	str_to_map: { required: 1, rest: [",", ":"] },
	aggregate: { required: 3, rest: ["lambdafunction(namedlambdavariable(), namedlambdavariable())"] },
	reduce: { required: 3, rest: ["lambdafunction(namedlambdavariable(), namedlambdavariable())"] },
	percentile: { required: 2, rest: ["1"] },
	percentile_approx: { required: 2, rest: ["10000"] },
	approx_percentile: { required: 2, rest: ["10000"] },
	listagg: { required: 1, rest: ["NULL"] },
	string_agg: { required: 1, rest: ["NULL"] },
	st_geomfromwkb: { required: 1, rest: ["0"] },
	st_asbinary: { required: 1, rest: ["NDR"] },
	current_time: { required: 0, rest: ["6"] },
	localtime: { required: 0, rest: ["6"] },
	instr: { required: 3, rest: ["1"] },
	hmac: { required: 2, rest: ["SHA-256"] },
	aes_encrypt: { required: 2, rest: ["GCM", "DEFAULT", "", ""] },
	aes_decrypt: { required: 2, rest: ["GCM", "DEFAULT", ""] },
	try_aes_decrypt: { required: 2, rest: ["GCM", "DEFAULT", ""] },
	try_make_interval: { required: 0, rest: ["0", "0", "0", "0", "0", "0", "0.000000"] },
	array_sort: { required: 1, rest: [NATURAL_ORDER] },
	variant_set: { required: 3, rest: ["true"] },
	try_variant_set: { required: 3, rest: ["true"] },
	variant_strip_nulls: { required: 1, rest: ["true"] },
	hll_sketch_agg: { required: 1, rest: ["12"] },
	hll_union: { required: 2, rest: ["false"] },
	hll_union_agg: { required: 1, rest: ["false"] },
	theta_sketch_agg: { required: 1, rest: ["12"] },
	theta_union: { required: 2, rest: ["12"] },
	theta_union_agg: { required: 1, rest: ["12"] },
	tuple_sketch_agg_integer: { required: 2, rest: ["12", "sum"] },
	tuple_sketch_summary_integer: { required: 1, rest: ["sum"] },
	tuple_union_integer: { required: 2, rest: ["12", "sum"] },
	tuple_union_theta_integer: { required: 2, rest: ["12", "sum"] },
	tuple_intersection_integer: { required: 2, rest: ["sum"] },
	tuple_intersection_theta_integer: { required: 2, rest: ["sum"] },
	tuple_union_agg_integer: { required: 1, rest: ["12", "sum"] },
	tuple_intersection_agg_integer: { required: 1, rest: ["sum"] },
	tuple_sketch_agg_double: { required: 2, rest: ["12", "sum"] },
	tuple_sketch_summary_double: { required: 1, rest: ["sum"] },
	tuple_union_double: { required: 2, rest: ["12", "sum"] },
	tuple_union_theta_double: { required: 2, rest: ["12", "sum"] },
	tuple_intersection_double: { required: 2, rest: ["sum"] },
	tuple_intersection_theta_double: { required: 2, rest: ["sum"] },
	tuple_union_agg_double: { required: 1, rest: ["12", "sum"] },
	tuple_intersection_agg_double: { required: 1, rest: ["sum"] },
	approx_top_k: { required: 1, rest: ["5", "10000"] },
	approx_top_k_accumulate: { required: 1, rest: ["10000"] },
	approx_top_k_combine: { required: 1, rest: ["-1"] },
	approx_top_k_estimate: { required: 1, rest: ["5"] },
	lag: { required: 1, rest: ["1", "NULL"] },
	lead: { required: 1, rest: ["1", "NULL"] },
};

/** Schemas and options are not printed. */
const FIRST_ONLY: ReadonlySet<string> = new Set([
	"from_json",
	"from_csv",
	"to_json",
	"to_csv",
	"schema_of_json",
	"schema_of_csv",
	"from_xml",
	"to_xml",
	"schema_of_xml",
]);
/** What their arguments say stands in ORDER BY. */
const RANKS: ReadonlySet<string> = new Set(["rank", "dense_rank", "percent_rank"]);

/** The arguments as printed: with Spark's defaults where it prints them. */
export function defaultArguments(fn: string, args: readonly string[]): readonly string[] {
	if (fn === "log" && args.length === 1) return ["E()", ...args];
	if (FIRST_ONLY.has(fn)) return args.slice(0, 1);
	if (RANKS.has(fn)) return [];
	// As Spark rewrites them.
	if (fn === "try_to_time") return [`to_time(${args.join(", ")})`];
	if (fn === "try_make_timestamp_ntz" && args.length === 2) return [`make_timestamp_ntz(${args.join(", ")})`];
	if (fn === "ilike" || fn === "variant_get" || fn === "try_variant_get") return args.slice(0, 2);
	if (fn === "try_make_timestamp" && args.length === 7) return args.slice(0, 6);
	if (fn === "convert_timezone" && args.length === 2) return ["current_timezone()", ...args];
	const defaults = DEFAULTS[fn];
	if (!defaults || args.length < defaults.required) return args;
	return [...args, ...defaults.rest.slice(args.length - defaults.required)];
}
