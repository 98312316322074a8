import { type DataType, typeName } from "../../../core/dataTypes.js";
import type { BoundAggregateCall, BoundCall, BoundExpr } from "../../../plan/bound.js";
import { constantInt, constantText } from "../../../plan/coercion.js";
import { numberOf, type SKETCHES } from "../../../plan/functions/sketches.js";
import { quoteText } from "../sql.js";
import { duckType } from "../types.js";
import { aggregateCall } from "./aggregateCall.js";
import { fieldOf } from "./casts.js";
import type { ItemKind } from "./js/sketches/items.js";
import type { TopForm, TopKind } from "./js/sketches/topItems.js";
import type { AggregateContext, DuckDbFunction, EmitContext } from "./types.js";

const argType = (call: BoundCall | BoundAggregateCall, i = 0): DataType => (call.args[i] as BoundExpr).type;

/** A group's texts as a list, rows for which `only` is not true left out. */
function texts(
	of: string,
	only: string | undefined,
	call: BoundAggregateCall,
	context: AggregateContext,
): string {
	const list = aggregateCall("list", [of], call, context, { ordered: true, ...(only ? { only } : {}) });
	return `coalesce(${list}, CAST([] AS VARCHAR[]))`;
}

/** How a value goes to a hashing sketch. */
function itemText(x: string, type: DataType): { readonly kind: ItemKind; readonly text: string } {
	switch (type.kind) {
		case "string":
			return { kind: "text", text: x };
		case "binary":
			return { kind: "bytes", text: `to_base64(${x})` };
		case "float":
		case "double":
			return { kind: "double", text: `CAST(CAST(${x} AS DOUBLE) AS VARCHAR)` };
		case "array":
			return {
				kind: type.element.kind === "int" ? "ints" : "longs",
				text: `array_to_string(CAST(${x} AS VARCHAR[]), ',')`,
			};
		default:
			return { kind: "long", text: `CAST(${x} AS VARCHAR)` };
	}
}

/** Sketches of a group as base64. */
const sketches = (x: string, call: BoundAggregateCall, context: AggregateContext): string =>
	texts(`to_base64(${x})`, `${x} IS NOT NULL`, call, context);

const hashing = (build: string): DuckDbFunction => ({
	aggregate: ([x = "", size = "12"], call, context) => {
		const { kind, text } = itemText(x, argType(call));
		return `${build}(${quoteText(kind)}, ${texts(text, `${x} IS NOT NULL`, call, context)}, ${size})`;
	},
});

/* Tuple sketches */

type Numbers = "integer" | "double";

const numbersOf = (fn: string): Numbers => (fn.endsWith("_integer") ? "integer" : "double");

function tupleOptions(
	call: BoundCall | BoundAggregateCall,
	lgAt: number | undefined,
	modeAt: number,
): string {
	const lgNominal = lgAt === undefined ? undefined : constantInt(call.args[lgAt]);
	return quoteText(
		JSON.stringify({
			lgNominal: lgNominal ?? 12,
			mode: (constantText(call.args[modeAt]) ?? "sum").toLowerCase(),
			kind: numbersOf(call.fn),
		}),
	);
}

const tupleBuild: DuckDbFunction = {
	aggregate: ([key = "", value = ""], call, context) => {
		const { kind, text } = itemText(key, argType(call));
		const pairs = `CAST(${value} AS VARCHAR) || ':' || ${text}`;
		const list = texts(pairs, `${key} IS NOT NULL AND ${value} IS NOT NULL`, call, context);
		return `aq_tuple_build(${quoteText(kind)}, ${list}, ${tupleOptions(call, 2, 3)})`;
	},
};
const tuplePair = (lgAt: number | undefined, modeAt: number): DuckDbFunction => ({
	sql: ([a, b], call) =>
		`aq_tuple_combine(${a}, ${b}, ${tupleOptions(call, lgAt, modeAt)}, ${quoteText(call.fn)})`,
});
const tupleUnite = (lgAt: number | undefined, modeAt: number): DuckDbFunction => ({
	aggregate: ([x = ""], call, context) =>
		`aq_tuple_unite(${sketches(x, call, context)}, ${tupleOptions(call, lgAt, modeAt)}, ${quoteText(call.fn)})`,
});
const tupleMeasure = (name: string): DuckDbFunction => ({
	sql: ([x], call) => `${name}(${x}, ${quoteText(numbersOf(call.fn))}, ${quoteText(call.fn)})`,
});
const tupleSummary: DuckDbFunction = {
	sql: ([x], call) => {
		const mode = (constantText(call.args[1]) ?? "sum").toLowerCase();
		const all = `aq_tuple_summary(${x}, ${quoteText(numbersOf(call.fn))}, ${quoteText(mode)}, ${quoteText(call.fn)})`;
		return call.type.kind === "bigint" ? `CAST(${all} AS BIGINT)` : all;
	},
};
const tupleUnion = tuplePair(2, 3);
const tupleIntersection = tuplePair(undefined, 2);
const tupleDifference = tuplePair(undefined, 2);

