// Generated from src/plan/functionsObject.ts by `npm run generate`; edit that, not this file.
import type { MainFunctions } from "../functionTypes.js";

/** The functions under PySpark's names; the tag sorts them after the main ones in editors. */
export interface PySparkNames {
	/** @deprecated PySpark's spelling of addMonths. */
	add_months: MainFunctions["addMonths"];
	/** @deprecated PySpark's spelling of aesDecrypt. */
	aes_decrypt: MainFunctions["aesDecrypt"];
	/** @deprecated PySpark's spelling of aesEncrypt. */
	aes_encrypt: MainFunctions["aesEncrypt"];
	/** @deprecated PySpark's spelling of anyValue. */
	any_value: MainFunctions["anyValue"];
	/** @deprecated PySpark's spelling of approxCountDistinct. */
	approx_count_distinct: MainFunctions["approxCountDistinct"];
	/** @deprecated PySpark's spelling of approxPercentile. */
	approx_percentile: MainFunctions["approxPercentile"];
	/** @deprecated PySpark's spelling of arrayAgg. */
	array_agg: MainFunctions["arrayAgg"];
	/** @deprecated PySpark's spelling of arrayAppend. */
	array_append: MainFunctions["arrayAppend"];
	/** @deprecated PySpark's spelling of arrayCompact. */
	array_compact: MainFunctions["arrayCompact"];
	/** @deprecated PySpark's spelling of arrayContains. */
	array_contains: MainFunctions["arrayContains"];
	/** @deprecated PySpark's spelling of arrayDistinct. */
	array_distinct: MainFunctions["arrayDistinct"];
	/** @deprecated PySpark's spelling of arrayExcept. */
	array_except: MainFunctions["arrayExcept"];
	/** @deprecated PySpark's spelling of arrayInsert. */
	array_insert: MainFunctions["arrayInsert"];
	/** @deprecated PySpark's spelling of arrayIntersect. */
	array_intersect: MainFunctions["arrayIntersect"];
	/** @deprecated PySpark's spelling of arrayJoin. */
	array_join: MainFunctions["arrayJoin"];
	/** @deprecated PySpark's spelling of arrayMax. */
	array_max: MainFunctions["arrayMax"];
	/** @deprecated PySpark's spelling of arrayMin. */
	array_min: MainFunctions["arrayMin"];
	/** @deprecated PySpark's spelling of arrayPosition. */
	array_position: MainFunctions["arrayPosition"];
	/** @deprecated PySpark's spelling of arrayPrepend. */
	array_prepend: MainFunctions["arrayPrepend"];
	/** @deprecated PySpark's spelling of arrayRemove. */
	array_remove: MainFunctions["arrayRemove"];
	/** @deprecated PySpark's spelling of arrayRepeat. */
	array_repeat: MainFunctions["arrayRepeat"];
	/** @deprecated PySpark's spelling of arraySize. */
	array_size: MainFunctions["arraySize"];
	/** @deprecated PySpark's spelling of arraySort. */
	array_sort: MainFunctions["arraySort"];
	/** @deprecated PySpark's spelling of arrayUnion. */
	array_union: MainFunctions["arrayUnion"];
	/** @deprecated PySpark's spelling of arraysOverlap. */
	arrays_overlap: MainFunctions["arraysOverlap"];
	/** @deprecated PySpark's spelling of arraysZip. */
	arrays_zip: MainFunctions["arraysZip"];
	/** @deprecated PySpark's spelling of ascNullsFirst. */
	asc_nulls_first: MainFunctions["ascNullsFirst"];
	/** @deprecated PySpark's spelling of ascNullsLast. */
	asc_nulls_last: MainFunctions["ascNullsLast"];
	/** @deprecated PySpark's spelling of assertTrue. */
	assert_true: MainFunctions["assertTrue"];
	/** @deprecated PySpark's spelling of bitAnd. */
	bit_and: MainFunctions["bitAnd"];
	/** @deprecated PySpark's spelling of bitCount. */
	bit_count: MainFunctions["bitCount"];
	/** @deprecated PySpark's spelling of bitGet. */
	bit_get: MainFunctions["bitGet"];
	/** @deprecated PySpark's spelling of bitLength. */
	bit_length: MainFunctions["bitLength"];
	/** @deprecated PySpark's spelling of bitOr. */
	bit_or: MainFunctions["bitOr"];
	/** @deprecated PySpark's spelling of bitXor. */
	bit_xor: MainFunctions["bitXor"];
	/** @deprecated PySpark's spelling of bitwiseNot. */
	bitwise_not: MainFunctions["bitwiseNot"];
	/** @deprecated PySpark's spelling of boolAnd. */
	bool_and: MainFunctions["boolAnd"];
	/** @deprecated PySpark's spelling of boolOr. */
	bool_or: MainFunctions["boolOr"];
	/** @deprecated PySpark's spelling of callFunction. */
	call_function: MainFunctions["callFunction"];
	/** @deprecated PySpark's spelling of charLength. */
	char_length: MainFunctions["charLength"];
	/** @deprecated PySpark's spelling of characterLength. */
	character_length: MainFunctions["characterLength"];
	/** @deprecated PySpark's spelling of collectList. */
	collect_list: MainFunctions["collectList"];
	/** @deprecated PySpark's spelling of collectSet. */
	collect_set: MainFunctions["collectSet"];
	/** @deprecated PySpark's spelling of concatWs. */
	concat_ws: MainFunctions["concatWs"];
	/** @deprecated PySpark's spelling of convertTimezone. */
	convert_timezone: MainFunctions["convertTimezone"];
	/** @deprecated PySpark's spelling of countDistinct. */
	count_distinct: MainFunctions["countDistinct"];
	/** @deprecated PySpark's spelling of countIf. */
	count_if: MainFunctions["countIf"];
	/** @deprecated PySpark's spelling of covarPop. */
	covar_pop: MainFunctions["covarPop"];
	/** @deprecated PySpark's spelling of covarSamp. */
	covar_samp: MainFunctions["covarSamp"];
	/** @deprecated PySpark's spelling of createMap. */
	create_map: MainFunctions["createMap"];
	/** @deprecated PySpark's spelling of cumeDist. */
	cume_dist: MainFunctions["cumeDist"];
	/** @deprecated PySpark's spelling of currentDate. */
	current_date: MainFunctions["currentDate"];
	/** @deprecated PySpark's spelling of currentTimestamp. */
	current_timestamp: MainFunctions["currentTimestamp"];
	/** @deprecated PySpark's spelling of currentTimezone. */
	current_timezone: MainFunctions["currentTimezone"];
	/** @deprecated PySpark's spelling of dateAdd. */
	date_add: MainFunctions["dateAdd"];
	/** @deprecated PySpark's spelling of dateDiff. */
	date_diff: MainFunctions["dateDiff"];
	/** @deprecated PySpark's spelling of dateFormat. */
	date_format: MainFunctions["dateFormat"];
	/** @deprecated PySpark's spelling of dateFromUnixDate. */
	date_from_unix_date: MainFunctions["dateFromUnixDate"];
	/** @deprecated PySpark's spelling of datePart. */
	date_part: MainFunctions["datePart"];
	/** @deprecated PySpark's spelling of dateSub. */
	date_sub: MainFunctions["dateSub"];
	/** @deprecated PySpark's spelling of dateTrunc. */
	date_trunc: MainFunctions["dateTrunc"];
	/** @deprecated PySpark's spelling of denseRank. */
	dense_rank: MainFunctions["denseRank"];
	/** @deprecated PySpark's spelling of descNullsFirst. */
	desc_nulls_first: MainFunctions["descNullsFirst"];
	/** @deprecated PySpark's spelling of descNullsLast. */
	desc_nulls_last: MainFunctions["descNullsLast"];
	/** @deprecated PySpark's spelling of elementAt. */
	element_at: MainFunctions["elementAt"];
	/** @deprecated PySpark's spelling of equalNull. */
	equal_null: MainFunctions["equalNull"];
	/** @deprecated PySpark's spelling of explodeOuter. */
	explode_outer: MainFunctions["explodeOuter"];
	/** @deprecated PySpark's spelling of findInSet. */
	find_in_set: MainFunctions["findInSet"];
	/** @deprecated PySpark's spelling of firstValue. */
	first_value: MainFunctions["firstValue"];
	/** @deprecated PySpark's spelling of formatNumber. */
	format_number: MainFunctions["formatNumber"];
	/** @deprecated PySpark's spelling of formatString. */
	format_string: MainFunctions["formatString"];
	/** @deprecated PySpark's spelling of fromJson. */
	from_json: MainFunctions["fromJson"];
	/** @deprecated PySpark's spelling of fromUnixtime. */
	from_unixtime: MainFunctions["fromUnixtime"];
	/** @deprecated PySpark's spelling of fromUtcTimestamp. */
	from_utc_timestamp: MainFunctions["fromUtcTimestamp"];
	/** @deprecated PySpark's spelling of getJsonObject. */
	get_json_object: MainFunctions["getJsonObject"];
	/** @deprecated PySpark's spelling of groupingId. */
	grouping_id: MainFunctions["groupingId"];
	/** @deprecated PySpark's spelling of inlineOuter. */
	inline_outer: MainFunctions["inlineOuter"];
	/** @deprecated PySpark's spelling of inputFileName. */
	input_file_name: MainFunctions["inputFileName"];
	/** @deprecated PySpark's spelling of jsonArrayLength. */
	json_array_length: MainFunctions["jsonArrayLength"];
	/** @deprecated PySpark's spelling of jsonObjectKeys. */
	json_object_keys: MainFunctions["jsonObjectKeys"];
	/** @deprecated PySpark's spelling of jsonTuple. */
	json_tuple: MainFunctions["jsonTuple"];
	/** @deprecated PySpark's spelling of lastDay. */
	last_day: MainFunctions["lastDay"];
	/** @deprecated PySpark's spelling of lastValue. */
	last_value: MainFunctions["lastValue"];
	/** @deprecated PySpark's spelling of listaggDistinct. */
	listagg_distinct: MainFunctions["listaggDistinct"];
	/** @deprecated PySpark's spelling of makeDate. */
	make_date: MainFunctions["makeDate"];
	/** @deprecated PySpark's spelling of makeDtInterval. */
	make_dt_interval: MainFunctions["makeDtInterval"];
	/** @deprecated PySpark's spelling of makeInterval. */
	make_interval: MainFunctions["makeInterval"];
	/** @deprecated PySpark's spelling of makeTimestamp. */
	make_timestamp: MainFunctions["makeTimestamp"];
	/** @deprecated PySpark's spelling of makeTimestampNtz. */
	make_timestamp_ntz: MainFunctions["makeTimestampNtz"];
	/** @deprecated PySpark's spelling of makeYmInterval. */
	make_ym_interval: MainFunctions["makeYmInterval"];
	/** @deprecated PySpark's spelling of mapConcat. */
	map_concat: MainFunctions["mapConcat"];
	/** @deprecated PySpark's spelling of mapContainsKey. */
	map_contains_key: MainFunctions["mapContainsKey"];
	/** @deprecated PySpark's spelling of mapEntries. */
	map_entries: MainFunctions["mapEntries"];
	/** @deprecated PySpark's spelling of mapFilter. */
	map_filter: MainFunctions["mapFilter"];
	/** @deprecated PySpark's spelling of mapFromArrays. */
	map_from_arrays: MainFunctions["mapFromArrays"];
	/** @deprecated PySpark's spelling of mapFromEntries. */
	map_from_entries: MainFunctions["mapFromEntries"];
	/** @deprecated PySpark's spelling of mapKeys. */
	map_keys: MainFunctions["mapKeys"];
	/** @deprecated PySpark's spelling of mapValues. */
	map_values: MainFunctions["mapValues"];
	/** @deprecated PySpark's spelling of mapZipWith. */
	map_zip_with: MainFunctions["mapZipWith"];
	/** @deprecated PySpark's spelling of maxBy. */
	max_by: MainFunctions["maxBy"];
	/** @deprecated PySpark's spelling of minBy. */
	min_by: MainFunctions["minBy"];
	/** @deprecated PySpark's spelling of monotonicallyIncreasingId. */
	monotonically_increasing_id: MainFunctions["monotonicallyIncreasingId"];
	/** @deprecated PySpark's spelling of monthsBetween. */
	months_between: MainFunctions["monthsBetween"];
	/** @deprecated PySpark's spelling of namedStruct. */
	named_struct: MainFunctions["namedStruct"];
	/** @deprecated PySpark's spelling of nextDay. */
	next_day: MainFunctions["nextDay"];
	/** @deprecated PySpark's spelling of nthValue. */
	nth_value: MainFunctions["nthValue"];
	/** @deprecated PySpark's spelling of octetLength. */
	octet_length: MainFunctions["octetLength"];
	/** @deprecated PySpark's spelling of percentRank. */
	percent_rank: MainFunctions["percentRank"];
	/** @deprecated PySpark's spelling of percentileApprox. */
	percentile_approx: MainFunctions["percentileApprox"];
	/** @deprecated PySpark's spelling of percentileCont. */
	percentile_cont: MainFunctions["percentileCont"];
	/** @deprecated PySpark's spelling of percentileDisc. */
	percentile_disc: MainFunctions["percentileDisc"];
	/** @deprecated PySpark's spelling of posexplodeOuter. */
	posexplode_outer: MainFunctions["posexplodeOuter"];
	/** @deprecated PySpark's spelling of raiseError. */
	raise_error: MainFunctions["raiseError"];
	/** @deprecated PySpark's spelling of regexpCount. */
	regexp_count: MainFunctions["regexpCount"];
	/** @deprecated PySpark's spelling of regexpExtract. */
	regexp_extract: MainFunctions["regexpExtract"];
	/** @deprecated PySpark's spelling of regexpExtractAll. */
	regexp_extract_all: MainFunctions["regexpExtractAll"];
	/** @deprecated PySpark's spelling of regexpInstr. */
	regexp_instr: MainFunctions["regexpInstr"];
	/** @deprecated PySpark's spelling of regexpLike. */
	regexp_like: MainFunctions["regexpLike"];
	/** @deprecated PySpark's spelling of regexpReplace. */
	regexp_replace: MainFunctions["regexpReplace"];
	/** @deprecated PySpark's spelling of regexpSubstr. */
	regexp_substr: MainFunctions["regexpSubstr"];
	/** @deprecated PySpark's spelling of regexpSubstring. */
	regexp_substring: MainFunctions["regexpSubstring"];
	/** @deprecated PySpark's spelling of regrAvgx. */
	regr_avgx: MainFunctions["regrAvgx"];
	/** @deprecated PySpark's spelling of regrAvgy. */
	regr_avgy: MainFunctions["regrAvgy"];
	/** @deprecated PySpark's spelling of regrCount. */
	regr_count: MainFunctions["regrCount"];
	/** @deprecated PySpark's spelling of regrIntercept. */
	regr_intercept: MainFunctions["regrIntercept"];
	/** @deprecated PySpark's spelling of regrR2. */
	regr_r2: MainFunctions["regrR2"];
	/** @deprecated PySpark's spelling of regrSlope. */
	regr_slope: MainFunctions["regrSlope"];
	/** @deprecated PySpark's spelling of regrSxx. */
	regr_sxx: MainFunctions["regrSxx"];
	/** @deprecated PySpark's spelling of regrSxy. */
	regr_sxy: MainFunctions["regrSxy"];
	/** @deprecated PySpark's spelling of regrSyy. */
	regr_syy: MainFunctions["regrSyy"];
	/** @deprecated PySpark's spelling of rowNumber. */
	row_number: MainFunctions["rowNumber"];
	/** @deprecated PySpark's spelling of schemaOfJson. */
	schema_of_json: MainFunctions["schemaOfJson"];
	/** @deprecated PySpark's spelling of sortArray. */
	sort_array: MainFunctions["sortArray"];
	/** @deprecated PySpark's spelling of sparkPartitionId. */
	spark_partition_id: MainFunctions["sparkPartitionId"];
	/** @deprecated PySpark's spelling of splitPart. */
	split_part: MainFunctions["splitPart"];
	/** @deprecated PySpark's spelling of stddevPop. */
	stddev_pop: MainFunctions["stddevPop"];
	/** @deprecated PySpark's spelling of stddevSamp. */
	stddev_samp: MainFunctions["stddevSamp"];
	/** @deprecated PySpark's spelling of strToMap. */
	str_to_map: MainFunctions["strToMap"];
	/** @deprecated PySpark's spelling of stringAgg. */
	string_agg: MainFunctions["stringAgg"];
	/** @deprecated PySpark's spelling of stringAggDistinct. */
	string_agg_distinct: MainFunctions["stringAggDistinct"];
	/** @deprecated PySpark's spelling of substringIndex. */
	substring_index: MainFunctions["substringIndex"];
	/** @deprecated PySpark's spelling of sumDistinct. */
	sum_distinct: MainFunctions["sumDistinct"];
	/** @deprecated PySpark's spelling of timestampAdd. */
	timestamp_add: MainFunctions["timestampAdd"];
	/** @deprecated PySpark's spelling of timestampDiff. */
	timestamp_diff: MainFunctions["timestampDiff"];
	/** @deprecated PySpark's spelling of timestampMicros. */
	timestamp_micros: MainFunctions["timestampMicros"];
	/** @deprecated PySpark's spelling of timestampMillis. */
	timestamp_millis: MainFunctions["timestampMillis"];
	/** @deprecated PySpark's spelling of timestampSeconds. */
	timestamp_seconds: MainFunctions["timestampSeconds"];
	/** @deprecated PySpark's spelling of toChar. */
	to_char: MainFunctions["toChar"];
	/** @deprecated PySpark's spelling of toCsv. */
	to_csv: MainFunctions["toCsv"];
	/** @deprecated PySpark's spelling of toDate. */
	to_date: MainFunctions["toDate"];
	/** @deprecated PySpark's spelling of toJson. */
	to_json: MainFunctions["toJson"];
	/** @deprecated PySpark's spelling of toTimestamp. */
	to_timestamp: MainFunctions["toTimestamp"];
	/** @deprecated PySpark's spelling of toTimestampLtz. */
	to_timestamp_ltz: MainFunctions["toTimestampLtz"];
	/** @deprecated PySpark's spelling of toTimestampNtz. */
	to_timestamp_ntz: MainFunctions["toTimestampNtz"];
	/** @deprecated PySpark's spelling of toUnixTimestamp. */
	to_unix_timestamp: MainFunctions["toUnixTimestamp"];
	/** @deprecated PySpark's spelling of toUtcTimestamp. */
	to_utc_timestamp: MainFunctions["toUtcTimestamp"];
	/** @deprecated PySpark's spelling of transformKeys. */
	transform_keys: MainFunctions["transformKeys"];
	/** @deprecated PySpark's spelling of transformValues. */
	transform_values: MainFunctions["transformValues"];
	/** @deprecated PySpark's spelling of tryAdd. */
	try_add: MainFunctions["tryAdd"];
	/** @deprecated PySpark's spelling of tryAvg. */
	try_avg: MainFunctions["tryAvg"];
	/** @deprecated PySpark's spelling of tryDivide. */
	try_divide: MainFunctions["tryDivide"];
	/** @deprecated PySpark's spelling of tryElementAt. */
	try_element_at: MainFunctions["tryElementAt"];
	/** @deprecated PySpark's spelling of tryMakeTimestamp. */
	try_make_timestamp: MainFunctions["tryMakeTimestamp"];
	/** @deprecated PySpark's spelling of tryMod. */
	try_mod: MainFunctions["tryMod"];
	/** @deprecated PySpark's spelling of tryMultiply. */
	try_multiply: MainFunctions["tryMultiply"];
	/** @deprecated PySpark's spelling of trySubtract. */
	try_subtract: MainFunctions["trySubtract"];
	/** @deprecated PySpark's spelling of trySum. */
	try_sum: MainFunctions["trySum"];
	/** @deprecated PySpark's spelling of tryToDate. */
	try_to_date: MainFunctions["tryToDate"];
	/** @deprecated PySpark's spelling of tryToTimestamp. */
	try_to_timestamp: MainFunctions["tryToTimestamp"];
	/** @deprecated PySpark's spelling of unixDate. */
	unix_date: MainFunctions["unixDate"];
	/** @deprecated PySpark's spelling of unixMicros. */
	unix_micros: MainFunctions["unixMicros"];
	/** @deprecated PySpark's spelling of unixMillis. */
	unix_millis: MainFunctions["unixMillis"];
	/** @deprecated PySpark's spelling of unixSeconds. */
	unix_seconds: MainFunctions["unixSeconds"];
	/** @deprecated PySpark's spelling of unixTimestamp. */
	unix_timestamp: MainFunctions["unixTimestamp"];
	/** @deprecated PySpark's spelling of varPop. */
	var_pop: MainFunctions["varPop"];
	/** @deprecated PySpark's spelling of varSamp. */
	var_samp: MainFunctions["varSamp"];
	/** @deprecated PySpark's spelling of widthBucket. */
	width_bucket: MainFunctions["widthBucket"];
	/** @deprecated PySpark's spelling of windowTime. */
	window_time: MainFunctions["windowTime"];
	/** @deprecated PySpark's spelling of zipWith. */
	zip_with: MainFunctions["zipWith"];
}
