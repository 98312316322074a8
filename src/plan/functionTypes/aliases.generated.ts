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
	/** @deprecated PySpark's spelling of aiAnalyzeSentiment. */
	ai_analyze_sentiment: MainFunctions["aiAnalyzeSentiment"];
	/** @deprecated PySpark's spelling of aiClassify. */
	ai_classify: MainFunctions["aiClassify"];
	/** @deprecated PySpark's spelling of aiExtract. */
	ai_extract: MainFunctions["aiExtract"];
	/** @deprecated PySpark's spelling of aiFixGrammar. */
	ai_fix_grammar: MainFunctions["aiFixGrammar"];
	/** @deprecated PySpark's spelling of aiGen. */
	ai_gen: MainFunctions["aiGen"];
	/** @deprecated PySpark's spelling of aiMask. */
	ai_mask: MainFunctions["aiMask"];
	/** @deprecated PySpark's spelling of aiParseDocument. */
	ai_parse_document: MainFunctions["aiParseDocument"];
	/** @deprecated PySpark's spelling of aiQuery. */
	ai_query: MainFunctions["aiQuery"];
	/** @deprecated PySpark's spelling of aiSimilarity. */
	ai_similarity: MainFunctions["aiSimilarity"];
	/** @deprecated PySpark's spelling of aiSummarize. */
	ai_summarize: MainFunctions["aiSummarize"];
	/** @deprecated PySpark's spelling of aiTranslate. */
	ai_translate: MainFunctions["aiTranslate"];
	/** @deprecated PySpark's spelling of anyValue. */
	any_value: MainFunctions["anyValue"];
	/** @deprecated PySpark's spelling of approxCountDistinct. */
	approx_count_distinct: MainFunctions["approxCountDistinct"];
	/** @deprecated PySpark's spelling of approxPercentile. */
	approx_percentile: MainFunctions["approxPercentile"];
	/** @deprecated PySpark's spelling of approxTopK. */
	approx_top_k: MainFunctions["approxTopK"];
	/** @deprecated PySpark's spelling of approxTopKAccumulate. */
	approx_top_k_accumulate: MainFunctions["approxTopKAccumulate"];
	/** @deprecated PySpark's spelling of approxTopKCombine. */
	approx_top_k_combine: MainFunctions["approxTopKCombine"];
	/** @deprecated PySpark's spelling of approxTopKEstimate. */
	approx_top_k_estimate: MainFunctions["approxTopKEstimate"];
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
	/** @deprecated PySpark's spelling of bitmapAndAgg. */
	bitmap_and_agg: MainFunctions["bitmapAndAgg"];
	/** @deprecated PySpark's spelling of bitmapBitPosition. */
	bitmap_bit_position: MainFunctions["bitmapBitPosition"];
	/** @deprecated PySpark's spelling of bitmapBucketNumber. */
	bitmap_bucket_number: MainFunctions["bitmapBucketNumber"];
	/** @deprecated PySpark's spelling of bitmapConstructAgg. */
	bitmap_construct_agg: MainFunctions["bitmapConstructAgg"];
	/** @deprecated PySpark's spelling of bitmapCount. */
	bitmap_count: MainFunctions["bitmapCount"];
	/** @deprecated PySpark's spelling of bitmapOrAgg. */
	bitmap_or_agg: MainFunctions["bitmapOrAgg"];
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
	/** @deprecated PySpark's spelling of collectUnion. */
	collect_union: MainFunctions["collectUnion"];
	/** @deprecated PySpark's spelling of concatWs. */
	concat_ws: MainFunctions["concatWs"];
	/** @deprecated PySpark's spelling of convertTimezone. */
	convert_timezone: MainFunctions["convertTimezone"];
	/** @deprecated PySpark's spelling of countDistinct. */
	count_distinct: MainFunctions["countDistinct"];
	/** @deprecated PySpark's spelling of countIf. */
	count_if: MainFunctions["countIf"];
	/** @deprecated PySpark's spelling of countMinSketch. */
	count_min_sketch: MainFunctions["countMinSketch"];
	/** @deprecated PySpark's spelling of counterDiff. */
	counter_diff: MainFunctions["counterDiff"];
	/** @deprecated PySpark's spelling of covarPop. */
	covar_pop: MainFunctions["covarPop"];
	/** @deprecated PySpark's spelling of covarSamp. */
	covar_samp: MainFunctions["covarSamp"];
	/** @deprecated PySpark's spelling of createMap. */
	create_map: MainFunctions["createMap"];
	/** @deprecated PySpark's spelling of cumeDist. */
	cume_dist: MainFunctions["cumeDist"];
	/** @deprecated PySpark's spelling of currentCatalog. */
	current_catalog: MainFunctions["currentCatalog"];
	/** @deprecated PySpark's spelling of currentDatabase. */
	current_database: MainFunctions["currentDatabase"];
	/** @deprecated PySpark's spelling of currentDate. */
	current_date: MainFunctions["currentDate"];
	/** @deprecated PySpark's spelling of currentMetastore. */
	current_metastore: MainFunctions["currentMetastore"];
	/** @deprecated PySpark's spelling of currentPath. */
	current_path: MainFunctions["currentPath"];
	/** @deprecated PySpark's spelling of currentSchema. */
	current_schema: MainFunctions["currentSchema"];
	/** @deprecated PySpark's spelling of currentTime. */
	current_time: MainFunctions["currentTime"];
	/** @deprecated PySpark's spelling of currentTimestamp. */
	current_timestamp: MainFunctions["currentTimestamp"];
	/** @deprecated PySpark's spelling of currentTimezone. */
	current_timezone: MainFunctions["currentTimezone"];
	/** @deprecated PySpark's spelling of currentUser. */
	current_user: MainFunctions["currentUser"];
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
	/** @deprecated PySpark's spelling of fromAvro. */
	from_avro: MainFunctions["fromAvro"];
	/** @deprecated PySpark's spelling of fromBase32. */
	from_base32: MainFunctions["fromBase32"];
	/** @deprecated PySpark's spelling of fromCsv. */
	from_csv: MainFunctions["fromCsv"];
	/** @deprecated PySpark's spelling of fromJson. */
	from_json: MainFunctions["fromJson"];
	/** @deprecated PySpark's spelling of fromProtobuf. */
	from_protobuf: MainFunctions["fromProtobuf"];
	/** @deprecated PySpark's spelling of fromUnixtime. */
	from_unixtime: MainFunctions["fromUnixtime"];
	/** @deprecated PySpark's spelling of fromUtcTimestamp. */
	from_utc_timestamp: MainFunctions["fromUtcTimestamp"];
	/** @deprecated PySpark's spelling of fromXml. */
	from_xml: MainFunctions["fromXml"];
	/** @deprecated PySpark's spelling of getJsonObject. */
	get_json_object: MainFunctions["getJsonObject"];
	/** @deprecated PySpark's spelling of groupingId. */
	grouping_id: MainFunctions["groupingId"];
	/** @deprecated PySpark's spelling of histogramNumeric. */
	histogram_numeric: MainFunctions["histogramNumeric"];
	/** @deprecated PySpark's spelling of hllSketchAgg. */
	hll_sketch_agg: MainFunctions["hllSketchAgg"];
	/** @deprecated PySpark's spelling of hllSketchEstimate. */
	hll_sketch_estimate: MainFunctions["hllSketchEstimate"];
	/** @deprecated PySpark's spelling of hllUnion. */
	hll_union: MainFunctions["hllUnion"];
	/** @deprecated PySpark's spelling of hllUnionAgg. */
	hll_union_agg: MainFunctions["hllUnionAgg"];
	/** @deprecated PySpark's spelling of httpRequest. */
	http_request: MainFunctions["httpRequest"];
	/** @deprecated PySpark's spelling of inlineOuter. */
	inline_outer: MainFunctions["inlineOuter"];
	/** @deprecated PySpark's spelling of inputFileBlockLength. */
	input_file_block_length: MainFunctions["inputFileBlockLength"];
	/** @deprecated PySpark's spelling of inputFileBlockStart. */
	input_file_block_start: MainFunctions["inputFileBlockStart"];
	/** @deprecated PySpark's spelling of inputFileName. */
	input_file_name: MainFunctions["inputFileName"];
	/** @deprecated PySpark's spelling of isAccountGroupMember. */
	is_account_group_member: MainFunctions["isAccountGroupMember"];
	/** @deprecated PySpark's spelling of isMember. */
	is_member: MainFunctions["isMember"];
	/** @deprecated PySpark's spelling of isValidUtf8. */
	is_valid_utf8: MainFunctions["isValidUtf8"];
	/** @deprecated PySpark's spelling of isValidVariant. */
	is_valid_variant: MainFunctions["isValidVariant"];
	/** @deprecated PySpark's spelling of isVariantNull. */
	is_variant_null: MainFunctions["isVariantNull"];
	/** @deprecated PySpark's spelling of jaroWinklerSimilarity. */
	jaro_winkler_similarity: MainFunctions["jaroWinklerSimilarity"];
	/** @deprecated PySpark's spelling of javaMethod. */
	java_method: MainFunctions["javaMethod"];
	/** @deprecated PySpark's spelling of jsonArrayLength. */
	json_array_length: MainFunctions["jsonArrayLength"];
	/** @deprecated PySpark's spelling of jsonObjectKeys. */
	json_object_keys: MainFunctions["jsonObjectKeys"];
	/** @deprecated PySpark's spelling of jsonTuple. */
	json_tuple: MainFunctions["jsonTuple"];
	/** @deprecated PySpark's spelling of kllMergeAggBigint. */
	kll_merge_agg_bigint: MainFunctions["kllMergeAggBigint"];
	/** @deprecated PySpark's spelling of kllMergeAggDouble. */
	kll_merge_agg_double: MainFunctions["kllMergeAggDouble"];
	/** @deprecated PySpark's spelling of kllMergeAggFloat. */
	kll_merge_agg_float: MainFunctions["kllMergeAggFloat"];
	/** @deprecated PySpark's spelling of kllSketchAggBigint. */
	kll_sketch_agg_bigint: MainFunctions["kllSketchAggBigint"];
	/** @deprecated PySpark's spelling of kllSketchAggDouble. */
	kll_sketch_agg_double: MainFunctions["kllSketchAggDouble"];
	/** @deprecated PySpark's spelling of kllSketchAggFloat. */
	kll_sketch_agg_float: MainFunctions["kllSketchAggFloat"];
	/** @deprecated PySpark's spelling of kllSketchGetNBigint. */
	kll_sketch_get_n_bigint: MainFunctions["kllSketchGetNBigint"];
	/** @deprecated PySpark's spelling of kllSketchGetNDouble. */
	kll_sketch_get_n_double: MainFunctions["kllSketchGetNDouble"];
	/** @deprecated PySpark's spelling of kllSketchGetNFloat. */
	kll_sketch_get_n_float: MainFunctions["kllSketchGetNFloat"];
	/** @deprecated PySpark's spelling of kllSketchGetQuantileBigint. */
	kll_sketch_get_quantile_bigint: MainFunctions["kllSketchGetQuantileBigint"];
	/** @deprecated PySpark's spelling of kllSketchGetQuantileDouble. */
	kll_sketch_get_quantile_double: MainFunctions["kllSketchGetQuantileDouble"];
	/** @deprecated PySpark's spelling of kllSketchGetQuantileFloat. */
	kll_sketch_get_quantile_float: MainFunctions["kllSketchGetQuantileFloat"];
	/** @deprecated PySpark's spelling of kllSketchGetRankBigint. */
	kll_sketch_get_rank_bigint: MainFunctions["kllSketchGetRankBigint"];
	/** @deprecated PySpark's spelling of kllSketchGetRankDouble. */
	kll_sketch_get_rank_double: MainFunctions["kllSketchGetRankDouble"];
	/** @deprecated PySpark's spelling of kllSketchGetRankFloat. */
	kll_sketch_get_rank_float: MainFunctions["kllSketchGetRankFloat"];
	/** @deprecated PySpark's spelling of kllSketchMergeBigint. */
	kll_sketch_merge_bigint: MainFunctions["kllSketchMergeBigint"];
	/** @deprecated PySpark's spelling of kllSketchMergeDouble. */
	kll_sketch_merge_double: MainFunctions["kllSketchMergeDouble"];
	/** @deprecated PySpark's spelling of kllSketchMergeFloat. */
	kll_sketch_merge_float: MainFunctions["kllSketchMergeFloat"];
	/** @deprecated PySpark's spelling of kllSketchToStringBigint. */
	kll_sketch_to_string_bigint: MainFunctions["kllSketchToStringBigint"];
	/** @deprecated PySpark's spelling of kllSketchToStringDouble. */
	kll_sketch_to_string_double: MainFunctions["kllSketchToStringDouble"];
	/** @deprecated PySpark's spelling of kllSketchToStringFloat. */
	kll_sketch_to_string_float: MainFunctions["kllSketchToStringFloat"];
	/** @deprecated PySpark's spelling of lastDay. */
	last_day: MainFunctions["lastDay"];
	/** @deprecated PySpark's spelling of lastValue. */
	last_value: MainFunctions["lastValue"];
	/** @deprecated PySpark's spelling of listaggDistinct. */
	listagg_distinct: MainFunctions["listaggDistinct"];
	/** @deprecated PySpark's spelling of luhnCheck. */
	luhn_check: MainFunctions["luhnCheck"];
	/** @deprecated PySpark's spelling of makeDate. */
	make_date: MainFunctions["makeDate"];
	/** @deprecated PySpark's spelling of makeDtInterval. */
	make_dt_interval: MainFunctions["makeDtInterval"];
	/** @deprecated PySpark's spelling of makeInterval. */
	make_interval: MainFunctions["makeInterval"];
	/** @deprecated PySpark's spelling of makeTime. */
	make_time: MainFunctions["makeTime"];
	/** @deprecated PySpark's spelling of makeTimestamp. */
	make_timestamp: MainFunctions["makeTimestamp"];
	/** @deprecated PySpark's spelling of makeTimestampLtz. */
	make_timestamp_ltz: MainFunctions["makeTimestampLtz"];
	/** @deprecated PySpark's spelling of makeTimestampNtz. */
	make_timestamp_ntz: MainFunctions["makeTimestampNtz"];
	/** @deprecated PySpark's spelling of makeValidUtf8. */
	make_valid_utf8: MainFunctions["makeValidUtf8"];
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
	/** @deprecated PySpark's spelling of parseJson. */
	parse_json: MainFunctions["parseJson"];
	/** @deprecated PySpark's spelling of parseUrl. */
	parse_url: MainFunctions["parseUrl"];
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
	/** @deprecated PySpark's spelling of pythonWorkerLogs. */
	python_worker_logs: MainFunctions["pythonWorkerLogs"];
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
	/** @deprecated PySpark's spelling of schemaOfAvro. */
	schema_of_avro: MainFunctions["schemaOfAvro"];
	/** @deprecated PySpark's spelling of schemaOfCsv. */
	schema_of_csv: MainFunctions["schemaOfCsv"];
	/** @deprecated PySpark's spelling of schemaOfJson. */
	schema_of_json: MainFunctions["schemaOfJson"];
	/** @deprecated PySpark's spelling of schemaOfVariant. */
	schema_of_variant: MainFunctions["schemaOfVariant"];
	/** @deprecated PySpark's spelling of schemaOfVariantAgg. */
	schema_of_variant_agg: MainFunctions["schemaOfVariantAgg"];
	/** @deprecated PySpark's spelling of schemaOfXml. */
	schema_of_xml: MainFunctions["schemaOfXml"];
	/** @deprecated PySpark's spelling of sessionUser. */
	session_user: MainFunctions["sessionUser"];
	/** @deprecated PySpark's spelling of sessionWindow. */
	session_window: MainFunctions["sessionWindow"];
	/** @deprecated PySpark's spelling of sortArray. */
	sort_array: MainFunctions["sortArray"];
	/** @deprecated PySpark's spelling of sparkPartitionId. */
	spark_partition_id: MainFunctions["sparkPartitionId"];
	/** @deprecated PySpark's spelling of splitPart. */
	split_part: MainFunctions["splitPart"];
	/** @deprecated PySpark's spelling of sqlKeywords. */
	sql_keywords: MainFunctions["sqlKeywords"];
	/** @deprecated PySpark's spelling of stAsbinary. */
	st_asbinary: MainFunctions["stAsbinary"];
	/** @deprecated PySpark's spelling of stGeogfromwkb. */
	st_geogfromwkb: MainFunctions["stGeogfromwkb"];
	/** @deprecated PySpark's spelling of stGeomfromwkb. */
	st_geomfromwkb: MainFunctions["stGeomfromwkb"];
	/** @deprecated PySpark's spelling of stSetsrid. */
	st_setsrid: MainFunctions["stSetsrid"];
	/** @deprecated PySpark's spelling of stSrid. */
	st_srid: MainFunctions["stSrid"];
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
	/** @deprecated PySpark's spelling of thetaDifference. */
	theta_difference: MainFunctions["thetaDifference"];
	/** @deprecated PySpark's spelling of thetaIntersection. */
	theta_intersection: MainFunctions["thetaIntersection"];
	/** @deprecated PySpark's spelling of thetaIntersectionAgg. */
	theta_intersection_agg: MainFunctions["thetaIntersectionAgg"];
	/** @deprecated PySpark's spelling of thetaSketchAgg. */
	theta_sketch_agg: MainFunctions["thetaSketchAgg"];
	/** @deprecated PySpark's spelling of thetaSketchEstimate. */
	theta_sketch_estimate: MainFunctions["thetaSketchEstimate"];
	/** @deprecated PySpark's spelling of thetaUnion. */
	theta_union: MainFunctions["thetaUnion"];
	/** @deprecated PySpark's spelling of thetaUnionAgg. */
	theta_union_agg: MainFunctions["thetaUnionAgg"];
	/** @deprecated PySpark's spelling of timeBucket. */
	time_bucket: MainFunctions["timeBucket"];
	/** @deprecated PySpark's spelling of timeDiff. */
	time_diff: MainFunctions["timeDiff"];
	/** @deprecated PySpark's spelling of timeFromMicros. */
	time_from_micros: MainFunctions["timeFromMicros"];
	/** @deprecated PySpark's spelling of timeFromMillis. */
	time_from_millis: MainFunctions["timeFromMillis"];
	/** @deprecated PySpark's spelling of timeFromSeconds. */
	time_from_seconds: MainFunctions["timeFromSeconds"];
	/** @deprecated PySpark's spelling of timeToMicros. */
	time_to_micros: MainFunctions["timeToMicros"];
	/** @deprecated PySpark's spelling of timeToMillis. */
	time_to_millis: MainFunctions["timeToMillis"];
	/** @deprecated PySpark's spelling of timeToSeconds. */
	time_to_seconds: MainFunctions["timeToSeconds"];
	/** @deprecated PySpark's spelling of timeTrunc. */
	time_trunc: MainFunctions["timeTrunc"];
	/** @deprecated PySpark's spelling of timestampAdd. */
	timestamp_add: MainFunctions["timestampAdd"];
	/** @deprecated PySpark's spelling of timestampDiff. */
	timestamp_diff: MainFunctions["timestampDiff"];
	/** @deprecated PySpark's spelling of timestampMicros. */
	timestamp_micros: MainFunctions["timestampMicros"];
	/** @deprecated PySpark's spelling of timestampMillis. */
	timestamp_millis: MainFunctions["timestampMillis"];
	/** @deprecated PySpark's spelling of timestampNanos. */
	timestamp_nanos: MainFunctions["timestampNanos"];
	/** @deprecated PySpark's spelling of timestampSeconds. */
	timestamp_seconds: MainFunctions["timestampSeconds"];
	/** @deprecated PySpark's spelling of toAvro. */
	to_avro: MainFunctions["toAvro"];
	/** @deprecated PySpark's spelling of toBase32. */
	to_base32: MainFunctions["toBase32"];
	/** @deprecated PySpark's spelling of toBinary. */
	to_binary: MainFunctions["toBinary"];
	/** @deprecated PySpark's spelling of toChar. */
	to_char: MainFunctions["toChar"];
	/** @deprecated PySpark's spelling of toCsv. */
	to_csv: MainFunctions["toCsv"];
	/** @deprecated PySpark's spelling of toDate. */
	to_date: MainFunctions["toDate"];
	/** @deprecated PySpark's spelling of toJson. */
	to_json: MainFunctions["toJson"];
	/** @deprecated PySpark's spelling of toNumber. */
	to_number: MainFunctions["toNumber"];
	/** @deprecated PySpark's spelling of toProtobuf. */
	to_protobuf: MainFunctions["toProtobuf"];
	/** @deprecated PySpark's spelling of toTime. */
	to_time: MainFunctions["toTime"];
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
	/** @deprecated PySpark's spelling of toVarchar. */
	to_varchar: MainFunctions["toVarchar"];
	/** @deprecated PySpark's spelling of toVariantObject. */
	to_variant_object: MainFunctions["toVariantObject"];
	/** @deprecated PySpark's spelling of toXml. */
	to_xml: MainFunctions["toXml"];
	/** @deprecated PySpark's spelling of transformKeys. */
	transform_keys: MainFunctions["transformKeys"];
	/** @deprecated PySpark's spelling of transformValues. */
	transform_values: MainFunctions["transformValues"];
	/** @deprecated PySpark's spelling of tryAdd. */
	try_add: MainFunctions["tryAdd"];
	/** @deprecated PySpark's spelling of tryAesDecrypt. */
	try_aes_decrypt: MainFunctions["tryAesDecrypt"];
	/** @deprecated PySpark's spelling of tryAvg. */
	try_avg: MainFunctions["tryAvg"];
	/** @deprecated PySpark's spelling of tryDivide. */
	try_divide: MainFunctions["tryDivide"];
	/** @deprecated PySpark's spelling of tryElementAt. */
	try_element_at: MainFunctions["tryElementAt"];
	/** @deprecated PySpark's spelling of tryMakeInterval. */
	try_make_interval: MainFunctions["tryMakeInterval"];
	/** @deprecated PySpark's spelling of tryMakeTimestamp. */
	try_make_timestamp: MainFunctions["tryMakeTimestamp"];
	/** @deprecated PySpark's spelling of tryMakeTimestampLtz. */
	try_make_timestamp_ltz: MainFunctions["tryMakeTimestampLtz"];
	/** @deprecated PySpark's spelling of tryMakeTimestampNtz. */
	try_make_timestamp_ntz: MainFunctions["tryMakeTimestampNtz"];
	/** @deprecated PySpark's spelling of tryMod. */
	try_mod: MainFunctions["tryMod"];
	/** @deprecated PySpark's spelling of tryMultiply. */
	try_multiply: MainFunctions["tryMultiply"];
	/** @deprecated PySpark's spelling of tryParseJson. */
	try_parse_json: MainFunctions["tryParseJson"];
	/** @deprecated PySpark's spelling of tryParseUrl. */
	try_parse_url: MainFunctions["tryParseUrl"];
	/** @deprecated PySpark's spelling of tryReflect. */
	try_reflect: MainFunctions["tryReflect"];
	/** @deprecated PySpark's spelling of trySecret. */
	try_secret: MainFunctions["trySecret"];
	/** @deprecated PySpark's spelling of trySubtract. */
	try_subtract: MainFunctions["trySubtract"];
	/** @deprecated PySpark's spelling of trySum. */
	try_sum: MainFunctions["trySum"];
	/** @deprecated PySpark's spelling of tryToBinary. */
	try_to_binary: MainFunctions["tryToBinary"];
	/** @deprecated PySpark's spelling of tryToDate. */
	try_to_date: MainFunctions["tryToDate"];
	/** @deprecated PySpark's spelling of tryToNumber. */
	try_to_number: MainFunctions["tryToNumber"];
	/** @deprecated PySpark's spelling of tryToTime. */
	try_to_time: MainFunctions["tryToTime"];
	/** @deprecated PySpark's spelling of tryToTimestamp. */
	try_to_timestamp: MainFunctions["tryToTimestamp"];
	/** @deprecated PySpark's spelling of tryUrlDecode. */
	try_url_decode: MainFunctions["tryUrlDecode"];
	/** @deprecated PySpark's spelling of tryValidateUtf8. */
	try_validate_utf8: MainFunctions["tryValidateUtf8"];
	/** @deprecated PySpark's spelling of tryVariantArrayAppend. */
	try_variant_array_append: MainFunctions["tryVariantArrayAppend"];
	/** @deprecated PySpark's spelling of tryVariantGet. */
	try_variant_get: MainFunctions["tryVariantGet"];
	/** @deprecated PySpark's spelling of tryVariantInsert. */
	try_variant_insert: MainFunctions["tryVariantInsert"];
	/** @deprecated PySpark's spelling of tryVariantSet. */
	try_variant_set: MainFunctions["tryVariantSet"];
	/** @deprecated PySpark's spelling of tupleDifferenceDouble. */
	tuple_difference_double: MainFunctions["tupleDifferenceDouble"];
	/** @deprecated PySpark's spelling of tupleDifferenceInteger. */
	tuple_difference_integer: MainFunctions["tupleDifferenceInteger"];
	/** @deprecated PySpark's spelling of tupleDifferenceThetaDouble. */
	tuple_difference_theta_double: MainFunctions["tupleDifferenceThetaDouble"];
	/** @deprecated PySpark's spelling of tupleDifferenceThetaInteger. */
	tuple_difference_theta_integer: MainFunctions["tupleDifferenceThetaInteger"];
	/** @deprecated PySpark's spelling of tupleIntersectionAggDouble. */
	tuple_intersection_agg_double: MainFunctions["tupleIntersectionAggDouble"];
	/** @deprecated PySpark's spelling of tupleIntersectionAggInteger. */
	tuple_intersection_agg_integer: MainFunctions["tupleIntersectionAggInteger"];
	/** @deprecated PySpark's spelling of tupleIntersectionDouble. */
	tuple_intersection_double: MainFunctions["tupleIntersectionDouble"];
	/** @deprecated PySpark's spelling of tupleIntersectionInteger. */
	tuple_intersection_integer: MainFunctions["tupleIntersectionInteger"];
	/** @deprecated PySpark's spelling of tupleIntersectionThetaDouble. */
	tuple_intersection_theta_double: MainFunctions["tupleIntersectionThetaDouble"];
	/** @deprecated PySpark's spelling of tupleIntersectionThetaInteger. */
	tuple_intersection_theta_integer: MainFunctions["tupleIntersectionThetaInteger"];
	/** @deprecated PySpark's spelling of tupleSketchAggDouble. */
	tuple_sketch_agg_double: MainFunctions["tupleSketchAggDouble"];
	/** @deprecated PySpark's spelling of tupleSketchAggInteger. */
	tuple_sketch_agg_integer: MainFunctions["tupleSketchAggInteger"];
	/** @deprecated PySpark's spelling of tupleSketchEstimateDouble. */
	tuple_sketch_estimate_double: MainFunctions["tupleSketchEstimateDouble"];
	/** @deprecated PySpark's spelling of tupleSketchEstimateInteger. */
	tuple_sketch_estimate_integer: MainFunctions["tupleSketchEstimateInteger"];
	/** @deprecated PySpark's spelling of tupleSketchSummaryDouble. */
	tuple_sketch_summary_double: MainFunctions["tupleSketchSummaryDouble"];
	/** @deprecated PySpark's spelling of tupleSketchSummaryInteger. */
	tuple_sketch_summary_integer: MainFunctions["tupleSketchSummaryInteger"];
	/** @deprecated PySpark's spelling of tupleSketchThetaDouble. */
	tuple_sketch_theta_double: MainFunctions["tupleSketchThetaDouble"];
	/** @deprecated PySpark's spelling of tupleSketchThetaInteger. */
	tuple_sketch_theta_integer: MainFunctions["tupleSketchThetaInteger"];
	/** @deprecated PySpark's spelling of tupleUnionAggDouble. */
	tuple_union_agg_double: MainFunctions["tupleUnionAggDouble"];
	/** @deprecated PySpark's spelling of tupleUnionAggInteger. */
	tuple_union_agg_integer: MainFunctions["tupleUnionAggInteger"];
	/** @deprecated PySpark's spelling of tupleUnionDouble. */
	tuple_union_double: MainFunctions["tupleUnionDouble"];
	/** @deprecated PySpark's spelling of tupleUnionInteger. */
	tuple_union_integer: MainFunctions["tupleUnionInteger"];
	/** @deprecated PySpark's spelling of tupleUnionThetaDouble. */
	tuple_union_theta_double: MainFunctions["tupleUnionThetaDouble"];
	/** @deprecated PySpark's spelling of tupleUnionThetaInteger. */
	tuple_union_theta_integer: MainFunctions["tupleUnionThetaInteger"];
	/** @deprecated PySpark's spelling of unixDate. */
	unix_date: MainFunctions["unixDate"];
	/** @deprecated PySpark's spelling of unixMicros. */
	unix_micros: MainFunctions["unixMicros"];
	/** @deprecated PySpark's spelling of unixMillis. */
	unix_millis: MainFunctions["unixMillis"];
	/** @deprecated PySpark's spelling of unixNanos. */
	unix_nanos: MainFunctions["unixNanos"];
	/** @deprecated PySpark's spelling of unixSeconds. */
	unix_seconds: MainFunctions["unixSeconds"];
	/** @deprecated PySpark's spelling of unixTimestamp. */
	unix_timestamp: MainFunctions["unixTimestamp"];
	/** @deprecated PySpark's spelling of urlDecode. */
	url_decode: MainFunctions["urlDecode"];
	/** @deprecated PySpark's spelling of urlEncode. */
	url_encode: MainFunctions["urlEncode"];
	/** @deprecated PySpark's spelling of validateUtf8. */
	validate_utf8: MainFunctions["validateUtf8"];
	/** @deprecated PySpark's spelling of varPop. */
	var_pop: MainFunctions["varPop"];
	/** @deprecated PySpark's spelling of varSamp. */
	var_samp: MainFunctions["varSamp"];
	/** @deprecated PySpark's spelling of variantArrayAppend. */
	variant_array_append: MainFunctions["variantArrayAppend"];
	/** @deprecated PySpark's spelling of variantDelete. */
	variant_delete: MainFunctions["variantDelete"];
	/** @deprecated PySpark's spelling of variantExplode. */
	variant_explode: MainFunctions["variantExplode"];
	/** @deprecated PySpark's spelling of variantExplodeOuter. */
	variant_explode_outer: MainFunctions["variantExplodeOuter"];
	/** @deprecated PySpark's spelling of variantGet. */
	variant_get: MainFunctions["variantGet"];
	/** @deprecated PySpark's spelling of variantInsert. */
	variant_insert: MainFunctions["variantInsert"];
	/** @deprecated PySpark's spelling of variantSet. */
	variant_set: MainFunctions["variantSet"];
	/** @deprecated PySpark's spelling of variantStripNulls. */
	variant_strip_nulls: MainFunctions["variantStripNulls"];
	/** @deprecated PySpark's spelling of vectorAvg. */
	vector_avg: MainFunctions["vectorAvg"];
	/** @deprecated PySpark's spelling of vectorCosineSimilarity. */
	vector_cosine_similarity: MainFunctions["vectorCosineSimilarity"];
	/** @deprecated PySpark's spelling of vectorInnerProduct. */
	vector_inner_product: MainFunctions["vectorInnerProduct"];
	/** @deprecated PySpark's spelling of vectorL2Distance. */
	vector_l2_distance: MainFunctions["vectorL2Distance"];
	/** @deprecated PySpark's spelling of vectorNorm. */
	vector_norm: MainFunctions["vectorNorm"];
	/** @deprecated PySpark's spelling of vectorNormalize. */
	vector_normalize: MainFunctions["vectorNormalize"];
	/** @deprecated PySpark's spelling of vectorSum. */
	vector_sum: MainFunctions["vectorSum"];
	/** @deprecated PySpark's spelling of widthBucket. */
	width_bucket: MainFunctions["widthBucket"];
	/** @deprecated PySpark's spelling of windowTime. */
	window_time: MainFunctions["windowTime"];
	/** @deprecated PySpark's spelling of xpathBoolean. */
	xpath_boolean: MainFunctions["xpathBoolean"];
	/** @deprecated PySpark's spelling of xpathDouble. */
	xpath_double: MainFunctions["xpathDouble"];
	/** @deprecated PySpark's spelling of xpathFloat. */
	xpath_float: MainFunctions["xpathFloat"];
	/** @deprecated PySpark's spelling of xpathInt. */
	xpath_int: MainFunctions["xpathInt"];
	/** @deprecated PySpark's spelling of xpathLong. */
	xpath_long: MainFunctions["xpathLong"];
	/** @deprecated PySpark's spelling of xpathNumber. */
	xpath_number: MainFunctions["xpathNumber"];
	/** @deprecated PySpark's spelling of xpathShort. */
	xpath_short: MainFunctions["xpathShort"];
	/** @deprecated PySpark's spelling of xpathString. */
	xpath_string: MainFunctions["xpathString"];
	/** @deprecated PySpark's spelling of zipWith. */
	zip_with: MainFunctions["zipWith"];
}