/* Theta sketches */

const thetaPair: DuckDbFunction = {
	sql: ([a, b, lg = "12"], call) => `aq_theta_combine(${a}, ${b}, ${lg}, ${quoteText(call.fn)})`,
};
const thetaUnite: DuckDbFunction = {
	aggregate: ([x = "", lg = "12"], call, context) =>
		`aq_theta_unite(${sketches(x, call, context)}, ${lg}, ${quoteText(call.fn)})`,
};

/* Quantile sketches */

const kllKind = (fn: string): string => quoteText(fn.slice(fn.lastIndexOf("_") + 1));

const kllBuild: DuckDbFunction = {
	aggregate: ([x = "", k = "200"], call, context) =>
		`aq_kll_build(${kllKind(call.fn)}, ${texts(`CAST(${x} AS VARCHAR)`, `${x} IS NOT NULL`, call, context)}, ${k})`,
};
const kllUnite: DuckDbFunction = {
	aggregate: ([x = "", k = "0"], call, context) =>
		`aq_kll_unite(${kllKind(call.fn)}, ${sketches(x, call, context)}, ${k})`,
};
const kllScalar = (name: string): DuckDbFunction => ({
	sql: (args, call) => `${name}(${kllKind(call.fn)}, ${args.join(", ")})`,
});

/** One answer, or one for each element of the question. */
const kllAnswer = (one: (sketch: string, question: string, call: BoundCall) => string): DuckDbFunction => ({
	sql: ([x = "", question = ""], call, context) => {
		if (argType(call, 1).kind !== "array") return one(x, question, call);
		const item = context.freshName();
		return `(CASE WHEN ${x} IS NOT NULL THEN list_transform(${question}, lambda ${item}: ${one(x, item, call)}) END)`;
	},
});
const kllQuantile = kllAnswer((x, question, call) => {
	const type = call.type.kind === "array" ? call.type.element : call.type;
	return `CAST(aq_kll_quantile(${kllKind(call.fn)}, ${x}, ${question}) AS ${duckType(type)})`;
});
const kllRank = kllAnswer(
	(x, question, call) => `aq_kll_rank(${kllKind(call.fn)}, ${x}, CAST(${question} AS VARCHAR))`,
);

/* Frequent items */

const SHORT_DECIMAL = 9;
const LONG_DECIMAL = 18;

function topForm(type: DataType): TopForm {
	switch (type.kind) {
		case "boolean":
		case "tinyint":
		case "smallint":
		case "int":
		case "bigint":
		case "float":
		case "double":
			return type.kind;
		case "date":
			return "int";
		case "timestamp":
		case "timestamp_ntz":
			return "bigint";
		case "decimal":
			if (type.precision <= SHORT_DECIMAL) return "int";
			return type.precision <= LONG_DECIMAL ? "bigint" : "decimal";
		default:
			return "string";
	}
}

function topKind(type: DataType): string {
	const kind: TopKind = { form: topForm(type), ...(type.kind === "decimal" ? { scale: type.scale } : {}) };
	return quoteText(JSON.stringify(kind));
}

