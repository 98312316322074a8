import { BOOLEAN, type DataType, FLOAT, STRING, UNKNOWN, VARIANT, VOID } from "../../core/dataTypes.js";
import type { FunctionSpec, ScalarSpec } from "../functionSpec.js";
import { any, constantOf, scalar } from "./build.js";

/*
 * Built-in functions of Databricks that open source Spark lacks: bound here with the types that its documentation
 * gives, run there alone. Exports for Databricks write them, the others refuse them by name.
 */

/** What the parameters are called, the optional ones with `?`. Those given by name may leave out any of these. */
function onDatabricks(parameters: string, result: DataType): ScalarSpec {
	const all = parameters.split(" ").filter((name) => name !== "");
	const optional = all.filter((name) => name.endsWith("?"));
	const params = all.map((name) => name.replace("?", ""));
	const spec = scalar(
		params.map(() => any),
		result,
		{
			optional: optional.length,
			nullable: true,
			deterministic: false,
			params,
			defaults: Object.fromEntries(optional.map((name) => [name.replace("?", ""), constantOf(VOID, null)])),
		},
	);
	return Object.freeze({ ...spec, only: "databricks" });
}

/** Functions that ask a model. */
export const MODELS = {
	ai_analyze_sentiment: onDatabricks("content", STRING),
	ai_classify: onDatabricks("content labels options?", STRING),
	ai_extract: onDatabricks("content labels options?", UNKNOWN),
	ai_fix_grammar: onDatabricks("content", STRING),
	ai_gen: onDatabricks("prompt", STRING),
	ai_mask: onDatabricks("content labels", STRING),
	ai_parse_document: onDatabricks("content options?", VARIANT),
	ai_query: onDatabricks(
		"endpoint request returnType? failOnError? modelParameters? responseFormat? files?",
		UNKNOWN,
	),
	ai_similarity: onDatabricks("expr1 expr2", FLOAT),
	ai_summarize: onDatabricks("content max_words?", STRING),
	ai_translate: onDatabricks("content to_lang", STRING),
} as const satisfies Record<string, FunctionSpec>;

/** Functions that ask the account who runs the query. */
export const MEMBERSHIP = {
	is_account_group_member: onDatabricks("group", BOOLEAN),
	is_member: onDatabricks("group", BOOLEAN),
} as const satisfies Record<string, FunctionSpec>;

/** Functions that ask the workspace or the network. */
export const WORKSPACE = {
	current_metastore: onDatabricks("", STRING),
	http_request: onDatabricks("conn method path json? headers? params?", UNKNOWN),
	try_secret: onDatabricks("scope key", STRING),
} as const satisfies Record<string, FunctionSpec>;

export const DATABRICKS_FUNCTIONS = {
	...MODELS,
	...MEMBERSHIP,
	...WORKSPACE,
} as const satisfies Record<string, FunctionSpec>;
