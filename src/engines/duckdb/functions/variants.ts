import type { DataType } from "../../../core/dataTypes.js";
import type { BoundCall, BoundExpr } from "../../../plan/bound.js";
import type { VARIANTS } from "../../../plan/functions/variants.js";
import { quoteText } from "../sql.js";
import { aggregateCall } from "./aggregateCall.js";
import { fromJsonText } from "./jsonValues.js";
import { carried } from "./transport.js";
import type { DuckDbFunction, EmitContext } from "./types.js";

/** CAST(x AS VARIANT). */
export function toVariant(sql: string, from: DataType, context: EmitContext): string {
	return `aq_make_variant(${carried(sql, from, context)}, ${quoteText(JSON.stringify(from))})`;
}

/** CAST(variant AS to); `lenient`: NULL for what does not fit, at every depth. */
export function fromVariant(sql: string, to: DataType, lenient: boolean, context: EmitContext): string {
	const type = quoteText(JSON.stringify(to));
	return fromJsonText(
		`aq_cast_variant(${sql}, ${type}, ${lenient}, ${quoteText(context.timeZone)})`,
		to,
		context,
	);
}

const got = (lenient: boolean): DuckDbFunction => ({
	sql: ([v = "", path = ""], call, context) => {
		const place = `${v}, ${path}, ${quoteText(call.fn)}`;
		if (call.type.kind === "variant") return `aq_variant_at(${place})`;
		const type = quoteText(JSON.stringify(call.type));
		const part = `aq_variant_part(${place}, ${type}, ${lenient}, ${quoteText(context.timeZone)})`;
		return fromJsonText(part, call.type, context);
	},
});

/** The value to put in as a variant of its own. */
const given = (call: BoundCall, sql: string, context: EmitContext): string => {
	const { type } = call.args[2] as BoundExpr;
	return type.kind === "variant" ? sql : toVariant(sql, type, context);
};

const put = (macro: string): DuckDbFunction => ({
	sql: ([v, path, value = ""], call, context) =>
		`${macro}(${v}, ${path}, ${given(call, value, context)}, ${quoteText(call.fn)})`,
});

const set: DuckDbFunction = {
	sql: ([v, path, value = "", create = "TRUE"], call, context) =>
		`aq_variant_set(${v}, ${path}, ${given(call, value, context)}, ${create}, ${quoteText(call.fn)})`,
};

const explode: DuckDbFunction = {
	generate: ([v], _call, context) => {
		const row = context.freshName();
		const rows = `CAST(CAST(aq_variant_rows(${v}) AS JSON) AS STRUCT(c0 INTEGER, c1 VARCHAR, c2 VARCHAR)[])`;
		return {
			list: `list_transform(${rows}, lambda ${row}: {'c0': ${row}.c0, 'c1': ${row}.c1, 'c2': from_base64(${row}.c2)})`,
			shape: "fields",
		};
	},
};

export const VARIANT_ROWS = {
	parse_json: { sql: ([text]) => `aq_parse_variant(${text})` },
	try_parse_json: { sql: ([text]) => `aq_try_parse_variant(${text})` },
	is_variant_null: { sql: ([v]) => `coalesce(aq_variant_is_null(${v}), FALSE)` },
	// Reading it is what finds a broken one, and none of ours is.
	is_valid_variant: { sql: ([v]) => `(aq_variant_is_null(${v}) IS NOT NULL OR NULL)` },
	variant_get: got(false),
	try_variant_get: got(true),
	to_variant_object: {
		sql: ([value = ""], call, context) => toVariant(value, (call.args[0] as BoundExpr).type, context),
	},
	schema_of_variant: { sql: ([v]) => `aq_variant_schema(${v})` },
	schema_of_variant_agg: {
		aggregate: ([v = ""], call, context) => {
			const blobs = aggregateCall("list", [`to_base64(${v})`], call, context, { only: `${v} IS NOT NULL` });
			return `aq_variant_schemas(coalesce(${blobs}, CAST([] AS VARCHAR[])))`;
		},
	},
	variant_insert: put("aq_variant_insert"),
	try_variant_insert: put("aq_variant_insert"),
	variant_set: set,
	try_variant_set: set,
	variant_array_append: put("aq_variant_append"),
	try_variant_array_append: put("aq_variant_append"),
	variant_delete: {
		sql: ([v = "", ...paths]) => paths.reduce((rest, path) => `aq_variant_delete(${rest}, ${path})`, v),
	},
	variant_strip_nulls: { sql: ([v, arrays = "TRUE"]) => `aq_variant_strip_nulls(${v}, ${arrays})` },
	variant_explode: explode,
	variant_explode_outer: explode,
} as const satisfies Record<keyof typeof VARIANTS, DuckDbFunction>;