function topText(x: string, type: DataType): string {
	switch (type.kind) {
		case "date":
			return `CAST(CAST(${x} - DATE '1970-01-01' AS BIGINT) AS VARCHAR)`;
		case "timestamp":
		case "timestamp_ntz":
			return `CAST(epoch_us(${x}) AS VARCHAR)`;
		case "decimal":
			return `replace(CAST(${x} AS VARCHAR), '.', '')`;
		default:
			return `CAST(${x} AS VARCHAR)`;
	}
}

/** `topText` undone. */
function topValue(text: string, type: DataType): string {
	switch (type.kind) {
		case "date":
			return `(DATE '1970-01-01' + CAST(${text} AS INTEGER))`;
		case "timestamp":
			return `make_timestamptz(CAST(${text} AS BIGINT))`;
		case "timestamp_ntz":
			return `make_timestamp(CAST(${text} AS BIGINT))`;
		case "decimal":
			return `CAST(aq_scaled(${text}, ${type.scale}) AS ${duckType(type)})`;
		default:
			return `CAST(${text} AS ${duckType(type)})`;
	}
}

function ranking(rows: string, item: DataType, context: EmitContext): string {
	const row = context.freshName();
	const list = `CAST(CAST(${rows} AS JSON) AS STRUCT(item VARCHAR, count BIGINT)[])`;
	return `list_transform(${list}, lambda ${row}: {'item': ${topValue(`${row}.item`, item)}, 'count': ${row}.count})`;
}

/** The struct that carries a sketch, with the type of its items. */
function topState(sketch: string, tracked: string, item: DataType): string {
	const ddl =
		item.kind === "string" ? "item string not null" : `item ${typeName(item).toUpperCase()} NOT NULL`;
	return `{'sketch': ${sketch}, 'maxItemsTracked': CAST(${tracked} AS INTEGER), 'itemDataType': CAST(NULL AS ${duckType(item)}), 'itemDataTypeDDL': ${quoteText(ddl)}}`;
}

const itemOf = (state: DataType): DataType =>
	(state as Extract<DataType, { kind: "struct" }>).fields[2]?.type as DataType;

const TRACKED = "10000";

const topK: DuckDbFunction = {
	aggregate: ([x = "", k = "5", tracked = TRACKED], call, context) => {
		const type = argType(call);
		const all = texts(topText(x, type), undefined, call, context);
		return ranking(`aq_top_k(${topKind(type)}, ${all}, ${k}, ${tracked})`, type, context);
	},
};
const topAccumulate: DuckDbFunction = {
	aggregate: ([x = "", tracked = TRACKED], call, context) => {
		const type = argType(call);
		const all = texts(topText(x, type), undefined, call, context);
		return topState(`aq_top_accumulate(${topKind(type)}, ${all}, ${tracked})`, tracked, type);
	},
};
const topCombine: DuckDbFunction = {
	aggregate: ([x = "", tracked], call, context) => {
		const type = itemOf(argType(call));
		const only = `${x} IS NOT NULL`;
		const states = texts(`to_base64(${fieldOf(x, "sketch")})`, only, call, context);
		const sizes = texts(`CAST(${fieldOf(x, "maxItemsTracked")} AS VARCHAR)`, only, call, context);
		const sketch = `aq_top_combine(${topKind(type)}, ${states}, ${sizes}, ${tracked ?? "0"})`;
		return topState(sketch, tracked ?? `coalesce(${sizes}[1], ${quoteText(TRACKED)})`, type);
	},
};
const topEstimate: DuckDbFunction = {
	sql: ([x = "", k = "5"], call, context) => {
		const type = itemOf(argType(call));
		const rows = `aq_top_estimate(${topKind(type)}, ${fieldOf(x, "sketch")}, ${k})`;
		return ranking(rows, type, context);
	},
};

const countMin: DuckDbFunction = {
	aggregate: ([x = ""], call, context) => {
		const { kind, text } = itemText(x, argType(call));
		const [eps, confidence, seed] = [
			numberOf(call.args[1]),
			numberOf(call.args[2]),
			constantInt(call.args[3]),
		];
		const options = quoteText(JSON.stringify({ eps, confidence, seed }));
		return `aq_count_min(${quoteText(kind)}, ${texts(text, `${x} IS NOT NULL`, call, context)}, ${options})`;
	},
};

