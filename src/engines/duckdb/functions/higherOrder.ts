import type { DataType } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundCall, BoundExpr, BoundLambda } from "../../../plan/bound.js";
import type { HIGHER_ORDER } from "../../../plan/functions/higherOrder.js";
import { duckType } from "../types.js";
import { reduceSql } from "./reduce.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

/**
 * Rows that take lambdas get no text for them: they ask the context for the body with texts of their own in the place of
 * the parameters.
 */
function lambdaAt(call: BoundCall, index: number): BoundLambda {
	const fn = call.args[index];
	if (fn?.kind === "lambda") return fn;
	throw fault("RUN_INTERNAL", { message: `${call.fn} without its function` });
}

const argument = (call: BoundCall, index: number, context: EmitContext): string =>
	context.emit(call.args[index] as BoundExpr);

/** Lists are counted from 1 in DuckDB, from 0 in Spark. */
function overElements(name: "list_transform" | "list_filter", call: BoundCall, context: EmitContext): string {
	const fn = lambdaAt(call, 1);
	const [x, i] = [context.freshName(), context.freshName()];
	const body = context.lambdaBody(fn, [x, `CAST(${i} - 1 AS INTEGER)`]);
	return `${name}(${argument(call, 0, context)}, lambda ${fn.params.length > 1 ? `${x}, ${i}` : x}: ${body})`;
}

/** TRUE when one element decides, NULL when one is unknown, else the other. */
const quantified = (decides: "TRUE" | "FALSE"): DuckDbFunction => ({
	lambda: (call, context) => {
		const list = argument(call, 0, context);
		const results = overElements("list_transform", call, context);
		return `(CASE WHEN ${list} IS NULL THEN NULL WHEN list_contains(${results}, ${decides}) THEN ${decides} WHEN aq_has_null(${results}) THEN NULL ELSE NOT ${decides} END)`;
	},
});

function overEntries(
	call: BoundCall,
	context: EmitContext,
	result: (entry: string, body: string) => string,
): string {
	const fn = lambdaAt(call, 1);
	const entry = context.freshName();
	const body = context.lambdaBody(fn, [`${entry}.key`, `${entry}.value`]);
	return `list_transform(map_entries(${argument(call, 0, context)}), lambda ${entry}: ${result(entry, body)})`;
}

/** aggregate(list, start, merge, finish) */
function reduced(call: BoundCall, context: EmitContext): string {
	const [list, start] = [argument(call, 0, context), argument(call, 1, context)];
	const [merge, finish] = [lambdaAt(call, 2), call.args[3]];
	const state = (call.args[1] as BoundExpr).type;
	const next = (body: (...params: readonly string[]) => string, s: string, x: string): string => body(s, x);
	const end = reduceSql({ list, state, start, fn: merge, next }, context);
	const result = finish?.kind === "lambda" ? context.lambdaBody(finish, [end]) : end;
	return `(CASE WHEN ${list} IS NOT NULL THEN ${result} END)`;
}

const emptyOf = (type: DataType): string => `CAST(MAP {} AS ${duckType(type)})`;

export const HIGHER_ORDER_ROWS = {
	transform: { lambda: (call, context) => overElements("list_transform", call, context) },
	filter: { lambda: (call, context) => overElements("list_filter", call, context) },
	exists: quantified("TRUE"),
	forall: quantified("FALSE"),
	aggregate: { lambda: reduced },
	zip_with: {
		lambda: (call, context) => {
			const [a, b] = [argument(call, 0, context), argument(call, 1, context)];
			const i = context.freshName();
			const body = context.lambdaBody(lambdaAt(call, 2), [`${a}[${i} + 1]`, `${b}[${i} + 1]`]);
			return `(CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN list_transform(range(greatest(len(${a}), len(${b}))), lambda ${i}: ${body}) END)`;
		},
	},
	map_filter: {
		lambda: (call, context) => {
			const entry = context.freshName();
			const body = context.lambdaBody(lambdaAt(call, 1), [`${entry}.key`, `${entry}.value`]);
			return `map_from_entries(list_filter(map_entries(${argument(call, 0, context)}), lambda ${entry}: ${body}))`;
		},
	},
	map_zip_with: {
		lambda: (call, context) => {
			const [a, b] = [argument(call, 0, context), argument(call, 1, context)];
			const key = context.freshName();
			const body = context.lambdaBody(lambdaAt(call, 2), [
				key,
				`map_extract_value(${a}, ${key})`,
				`map_extract_value(${b}, ${key})`,
			]);
			const keys = `aq_array_distinct(list_concat(map_keys(${a}), map_keys(${b})))`;
			return `(CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN CASE WHEN len(${keys}) = 0 THEN ${emptyOf(call.type)} ELSE map_from_entries(list_transform(${keys}, lambda ${key}: {'key': ${key}, 'value': ${body}})) END END)`;
		},
	},
	transform_keys: {
		lambda: (call, context) =>
			`map_from_entries(${overEntries(call, context, (e, body) => `{'key': ${body}, 'value': ${e}.value}`)})`,
	},
	transform_values: {
		lambda: (call, context) =>
			`map_from_entries(${overEntries(call, context, (e, body) => `{'key': ${e}.key, 'value': ${body}}`)})`,
	},
} as const satisfies Record<keyof typeof HIGHER_ORDER, DuckDbFunction>;
