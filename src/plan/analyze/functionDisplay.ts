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
	to_varchar: "to_char",
};

/** The function's name as printed. */
export function shownName(fn: string, given: number): string {
	if (UPPER.has(fn)) return fn.toUpperCase();
	if ((fn === "ceil" || fn === "floor") && given === 1) return fn.toUpperCase();
	if (fn === "dateadd") return given === 3 ? "timestampadd" : "date_add";
	if ((fn === "datediff" || fn === "date_diff") && given === 3) return "timestampdiff";
	return RENAMED[fn] ?? fn;
}

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
	str_to_map: { required: 1, rest: [",", ":"] },
	aggregate: { required: 3, rest: ["lambdafunction(namedlambdavariable(), namedlambdavariable())"] },
	reduce: { required: 3, rest: ["lambdafunction(namedlambdavariable(), namedlambdavariable())"] },
	percentile: { required: 2, rest: ["1"] },
	percentile_approx: { required: 2, rest: ["10000"] },
	approx_percentile: { required: 2, rest: ["10000"] },
	listagg: { required: 1, rest: ["NULL"] },
	string_agg: { required: 1, rest: ["NULL"] },
	lag: { required: 1, rest: ["1", "NULL"] },
	lead: { required: 1, rest: ["1", "NULL"] },
};

/** The arguments as printed: with Spark's defaults where it prints them. */
export function defaultArguments(fn: string, args: readonly string[]): readonly string[] {
	if (fn === "log" && args.length === 1) return ["E()", ...args];
	if (fn === "from_json" || fn === "from_csv") return args.slice(0, 1);
	if (fn === "convert_timezone" && args.length === 2) return ["current_timezone()", ...args];
	const defaults = DEFAULTS[fn];
	if (!defaults || args.length < defaults.required) return args;
	return [...args, ...defaults.rest.slice(args.length - defaults.required)];
}