export const SKETCH_ROWS = {
	hll_sketch_agg: hashing("aq_hll_build"),
	hll_sketch_estimate: { sql: ([x]) => `aq_hll_estimate(${x})` },
	hll_union: { sql: ([a, b, allowed = "FALSE"]) => `aq_hll_union(${a}, ${b}, ${allowed})` },
	hll_union_agg: {
		aggregate: ([x = "", allowed = "FALSE"], call, context) =>
			`aq_hll_unite(${sketches(x, call, context)}, ${allowed})`,
	},

	theta_sketch_agg: hashing("aq_theta_build"),
	theta_sketch_estimate: { sql: ([x]) => `aq_theta_estimate(${x})` },
	theta_union: thetaPair,
	theta_intersection: thetaPair,
	theta_difference: thetaPair,
	theta_union_agg: thetaUnite,
	theta_intersection_agg: thetaUnite,

	tuple_sketch_agg_integer: tupleBuild,
	tuple_sketch_agg_double: tupleBuild,
	tuple_sketch_estimate_integer: tupleMeasure("aq_tuple_estimate"),
	tuple_sketch_estimate_double: tupleMeasure("aq_tuple_estimate"),
	tuple_sketch_theta_integer: tupleMeasure("aq_tuple_theta"),
	tuple_sketch_theta_double: tupleMeasure("aq_tuple_theta"),
	tuple_sketch_summary_integer: tupleSummary,
	tuple_sketch_summary_double: tupleSummary,
	tuple_union_integer: tupleUnion,
	tuple_union_double: tupleUnion,
	tuple_union_theta_integer: tupleUnion,
	tuple_union_theta_double: tupleUnion,
	tuple_intersection_integer: tupleIntersection,
	tuple_intersection_double: tupleIntersection,
	tuple_intersection_theta_integer: tupleIntersection,
	tuple_intersection_theta_double: tupleIntersection,
	tuple_difference_integer: tupleDifference,
	tuple_difference_double: tupleDifference,
	tuple_difference_theta_integer: tupleDifference,
	tuple_difference_theta_double: tupleDifference,
	tuple_union_agg_integer: tupleUnite(1, 2),
	tuple_union_agg_double: tupleUnite(1, 2),
	tuple_intersection_agg_integer: tupleUnite(undefined, 1),
	tuple_intersection_agg_double: tupleUnite(undefined, 1),

	kll_sketch_agg_bigint: kllBuild,
	kll_sketch_agg_double: kllBuild,
	kll_sketch_agg_float: kllBuild,
	kll_merge_agg_bigint: kllUnite,
	kll_merge_agg_double: kllUnite,
	kll_merge_agg_float: kllUnite,
	kll_sketch_merge_bigint: kllScalar("aq_kll_merge"),
	kll_sketch_merge_double: kllScalar("aq_kll_merge"),
	kll_sketch_merge_float: kllScalar("aq_kll_merge"),
	kll_sketch_get_n_bigint: kllScalar("aq_kll_n"),
	kll_sketch_get_n_double: kllScalar("aq_kll_n"),
	kll_sketch_get_n_float: kllScalar("aq_kll_n"),
	kll_sketch_to_string_bigint: kllScalar("aq_kll_text"),
	kll_sketch_to_string_double: kllScalar("aq_kll_text"),
	kll_sketch_to_string_float: kllScalar("aq_kll_text"),
	kll_sketch_get_quantile_bigint: kllQuantile,
	kll_sketch_get_quantile_double: kllQuantile,
	kll_sketch_get_quantile_float: kllQuantile,
	kll_sketch_get_rank_bigint: kllRank,
	kll_sketch_get_rank_double: kllRank,
	kll_sketch_get_rank_float: kllRank,

	approx_top_k: topK,
	approx_top_k_accumulate: topAccumulate,
	approx_top_k_combine: topCombine,
	approx_top_k_estimate: topEstimate,

	count_min_sketch: countMin,
} as const satisfies Record<keyof typeof SKETCHES, DuckDbFunction>;
