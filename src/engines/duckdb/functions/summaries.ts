import { type DataType, isInteger } from "../../../core/dataTypes.js";
import { fault } from "../../../core/errors/index.js";
import type { BoundAggregateCall, BoundExpr } from "../../../plan/bound.js";
import type { SUMMARIES } from "../../../plan/functions/summaries.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { aggregateCall } from "./aggregateCall.js";
import { once } from "./once.js";
import type { AggregateContext, DuckDbFunction } from "./types.js";

/** The values of a group as a list of texts, NULL left out. */
function values(
	x: string,
	of: string,
	call: BoundAggregateCall,
	context: AggregateContext,
	distinct: boolean,
): string {
	const list = aggregateCall("list", [of], call, context, {
		ordered: true,
		only: `${x} IS NOT NULL`,
		...(distinct ? { distinct } : {}),
	});
	return `coalesce(${list}, CAST([] AS VARCHAR[]))`;
}

const text = (x: string): string => `CAST(${x} AS VARCHAR)`;

const joinedBitmaps = (mode: "or" | "and"): DuckDbFunction => ({
	aggregate: ([x = ""], call, context) =>
		`aq_join_bitmaps(${values(x, `hex(${x})`, call, context, true)}, ${quoteText(mode)})`,
});

/** What the histogram counts with: a double. */
function measure(x: string, type: DataType): string {
	switch (type.kind) {
		case "date":
			return `CAST(${x} - DATE '1970-01-01' AS DOUBLE)`;
		case "timestamp":
		case "timestamp_ntz":
			return `CAST(epoch_us(${x}) AS DOUBLE)`;
		case "interval":
		case "year_month_interval":
		case "day_time_interval":
			throw fault("ENGINE_UNSUPPORTED", {
				engine: "duckdb",
				what: "histogram_numeric of an interval",
				reason: "count in seconds or months instead",
			});
		default:
			return `CAST(${x} AS DOUBLE)`;
	}
}

/** Back from the double. */
function centre(x: string, type: DataType): string {
	if (isInteger(type)) return `CAST(trunc(${x}) AS ${duckType(type)})`;
	switch (type.kind) {
		case "date":
			return `(DATE '1970-01-01' + CAST(trunc(${x}) AS INTEGER))`;
		case "timestamp":
			return `make_timestamptz(CAST(trunc(${x}) AS BIGINT))`;
		case "timestamp_ntz":
			return `make_timestamp(CAST(trunc(${x}) AS BIGINT))`;
		default:
			return `CAST(${x} AS ${duckType(type)})`;
	}
}

/** Each vector as one text, so that a list of texts holds them all; one with a NULL in it does not count. */
const vectors = (name: string): DuckDbFunction => ({
	aggregate: ([x = ""], call, context) => {
		const whole = `CASE WHEN NOT aq_has_null(${x}) THEN array_to_string(CAST(${x} AS VARCHAR[]), ',') END`;
		return `CAST(${name}(${values(`(${whole})`, whole, call, context, false)}) AS FLOAT[])`;
	},
});

export const SUMMARY_ROWS = {
	bitmap_bit_position: {
		sql: ([x]) => `(CASE WHEN ${x} > 0 THEN (${x} - 1) % 32768 ELSE -${x} % 32768 END)`,
	},
	bitmap_bucket_number: {
		sql: ([x]) => `(CASE WHEN ${x} > 0 THEN 1 + (${x} - 1) // 32768 ELSE ${x} // 32768 END)`,
	},
	bitmap_count: {
		sql: ([x]) =>
			`(CASE WHEN octet_length(${x}) = 0 THEN CAST(0 AS BIGINT) ELSE CAST(bit_count(CAST(${x} AS BIT)) AS BIGINT) END)`,
	},
	bitmap_construct_agg: {
		aggregate: ([x = ""], call, context) => `aq_bitmap(${values(x, text(x), call, context, true)})`,
	},
	bitmap_or_agg: joinedBitmaps("or"),
	bitmap_and_agg: joinedBitmaps("and"),
	histogram_numeric: {
		aggregate: ([x = "", bins], call, context) => {
			const { type } = call.args[0] as BoundExpr;
			const tree = `aq_histogram(${values(x, text(measure(x, type)), call, context, false)}, ${bins})`;
			const list = `CAST(CAST(${tree} AS JSON) AS STRUCT(x DOUBLE, y DOUBLE)[])`;
			const bin = context.freshName();
			return `list_transform(${list}, lambda ${bin}: {'x': ${centre(`${bin}.x`, type)}, 'y': ${bin}.y})`;
		},
	},
	collect_union: {
		aggregate: ([x = ""], call, context) => {
			const lists = aggregateCall("list", [x], call, context, { ordered: true, only: `${x} IS NOT NULL` });
			// list_distinct keeps each NaN, which are one in Spark.
			const [x1, i] = [context.freshName(), context.freshName()];
			const distinct = once(
				[`list_sort(flatten(${lists}))`],
				context,
				(l) =>
					`list_filter(${l}, lambda ${x1}, ${i}: ${x1} IS NOT NULL AND (${i} = 1 OR ${x1} IS DISTINCT FROM ${l}[${i} - 1]))`,
			);
			return `coalesce(${distinct}, CAST([] AS ${duckType(call.type)}))`;
		},
	},
	vector_sum: vectors("aq_vector_sum"),
	vector_avg: vectors("aq_vector_avg"),
} as const satisfies Record<keyof typeof SUMMARIES, DuckDbFunction>;
